"""How dear the front page is over 100,000 agencies and 8 years, beside a page of FastAPI that says nothing.

1. A database of that size is filled; every statement of the front page must be answered from an index.
2. Two servers run in processes of their own: the page, and an empty FastAPI page. One client asks them in turn over
   kept connections, without an ETag, and the medians are compared.
"""

from __future__ import annotations

import http.client
import multiprocessing
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy import event
from starlette.responses import HTMLResponse

from benchmarks.result import Measure, interleaved
from reports.states import Content, Timeliness
from status.app import create_app
from status.config import Language, StatusConfig
from status.matrix import view_matrix
from status.page import Page
from status.queries import MatrixQuery
from status.serve import serve
from status.site import Reading, Site
from storage.archive import Archive
from storage.session import Database

AGENCIES = 100_000
PER_JURISDICTION = 400
YEARS = range(2018, 2026)
NOW = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
WARM_UP = 20
ROUNDS = 200
BOUND = 8.0
CURSOR = "j0120.200.a048200"
QUERIES = (
    MatrixQuery(),
    MatrixQuery(jurisdiction="j0100"),
    MatrixQuery(after=CURSOR),
    MatrixQuery(before=CURSOR),
    MatrixQuery(state=Timeliness.LATE),
    MatrixQuery(state=Timeliness.LATE, before=CURSOR),
    MatrixQuery(content=Content.FINDINGS, jurisdiction="j0100"),
    MatrixQuery(q="48200"),
    MatrixQuery(column="missing"),
)


def run() -> list[Measure]:
    """Return the query plan and the time of the front page, each with its bound."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        fill(root)
        scans = full_scans(root)
        page, fresh, empty = times(root)
    return [
        Measure("statements of the front page that scan a table or sort it", str(len(scans)), "= 0", not scans),
        *(Measure("  " + scan, "", "", True) for scan in scans),
        Measure("an empty FastAPI page, one client", f"{empty * 1000:.2f} ms", "", True),
        Measure(
            "front page of 100,000 agencies x 8 years, without ETag",
            f"{page * 1000:.2f} ms, {page / empty:.1f} x empty",
            f"≤ {BOUND:g} x",
            page <= BOUND * empty,
        ),
        Measure(
            "a page of it never asked before (nothing kept)",
            f"{fresh * 1000:.2f} ms, {fresh / empty:.1f} x empty",
            "",
            True,
        ),
    ]


def fill(root: Path, *, agencies: int = AGENCIES) -> None:
    """Fill a new database: 250 jurisdictions of 400 agencies, one column each, eight years in mixed states."""
    database = Database.open(_address(root), create=True)
    moment = "2025-12-01 00:00:00.000000"
    with database.write() as tx:
        _insert(tx, "agencies", (_agency(number, moment) for number in range(agencies)))
        _insert(tx, "sources", (_source(number) for number in range(agencies)))
        _insert(tx, "duties", (_duty(number, year, moment) for number in range(agencies) for year in YEARS))
        tx.exec_driver_sql(
            "INSERT INTO duty_counts (report_year, jurisdiction, timeliness, content, duties)"
            " SELECT report_year, jurisdiction, timeliness, coalesce(content, ''), count(*)"
            " FROM duties GROUP BY 1, 2, 3, 4"
        )
        for name in ("daemon", "worker", "page"):
            _insert(
                tx,
                "heartbeats",
                iter([{"name": name, "at": _text(NOW), "pid": 1, "started_at": moment, "detail": "{}"}]),
            )
        tx.exec_driver_sql("ANALYZE")
    database.close()


def _address(root: Path) -> str:
    return f"sqlite:///{root / 'duban.db'}"


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"


def _insert(tx: sa.Connection, table: str, rows: Any) -> None:
    """Insert the rows as the driver does it: 800,000 of them through the mapping would take minutes."""
    batch = list(rows)
    names = list(batch[0])
    marks = ", ".join(f":{name}" for name in names)
    tx.exec_driver_sql(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", batch)


def _place(number: int) -> tuple[str, int]:
    return f"j{number // PER_JURISDICTION:04}", number % PER_JURISDICTION


def _agency(number: int, moment: str) -> dict[str, object]:
    jurisdiction, position = _place(number)
    name = f"第{number}号县人民政府办公室"
    return {
        "id": f"a{number:06}",
        "jurisdiction": jurisdiction,
        "position": position,
        "name": name,
        "aliases": "[]",
        "level": "department",
        "duty_basis": "statutory_department",
        "watch_from": min(YEARS),
        "lineage": "[]",
        "contacts": "[]",
        "internal_dates": "[]",
        "search_text": name,
        "imported_at": moment,
    }


def _source(number: int) -> dict[str, object]:
    return {
        "agency_id": f"a{number:06}",
        "url": f"https://a{number:06}.example/nb/",
        "family": "auto",
        "hosts": "[]",
        "verified": 1,
        "enabled": 1,
        "politeness_key": f"a{number:06}",
        "next_check_at": _text(NOW),
    }


def _duty(number: int, year: int, moment: str) -> dict[str, object]:
    jurisdiction, position = _place(number)
    timeliness, content = _STATES[(number * 7 + year) % len(_STATES)]
    return {
        "agency_id": f"a{number:06}",
        "report_year": year,
        "jurisdiction": jurisdiction,
        "position": position,
        "duty_basis": "statutory_department",
        "due_on": date(year + 1, 1, 31).isoformat(),
        "internal": "[]",
        "silent": int(year < max(YEARS)),
        "created_at": moment,
        "timeliness": timeliness,
        "content": content,
        "timeliness_since": moment,
        "evidence": "{}",
    }


_STATES = (
    *[("on_time", "clean")] * 11,
    *[("on_time", "findings")] * 3,
    ("on_time", "updated"),
    ("late", "clean"),
    ("late", "findings"),
    ("not_seen", None),
    ("unknown", None),
)


def full_scans(root: Path) -> list[str]:
    """Return the plan lines of the front page that read a whole table, or sort outside an index."""
    database = Database.open(_address(root))
    asked: list[tuple[str, Any]] = []

    def note(connection: object, cursor: object, statement: str, parameters: Any, *rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    site = Site(database, Archive(root / "archive"), StatusConfig(), lambda: NOW)
    page = Page("/", {}, Language.ZH, Language.ZH, NOW)
    with database.read() as tx:
        event.listen(database.engine, "before_cursor_execute", note)
        for query in QUERIES:
            view_matrix(Reading(page, tx, 1), query, site=site)
        event.remove(database.engine, "before_cursor_execute", note)
        found = [
            f"{line[3]} in {' '.join(statement.split())}"
            for statement, parameters in asked
            for line in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            if _is_dear(str(line[3]))
        ]
    database.close()
    return found


def _is_dear(plan: str) -> bool:
    """Return whether a line of a query plan reads a large table without an index, or sorts what an index could give."""
    scans = any(plan.startswith(f"SCAN {table}") for table in ("agencies", "duties", "sources"))
    return (scans and "INDEX" not in plan) or "TEMP B-TREE FOR ORDER BY" in plan


def times(root: Path) -> tuple[float, float, float]:
    """Return the median seconds of the front page, of pages never asked before and of an empty page, asked in turn."""
    fresh = (f"/?after=j{number:04}.{number % 300}.a{number:06}" for number in range(1, 240))
    with ExitStack() as stack:
        page = stack.enter_context(_asking(stack.enter_context(_served(_page, root))))
        empty = stack.enter_context(_asking(stack.enter_context(_served(_empty, root))))
        for _ in range(WARM_UP):
            page(next(fresh))
            empty("/")
        page_s, walk_s, empty_s = interleaved(
            [lambda: page("/"), lambda: page(next(fresh)), lambda: empty("/")], rounds=ROUNDS
        )
    return page_s, walk_s, empty_s


def _page(root: Path) -> FastAPI:
    database = Database.open(_address(root))
    return create_app(database, Archive(root / "archive"), StatusConfig(), now=lambda: NOW)


def _empty(root: Path) -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.get("/")
    async def nothing() -> HTMLResponse:
        return HTMLResponse("")

    return app


@contextmanager
def _served(make: Callable[[Path], FastAPI], root: Path) -> Iterator[int]:
    """Yield the port on which a process of its own serves the application."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(make, root, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join(timeout=20)


def _serve(make: Callable[[Path], FastAPI], root: Path, told: Connection) -> None:
    serve(make(root), "127.0.0.1", 0, started=told.send)


@contextmanager
def _asking(port: int) -> Iterator[Callable[[str], None]]:
    """Yield what asks for a path once over a kept connection and reads all of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(path: str) -> None:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"the page answered {answer.status}")

    try:
        yield ask
    finally:
        connection.close()
