"""The demo's season: everything planted is found, nothing else comes, and an extra defect is noticed."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from duban.cli import run


def play(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = run(["demo", "--once", "--json", *arguments])
    return code, json.loads(capsys.readouterr().out.splitlines()[-1])


def season_with(change: dict[str, object], agency: str, path: Path) -> str:
    season = yaml.safe_load((files("duban.demo") / "season.yml").read_text(encoding="utf-8"))
    next(entry for entry in season["agencies"] if entry["id"] == agency).update(change)
    path.write_text(yaml.safe_dump(season, allow_unicode=True), encoding="utf-8")
    return str(path)


def test_the_season_ends_with_everything_found_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    code, outcome = play(capsys)

    assert outcome["missed"] == []
    assert outcome["unexpected"] == []
    assert code == 0
    assert outcome["agencies"] == 13
    assert outcome["deliveries"] == {"delivered": outcome["deliveries"]["delivered"], "dead": 0}  # type: ignore[index]
    assert outcome["deliveries"]["delivered"] > 0  # type: ignore[index]


def test_a_defect_that_was_not_planted_is_unexpected(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    season = season_with({"figures": "transport"}, "mc-waiban", tmp_path / "season.yml")

    code, outcome = play(capsys, "--season", season)

    assert code == 1
    assert "finding mc-waiban 2025 A101" in outcome["unexpected"]  # type: ignore[operator]


def test_a_planted_defect_that_is_not_there_is_missed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    season = season_with({"figures": "foreign_affairs"}, "mc-jiaotong", tmp_path / "season.yml")

    code, outcome = play(capsys, "--season", season)

    assert code == 1
    assert "finding mc-jiaotong 2025 A101" in outcome["missed"]  # type: ignore[operator]


def test_a_season_that_cannot_be_read_is_refused_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "season.yml"
    file.write_text("report_year: [")

    code = run(["demo", "--once", "--season", str(file)])

    assert code == 2
    assert "season.yml" in capsys.readouterr().err
