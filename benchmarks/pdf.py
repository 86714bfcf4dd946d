"""PDF to facts against the bare text of the same file by pypdfium2 and the tables of pdfplumber; memory of one process.

`python -m benchmarks.pdf FILE…` measures other files the same way. pdfplumber is compared if it is installed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pypdfium2

from benchmarks.result import Measure, interleaved
from reports.extract import extract
from reports.readers import read
from tests.rendering.figures import balanced
from tests.rendering.office_program import converted
from tests.rendering.print_html import READ_AS, Style, print_html
from tests.rendering.specimen import specimen

ROUNDS = 25
AGAINST_BARE = 2.2
AGAINST_PLUMBER = 10.0
MOST_MEMORY_MB = 120
PAGES = 6


def run() -> list[Measure]:
    """Return the ratios and the memory for six pages printed by an office program; without rules for information."""
    if shutil.which("soffice") is None:
        how = "not measured: install LibreOffice, or name a file: python -m benchmarks.pdf FILE"
        return [Measure(f"PDF of {PAGES} pages to facts", how, "", ok=True)]
    made = _pages()
    return [
        *_measured("six pages, ruled", made["ruled"], bounded=True),
        *_measured("six pages, no rules", made["none"], bounded=False),
        _memory(made["ruled"]),
    ]


def _pages() -> dict[str, bytes]:
    """Return a report with all three tables, with rules and without, in the size of letters that offices use."""
    report = specimen(balanced(4, largest=900))
    longer = {key: paragraphs * (3 if len(paragraphs) > 1 else 1) for key, paragraphs in report.sections.items()}
    whole = replace(report, sections=longer)
    files = {f"{rules}.html": print_html(whole, Style(rules, size=14)) for rules in ("ruled", "none")}
    with tempfile.TemporaryDirectory() as folder:
        return converted(files, "pdf", Path(folder), read_as=READ_AS)


def _measured(name: str, data: bytes, *, bounded: bool) -> list[Measure]:
    document = read(data)
    works: list[Callable[[], object]] = [
        lambda: _bare(data),
        lambda: extract(read(data)),
        lambda: read(data),
        lambda: extract(document),
    ]
    if bounded and find_spec("pdfplumber") is not None:
        works.append(_plumber(data))
    bare, facts, reading, mapping, *plumber = interleaved(works, rounds=ROUNDS, clock=time.process_time)
    ratio = facts / bare
    return [
        Measure(
            f"PDF {name} ({len(data) // 1024} KB) to facts / its bare text by pypdfium2",
            f"{ratio:.2f} ({facts * 1000:.1f} ms / {bare * 1000:.1f} ms)",
            f"≤ {AGAINST_BARE:g}" if bounded else "",
            not bounded or ratio <= AGAINST_BARE,
        ),
        Measure(
            f"PDF {name}, split",
            f"text and tables {reading * 1000:.1f} ms, mapping {mapping * 1000:.1f} ms",
            "",
            ok=True,
        ),
        *([_against_plumber(name, facts, plumber)] if bounded else []),
    ]


def _against_plumber(name: str, facts: float, plumber: list[float]) -> Measure:
    title = f"PDF {name}: tables by pdfplumber / to facts"
    if not plumber:
        return Measure(title, "not measured: pip install pdfplumber", "", ok=True)
    ratio = plumber[0] / facts
    value = f"{ratio:.1f} ({plumber[0] * 1000:.0f} ms / {facts * 1000:.1f} ms)"
    return Measure(title, value, f"≥ {AGAINST_PLUMBER:g}", ratio >= AGAINST_PLUMBER)


def _bare(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def _plumber(data: bytes) -> Callable[[], object]:
    """Return the work of pdfplumber on the same bytes; it is no dependency."""
    module = import_module("pdfplumber")

    def tables() -> object:
        with tempfile.TemporaryFile() as file:
            file.write(data)
            with module.open(file) as pdf:
                return [page.extract_tables() for page in pdf.pages]

    return tables


def _memory(data: bytes) -> Measure:
    """Return the highest resident memory of a process that reads the file and nothing else."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        child = [sys.executable, "-c", _CHILD, file.name]
        peak = int(subprocess.run(child, stdout=subprocess.PIPE, check=True).stdout) / 1024
    return Measure(
        f"PDF of {PAGES} pages to facts, peak memory of a fresh process",
        f"{peak:.0f} MB",
        f"< {MOST_MEMORY_MB} MB",
        peak < MOST_MEMORY_MB,
    )


# a child inherits the highest memory of the process that started it, until it is the new program: so not ru_maxrss
_CHILD = """
import sys
from pathlib import Path
from reports.extract import extract
from reports.readers import read
extract(read(Path(sys.argv[1]).read_bytes()))
status = Path("/proc/self/status").read_text().splitlines()
print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


def main(paths: list[str]) -> None:
    """Print the figures of these files."""
    for path in paths:
        data = Path(path).read_bytes()
        for measure in (*_measured(Path(path).name, data, bounded=True), _memory(data)):
            print(f"{'ok  ' if measure.ok else 'FAIL'} {measure.name}: {measure.value}  ({measure.bound})", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
