"""DUBAN_* variables win over the file, and a misspelt one is refused instead of ignored."""

from __future__ import annotations

from pathlib import Path

import pytest

from duban.settings import load_settings
from duban.settings_problems import SettingsError


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refusal() -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings()
    return str(caught.value)


def test_a_variable_wins_over_the_file_and_leaves_its_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("duban.toml").write_text('[page]\nbind = "127.0.0.1:1"\npublic_url = "https://a.example"', "utf-8")
    monkeypatch.setenv("DUBAN_PAGE__BIND", "127.0.0.1:2")

    page = load_settings().page

    assert (page.bind, page.public_url) == ("127.0.0.1:2", "https://a.example")


def test_a_list_is_written_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_ALERTS__TARGETS", '[{"name": "office", "url": "json://127.0.0.1"}]')

    assert [target.name for target in load_settings().targets()] == ["office"]


def test_an_empty_variable_sets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_DATABASE_URL", "")
    monkeypatch.setenv("DUBAN_NO_SUCH_THING", "")

    assert load_settings().database_url is None


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("DUBAN_LANGUGE", "DUBAN_LANGUAGE"),
        ("DUBAN_PAGE_BIND", "DUBAN_PAGE__BIND"),
        ("DUBAN_PAGE__BNID", "DUBAN_PAGE__BIND"),
        ("DUBAN_CRAWLER__PACE__OTHERWISE_HOUR", "DUBAN_CRAWLER__PACE__OTHERWISE_HOURS"),
    ],
)
def test_a_misspelt_variable_is_named_with_the_one_meant(
    variable: str, meant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "1")

    assert f"{variable}：没有这个设置项，是不是 {meant}？" in refusal()


def test_a_wrong_value_goes_by_the_name_of_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_CRAWLER__CONTACT", "nobody")

    assert "  DUBAN_CRAWLER__CONTACT：应为网站管理员能联系到" in refusal()


@pytest.mark.parametrize("variable", ["DUBAN_ALERTS__TARGETS", "DUBAN_CRAWLER__PACE__WINDOWS", "DUBAN_PAGE"])
def test_a_list_that_is_not_json_is_refused_by_its_variable(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "[{broken")
    monkeypatch.setenv("DUBAN_LANGUAGE", "en")

    message = refusal()

    assert f"  {variable}：应按 JSON 书写" in message
    assert message.startswith("设置有 1 处需要改正")
