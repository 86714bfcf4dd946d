"""HTML reports read again from the archive by two children: reports per second, and what more of them cost.

`python -m benchmarks.reprocess 1000 3000 10000` measures other sizes than the usual ones.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.result import Measure
from duban.demo import pages
from duban.demo.script import load_season
from scheduler.reading import ReadingLimits
from scheduler.rereading import reread
from storage import agencies, documents
from storage.archive import Archive
from storage.records import DocumentRole
from storage.roll import read_roll
from storage.session import Database

SIZES = (100, 300, 1_000)
LINEAR = 1.3
"""How many times one report of the smallest run a report of the largest may cost."""

_ALL = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
NOW = datetime(2026, 1, 14, 2, 0, tzinfo=UTC)


def run(sizes: Sequence[int] = SIZES) -> list[Measure]:
    """Return reports per second for each size, and how the cost of one grows from the first size to the last.

    The cost is processor time, of this process and the children: other work on the machine makes it hardly more.
    """
    measures: list[Measure] = []
    costs: dict[int, float] = {}
    for size in sizes:
        seconds, processor = _taken(size)
        costs[size] = processor / size
        shown = f"{size / seconds:.0f} reports/s ({costs[size] * 1000:.1f} ms of processor each)"
        measures.append(Measure(f"{size} HTML reports read again", shown, "", True))
    growth = costs[sizes[-1]] / costs[sizes[0]]
    growth_of = f"cost of one report, {sizes[-1]} against {sizes[0]}"
    return [*measures, Measure(growth_of, f"{growth:.2f} x", f"≤ {LINEAR:g} x", growth <= LINEAR)]


def _taken(size: int) -> tuple[float, float]:
    """Return the seconds that reading that many archived reports again takes, and the processor's; a page each."""
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
        database = Database.open(f"sqlite:///{Path(folder) / 'duban.db'}", create=True)
        archive = Archive(Path(folder) / "originals")
        _fill(database, archive, size)
        began, spent = time.perf_counter(), _processor()
        found = asyncio.run(reread(database, archive, limits=ReadingLimits(), children=2))
        took, spent = time.perf_counter() - began, _processor() - spent
        database.close()
    if len(found) != size or any(entry.reason is not None for entry in found):
        raise RuntimeError("not every report of the benchmark could be read")
    return took, spent


def _processor() -> float:
    """Return the processor seconds of this process and of its children that have ended."""
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, _ALL))


def _fill(database: Database, archive: Archive, size: int) -> None:
    season = load_season()
    agency = next(agency for agency in season.agencies if agency.id == "mc-waiban")
    figures = season.figures[agency.figures]
    page = pages.report_page(season, agency, season.report_year, NOW, figures=figures)
    roll = "jurisdiction: bench\nagencies:\n  - {id: bench, name: 明川市人民政府外事办公室, level: department, "
    roll += "duty_basis: statutory_department, watch_from: 2025, sources: []}\n"
    with database.write() as tx:
        agencies.apply(tx, read_roll(roll, file="roll.yml"), now=NOW)
        for number in range(size):
            data = f"{page}<!-- {number} -->".encode()
            document = documents.record(
                tx,
                agency_id="bench",
                url=f"http://127.0.2.1/{number}.html",
                sha256=archive.put(data),
                size=len(data),
                role=DocumentRole.REPORT,
                now=NOW,
                media_type="text/html",
                report_year=season.report_year,
            ).document
            documents.mark_parsed(tx, document_id=document.id, now=NOW)


if __name__ == "__main__":
    for measure in run(tuple(map(int, sys.argv[1:])) or SIZES):
        print(f"{measure.name}: {measure.value}")
