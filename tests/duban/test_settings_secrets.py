"""Addresses of alert targets and passwords are shown nowhere, and address files are read with care."""

from __future__ import annotations

from pathlib import Path

import pytest

from duban.cli import run
from duban.settings import Settings, load_settings
from duban.settings_problems import SettingsError

SECRET = "tok3n-of-the-robot"
FILE = f"""
database_url = "postgresql://duban:{SECRET}@127.0.0.1:1/duban"
[[alerts.targets]]
name = "chat"
url = "json://hooks.example/{SECRET}"
"""


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def settings_from(text: str) -> Settings:
    Path("duban.toml").write_text(text, "utf-8")
    return load_settings()


def test_the_settings_as_text_show_no_secret() -> None:
    settings = settings_from(FILE)

    assert SECRET not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert SECRET not in repr(settings.targets())


def test_config_check_shows_what_is_in_force_without_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    Path("duban.toml").write_text(FILE.replace("database_url", "# database_url"), "utf-8")

    code = run(["config", "check"])

    out = capsys.readouterr().out
    assert code == 0
    assert SECRET not in out
    assert 'alerts.targets[1].url = "json://hooks.example/****"' in out
    assert "提醒对象 1 个" in out.splitlines()[-1]


def test_a_database_that_does_not_answer_is_told_without_its_password(capsys: pytest.CaptureFixture[str]) -> None:
    Path("duban.toml").write_text(FILE, "utf-8")

    code = run(["config", "check"])

    shown = capsys.readouterr()
    assert code == 2
    assert 'database_url = "postgresql://****"' in shown.out
    assert "请检查 database_url 以及数据库服务是否在运行" in shown.err
    assert SECRET not in shown.out + shown.err


@pytest.mark.parametrize(
    "line",
    [
        f'database_url = "mysql://u:{SECRET}@h/d"',
        f'[[alerts.targets]]\nname = "a"\nurl = "{SECRET}"',
        f'[[alerts.targets]]\nname = "a"\nurl = ["json://{SECRET}"]',
        f'[[alerts.targets]]\nname = "a"\nurl = "json://{SECRET}"\nurl_file = "x"\nkinds = ["y"]',
    ],
)
def test_a_mistake_beside_a_secret_does_not_show_it(line: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings_from(line)

    assert SECRET not in str(caught.value)


def test_secrets_for_the_log_are_the_addresses_and_the_password() -> None:
    settings = settings_from(FILE)

    assert settings.secrets() == (f"json://hooks.example/{SECRET}", SECRET)


def test_an_address_file_that_is_missing_is_named_with_its_target() -> None:
    settings = settings_from('[[alerts.targets]]\nname = "办公室"\nurl_file = "none.url"')

    with pytest.raises(SettingsError, match=r"提醒对象「办公室」的地址文件 .*none\.url（No such file or directory）"):
        settings.targets()
    assert settings.secrets() == ()


@pytest.mark.parametrize("content", [b"", b"not an address", b"json://a\njson://b", b"\xff\xfe"])
def test_an_address_file_with_anything_but_one_address_is_refused_unseen(content: bytes) -> None:
    Path("office.url").write_bytes(content)
    settings = settings_from('[[alerts.targets]]\nname = "office"\nurl_file = "office.url"')

    with pytest.raises(SettingsError) as caught:
        settings.targets()

    assert "office.url" in str(caught.value)
    assert "json://a" not in str(caught.value)
