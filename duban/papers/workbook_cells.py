"""What the sheets of the workbook share: words, looks of cells, where a value stands."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from alerts.targets import Language
from reports.model import SectionKey, TableSpot
from reports.rollup import ENTRY_LABELS, Entry, Number, Rollup
from reports.rules.wording import column_name, row_name
from reports.states import Sentence

FACTS = (Sentence("序号", "No."), Sentence("单位", "Body"), Sentence("类别", "Class"), Sentence("报告", "Report"))
HEAD_ROWS = 3
FIGURES = Sentence("汇总底表", "Figures")
DIFFERENCES = Sentence("差额按单位", "Differences")
LEFT_OUT = Sentence("未计入单位", "Not counted")
ABOUT = Sentence("说明", "Read me")


class Sheets:
    """One book being written: its language, the looks of its cells, and the column of each value."""

    def __init__(self, book: Workbook, rollup: Rollup, language: Language) -> None:
        self.rollup, self._language = rollup, language
        edge = {"border": 1, "border_color": "#B8C0CA"}
        self.head = book.add_format(
            {**edge, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#E4ECF5"}
        )
        self.text = book.add_format({**edge, "text_wrap": False})
        self.link = book.add_format({**edge, "font_color": "#1C4F8B", "underline": True})
        self.number = book.add_format({**edge})
        self.sum = book.add_format({**edge, "bold": True, "bg_color": "#F2F5F9"})
        self.own = book.add_format({**edge, "bold": True, "bg_color": "#EAF3EA"})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.odd: Mapping[Entry, Format] = {
            Entry.BLANK: book.add_format({**edge, "bg_color": "#FFF3CC", "align": "center"}),
            Entry.UNREADABLE: book.add_format({**edge, "bg_color": "#F8D7DA", "align": "center", "italic": True}),
            Entry.MISSING: book.add_format({**edge, "bg_color": "#E2E3E5", "align": "center"}),
        }
        self.column = {spot: len(FACTS) + at for at, spot in enumerate(rollup.spots)}

    def say(self, sentence: Sentence) -> str:
        """Return the sentence in the language of the book."""
        return sentence.zh if self._language is Language.ZH else sentence.en

    def heads(self, spot: TableSpot) -> tuple[str, str, str]:
        """Return the official labels above a value: section, row, column."""
        form, row, column = self.rollup.form, spot.row or "", spot.column or ""
        heading = form.headings[SectionKey(spot.table.value)]
        return heading, row_name(form, spot.table, row).zh, column_name(form, spot.table, row, column).zh

    def write_odd(self, sheet: Worksheet, at: int, column: int, entry: Entry) -> None:
        """Write why there is no number, as text, which no sum counts."""
        sheet.write_string(at, column, self.say(ENTRY_LABELS[entry]), self.odd[entry])

    def write_heads(self, sheet: Worksheet, heads: tuple[Sentence, ...]) -> None:
        """Write one row of column heads."""
        for column, head in enumerate(heads):
            sheet.write_string(0, column, self.say(head), self.head)


def address(row: int, column: int) -> str:
    """Return the address of a cell ("E5"); row and column count from 0."""
    return str(xl_rowcol_to_cell(row, column))


def plain(value: Number) -> float | int:
    """Return the number as a workbook holds it."""
    return value if isinstance(value, int) else float(value)
