"""A whole country of agencies and years, written in bulk: for query plans and for measuring the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from random import Random

import sqlalchemy as sa

from reports.obligations import DutyBasis
from reports.rules.case import AgencyLevel
from reports.states import Content, Timeliness
from storage.duty_counting import recount
from storage.records import Axis
from storage.roll_rows import search_text
from storage.schema import agencies, duties, transitions
from storage.session import Database
from tests.storage.rolls import AT

BATCH = 5_000
STATES: Sequence[tuple[Timeliness, Content | None]] = (
    *[(Timeliness.ON_TIME, Content.CLEAN)] * 60,
    *[(Timeliness.ON_TIME, Content.FINDINGS)] * 20,
    *[(Timeliness.LATE, Content.CLEAN)] * 10,
    *[(Timeliness.NOT_SEEN, None)] * 6,
    *[(Timeliness.UNKNOWN, None)] * 3,
    (Timeliness.WITHDRAWN, Content.UPDATED),
)
PLACES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
OFFICES = ("财政", "教育", "民政", "司法", "统计", "卫生健康", "生态环境", "住房城乡建设", "交通运输", "文化旅游")


def fill_crowd(database: Database, *, number: int, years: Sequence[int], per_jurisdiction: int = 500) -> None:
    """Write that many agencies with a duty for each year; "overdue" is as rare as five of them in the newest year."""
    rng = Random(7)
    with database.write() as tx:
        _write(tx, agencies, (_agency(n, per_jurisdiction, min(years)) for n in range(number)))
        _write(tx, duties, (_duty(n, year, per_jurisdiction, rng) for n in range(number) for year in years))
        for n in range(0, number, max(1, number // 5)):
            overdue = (duties.c.agency_id == f"a{n:06}") & (duties.c.report_year == max(years))
            tx.execute(sa.update(duties).where(overdue).values(timeliness=Timeliness.OVERDUE, content=None))
        state = sa.select(
            duties.c.agency_id,
            duties.c.report_year,
            duties.c.created_at,
            sa.literal(Axis.TIMELINESS.value),
            sa.cast(duties.c.timeliness, sa.Text),
            sa.literal("duty came into being"),
            sa.literal({}, transitions.c.evidence.type),
        )
        columns = ["agency_id", "report_year", "at", "axis", "after", "cause", "evidence"]
        tx.execute(sa.insert(transitions).from_select(columns, state))
        recount(tx)


def _write(tx: sa.Connection, table: sa.Table, rows: Iterator[dict[str, object]]) -> None:
    while batch := list(islice(rows, BATCH)):
        tx.execute(sa.insert(table), batch)


def _agency(n: int, per_jurisdiction: int, first_year: int) -> dict[str, object]:
    jurisdiction, position = divmod(n, per_jurisdiction)
    place = PLACES[jurisdiction % len(PLACES)]
    name = f"{place}{jurisdiction}市第{position}{OFFICES[n % len(OFFICES)]}局"
    aliases = [f"{place}{OFFICES[n % len(OFFICES)]}{position}"]
    return {
        "id": f"a{n:06}",
        "jurisdiction": f"j{jurisdiction:04}",
        "position": position,
        "name": name,
        "aliases": aliases,
        "level": AgencyLevel.DEPARTMENT,
        "duty_basis": DutyBasis.STATUTORY_DEPARTMENT,
        "watch_from": first_year,
        "lineage": [],
        "contacts": [],
        "internal_dates": [],
        "search_text": search_text([name, *aliases]),
        "imported_at": AT,
    }


def _duty(n: int, year: int, per_jurisdiction: int, rng: Random) -> dict[str, object]:
    jurisdiction, position = divmod(n, per_jurisdiction)
    timeliness, content = rng.choice(STATES)
    return {
        "agency_id": f"a{n:06}",
        "report_year": year,
        "jurisdiction": f"j{jurisdiction:04}",
        "position": position,
        "duty_basis": DutyBasis.STATUTORY_DEPARTMENT,
        "due_on": date(year + 1, 1, 31),
        "internal": [],
        "silent": False,
        "created_at": AT,
        "timeliness": timeliness,
        "content": content,
        "timeliness_since": AT,
        "evidence": {},
    }
