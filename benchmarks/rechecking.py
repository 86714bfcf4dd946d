"""Stored reports judged again by today's rules in two processes: reports per second, and how the cost grows.

`nice python -m benchmarks.rechecking 1000 10000 100000` measures other sizes than the usual ones; the largest takes
minutes and some gigabytes below the folder for temporary files.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa

from benchmarks.result import Measure
from duban.demo import pages
from duban.demo.script import load_season
from reports.checking import read_report
from reports.codec import report_to_json
from reports.copies import MARKS_VERSION, compared_texts, marks
from reports.model import AnnualReport, SectionKey
from scheduler.rechecking import recheck
from storage import agencies, duties, schema
from storage.facts import facts_hash, hot_values
from storage.records import DocumentRole, DocumentState
from storage.roll import read_roll
from storage.session import Database

SIZES = (500, 1_500)
LINEAR = 1.3
"""How many times one report of the smallest run a report of the largest may cost."""

YEARS = range(2021, 2026)  # five reports of every agency: each is judged with those before it
NOW = datetime(2026, 2, 14, 2, 0, tzinfo=UTC)
PROCESSES = 2
AGENCIES_AT_ONCE = 400
TEXTS = 40  # different ones for each year
DOINGS = (
    "更新公开目录",
    "核对栏目内容",
    "修订办事指南",
    "培训处室联络员",
    "回看历史信息",
    "整理政策解读",
    "检查网站链接",
    "清理过期文件",
)
MANNERS = ("按月", "逐项", "会同处室", "对照清单", "结合日常工作", "借助技术手段", "在年初和年中", "与保密审查一并")
PURPOSES = (
    "让群众看得懂",
    "减少重复来访",
    "方便企业查询",
    "保证口径一致",
    "缩短答复时间",
    "避免遗漏",
    "便于长期保存",
    "接受社会监督",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one report takes: seconds on the clock with all processes at work, and milliseconds of processor time."""

    seconds: float
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Made:
    """What the rows of one text share: columns of `reports`, and how many marks its text has."""

    columns: dict[str, Any]
    marks: int


def run(sizes: Sequence[int] = SIZES) -> list[Measure]:
    """Return reports per second for each size, and how the cost of one grows from the first size to the last."""
    costs = {size: _cost(size) for size in sizes}
    measures = [
        Measure(
            f"{size} stored reports judged again by {PROCESSES} processes",
            f"{1 / cost.seconds:.0f} reports/s, {cost.cpu_ms:.1f} ms of processor time each",
            "",
            True,
        )
        for size, cost in costs.items()
    ]
    growth = costs[sizes[-1]].cpu_ms / costs[sizes[0]].cpu_ms  # other work on the machine counts less in this
    growth_of = f"processor time of one report, {sizes[-1]} against {sizes[0]}"
    return [*measures, Measure(growth_of, f"{growth:.2f} x", f"≤ {LINEAR:g} x", growth <= LINEAR)]


def _cost(size: int) -> Cost:
    """Return what judging one of that many stored reports again takes."""
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
        database = Database.open(f"sqlite:///{Path(folder) / 'duban.db'}", create=True)
        _fill(database, size // len(YEARS))
        with database.read() as tx:
            keys = duties.with_facts(tx)
        began, worked = time.perf_counter(), _processor_time()
        found = recheck(database, keys, now=NOW, processes=PROCESSES)
        took, worked = time.perf_counter() - began, _processor_time() - worked
        database.close()
    if found.duties != size or found.unreadable or found.crashes:
        raise RuntimeError(f"not every report of the benchmark was judged: {found}")
    return Cost(took / size, worked / size * 1000)


def _processor_time() -> float:
    """Return the seconds of processor time of this process and of its children that have ended."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _fill(database: Database, number: int) -> None:
    """Put that many agencies with a report for every year into the database, as rows: reading them is not measured."""
    made = {year: list(_variants(_report_of(year), year)) for year in YEARS}
    entries = "".join(
        f"  - {{id: bench-{n}, name: 明川市第{n}局, level: department, duty_basis: statutory_department, "
        f"watch_from: {YEARS[0]}, sources: [{{url: 'http://127.0.2.1/{n}/', hosts: [127.0.2.1]}}]}}\n"
        for n in range(number)
    )
    with database.write() as tx:
        agencies.apply(tx, read_roll(f"jurisdiction: bench\nagencies:\n{entries}", file="roll.yml"), now=NOW)
    for start in range(0, number, AGENCIES_AT_ONCE):
        with database.write() as tx:
            _write(tx, range(start, min(start + AGENCIES_AT_ONCE, number)), made)


def _variants(report: AnnualReport, year: int) -> Iterator[Made]:
    for number in range(TEXTS):
        other = _with_text(report, Random(f"{year} {number}"))
        columns = {
            "facts": report_to_json(other),
            "facts_hash": facts_hash(other),
            "form": other.form,
            "published": other.published,
            **hot_values(other),
        }
        yield Made(columns, len(marks(compared_texts(other), report_year=year, names=())))


def _with_text(report: AnnualReport, random: Random) -> AnnualReport:
    """Return the report with sections 1 and 5 in other words: most bodies do not copy last year's."""

    def text(number: int) -> str:
        said = (f"{random.choice(MANNERS)}{random.choice(DOINGS)}，{random.choice(PURPOSES)}。" for _ in range(number))
        return "".join(said)

    lengths = {SectionKey.OVERVIEW: 14, SectionKey.PROBLEMS_AND_IMPROVEMENTS: 6}
    return replace(
        report,
        sections=tuple(
            replace(section, text=text(lengths[section.key])) if section.key in lengths else section
            for section in report.sections
        ),
    )


def _report_of(year: int) -> AnnualReport:
    season = load_season()
    agency = next(agency for agency in season.agencies if agency.id == "mc-waiban")
    published = datetime(year + 1, 1, 14, 2, 0, tzinfo=UTC)
    page = pages.report_page(season, agency, year, published, figures=season.figures[agency.figures])
    return read_report(page.encode(), media_type="text/html")[1]


def _write(tx: sa.Connection, numbers: range, made: Mapping[int, Sequence[Made]]) -> None:
    """Write the documents and reports of these agencies, each with marks of texts that nobody shares."""
    documents, reports, text_marks = [], [], []
    for number in numbers:
        for year in YEARS:
            row_id = number * len(YEARS) + year - YEARS[0] + 1
            documents.append(_document(number, year, row_id))
            of_year = made[year][number % TEXTS]
            reports.append(_stored(number, year, row_id, of_year))
            text_marks += [{"mark": mark, "report_id": row_id} for mark in _marks(row_id, of_year)]
    for table, rows in ((schema.documents, documents), (schema.reports, reports), (schema.text_marks, text_marks)):
        tx.execute(sa.insert(table), rows)


def _document(number: int, year: int, row_id: int) -> dict[str, Any]:
    seen = datetime(year + 1, 1, 15, 2, 0, tzinfo=UTC)
    return {
        "id": row_id,
        "agency_id": f"bench-{number}",
        "role": DocumentRole.REPORT,
        "url": f"http://127.0.2.1/{number}/{year}.html",
        "sha256": f"{row_id:064x}",
        "size": 20_000,
        "media_type": "text/html",
        "headers": {},
        "report_year": year,
        "first_seen_at": seen,
        "last_seen_at": seen + timedelta(days=20),
        "state": DocumentState.PARSED,
        "state_at": seen,
    }


def _stored(number: int, year: int, row_id: int, made: Made) -> dict[str, Any]:
    name = f"明川市第{number}局"
    title = f"{name}{year}年政府信息公开工作年度报告"
    return {
        "id": row_id,
        "agency_id": f"bench-{number}",
        "report_year": year,
        "version": 1,
        "is_current": True,
        "document_id": row_id,
        **made.columns,
        "facts": {**made.columns["facts"], "title": title, "agency": name},
        "title": title,
        "first_seen_at": datetime(year + 1, 1, 15, 2, 0, tzinfo=UTC),
        "saved_at": datetime(year + 1, 1, 15, 2, 5, tzinfo=UTC),
        "marks_version": MARKS_VERSION,
    }


def _marks(row_id: int, made: Made) -> set[int]:
    random = Random(row_id)
    return {random.getrandbits(62) for _ in range(made.marks)}


if __name__ == "__main__":
    for measure in run(tuple(map(int, sys.argv[1:])) or SIZES):
        print(f"{measure.name}: {measure.value}", flush=True)
