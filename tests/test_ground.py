"""The ground: one lock that any mirror can serve, a script that speaks plainly, and files that name no strangers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def name_of(requirement: str) -> str:
    return re.split(r"[=<>\[;~! ]", requirement, maxsplit=1)[0].lower()


def dev(*arguments: str, folder: Path = ROOT, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | ({} if path is None else {"PATH": path, "PYTHON": ""})
    return subprocess.run(
        [str(folder / "dev"), *arguments], capture_output=True, text=True, check=False, env=environment
    )


def test_every_package_of_the_lock_is_pinned_with_a_hash() -> None:
    packages = re.split(r"\n(?=\S)", LOCK.strip())

    assert [p for p in packages if not re.match(r"\S+==\S+ .*\\\n    --hash=sha256:[0-9a-f]{64}", p, re.DOTALL)] == []


def test_the_lock_names_no_host() -> None:
    assert "://" not in LOCK


def test_what_the_project_needs_is_what_the_lock_was_made_from() -> None:
    wanted = (ROOT / "requirements.in").read_text("utf-8").partition("# to run")[2].partition("# to install")[0]
    listed = [line for line in wanted.splitlines()[1:] if line]

    assert PROJECT["project"]["dependencies"] == listed


def test_everything_needed_is_in_the_lock() -> None:
    lines = (ROOT / "requirements.in").read_text("utf-8").splitlines()
    wanted = {name_of(line) for line in lines if line and not line.startswith("#")}

    assert wanted - {name_of(line) for line in LOCK.splitlines() if "==" in line} == set()


def test_every_package_of_ours_is_checked_for_types_and_layers() -> None:
    ours = {folder.parent.name for folder in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}

    assert ours <= set(PROJECT["tool"]["mypy"]["packages"])
    layered = set(PROJECT["tool"]["importlinter"]["root_packages"])
    assert set(PROJECT["tool"]["mypy"]["packages"]) - {"benchmarks"} == layered


def test_the_hooks_fetch_nothing() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))

    assert [source["repo"] for source in hooks["repos"]] == ["local"]


def test_only_the_settings_read_the_environment() -> None:
    reading = re.compile(r"\bos\.(environ|getenv)\b|from os import .*(environ|getenv)")
    ours = PROJECT["tool"]["mypy"]["packages"]

    files = [
        file for package in ours for file in (ROOT / package).rglob("*.py") if reading.search(file.read_text("utf-8"))
    ]

    assert [str(file.relative_to(ROOT)) for file in files] == ["duban/settings.py"]


@pytest.mark.parametrize("script", ["dev", ".ci/run"])
def test_the_scripts_are_ready_to_run(script: str) -> None:
    shell = "bash" if script == ".ci/run" else "sh"

    assert os.access(ROOT / script, os.X_OK)
    subprocess.run([shell, "-n", str(ROOT / script)], check=True)


def test_dev_alone_shows_its_parts() -> None:
    shown = dev()

    assert shown.returncode == 0
    assert all(part in shown.stdout for part in ("setup", "demo", "test", "lint", "bench"))


def test_dev_refuses_a_part_that_it_does_not_have() -> None:
    refused = dev("tset")

    assert refused.returncode == 2
    assert "没有这个部分 No such part: tset" in refused.stderr


def test_dev_without_a_python_says_how_to_get_one(tmp_path: Path) -> None:
    clone, tools = tmp_path / "clone", tmp_path / "tools"
    clone.mkdir()
    tools.mkdir()
    for name in ("dev", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, clone / name)
    for tool in ("sh", "dirname", "cat", "sed", "cksum", "rm"):
        (tools / tool).symlink_to(str(shutil.which(tool)))

    refused = dev("setup", folder=clone, path=str(tools))

    assert refused.returncode == 1
    assert "没有找到 Python 3.11" in refused.stderr
    assert "apt-get install python3 python3-venv" in refused.stderr
    assert not (clone / ".venv").exists()


def test_dev_lint_refuses_a_check_that_it_does_not_have() -> None:
    refused = dev("lint", "styel")

    assert refused.returncode == 2
    assert "No such check: styel" in refused.stderr


@pytest.mark.parametrize("roll", sorted((ROOT / "agencies").glob("*.yml")), ids=lambda path: path.name)
def test_a_starter_roll_claims_nothing_that_was_not_looked_at(roll: Path) -> None:
    content = yaml.safe_load(roll.read_text("utf-8"))

    assert content["jurisdiction"] == roll.stem
    ids = [agency["id"] for agency in content["agencies"]]
    assert len(ids) == len(set(ids))
    assert {agency["parent"] for agency in content["agencies"] if "parent" in agency} <= set(ids)
    assert [source for agency in content["agencies"] for source in agency["sources"] if source["verified"]] == []
