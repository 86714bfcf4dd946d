"""`duban config check` says what is allowed and yet would leave somebody unasked or untold."""

from __future__ import annotations

from pathlib import Path

import pytest

from duban.cli import run

ROLL = Path(__file__).parents[2] / "agencies" / "shanghai.yml"


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def checked(text: str, capsys: pytest.CaptureFixture[str], *, with_roll: bool = False) -> list[str]:
    Path("duban.toml").write_text(text, "utf-8")
    if with_roll:
        assert run(["agencies", "import", "--yes", str(ROLL)]) == 0
    capsys.readouterr()

    assert run(["config", "check"]) == 0
    return [line for line in capsys.readouterr().out.splitlines() if line.startswith("提示：")]


def test_before_the_first_roll_it_says_how_to_import_one(capsys: pytest.CaptureFixture[str]) -> None:
    notes = checked("", capsys)

    assert notes == [
        "提示：巡查前请填写 crawler.contact。",
        "提示：还没有导入名录。请运行 duban agencies import agencies/*.yml。",
    ]
    assert not Path("data").exists()


def test_a_target_for_a_roll_that_is_not_there_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    target = '[[alerts.targets]]\nname = "a"\nurl = "json://127.0.0.1"\njurisdictions = ["shangai"]'

    notes = checked(f'[crawler]\ncontact = "a@b.cn"\n{target}', capsys, with_roll=True)

    assert notes == [
        "提示：有提醒对象写了 shangai，但没有导入这个名录（已导入：shanghai），不会收到任何消息。",
        "提示：名录 shanghai 没有任何提醒对象，缺报或有疑点时无人收到消息。请在 [[alerts.targets]] 中补上。",
    ]


def test_a_target_for_everything_leaves_nothing_to_note(capsys: pytest.CaptureFixture[str]) -> None:
    target = '[[alerts.targets]]\nname = "a"\nurl = "json://127.0.0.1"'

    assert checked(f'[crawler]\ncontact = "a@b.cn"\n{target}', capsys, with_roll=True) == []
