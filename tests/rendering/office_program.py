"""LibreOffice for the tests: many documents turned into another format in one run, in a profile of their own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

_AT_A_TIME = 60


def require_office() -> str:
    """Return the program; skips the test where there is none."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui")
    return program


def converted(files: Mapping[str, bytes], kind: str, folder: Path, *, read_as: str | None = None) -> dict[str, bytes]:
    """Return the files in the other format (doc, rtf, xls, xlsx, pdf) by name without ending.

    `kind` may name a filter behind a colon, `read_as` the filter to read with. A file that the program could not
    convert is missing.
    """
    program = require_office()
    source, output = folder / "source", folder / "output"
    source.mkdir(parents=True)
    for name, data in files.items():
        (source / name).write_bytes(data)
    paths = [str(source / name) for name in files]
    for start in range(0, len(paths), _AT_A_TIME):
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                *([] if read_as is None else [f"--infilter={read_as}"]),
                "--convert-to",
                kind,
                "--outdir",
                str(output),
                *paths[start : start + _AT_A_TIME],
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
    return {path.stem: path.read_bytes() for path in output.glob("*")}
