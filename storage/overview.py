"""The queries of the status page: the matrix of agencies and years, the counts, one agency, one report, stuck work."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from reports.rules.case import AgencyLevel
from reports.states import Content, Timeliness
from storage.overview_detail import agency_detail, report_detail
from storage.overview_stuck import stuck_work
from storage.records import MatrixCell, MatrixCursor, MatrixPage, MatrixRow, SetAside, StateCount
from storage.roll_rows import search_text
from storage.schema import agencies, duties, duty_counts, sources

__all__ = [
    "agency_detail",
    "jurisdictions",
    "matrix",
    "report_detail",
    "report_years",
    "set_aside",
    "state_counts",
    "state_totals",
    "stuck_work",
]


def matrix(
    tx: sa.Connection,
    *,
    report_years: Collection[int],
    limit: int,
    year: int | None = None,
    timeliness: Timeliness | None = None,
    content: Content | None = None,
    jurisdiction: str | None = None,
    level: AgencyLevel | None = None,
    search: str | None = None,
    missing_column: bool = False,
    after: MatrixCursor | None = None,
    before: MatrixCursor | None = None,
) -> MatrixPage:
    """Return up to `limit` agencies in the order of the roll with their cells of `report_years`.

    `timeliness` and `content` speak of the duty of `year` and want it; `search` is any part of a name or an alias.
    Retired agencies are among the rows, marked: they belong to the years in which they owed.
    """
    query, place = _rows_query(
        year=year,
        timeliness=timeliness,
        content=content,
        jurisdiction=jurisdiction,
        level=level,
        search=search,
        missing_column=missing_column,
    )
    columns = sa.tuple_(*place)
    if before is not None:
        query = query.where(columns < _key(before)).order_by(*(column.desc() for column in place))
    else:
        query = query.order_by(*place)
        query = query if after is None else query.where(columns > _key(after))
    found = list(tx.execute(query.limit(limit + 1)))
    more, found = len(found) > limit, found[:limit]
    if before is not None:
        found.reverse()
    rows = _with_cells(tx, found, report_years)
    return MatrixPage(
        rows=rows,
        next=_cursor(rows[-1]) if rows and (more or before is not None) else None,
        previous=_cursor(rows[0]) if rows and (after is not None if before is None else more) else None,
    )


def state_counts(
    tx: sa.Connection, *, report_year: int | None = None, jurisdiction: str | None = None
) -> tuple[StateCount, ...]:
    """Return how many duties stand in each state, by year and jurisdiction; states without any are left out."""
    query = sa.select(duty_counts).where(duty_counts.c.duties > 0)
    if report_year is not None:
        query = query.where(duty_counts.c.report_year == report_year)
    if jurisdiction is not None:
        query = query.where(duty_counts.c.jurisdiction == jurisdiction)
    place = (duty_counts.c.jurisdiction, duty_counts.c.timeliness, duty_counts.c.content)
    query = query.order_by(duty_counts.c.report_year.desc(), *place)
    return tuple(
        StateCount(
            jurisdiction=row.jurisdiction,
            report_year=row.report_year,
            timeliness=row.timeliness,
            content=Content(row.content) if row.content else None,
            duties=row.duties,
        )
        for row in tx.execute(query)
    )


def state_totals(
    tx: sa.Connection, *, report_year: int, jurisdiction: str | None = None
) -> dict[tuple[Timeliness, Content | None], int]:
    """Return how many duties of the year stand in each pair of states, over one or all jurisdictions."""
    states = (duty_counts.c.timeliness, duty_counts.c.content)
    number = sa.func.sum(duty_counts.c.duties)
    query = sa.select(*states, number.label("number")).where(duty_counts.c.report_year == report_year)
    if jurisdiction is not None:
        query = query.where(duty_counts.c.jurisdiction == jurisdiction)
    query = query.group_by(*states).having(number > 0)
    return {
        (row.timeliness, Content(row.content) if row.content else None): int(row.number) for row in tx.execute(query)
    }


def set_aside(tx: sa.Connection, *, report_year: int, jurisdiction: str | None = None) -> SetAside:
    """Return how many findings of the year are waived, wait for a reviewer, or are for the office alone."""
    columns = (duties.c.findings_waived, duties.c.findings_to_review, duties.c.findings_private)
    query = sa.select(*(sa.func.coalesce(sa.func.sum(column), 0) for column in columns)).where(
        duties.c.report_year == report_year,
        sa.text("findings_waived + findings_to_review + findings_private > 0"),  # as the index has it
    )
    query = query if jurisdiction is None else query.where(duties.c.jurisdiction == jurisdiction)
    return SetAside(*(int(number) for number in tx.execute(query).one()))


def jurisdictions(tx: sa.Connection) -> tuple[str, ...]:
    """Return the jurisdictions with any duty, in order."""
    query = sa.select(duty_counts.c.jurisdiction).where(duty_counts.c.duties > 0).distinct()
    return tuple(tx.scalars(query.order_by(duty_counts.c.jurisdiction)))


def report_years(tx: sa.Connection, *, jurisdiction: str | None = None) -> tuple[int, ...]:
    """Return the report years with any duty, the newest first."""
    query = sa.select(duty_counts.c.report_year).where(duty_counts.c.duties > 0).distinct()
    if jurisdiction is not None:
        query = query.where(duty_counts.c.jurisdiction == jurisdiction)
    return tuple(tx.scalars(query.order_by(duty_counts.c.report_year.desc())))


def _rows_query(
    *,
    year: int | None,
    timeliness: Timeliness | None,
    content: Content | None,
    jurisdiction: str | None,
    level: AgencyLevel | None,
    search: str | None,
    missing_column: bool,
) -> tuple[sa.Select[Any], Sequence[sa.ColumnElement[Any]]]:
    """Return the query without order and limit, and the columns of the roll's order.

    With a state the duties lead, each of whose state indexes is in the order of the roll; else the agencies do. Either
    way the first page of any filter costs about its rows, not the size of the country.
    """
    query = sa.select(
        agencies.c.id,
        agencies.c.jurisdiction,
        agencies.c.position,
        agencies.c.name,
        agencies.c.retired_at,
        _has_column().label("has_column"),
    )
    if timeliness is None and content is None:
        place: list[sa.ColumnElement[Any]] = [agencies.c.jurisdiction, agencies.c.position, agencies.c.id]
    elif year is None:
        raise ValueError("a state is always that of one year")
    else:
        query = query.join_from(duties, agencies, agencies.c.id == duties.c.agency_id)
        query = query.where(duties.c.report_year == year)
        query = query if timeliness is None else query.where(duties.c.timeliness == timeliness)
        query = query if content is None else query.where(duties.c.content == content)
        place = [duties.c.jurisdiction, duties.c.position, duties.c.agency_id]
    if jurisdiction is not None:
        query = query.where(place[0] == jurisdiction)
    if level is not None:
        query = query.where(agencies.c.level == level)
    if search is not None and search.strip():
        wanted = search_text([search.strip()])
        query = query.where(agencies.c.search_text.contains(wanted, autoescape=True))
    if missing_column:
        query = query.where(agencies.c.retired_at.is_(None), sa.not_(_has_column()))
    return query, place


def _has_column() -> sa.Exists:
    return sa.exists().where(sources.c.agency_id == agencies.c.id, sources.c.retired_at.is_(None))


def _with_cells(
    tx: sa.Connection, found: Sequence[sa.Row[Any]], report_years: Collection[int]
) -> tuple[MatrixRow, ...]:
    ids = [row.id for row in found]
    cells: dict[str, dict[int, MatrixCell]] = {agency_id: {} for agency_id in ids}
    cell = sa.select(
        duties.c.agency_id,
        duties.c.report_year,
        sa.type_coerce(duties.c.timeliness, sa.Text),  # made into words once per kind of cell, not once per cell
        sa.type_coerce(duties.c.content, sa.Text),
        duties.c.silent,
        duties.c.findings_waived,
        duties.c.findings_to_review,
        duties.c.findings_private,
    ).where(duties.c.agency_id.in_(ids), duties.c.report_year.in_(sorted(report_years)))
    shown = cache(_matrix_cell)  # hundreds of cells, a dozen different ones
    for agency_id, *values in tx.execute(cell).all():
        cells[agency_id][values[0]] = shown(*values)
    return tuple(
        MatrixRow(
            agency_id=row.id,
            jurisdiction=row.jurisdiction,
            position=row.position,
            name=row.name,
            retired=row.retired_at is not None,
            needs_column=row.retired_at is None and not row.has_column,
            cells=cells[row.id],
        )
        for row in found
    )


def _matrix_cell(report_year: int, timeliness: str, content: str | None, silent: bool, *set_aside: int) -> MatrixCell:
    state = None if content is None else Content(content)
    return MatrixCell(report_year, Timeliness(timeliness), state, silent, *set_aside)


def _cursor(row: MatrixRow) -> MatrixCursor:
    return MatrixCursor(row.jurisdiction, row.position, row.agency_id)


def _key(cursor: MatrixCursor) -> sa.Tuple:
    return sa.tuple_(sa.literal(cursor.jurisdiction), sa.literal(cursor.position), sa.literal(cursor.agency_id))
