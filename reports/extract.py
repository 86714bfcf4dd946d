"""A Document as read, turned into an AnnualReport as understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from reports.align import FormRows
from reports.broken_heads import with_whole_heads
from reports.dates import find_period, find_signature, publication_dates
from reports.forms import FORM_2019, FORM_2021, FORMS, Form
from reports.forms.common import OTHERWISE_HANDLED, OTHERWISE_HANDLED_PARTS
from reports.grid import with_rows_joined
from reports.identity import identify, is_agency
from reports.labels import Role
from reports.lines import with_line_tables
from reports.locate import Located, Piece, locate, pieces_of
from reports.model import (
    AnnualReport,
    Document,
    Grid,
    LinkKind,
    PagePlace,
    Place,
    Section,
    Table,
    TableKey,
    TextBlock,
)
from reports.problems import SCANNED_PAGES, ExtractionError, NotAReport, SectionMissing, TableMissing, problem_of
from reports.prose_rows import without_prose_rows
from reports.review import read_review
from reports.sections import Mark, find_headings, missing_sections, read_sections, section_by_block
from reports.simplified import in_simplified
from reports.tables import TableReading, read_rows, row_indexes

_LEAST_SECTIONS: Final = 2


def extract(
    document: Document,
    *,
    url: str | None = None,
    agency: str | None = None,
    report_year: int | None = None,
    filename: str | None = None,
) -> AnnualReport:
    """Return the annual report that the document holds; what could not be read stands in `problems`, never as zeros.

    `agency` and `report_year` are what the caller already knows (the roll, the command line): they fill what the
    document does not say. Never raises for a document that a reader returned.
    """
    document = in_simplified(document)
    blocks, pieces = _with_pieces(document.blocks, from_lines=not document.scanned_pages)
    marks = find_headings(blocks)
    located = _locate_all(blocks, pieces, marks)
    form = _choose_form(located, report_year)
    readings = {table: _read(found, form) for table, found in located.items() if found is not None}
    errors: list[ExtractionError] = [TableMissing(table) for table in TableKey if table not in readings]
    for reading in readings.values():
        errors.extend(reading.errors)

    lead = blocks[: min([mark.index for mark in marks] + _table_starts(located), default=len(blocks))]
    period = find_period(blocks)
    signature = find_signature(blocks, is_agency=is_agency)
    scanned = frozenset(document.scanned_pages)
    if period is not None and _stands_on(period.place, scanned) and not period.is_year:
        period = replace(period, start=None, end=None)  # a digit misread would make it another period
    last_mark = max((mark.index for mark in marks), default=-1)
    end = signature.index if signature is not None and signature.index > last_mark else len(blocks)
    starts = {table: found.blocks[0] for table, found in located.items() if found is not None}
    of_the_form = {index for found in located.values() if found is not None for index in found.blocks}
    sections = read_sections(blocks, marks, starts, end=end, of_the_form=of_the_form)
    errors.extend(SectionMissing(key) for key in missing_sections(sections))
    identity = identify(
        document,
        lead,
        period=period,
        signature=signature,
        url=url,
        agency=agency,
        report_year=report_year,
        filename=filename,
    )
    errors.extend(identity.errors)
    outlined = len({section.key for section in sections}) >= _LEAST_SECTIONS
    if not readings and not outlined and not identity.is_annual_report:
        errors.insert(0, NotAReport())
    sure_signature = signature if signature is None or not _stands_on(blocks[signature.index].place, scanned) else None
    dates = publication_dates(() if scanned else lead, () if scanned else blocks, document.metas, url, sure_signature)
    tables: dict[TableKey, Table | None] = {
        table: readings[table].table if table in readings else None for table in TableKey
    }
    return AnnualReport(
        form=form.name if readings else None,
        title=identity.title,
        agency=identity.agency,
        report_year=identity.report_year,
        published=dates[0].day if dates else None,
        dates=dates,
        period=period,
        sections=sections,
        tables=tables,
        problems=tuple(problem_of(error) for error in errors),
        unread_parts=_unread_parts(document, tables, sections),
        scanned_tables=tuple(key for key, table in tables.items() if _is_scanned(table, scanned)),
        lead="\n".join(block.text for block in lead if isinstance(block, TextBlock) and block.text),
        names=identity.names,
    )


def _with_pieces(
    blocks: Sequence[TextBlock | Grid], *, from_lines: bool
) -> tuple[Sequence[TextBlock | Grid], list[Piece]]:
    """Return the blocks with their table pieces; lines become tables only where a table is not there as a grid."""
    blocks = with_whole_heads(with_rows_joined(without_prose_rows(blocks)))
    pieces = pieces_of(blocks)
    if not from_lines or {piece.table for piece in pieces} >= set(TableKey):
        return blocks, pieces
    rebuilt, made = with_line_tables(blocks)
    return (rebuilt, pieces_of(rebuilt, made)) if made else (blocks, pieces)


def _locate_all(
    blocks: Sequence[TextBlock | Grid], pieces: Sequence[Piece], marks: Sequence[Mark]
) -> dict[TableKey, Located | None]:
    section_of = section_by_block(marks, len(blocks))
    return {table: locate(blocks, pieces, table, covered=_COVERED[table], section_of=section_of) for table in TableKey}


def _all_application_rows() -> FormRows:
    """The rows of table 3 of both forms: （六）其他处理 as one row and as its three sub-rows."""
    rows = FORM_2021.table(TableKey.APPLICATIONS).rows
    at = rows.index(OTHERWISE_HANDLED_PARTS[0])
    return FormRows((*rows[:at], OTHERWISE_HANDLED, *rows[at:]))


_PROACTIVE_ROWS: Final = {form.name: FormRows(form.table(TableKey.PROACTIVE).rows) for form in FORMS}
_APPLICATION_ROWS: Final = _all_application_rows()
_REVIEW_ROWS: Final = FormRows(FORM_2021.table(TableKey.REVIEW).rows)


def _covered_proactive(piece: Piece) -> list[int]:
    """Return the indexes in the form of 2019: it has all rows that the later one has, in the same order."""
    return row_indexes(piece.rows, TableKey.PROACTIVE, _PROACTIVE_ROWS[FORM_2019.name])


def _covered_applications(piece: Piece) -> list[int]:
    return row_indexes(piece.rows, TableKey.APPLICATIONS, _APPLICATION_ROWS)


def _covered_review(piece: Piece) -> list[int]:
    """Return the blocks that a piece with numbers names; without any name it is the line below a header."""
    if not any(row.numbers for row in piece.rows):
        return []
    named = piece.keys(Role.ROW)
    return [index for index, row in enumerate(_REVIEW_ROWS.rows) if row.key in named] or [0]


_COVERED: Final = {
    TableKey.PROACTIVE: _covered_proactive,
    TableKey.APPLICATIONS: _covered_applications,
    TableKey.REVIEW: _covered_review,
}


def _table_starts(located: Mapping[TableKey, Located | None]) -> list[int]:
    return [found.blocks[0] for found in located.values() if found is not None]


def _choose_form(located: Mapping[TableKey, Located | None], report_year: int | None) -> Form:
    """Return the edition that the labels speak for: columns and rows of table 2 first, then （六）其他处理 of table 3.

    Table 4 is the same in both; where nothing else is there the year decides, and without it the newer edition.
    """
    votes = dict.fromkeys((form.name for form in FORMS), 0.0)
    proactive = located[TableKey.PROACTIVE]
    for row in proactive.rows if proactive is not None else ():
        for word in row.words:
            for hit in word.hits:
                if hit.form is not None and hit.table is TableKey.PROACTIVE:
                    votes[hit.form] += 2.0 if hit.role is Role.COLUMN else 1.0
    applications = located[TableKey.APPLICATIONS]
    if applications is not None and not any(votes.values()):
        parts = {part.key for part in OTHERWISE_HANDLED_PARTS[:2]}
        keys = {word.means(TableKey.APPLICATIONS, Role.ROW) for row in applications.rows for word in row.words}
        votes[FORM_2021.name if keys & parts or OTHERWISE_HANDLED.key not in keys else FORM_2019.name] += 1.0
    if not any(votes.values()):
        early = report_year is not None and report_year < FORM_2021.first_year
        return FORM_2019 if early else FORM_2021
    return FORM_2019 if votes[FORM_2019.name] > votes[FORM_2021.name] else FORM_2021


def _read(found: Located, form: Form) -> TableReading:
    match found.table:
        case TableKey.PROACTIVE:
            return read_rows(found.table, found.rows, _PROACTIVE_ROWS[form.name])
        case TableKey.APPLICATIONS:
            reading = read_rows(found.table, found.rows, _APPLICATION_ROWS)
            return replace(reading, table=_with_form_rows(reading.table, form))
        case TableKey.REVIEW:
            return read_review(found.rows, _REVIEW_ROWS)


def _with_form_rows(table: Table, form: Form) -> Table:
    """Return table 3 with the form's rows, and rows of the other edition only where the document has them."""
    single = table.rows[OTHERWISE_HANDLED.key]
    has_parts = any(table.rows[part.key] is not None for part in OTHERWISE_HANDLED_PARTS)
    extra = table.extra_rows
    if single is not None and has_parts:  # the group's label on a line of its own, or a subtotal
        if any(cell is not None and cell.raw for cell in single.values()):
            extra = (*extra, OTHERWISE_HANDLED.label)
        single = None
    keys = {row.key for row in form.table(table.key).rows}
    rows = {**table.rows, OTHERWISE_HANDLED.key: single}
    kept = {key: cells for key, cells in rows.items() if key in keys or cells is not None}
    return Table(table.key, kept, extra, table.extra_columns)


def _is_scanned(table: Table | None, pages: frozenset[int]) -> bool:
    """True where any number of the table was recognised in a picture."""
    return bool(pages) and table is not None and any(_stands_on(cell.place, pages) for _, _, cell in table.cells())


def _stands_on(place: Place | None, pages: frozenset[int]) -> bool:
    return isinstance(place, PagePlace) and place.page in pages


def _unread_parts(
    document: Document, tables: Mapping[TableKey, Table | None], sections: Sequence[Section]
) -> tuple[str, ...]:
    """Return what may hold a missing part: attached files and frames by address, pictures by count, scanned pages.

    A heading or a row of which a scan shows too little to recognise it is not missing.
    """
    parts: list[str] = []
    if any(table is None for table in tables.values()):
        parts += [link.url for link in document.links if link.kind in (LinkKind.ATTACHMENT, LinkKind.FRAME)]
    if document.images and (any(table is None for table in tables.values()) or any(map(_is_silent, sections))):
        parts.append(f"{document.images} 张图片")
    if document.scanned_pages and (missing_sections(sections) or any(map(_lacks_rows, tables.values()))):
        parts.append(f"{SCANNED_PAGES}（第{'、'.join(map(str, document.scanned_pages))}页）")
    return tuple(dict.fromkeys(parts))


def _is_silent(section: Section) -> bool:
    """True for a section of running text under whose heading nothing was read: a picture may hold it."""
    tables = {table.value for table in TableKey}
    return section.key.value not in tables and not section.text.strip() and not section.own_tables


def _lacks_rows(table: Table | None) -> bool:
    return table is None or None in table.rows.values()
