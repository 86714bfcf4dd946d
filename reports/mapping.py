"""Which cells of a document are those of the form's three tables: pieces located, rows aligned, columns assigned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reports.align import FormRows
from reports.broken_heads import with_whole_heads
from reports.forms import FORM_2019, FORM_2021, FORMS, Form
from reports.forms.common import OTHERWISE_HANDLED, OTHERWISE_HANDLED_PARTS
from reports.grid import with_rows_joined
from reports.labels import Role
from reports.lines import with_line_tables
from reports.locate import Located, Piece, locate, pieces_of
from reports.model import Grid, SectionKey, Table, TableKey, TextBlock
from reports.prose_rows import without_prose_rows
from reports.review import read_review
from reports.tables import TableReading, read_rows, row_indexes


@dataclass(frozen=True, slots=True)
class MappedTables:
    """The tables that were found, and per table the indexes of the blocks that it stands in, the first one first."""

    form: Form
    readings: Mapping[TableKey, TableReading]
    blocks: Mapping[TableKey, tuple[int, ...]]


def map_tables(
    blocks: Sequence[TextBlock | Grid],
    pieces: Sequence[Piece],
    section_of: Mapping[int, SectionKey],
    *,
    early: bool,
) -> MappedTables:
    """Return the form's tables as the blocks hold them; one that is not surely there is left out.

    `section_of` tells the section that each block lies in. `early`: the report is known to be of a year before the
    form of 2021, which decides between the forms where no label does.
    """
    found = {
        table: located
        for table in TableKey
        if (located := locate(blocks, pieces, table, covered=_COVERED[table], section_of=section_of)) is not None
    }
    form = _choose_form(found, early=early)
    return MappedTables(
        form,
        {table: _read(located, form) for table, located in found.items()},
        {table: located.blocks for table, located in found.items()},
    )


def with_pieces(
    blocks: Sequence[TextBlock | Grid], *, from_lines: bool
) -> tuple[Sequence[TextBlock | Grid], list[Piece]]:
    """Return the blocks with their table pieces; lines become tables only where a table is not there as a grid."""
    blocks = with_whole_heads(with_rows_joined(without_prose_rows(blocks)))
    pieces = pieces_of(blocks)
    if not from_lines or {piece.table for piece in pieces} >= set(TableKey):
        return blocks, pieces
    rebuilt, made = with_line_tables(blocks)
    return (rebuilt, pieces_of(rebuilt, made)) if made else (blocks, pieces)


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


def _choose_form(located: Mapping[TableKey, Located], *, early: bool) -> Form:
    """Return the edition that the labels speak for: columns and rows of table 2 first, then （六）其他处理 of table 3.

    Table 4 is the same in both; where nothing else is there the year decides, and without it the newer edition.
    """
    votes = dict.fromkeys((form.name for form in FORMS), 0.0)
    proactive = located.get(TableKey.PROACTIVE)
    for row in proactive.rows if proactive is not None else ():
        for word in row.words:
            for hit in word.hits:
                if hit.form is not None and hit.table is TableKey.PROACTIVE:
                    votes[hit.form] += 2.0 if hit.role is Role.COLUMN else 1.0
    applications = located.get(TableKey.APPLICATIONS)
    if applications is not None and not any(votes.values()):
        parts = {part.key for part in OTHERWISE_HANDLED_PARTS[:2]}
        keys = {word.means(TableKey.APPLICATIONS, Role.ROW) for row in applications.rows for word in row.words}
        votes[FORM_2021.name if keys & parts or OTHERWISE_HANDLED.key not in keys else FORM_2019.name] += 1.0
    if not any(votes.values()):
        return FORM_2019 if early else FORM_2021
    return FORM_2019 if votes[FORM_2019.name] > votes[FORM_2021.name] else FORM_2021


def form_rows(table: TableKey, form: Form) -> FormRows:
    """Return the rows that are looked for in a table of that form; in table 3 those of both forms."""
    match table:
        case TableKey.PROACTIVE:
            return _PROACTIVE_ROWS[form.name]
        case TableKey.APPLICATIONS:
            return _APPLICATION_ROWS
        case TableKey.REVIEW:
            return _REVIEW_ROWS


def _read(found: Located, form: Form) -> TableReading:
    rows = form_rows(found.table, form)
    match found.table:
        case TableKey.PROACTIVE:
            return read_rows(found.table, found.rows, rows)
        case TableKey.APPLICATIONS:
            reading = read_rows(found.table, found.rows, rows)
            return replace(reading, table=_with_form_rows(reading.table, form))
        case TableKey.REVIEW:
            return read_review(found.rows, rows)


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
