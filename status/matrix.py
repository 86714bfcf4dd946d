"""The front page: agencies by years, counted and filtered, a page of rows at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import sqlalchemy as sa
from markupsafe import Markup

from reports.obligations import running_report_year
from reports.states import CONTENT_LABELS, TIMELINESS_LABELS, Content, StateLabel, Timeliness
from status.faces import NOTHING_OWED, Faces, marks_of
from status.page import Page
from status.queries import CountsQuery, MatrixQuery, read_cursor, write_cursor
from status.site import Reading, Site
from storage import overview
from storage.records import MatrixPage, MatrixRow, SetAside

MOST_CHOICES = 80  # jurisdictions in a drop-down list; beyond that the name is typed


Totals = Mapping[tuple[Timeliness, Content | None], int]


@dataclass(frozen=True, slots=True)
class RowView:
    """One agency; `cells` is the markup of one cell per year shown."""

    href: str
    name: str
    needs_column: bool
    retired: bool
    cells: Markup


@dataclass(frozen=True, slots=True)
class CountLink:
    label: StateLabel
    number: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix as filtered; `years` are (year, whether all its cells shown are for reference only), newest first."""

    filters: MatrixQuery
    filtered: bool
    year: int
    all_years: tuple[int, ...]
    years: tuple[tuple[int, bool], ...]
    jurisdictions: tuple[str, ...]
    timeliness: tuple[CountLink, ...]
    contents: tuple[CountLink, ...]
    total: int
    set_aside: SetAside
    rows: tuple[RowView, ...]
    next: str | None
    previous: str | None


def chosen_year(query: MatrixQuery | CountsQuery, years: Sequence[int], now: datetime) -> int:
    """Return the report year in question: the one asked for, else that of the running season, else the newest known."""
    if query.year is not None:
        return query.year
    running = running_report_year(now)
    return running if running in years or not years else max(years)


def years_around(year: int, years: Sequence[int], count: int) -> tuple[int, ...]:
    """Return up to `count` known years, newest first, among them the one in question."""
    known = sorted({*years, year}, reverse=True)
    first = max(0, known.index(year) - count + 1)
    return tuple(known[first : first + count])


def read_matrix(tx: sa.Connection, query: MatrixQuery, *, year: int, shown: Sequence[int], limit: int) -> MatrixPage:
    """Return the rows that the query names."""
    return overview.matrix(
        tx,
        report_years=shown,
        limit=limit,
        year=year,
        timeliness=query.state,
        content=query.content,
        jurisdiction=query.jurisdiction,
        level=query.level,
        search=query.q,
        missing_column=query.column is not None,
        after=read_cursor(query.after),
        before=read_cursor(query.before),
    )


def view_matrix(reading: Reading, query: MatrixQuery, *, site: Site) -> MatrixView | None:
    """Return the front page, None where no agency was ever imported."""
    page, tx, version = reading.page, reading.tx, reading.version
    all_years = site.memory.get(version, "years", lambda: overview.report_years(tx))
    year = chosen_year(query, all_years, page.now)
    shown = years_around(year, all_years, site.config.years_shown)
    found = read_matrix(tx, query, year=year, shown=shown, limit=site.config.page_size)
    filters = (query.jurisdiction, query.state, query.content, query.level, query.column, query.q)
    filtered = any(value is not None for value in filters)
    if not (found.rows or all_years or filtered or query.after or query.before):
        return None
    totals = site.memory.get(
        version,
        ("totals", year, query.jurisdiction),
        lambda: overview.state_totals(tx, report_year=year, jurisdiction=query.jurisdiction),
    )
    return MatrixView(
        filters=query,
        filtered=filtered,
        year=year,
        all_years=tuple(sorted({*all_years, year}, reverse=True)),
        years=tuple((column, _all_old(found.rows, column)) for column in shown),
        jurisdictions=site.memory.get(version, "jurisdictions", lambda: overview.jurisdictions(tx)),
        timeliness=_timeliness_links(page, query, totals),
        contents=_content_links(page, query, totals),
        total=sum(totals.values()),
        set_aside=site.memory.get(
            version,
            ("set aside", year, query.jurisdiction),
            lambda: overview.set_aside(tx, report_year=year, jurisdiction=query.jurisdiction),
        ),
        rows=_rows(found.rows, page, shown, site.faces[page.language]),
        next=None if found.next is None else write_cursor(found.next),
        previous=None if found.previous is None else write_cursor(found.previous),
    )


def _all_old(rows: Sequence[MatrixRow], year: int) -> bool:
    cells = [row.cells[year] for row in rows if year in row.cells]
    return bool(cells) and all(cell.silent for cell in cells)


def _rows(rows: Sequence[MatrixRow], page: Page, shown: Sequence[int], faces: Faces) -> tuple[RowView, ...]:
    _, mark, query = page.link("/").partition("?")
    suffix = mark + query  # the language, the same for every link of the table
    return tuple(
        RowView(
            f"/agencies/{quote(row.agency_id)}{suffix}",
            row.name,
            row.needs_column,
            row.retired,
            _cells(row, f"/reports/{quote(row.agency_id)}/", suffix, shown, faces, page),
        )
        for row in rows
    )


def _cells(row: MatrixRow, path: str, suffix: str, shown: Sequence[int], faces: Faces, page: Page) -> Markup:
    parts = []
    for year in shown:
        cell = row.cells.get(year)
        if cell is None:
            parts.append(NOTHING_OWED)
        else:
            face = faces[cell.timeliness, cell.content, cell.silent]
            parts.append(face.cell(f"{path}{year}{suffix}", marks_of(cell, page.language, office=page.office)))
    return Markup("".join(parts))  # noqa: S704 - finished faces around addresses that were quoted


def _timeliness_links(page: Page, query: MatrixQuery, totals: Totals) -> tuple[CountLink, ...]:
    """Return one link per state that occurs; it filters, and takes the filter away where that is on."""
    numbers: Counter[Timeliness] = Counter()
    for (timeliness, _), number in totals.items():
        numbers[timeliness] += number
    links = []
    for state, label in TIMELINESS_LABELS.items():
        chosen = query.state is state
        if numbers[state] or chosen:
            href = page.here(state=None if chosen else state.value, after=None, before=None)
            links.append(CountLink(label, numbers[state], href, chosen))
    return tuple(links)


def _content_links(page: Page, query: MatrixQuery, totals: Totals) -> tuple[CountLink, ...]:
    numbers: Counter[Content] = Counter()
    for (_, content), number in totals.items():
        if content is not None:
            numbers[content] += number
    links = []
    for state, label in CONTENT_LABELS.items():
        chosen = query.content is state
        if numbers[state] or chosen:
            href = page.here(content=None if chosen else state.value, after=None, before=None)
            links.append(CountLink(label, numbers[state], href, chosen))
    return tuple(links)
