"""Every look at a page or by a person: what was asked, what came, how complete, and which links stood there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from reports.looks import LookOutcome
from storage import versions
from storage.records import ListedLink, Look, LookKind, NewLook
from storage.rows import to_record
from storage.schema import looks, sources


def add(
    tx: sa.Connection,
    *,
    agency_id: str,
    kind: LookKind,
    url: str,
    asked_at: datetime,
    answered_at: datetime | None,
    outcome: LookOutcome,
    source_id: int | None = None,
    run_id: int | None = None,
    report_year: int | None = None,
    http_status: int | None = None,
    pages_read: int = 0,
    canary: bool | None = None,
    links: Sequence[ListedLink] = (),
    note: Mapping[str, object] | None = None,
) -> Look:
    """Return the look as kept; `answered_at` None: nothing came. `note` is what else the crawler wants remembered."""
    look = NewLook(
        agency_id=agency_id,
        kind=kind,
        url=url,
        asked_at=asked_at,
        answered_at=answered_at,
        outcome=outcome,
        source_id=source_id,
        run_id=run_id,
        report_year=report_year,
        http_status=http_status,
        pages_read=pages_read,
        canary=canary,
        links=tuple(links),
        note=note or {},
    )
    return _insert(tx, **_values(look))


def add_all(tx: sa.Connection, new: Sequence[NewLook]) -> None:
    """Keep many looks at once, which costs a fraction of keeping one after the other."""
    if new:
        versions.bump(tx)
        tx.execute(sa.insert(looks), [_values(look) for look in new])


def add_manual(
    tx: sa.Connection,
    *,
    agency_id: str,
    report_year: int,
    looked_by: str,
    at: datetime,
    url: str,
    saw_report: bool,
    source_id: int | None = None,
    picture_sha256: str | None = None,
    note: str | None = None,
) -> Look:
    """Return a person's own look as kept: it counts as a complete one (sites that block programs are settled so)."""
    return _insert(
        tx,
        agency_id=agency_id,
        kind=LookKind.MANUAL,
        url=url,
        asked_at=at,
        answered_at=at,
        outcome=LookOutcome.COMPLETE,
        source_id=source_id,
        report_year=report_year,
        pages_read=1,
        links=[],
        note={} if note is None else {"text": note},
        looked_by=looked_by,
        saw_report=saw_report,
        picture_sha256=picture_sha256,
    )


def of_agency(
    tx: sa.Connection,
    *,
    agency_id: str,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
) -> tuple[Look, ...]:
    """Return the agency's looks asked in [since, until), newest first."""
    query = sa.select(looks).where(looks.c.agency_id == agency_id)
    if since is not None:
        query = query.where(looks.c.asked_at >= since)
    if until is not None:
        query = query.where(looks.c.asked_at < until)
    query = query.order_by(looks.c.asked_at.desc(), looks.c.id.desc()).limit(limit)
    return tuple(_to_look(row) for row in tx.execute(query))


def last_complete_of(tx: sa.Connection, *, source_ids: Collection[int]) -> dict[int, Look]:
    """Return by source its newest complete look at its column, whose links are what the column showed.

    A source without one is left out.
    """
    newest = (
        sa.select(looks.c.id)
        .where(
            looks.c.source_id == sources.c.id,
            looks.c.kind == LookKind.COLUMN,
            looks.c.outcome == LookOutcome.COMPLETE,
        )
        .order_by(looks.c.asked_at.desc(), looks.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    ids = sa.select(newest).where(sources.c.id.in_(source_ids))
    return {row.source_id: _to_look(row) for row in tx.execute(sa.select(looks).where(looks.c.id.in_(ids)))}


def _insert(tx: sa.Connection, **values: object) -> Look:
    versions.bump(tx)
    return _to_look(tx.execute(sa.insert(looks).values(values).returning(looks)).one())


def _values(look: NewLook) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(look, name) for name in NewLook.__slots__}
    return values | {"links": [_link_to_json(link) for link in look.links], "note": dict(look.note)}


def _to_look(row: sa.Row[Any]) -> Look:
    return to_record(Look, row, links=lambda links: tuple(_link_from_json(link) for link in links))


def _link_to_json(link: ListedLink) -> dict[str, object]:
    return {
        "url": link.url,
        "title": link.title,
        "date": None if link.listed_date is None else link.listed_date.isoformat(),
        "report_year": link.report_year,
        "is_report": link.is_report,
    }


def _link_from_json(stored: Mapping[str, Any]) -> ListedLink:
    day = stored["date"]
    return ListedLink(
        stored["url"],
        stored["title"],
        None if day is None else date.fromisoformat(day),
        stored["report_year"],
        stored["is_report"],
    )
