"""The values every reader, rule and page shares: a document as read, and a report as understood.

Blank, zero and unreadable are three different values and stay apart in every type here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reports.document import (
    Document,
    DocumentLink,
    Grid,
    GridCell,
    HtmlPlace,
    LinkKind,
    PagePlace,
    Place,
    TextBlock,
    TextPlace,
    often_made,
)

__all__ = [
    "AnnualReport",
    "Cell",
    "CellState",
    "DateWitness",
    "Disagreement",
    "Document",
    "DocumentLink",
    "Finding",
    "Grid",
    "GridCell",
    "HtmlPlace",
    "Level",
    "LinkKind",
    "NameKind",
    "NameWitness",
    "PagePlace",
    "Period",
    "Place",
    "Problem",
    "Section",
    "SectionKey",
    "SectionSpot",
    "Spot",
    "Table",
    "TableKey",
    "TableSpot",
    "TextBlock",
    "TextPlace",
]

# --- a report as understood ----------------------------------------------------------------------


class TableKey(StrEnum):
    """The three tables of the form (2019 and 2021)."""

    PROACTIVE = "proactive"
    APPLICATIONS = "applications"
    REVIEW = "review"


class SectionKey(StrEnum):
    """The six sections of the form, in order."""

    OVERVIEW = "overview"
    PROACTIVE = "proactive"
    APPLICATIONS = "applications"
    REVIEW = "review"
    PROBLEMS_AND_IMPROVEMENTS = "problems_and_improvements"
    OTHER_MATTERS = "other_matters"


class CellState(StrEnum):
    """How a cell was read."""

    NUMBER = "number"
    BLANK = "blank"  # nothing printed
    PLACEHOLDER = "placeholder"  # "/", "—", "无" …: read as 0, raw kept (F015)
    NOT_A_NUMBER = "not_a_number"  # row and column certain, text is no number (F008)
    UNREADABLE = "unreadable"  # mapping unsure or text doubtful: never guessed


@often_made
class Cell:
    """One cell of a table of the form.

    `value` is an int for counts (a Decimal where a count was printed with decimals, F011), a Decimal for amounts,
    0 for a placeholder, None for blank, not-a-number and unreadable. `raw` is the text as printed; `remark` what stood
    beside the number ("（其中修订15件）", "元"), never converted.
    """

    value: int | Decimal | None
    raw: str
    state: CellState
    place: Place | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the form as found: a row of the form that is missing is None, a missing cell of a row is None."""

    key: TableKey
    rows: Mapping[str, Mapping[str, Cell | None] | None]
    extra_rows: tuple[str, ...] = ()  # labels of rows that the form does not have
    extra_columns: tuple[str, ...] = ()

    def cell(self, row: str, column: str) -> Cell | None:
        """Return the cell, or None where its row or column is missing in the document."""
        cells = self.rows.get(row)
        return None if cells is None else cells.get(column)

    def cells(self) -> Iterator[tuple[str, str, Cell]]:
        """Yield (row, column, cell) for every cell that is there, in the form's order."""
        for row, cells in self.rows.items():
            for column, cell in (cells or {}).items():
                if cell is not None:
                    yield row, column, cell


@dataclass(frozen=True, slots=True)
class Section:
    """One section as it stands in the document; the same key may come twice, out of order or without heading (F002)."""

    key: SectionKey
    text: str  # without tables, one block a line
    heading: str | None = None  # as printed; None: the content was found without its heading
    number: int | None = None  # the printed number (一 = 1 …), None when unnumbered
    place: Place | None = None
    own_tables: str = ""  # text of its tables that are none of the form's, one row a line, cells set apart by tabs


@dataclass(frozen=True, slots=True)
class Period:
    """The stated reporting period; a date that could not be read whole is None (damaged text)."""

    start: date | None
    end: date | None
    raw: str
    place: Place | None = None

    @property
    def is_year(self) -> bool:
        """True from 1 January to 31 December of one year."""
        return (
            self.start is not None
            and self.end is not None
            and (
                (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31)
                and self.start.year == self.end.year
            )
        )


@dataclass(frozen=True, slots=True)
class DateWitness:
    """One of the places that tell a publication date: shown, address, meta, list or signature."""

    kind: str
    day: date
    raw: str


class NameKind(StrEnum):
    """Where a report names itself or its author."""

    HEADING = "heading"  # the title shown above the text, with a name set on a line of its own beside it
    PAGE = "page"  # a title in the page's data
    FILE = "file"  # the file's name
    SIGNATURE = "signature"  # the body that signs


@dataclass(frozen=True, slots=True)
class NameWitness:
    """One of the places that name the report, as printed: of whom, for which year (the signature: of whom alone)."""

    kind: NameKind
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read; `part` names the table, section or cell ("applications.received.total")."""

    code: str
    part: str
    message: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell that two official documents of one report show with different numbers; `document` names the other one."""

    table: TableKey
    row: str
    column: str
    shown: int | Decimal | None  # in the table that was taken; None: blank there
    elsewhere: int | Decimal | None
    document: str


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """One annual report as understood from one document (or several: page and attachments)."""

    form: str | None  # "2019", "2021" by row labels; None when no table was found
    title: str | None
    agency: str | None  # as printed
    report_year: int | None
    published: date | None  # best witness; all of them in `dates`
    dates: tuple[DateWitness, ...]
    period: Period | None
    sections: tuple[Section, ...]  # in the document's order
    tables: Mapping[TableKey, Table | None]
    problems: tuple[Problem, ...] = ()
    unread_parts: tuple[str, ...] = ()  # attachments, frames, pictures that may hold missing parts
    table_documents: Mapping[TableKey, str] = field(
        default_factory=dict
    )  # SHA-256 of where each table stands, if known
    table_files: Mapping[TableKey, str] = field(default_factory=dict)  # the file inside that document, an archive
    disagreements: tuple[Disagreement, ...] = ()
    scanned_tables: tuple[TableKey, ...] = ()  # stand only in a scan or picture (F013)
    lead: str = ""  # the text before the first section, the title within it, one block a line
    names: tuple[NameWitness, ...] = ()  # every place that names the report

    def section(self, key: SectionKey) -> Section | None:
        """Return the first section of that key, or None where it is missing."""
        return next((section for section in self.sections if section.key == key), None)

    def table(self, key: TableKey) -> Table | None:
        """Return the table, or None where nothing stands for it."""
        return self.tables.get(key)


# --- what a rule says ------------------------------------------------------------------------------


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class TableSpot:
    """The logical place of a finding in a table; row or column None: the whole column or row."""

    table: TableKey
    row: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class SectionSpot:
    """The logical place of a finding in a section's text, offsets in characters; None: the section as a whole.

    `claim` names one statement of the section ("received.1"), so that several findings in it have names of their own.
    """

    section: SectionKey | None
    start: int | None = None
    end: int | None = None
    claim: str | None = None


Spot = TableSpot | SectionSpot


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule noticed. `id` is a hash of code, duty (agency, report year) and logical place only."""

    id: str
    code: str
    level: Level
    message: str
    message_en: str
    places: tuple[Spot, ...]
    stated: str | int | None
    expected: str | int | None
    raw: str | None
    source: str
