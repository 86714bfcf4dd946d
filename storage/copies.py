"""Texts that resemble each other among all stored reports: their marks, who shares them, and what many bodies print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from reports.copies import COMPARED, MARKS_VERSION, marks
from reports.model import SectionKey
from reports.states import Timeliness
from storage.schema import agencies, documents, duties, reports, text_marks

CANDIDATES: Final = 10
SHARED_BY_MANY: Final = 100  # a mark of so many reports is that of an outline, and leads nowhere
SAMPLED_BODIES: Final = 40


@dataclass(frozen=True, slots=True)
class TextOfReport:
    """The compared sections of a current report, with the names of its body and where it stands."""

    report_id: int
    agency_id: str
    names: tuple[str, ...]
    report_year: int
    first_seen_at: datetime
    sections: Mapping[SectionKey, str]
    address: str


def mark(tx: sa.Connection, *, report_ids: Collection[int]) -> None:
    """Make the marks of these reports anew."""
    rows = tx.execute(_texts().where(reports.c.id.in_(report_ids))).all()
    tx.execute(sa.delete(text_marks).where(text_marks.c.report_id.in_(report_ids)))
    new = []
    for row in rows:
        text = _to_text(row)
        found = marks(text.sections, report_year=text.report_year, names=text.names)
        new += [{"mark": number, "report_id": text.report_id} for number in found]
    if new:
        tx.execute(sa.insert(text_marks), new)
    tx.execute(sa.update(reports).where(reports.c.id.in_(report_ids)).values(marks_version=MARKS_VERSION))


def mark_some(tx: sa.Connection, *, limit: int) -> int:
    """Return how many reports were marked just now: up to `limit` of those kept by an older version of Duban."""
    waiting = sa.select(reports.c.id).where(reports.c.marks_version < MARKS_VERSION).limit(limit)
    report_ids = tx.scalars(waiting).all()
    if report_ids:
        mark(tx, report_ids=report_ids)
    return len(report_ids)


def candidates(tx: sa.Connection, *, report_id: int) -> tuple[TextOfReport, ...]:
    """Return other bodies' current reports of the same year or the one before that share marks with this one.

    The more marks in common the earlier, ten at most; reports that were withdrawn are left out.
    """
    own = tx.execute(sa.select(reports.c.agency_id, reports.c.report_year).where(reports.c.id == report_id)).one()
    shared = Counter(_sharing(tx, report_id))
    if not shared:
        return ()
    rows = tx.execute(
        _texts()
        .join(
            duties,
            (duties.c.agency_id == reports.c.agency_id) & (duties.c.report_year == reports.c.report_year),
        )
        .where(
            reports.c.id.in_(shared),
            reports.c.is_current,
            reports.c.agency_id != own.agency_id,
            reports.c.report_year.in_((own.report_year, own.report_year - 1)),
            duties.c.timeliness != Timeliness.WITHDRAWN,
        )
    )
    found = sorted((_to_text(row) for row in rows), key=lambda text: (-shared[text.report_id], text.report_id))
    return tuple(found[:CANDIDATES])


def sample(
    tx: sa.Connection, *, jurisdiction: str, report_year: int, without: Collection[str]
) -> tuple[TextOfReport, ...]:
    """Return one report each of up to forty bodies, of that year or the one before; the own jurisdiction's first.

    What many of them print is no body's own. `without` are the bodies that are being compared.
    """
    years = (report_year, report_year - 1)
    wanted = _texts().where(reports.c.is_current, reports.c.report_year.in_(years), reports.c.agency_id.not_in(without))
    near = wanted.where(agencies.c.jurisdiction == jurisdiction).order_by(agencies.c.position, agencies.c.id)
    found = _one_of_each(_to_text(row) for row in tx.execute(near.limit(len(years) * SAMPLED_BODIES)))
    if len(found) < SAMPLED_BODIES:
        far = wanted.where(agencies.c.jurisdiction != jurisdiction).order_by(reports.c.id.desc())
        others = _one_of_each(_to_text(row) for row in tx.execute(far.limit(len(years) * SAMPLED_BODIES)))
        found = (*found, *others)
    return found[:SAMPLED_BODIES]


def _sharing(tx: sa.Connection, report_id: int) -> Iterable[int]:
    """Yield the reports that share a mark with this one, once for each mark; marks that many share are passed over."""
    own = tx.scalars(sa.select(text_marks.c.mark).where(text_marks.c.report_id == report_id)).all()
    others = sa.select(text_marks.c.mark, text_marks.c.report_id).where(text_marks.c.report_id != report_id)
    few = len(own) * SHARED_BY_MANY
    rows = tx.execute(others.where(text_marks.c.mark.in_(own)).limit(few)).all() if own else []
    if len(rows) == few:  # some mark is an outline's, which may have kept the others from being seen
        rows = [
            row for each in own for row in tx.execute(others.where(text_marks.c.mark == each).limit(SHARED_BY_MANY))
        ]
    reports_of = Counter(row.mark for row in rows)
    return (row.report_id for row in rows if reports_of[row.mark] < SHARED_BY_MANY)


def _texts() -> sa.Select[Any]:
    """Return the query for reports' compared sections; nothing else of their facts is read."""
    return (
        sa.select(
            reports.c.id,
            reports.c.agency_id,
            reports.c.report_year,
            reports.c.first_seen_at,
            reports.c.facts["sections"].label("sections"),
            agencies.c.name,
            agencies.c.aliases,
            documents.c.url,
        )
        .join(agencies, agencies.c.id == reports.c.agency_id)
        .join(documents, documents.c.id == reports.c.document_id)
    )


def _to_text(row: sa.Row[Any]) -> TextOfReport:
    sections = row.sections or {}
    return TextOfReport(
        report_id=row.id,
        agency_id=row.agency_id,
        names=(row.name, *row.aliases),
        report_year=row.report_year,
        first_seen_at=row.first_seen_at,
        sections={key: text for key in COMPARED if (text := sections.get(key.value))},
        address=row.url,
    )


def _one_of_each(texts: Iterable[TextOfReport]) -> tuple[TextOfReport, ...]:
    """Return the newest report of each body, in the order in which the bodies come."""
    newest: dict[str, TextOfReport] = {}
    for text in texts:
        known = newest.get(text.agency_id)
        if known is None or text.report_year > known.report_year:
            newest[text.agency_id] = text
    return tuple(newest.values())
