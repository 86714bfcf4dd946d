"""Near copies among 100,000 stored reports: how long signing a text and finding its likes take, and what it stores."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from random import Random

import sqlalchemy as sa

from benchmarks.result import Measure
from reports.copies import MARKS_VERSION, marks, usual_phrases
from reports.model import SectionKey
from reports.obligations import DutyBasis
from reports.plain_text import plain_words
from reports.rules.case import AgencyLevel
from reports.states import Timeliness
from storage import copies
from storage.records import DocumentRole, DocumentState
from storage.schema import agencies, documents, duties, reports, text_marks
from storage.session import Database

SIZES = (10_000, 100_000)
MARKS_OF_A_REPORT = 24
OUTLINE_EVERY = 20  # every twentieth report follows one outline and little else
COPY_EVERY = 500  # of so many reports one is the near copy of the one before
ASKED = 300
AT = datetime(2026, 1, 20, tzinfo=UTC)
WORDS = "供水检修通知网站目录申请登记会商图纸年份页面字号居民意见培训案例季度清单更新解读窗口答复归档核对值班"


def run() -> list[Measure]:
    """Return the figures."""
    found = [_signing()]
    times = []
    for number in SIZES:
        with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
            database = Database.open(f"sqlite:///{Path(folder) / 'duban.db'}", create=True)
            _fill(database, number)
            taken, right, sampling = _asking(database, number)
            size = _size(database)
            database.close()
        times.append(taken)
        found.append(
            Measure(
                f"finding the likes of a report among {number:,}",
                f"{taken * 1e3:.2f} ms, {right}",
                "≤ 20 ms",
                taken <= 0.02,
            )
        )
    found += [
        Measure(
            "ten times as many reports", f"{times[1] / times[0]:.1f} times as long", "≤ 3", times[1] <= 3 * times[0]
        ),
        Measure(
            "usual phrases of forty bodies, asked only for a likely copy",
            f"{sampling * 1e3:.0f} ms",
            "≤ 150",
            sampling <= 0.15,
        ),
        Measure(f"marks of {SIZES[1]:,} reports", f"{size / 1e6:.0f} MB", "≤ 200 MB", size <= 200e6),
    ]
    return found


def _signing() -> Measure:
    text = _text(Random(1), 1500)
    taken = _median(lambda: marks({SectionKey.OVERVIEW: text}, report_year=2025, names=["某市水务局"]), 200)
    return Measure("signing 1,500 characters", f"{taken * 1e3:.2f} ms", "≤ 5", taken <= 0.005)


def _median(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _asking(database: Database, number: int) -> tuple[float, str, float]:
    """Return the median seconds of a question, how many planted copies were found, and the seconds of a sample."""
    rng = Random(5)
    planted = range(COPY_EVERY, number + 1, COPY_EVERY)
    with database.read() as tx:
        hits = sum(any(text.report_id == n - 1 for text in copies.candidates(tx, report_id=n)) for n in planted)
        taken = _median(lambda: copies.candidates(tx, report_id=rng.randint(1, number)), ASKED)
        sampling = _median(lambda: _usual(tx), 5)
    return taken, f"{hits} of {len(planted)} planted copies found", sampling


def _usual(tx: sa.Connection) -> frozenset[str]:
    texts = copies.sample(tx, jurisdiction="j7", report_year=2025, without={"a0000007"})
    return usual_phrases(
        {plain_words(section, report_year=2025) for section in text.sections.values()} for text in texts
    )


def _size(database: Database) -> int:
    """Return the bytes of the marks with their index."""
    with database.read() as tx:
        names = ("text_marks", "ix_text_marks_report_id")
        query = sa.text("SELECT sum(pgsize) FROM dbstat WHERE name IN (:table, :index)")
        try:
            return int(tx.execute(query, {"table": names[0], "index": names[1]}).scalar_one() or 0)
        except sa.exc.OperationalError:  # SQLite was built without dbstat: two entries of about 24 bytes a mark
            return 2 * 24 * int(tx.execute(sa.select(sa.func.count()).select_from(text_marks)).scalar_one())


def _fill(database: Database, number: int) -> None:
    rng = Random(3)
    outline = [rng.getrandbits(63) for _ in range(MARKS_OF_A_REPORT // 2)]
    with database.write() as tx:
        _write(tx, agencies, (_agency(n) for n in range(1, number + 1)))
        _write(tx, duties, (_duty(n) for n in range(1, number + 1)))
        _write(tx, documents, (_document(n) for n in range(1, number + 1)))
        _write(tx, reports, (_report(n, rng) for n in range(1, number + 1)))
        _write(tx, text_marks, _marks(rng, outline, number))


def _marks(rng: Random, outline: list[int], number: int) -> Iterator[Mapping[str, object]]:
    before: list[int] = []
    for n in range(1, number + 1):
        own = [rng.getrandbits(63) for _ in range(MARKS_OF_A_REPORT)]
        if n % COPY_EVERY == 0:
            own = before[:16] + own[16:]
        elif n % OUTLINE_EVERY == 0:
            own = outline + own[len(outline) :]
        before = own
        yield from ({"mark": mark, "report_id": n} for mark in dict.fromkeys(own))


def _write(tx: sa.Connection, table: sa.Table, rows: Iterator[Mapping[str, object]]) -> None:
    while batch := list(islice(rows, 5_000)):
        tx.execute(sa.insert(table), batch)


def _text(rng: Random, length: int) -> str:
    return "".join(rng.choice(WORDS) + ("，" if n % 14 == 13 else "") for n in range(length))


def _agency(n: int) -> dict[str, object]:
    return {
        "id": f"a{n:07}",
        "jurisdiction": f"j{n % 200}",
        "position": n,
        "name": f"某市第{n}局",
        "aliases": [],
        "level": AgencyLevel.DEPARTMENT,
        "duty_basis": DutyBasis.STATUTORY_DEPARTMENT,
        "watch_from": 2025,
        "lineage": [],
        "contacts": [],
        "internal_dates": [],
        "search_text": f"某市第{n}局",
        "imported_at": AT,
    }


def _duty(n: int) -> dict[str, object]:
    return {
        "agency_id": f"a{n:07}",
        "report_year": 2025,
        "jurisdiction": f"j{n % 200}",
        "position": n,
        "duty_basis": DutyBasis.STATUTORY_DEPARTMENT,
        "internal": [],
        "silent": False,
        "created_at": AT,
        "timeliness": Timeliness.ON_TIME,
        "timeliness_since": AT,
        "evidence": {},
    }


def _document(n: int) -> dict[str, object]:
    return {
        "id": n,
        "agency_id": f"a{n:07}",
        "role": DocumentRole.REPORT,
        "url": f"http://{n}.example.invalid/2025.html",
        "sha256": f"{n:064x}",
        "size": 1,
        "headers": {},
        "first_seen_at": AT,
        "last_seen_at": AT,
        "state": DocumentState.PARSED,
        "state_at": AT,
    }


def _report(n: int, rng: Random) -> dict[str, object]:
    text = _text(rng, 40) * 30 if n % 50 == 0 else "正文。"
    return {
        "id": n,
        "agency_id": f"a{n:07}",
        "report_year": 2025,
        "version": 1,
        "is_current": True,
        "document_id": n,
        "facts": {"sections": {"overview": text}},
        "facts_hash": f"{n:064x}",
        "first_seen_at": AT,
        "saved_at": AT,
        "marks_version": MARKS_VERSION,
    }
