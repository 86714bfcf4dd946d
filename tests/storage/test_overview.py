"""The queries of the page: right rows, in the order of the roll, by keys and from an index whatever the size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from reports.rules.case import AgencyLevel
from reports.states import Content, Timeliness
from storage import documents, outbox, overview, runs, sources
from storage.records import MatrixCursor, MatrixPage
from storage.session import Database
from tests.storage.crowd import fill_crowd
from tests.storage.rolls import AT
from tests.storage.world import World
from tests.storage.world_rolls import MARKUP_NAME

YEARS = range(2018, 2026)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Yield 3,000 agencies of eight years; nobody writes to them."""
    path: Path = tmp_path_factory.mktemp("crowd") / "duban.db"
    database = Database.open(f"sqlite:///{path}", create=True)
    fill_crowd(database, number=3_000, years=YEARS, per_jurisdiction=100)
    yield database
    database.close()


def ids(page: MatrixPage) -> list[str]:
    return [row.agency_id for row in page.rows]


# --- the small world -------------------------------------------------------------------------------


def test_the_matrix_shows_agencies_in_the_order_of_the_roll_with_their_years(world: World) -> None:
    with world.database.read() as tx:
        page = overview.matrix(tx, report_years=[2024, 2025], limit=50)

    assert ids(page) == [
        "sh-shi",
        "sh-waiban",
        "sh-hezuo",
        "sh-tongji",
        "sh-dangan",
        "sh-guozi",
        "sh-lishi",
        "sy-waiban",
    ]
    assert (page.next, page.previous) == (None, None)
    faults = page.rows[2]
    assert faults.cells[2025].content is Content.FINDINGS
    assert faults.cells[2024].silent
    assert page.rows[3].cells.keys() == {2025}
    assert [row.agency_id for row in page.rows if row.needs_column] == ["sh-lishi"]
    assert page.rows[-1].name == MARKUP_NAME


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"jurisdiction": "shenyang"}, ["sy-waiban"]),
        ({"year": 2025, "timeliness": Timeliness.LATE}, ["sh-tongji"]),
        ({"year": 2025, "content": Content.FINDINGS}, ["sh-hezuo"]),
        ({"year": 2025, "timeliness": Timeliness.ON_TIME, "content": Content.CLEAN}, ["sh-waiban"]),
        ({"year": 2024, "timeliness": Timeliness.LATE}, []),
        ({"search": "市外办"}, ["sh-waiban"]),
        ({"search": "外事"}, ["sh-waiban", "sy-waiban"]),
        ({"search": "港澳", "jurisdiction": "shenyang"}, ["sy-waiban"]),
        ({"search": " 市政府 "}, ["sh-shi", "sh-waiban"]),
        ({"search": "  "}, None),
        ({"search": "%"}, []),
        ({"search": "_"}, []),
        ({"level": AgencyLevel.GOVERNMENT}, ["sh-shi"]),
        ({"missing_column": True}, ["sh-lishi"]),
        ({"search": "上海", "year": 2025, "timeliness": Timeliness.NOT_SEEN}, ["sh-dangan"]),
    ],
)
def test_filters_narrow_the_matrix(world: World, filters: dict[str, object], expected: list[str] | None) -> None:
    with world.database.read() as tx:
        page = overview.matrix(tx, report_years=[2025], limit=50, **filters)  # type: ignore[arg-type] # parametrized

        everybody = overview.matrix(tx, report_years=[2025], limit=50)
    assert ids(page) == (ids(everybody) if expected is None else expected)


def test_a_search_ignores_width_and_case(world: World) -> None:
    with world.database.read() as tx:
        assert ids(overview.matrix(tx, report_years=[], limit=9, search="<Ｂ>外事")) == ["sy-waiban"]


def test_a_state_without_its_year_is_a_mistake_of_the_caller(world: World) -> None:
    with pytest.raises(ValueError, match="one year"), world.database.read() as tx:
        overview.matrix(tx, report_years=[2025], limit=5, timeliness=Timeliness.LATE)


def test_counts_tell_how_many_stand_in_each_state(world: World) -> None:
    with world.database.read() as tx:
        counts = overview.state_counts(tx, report_year=2025, jurisdiction="shanghai")
        years = overview.report_years(tx)

    assert sum(count.duties for count in counts) == 7
    assert {count.duties for count in counts if count.timeliness is Timeliness.ON_TIME} == {1}
    assert years == (2025, 2024, 2023)


# --- a crowd ---------------------------------------------------------------------------------------

FILTERS: dict[str, dict[str, object]] = {
    "none": {},
    "jurisdiction": {"jurisdiction": "j0007"},
    "common state": {"year": 2025, "timeliness": Timeliness.ON_TIME},
    "rare state": {"year": 2025, "timeliness": Timeliness.OVERDUE},
    "content": {"year": 2025, "content": Content.UPDATED},
    "search": {"search": "财政"},
}


@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS.keys())
def test_pages_forward_and_backward_give_every_row_once_in_order(crowd: Database, filters: dict[str, object]) -> None:
    def page(after: MatrixCursor | None = None, before: MatrixCursor | None = None) -> MatrixPage:
        return overview.matrix(
            tx,
            report_years=[2025],
            limit=97,
            after=after,
            before=before,
            **filters,  # type: ignore[arg-type] # parametrized
        )

    with crowd.read() as tx:
        everything = ids(overview.matrix(tx, report_years=[], limit=9999, **filters))  # type: ignore[arg-type]
        forward = [page()]
        while forward[-1].next is not None:
            forward.append(page(after=forward[-1].next))
        backward = [forward[-1]]
        while backward[0].previous is not None:
            backward.insert(0, page(before=backward[0].previous))

    assert [agency_id for one in forward for agency_id in ids(one)] == everything
    assert [agency_id for one in backward for agency_id in ids(one)] == everything
    assert forward[0].previous is None
    assert len(everything) > 0


@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS.keys())
@pytest.mark.parametrize("where", ["after", "before"])
def test_every_page_of_the_matrix_is_read_from_an_index_in_order(
    crowd: Database, filters: dict[str, object], where: str
) -> None:
    cursor = MatrixCursor("j0007", 50, "a000750")

    plans = plans_of(
        crowd,
        lambda tx: overview.matrix(
            tx,
            report_years=list(YEARS),
            limit=100,
            **{where: cursor},  # type: ignore[arg-type] # parametrized
            **filters,  # type: ignore[arg-type] # parametrized
        ),
    )

    assert len(plans) == 2
    for plan in plans:
        assert not any(step.startswith("SCAN") and "INDEX" not in step for step in plan), plan
        assert not any("TEMP B-TREE" in step for step in plan), plan


def test_the_counts_come_from_the_kept_table_and_not_from_grouping_duties(crowd: Database) -> None:
    plans = plans_of(crowd, lambda tx: overview.state_counts(tx, report_year=2025))

    assert not any("duties" in step and "duty_counts" not in step for plan in plans for step in plan), plans


@pytest.mark.parametrize("table", ["agencies", "duties", "looks", "reports", "findings", "transitions", "incidents"])
def test_a_page_of_one_agency_scans_no_table(crowd: Database, table: str) -> None:
    plans = plans_of(crowd, lambda tx: overview.agency_detail(tx, agency_id="a000042"))
    plans += plans_of(crowd, lambda tx: overview.report_detail(tx, agency_id="a000042", report_year=2025))

    assert not [step for plan in plans for step in plan if step.startswith(f"SCAN {table}")]


def test_the_claims_of_the_daemon_scan_no_table(crowd: Database) -> None:
    lease = timedelta(minutes=5)

    def claim_all(tx: sa.Connection) -> None:
        sources.claim_due(tx, now=AT, limit=10, lease=lease)
        outbox.claim_messages(tx, now=AT, limit=10, lease=lease)
        documents.take_pending(tx, now=AT, limit=10, lease=lease)
        runs.take_next(tx, now=AT)

    assert not [step for plan in plans_of(crowd, claim_all) for step in plan if step.startswith("SCAN")]


def plans_of(database: Database, ask: Callable[[sa.Connection], object]) -> list[list[str]]:
    """Return SQLite's plan of every statement that `ask` runs."""
    ran: list[tuple[str, object]] = []

    def remember(_c: object, _cursor: object, sql: str, parameters: object, *_rest: object) -> None:
        ran.append((sql, parameters))

    with database.write() as tx:
        sa.event.listen(tx, "before_cursor_execute", remember)
        ask(tx)
        sa.event.remove(tx, "before_cursor_execute", remember)
        plans = []
        for sql, parameters in ran:
            rows = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)  # type: ignore[arg-type] # as it ran
            plans.append([row.detail for row in rows])
        tx.get_transaction().rollback()  # type: ignore[union-attr] # begun by write()
    return plans
