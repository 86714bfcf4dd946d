"""The converter: an office program in a process group of its own, that never outlives its caller or its deadline."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from reports.errors import ConversionFailed
from reports.extract import extract
from reports.readers import read
from reports.readers.sniff import DOC
from scheduler.convert import LibreOffice, find_office
from scheduler.reading import Answer, NotRead, Read, ReadingChild, ReadingLimits, ReadingTask
from tests.rendering.comparison import printed_numbers, read_numbers
from tests.rendering.docx_layouts import DOCX_RENDERERS
from tests.rendering.figures import balanced
from tests.rendering.office_program import converted
from tests.rendering.specimen import specimen


def program(folder: Path, script: str) -> LibreOffice:
    """Return an office program that is a script; `$out` is the folder where its result is looked for."""
    path = folder / "office"
    path.write_text(f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done; out=$2\n{script}\n')
    path.chmod(0o755)
    return LibreOffice(str(path), timeout_s=2)


def convert(office: LibreOffice, data: bytes = b"old") -> bytes:
    return asyncio.run(office.convert(data, DOC))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def wait_until_gone(pid: int) -> bool:
    for _ in range(100):
        if not is_alive(pid):
            return True
        time.sleep(0.05)
    return False


def test_what_the_program_wrote_is_the_result(tmp_path: Path) -> None:
    office = program(tmp_path, 'mkdir -p "$out"; cp "$3" "$out/input.docx"')

    assert convert(office, b"the file") == b"the file"


def test_a_program_that_writes_nothing_is_a_failed_conversion(tmp_path: Path) -> None:
    with pytest.raises(ConversionFailed, match="no result"):
        convert(program(tmp_path, "exit 0"))


def test_a_program_that_hangs_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    office = program(tmp_path, f"sleep 600 & echo $! > {tmp_path}/pid; wait")

    with pytest.raises(ConversionFailed, match="2 s"):
        convert(office)

    assert wait_until_gone(int((tmp_path / "pid").read_text()))


def test_the_program_does_not_outlive_a_caller_that_is_killed(tmp_path: Path) -> None:
    office = program(tmp_path, f"sleep 600 & echo $! > {tmp_path}/pid.new; mv {tmp_path}/pid.new {tmp_path}/pid; wait")
    script = (
        "import asyncio; from scheduler.convert import LibreOffice; "
        f"asyncio.run(LibreOffice({office.program!r}).convert(b'x', 'application/msword'))"
    )
    with subprocess.Popen([sys.executable, "-c", script]) as caller:
        while not (tmp_path / "pid").exists():
            time.sleep(0.02)

        caller.send_signal(signal.SIGKILL)

    assert wait_until_gone(int((tmp_path / "pid").read_text()))


def test_nothing_of_the_surroundings_reaches_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_SECRET", "geheim")
    office = program(tmp_path, 'mkdir -p "$out"; env > "$out/input.docx"')

    assert b"geheim" not in convert(office)


def test_the_folder_of_a_conversion_is_gone_afterwards(tmp_path: Path) -> None:
    office = program(tmp_path, 'mkdir -p "$out"; pwd > "$out/input.docx"')

    assert not Path(convert(office).decode().strip()).exists()


@pytest.fixture(scope="module")
def word_95(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a binary Word file that says it is older than the own reader knows."""
    docx = DOCX_RENDERERS["plain.docx"](specimen(balanced(6)), Random(0))
    data = converted({"report.docx": docx}, "doc", tmp_path_factory.mktemp("old"))["report"]
    header = data.index(b"\xec\xa5")
    return data[: header + 2] + b"\x68\x00" + data[header + 4 :]


def read_in_child(data: bytes, office: LibreOffice | None) -> Answer:
    async def run() -> Answer:
        child = ReadingChild(ReadingLimits(), office=office)
        try:
            return await child.read(ReadingTask(data, None, None, None, None))
        finally:
            await child.close()

    return asyncio.run(run())


def test_without_an_office_program_an_old_file_waits_and_says_what_to_install(word_95: bytes) -> None:
    answer = read_in_child(word_95, None)

    assert isinstance(answer, NotRead)
    assert (answer.step, answer.unsupported) == ("converter_missing", True)
    assert "libreoffice-writer-nogui" in answer.reason


def test_with_an_office_program_an_old_file_is_converted_and_read(word_95: bytes, tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(DOCX_RENDERERS["plain.docx"](specimen(balanced(6)), Random(0)))
    office = program(tmp_path, f'mkdir -p "$out"; cp {tmp_path}/made.docx "$out/input.docx"')

    answer = read_in_child(word_95, office)

    assert isinstance(answer, Read)
    assert answer.facts["tables"]["applications"]["received"]["total"]["value"] is not None


def test_a_conversion_that_fails_is_the_reason_why_the_file_was_not_read(word_95: bytes, tmp_path: Path) -> None:
    answer = read_in_child(word_95, program(tmp_path, "exit 1"))

    assert isinstance(answer, NotRead)
    assert answer.step == "conversion_failed"


def test_a_word_file_becomes_a_docx_with_the_same_figures(tmp_path: Path) -> None:
    figures = balanced(6)
    docx = DOCX_RENDERERS["plain.docx"](specimen(figures), Random(0))
    old = converted({"report.docx": docx}, "doc", tmp_path)["report"]
    office = find_office()
    assert office is not None

    result = convert(office, old)

    assert read_numbers(extract(read(result))) == printed_numbers(figures)
