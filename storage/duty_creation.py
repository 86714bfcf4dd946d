"""How duties come into being: on 1 December of the report year, for every body of the roll that owes from then on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from reports.obligations import DutyBasis, InternalDate, due_dates, running_report_year
from reports.states import Timeliness
from storage import versions
from storage.duty_counting import count
from storage.records import Axis
from storage.schema import agencies, duties, transitions

CAME_INTO_BEING = "公布义务产生"


def ensure_duties(tx: sa.Connection, *, now: datetime) -> int:
    """Return how many duties were made: for each season begun so far and each body watched from then, if missing.

    A season that was over when the body was imported is silent. A body gets no duty for a year after which it was
    founded or before whose end it was abolished. What exists stays as it is.
    """
    first = tx.execute(sa.select(sa.func.min(agencies.c.watch_from)).where(agencies.c.retired_at.is_(None))).scalar()
    if first is None:
        return 0
    made = 0
    for report_year in range(first, running_report_year(now) + 1):
        made += _make(tx, _without_duty(tx, report_year), report_year, now)
    return made


def ensure_one(tx: sa.Connection, *, agency_id: str, report_year: int, now: datetime) -> bool:
    """Return whether a duty was made because a report was found for a year without one.

    Silent for a year before the body is watched from, whose season was over at its import, or too far ahead to be true.
    """
    known = sa.select(duties.c.report_year).where(duties.c.agency_id == agency_id, duties.c.report_year == report_year)
    if tx.execute(known).one_or_none() is not None:
        return False
    rows = tx.execute(sa.select(agencies).where(agencies.c.id == agency_id)).all()
    return _make(tx, rows, report_year, now) == 1


def _without_duty(tx: sa.Connection, report_year: int) -> list[sa.Row[Any]]:
    has_one = sa.exists().where(duties.c.agency_id == agencies.c.id, duties.c.report_year == report_year)
    rows = tx.execute(
        sa.select(agencies).where(
            agencies.c.retired_at.is_(None), agencies.c.watch_from <= report_year, sa.not_(has_one)
        )
    )
    return [row for row in rows if _existed(row, report_year)]


def _existed(agency: sa.Row[Any], report_year: int) -> bool:
    end = date(report_year, 12, 31)
    founded_later = agency.founded_on is not None and agency.founded_on > end
    gone_before = agency.abolished_on is not None and agency.abolished_on <= end
    return not founded_later and not gone_before


def _make(tx: sa.Connection, rows: Sequence[sa.Row[Any]], report_year: int, now: datetime) -> int:
    if not rows:
        return 0
    new = [_new_duty(row, report_year, now) for row in rows]
    tx.execute(sa.insert(duties), new)
    tx.execute(sa.insert(transitions), list(_first_transitions(new)))
    tally = Counter((row.jurisdiction, duty["timeliness"]) for row, duty in zip(rows, new, strict=True))
    for (jurisdiction, timeliness), number in sorted(tally.items()):
        count(tx, report_year, jurisdiction, timeliness, None, by=number)
    versions.bump(tx)
    return len(new)


def duty_terms(agency: sa.Row[Any], report_year: int) -> dict[str, Any]:
    """Return the columns of a duty that say what is owed and by when, from the agency as the roll has it now."""
    basis: DutyBasis = agency.duty_basis
    internal = [
        InternalDate(date(report_year + 1, entry["month"], entry["day"]), entry["source"], entry["binding"])
        for entry in agency.internal_dates
    ]
    return {
        "duty_basis": basis,
        "exempt_reason": agency.not_applicable_reason,
        "due_on": due_dates(basis, report_year, internal=tuple(internal)).day,
        "internal": [
            {"day": entry.day.isoformat(), "source": entry.source, "binding": entry.binding} for entry in internal
        ],
    }


def _new_duty(agency: sa.Row[Any], report_year: int, now: datetime) -> dict[str, Any]:
    exempt = agency.not_applicable_reason is not None
    running = running_report_year(now)
    history = report_year < max(agency.watch_from, running_report_year(agency.imported_at))
    return duty_terms(agency, report_year) | {
        "agency_id": agency.id,
        "report_year": report_year,
        "jurisdiction": agency.jurisdiction,
        "position": agency.position,
        "silent": history or report_year > running + 1,  # further ahead a year was misread
        "created_at": now,
        "timeliness": Timeliness.NOT_APPLICABLE if exempt else Timeliness.NOT_DUE,
        "timeliness_since": now,
        "assess_at": now,
        "evidence": {},
    }


def _first_transitions(new: Iterable[dict[str, Any]]) -> Iterable[dict[str, object]]:
    for duty in new:
        yield {
            "agency_id": duty["agency_id"],
            "report_year": duty["report_year"],
            "at": duty["created_at"],
            "axis": Axis.TIMELINESS,
            "before": None,
            "after": duty["timeliness"],
            "cause": CAME_INTO_BEING,
            "evidence": {},
        }
