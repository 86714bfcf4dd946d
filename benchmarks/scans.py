"""Scans read back: how many numbers are right, unreadable or silently wrong, by resolution and by what befell the page.

Run: python -m benchmarks.scans [REPORTS] [SCANNER…], scanners by the beginning of their names. Needs the extra ocr and
a browser that prints; takes minutes. A silently wrong number, read as another with nothing to show the doubt, is the
only real failure: the exit status says so.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

from reports.checking import read_report
from reports.errors import ReportError
from reports.model import AnnualReport, CellState, TableKey
from tests.rendering.comparison import printed_numbers
from tests.rendering.figures import Figures, balanced
from tests.rendering.scans import PRINTS, Scanner, as_pdf, printed, scanned
from tests.rendering.specimen import specimen

SCANNERS: Mapping[str, Scanner] = {
    "150 dpi": Scanner(dpi=150),
    "200 dpi": Scanner(dpi=200),
    "300 dpi": Scanner(dpi=300),
    "200 dpi, 1.5 degrees askew": Scanner(dpi=200, skew=1.5),
    "200 dpi, strong noise, JPEG 35": Scanner(dpi=200, skew=1.0, noise=14, blur=0.8, jpeg=35),
}
LARGEST = (20, 60, 400, 3000)
"""Applications of one applicant, in turn: one digit to four."""


def judge(figures: Figures, report: AnnualReport) -> Counter[str]:
    """Count the numbers of a report by how they were read; one that is not there at all is unreadable as well."""
    counted: Counter[str] = Counter()
    for key, rows in printed_numbers(figures).items():
        table = report.table(TableKey(key))
        for row, columns in (rows or {}).items():
            for column, value in (columns or {}).items():
                cell = None if table is None else table.cell(row, column)
                if cell is None or cell.state is CellState.UNREADABLE:
                    counted["unreadable"] += 1
                else:
                    counted["right" if cell.value == value else "wrong"] += 1
    return counted


def main(reports: int, names: Sequence[str] = ()) -> int:
    """Print one line per scanner; return 1 where a number is silently wrong."""
    prints = [
        (figures := balanced(1000 + index, largest=LARGEST[index % len(LARGEST)]),
         printed(specimen(figures), PRINTS[index % len(PRINTS)]))
        for index in range(reports)
    ]  # fmt: skip
    wrong = 0
    print(f"{'scan':34} {'right':>7} {'unreadable':>10} {'wrong':>6} {'s/page':>7}")
    for name, scanner in SCANNERS.items():
        if names and not any(name.startswith(asked) for asked in names):
            continue
        counted: Counter[str] = Counter()
        pages, spent = 0, 0.0
        for index, (figures, pdf) in enumerate(prints):
            pictures = scanned(pdf, scanner, Random(index))
            data = as_pdf(pictures, scanner.dpi)
            started = time.perf_counter()
            try:
                _, report = read_report(data)
                counted += judge(figures, report)
            except ReportError as error:
                print(f"  report {index}: {error.message_en}")
                counted["unreadable"] += sum(
                    len(columns or {})
                    for rows in printed_numbers(figures).values()
                    for columns in (rows or {}).values()
                )
            spent += time.perf_counter() - started
            pages += len(pictures)
        wrong += counted["wrong"]
        print(
            f"{name:34} {counted['right']:7} {counted['unreadable']:10} {counted['wrong']:6} {spent / pages:7.1f}",
            flush=True,
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10, sys.argv[2:]))
