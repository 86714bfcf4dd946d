"""What could not be found or read in a report: small errors with fields, each told as a problem in both languages."""

from __future__ import annotations

from reports.errors import ReportError
from reports.forms.common import HEADINGS
from reports.model import Problem, SectionKey, TableKey

SCANNED_PAGES = "扫描页"
"""How the unread part of a report begins that is a scanned page itself, and no other document."""

_TABLES_ZH = {
    TableKey.PROACTIVE: "主动公开政府信息情况表",
    TableKey.APPLICATIONS: "收到和处理政府信息公开申请情况表",
    TableKey.REVIEW: "政府信息公开行政复议、行政诉讼情况表",
}
_TABLES_EN = {
    TableKey.PROACTIVE: "table 2 (proactive disclosure)",
    TableKey.APPLICATIONS: "table 3 (applications)",
    TableKey.REVIEW: "table 4 (reconsideration and litigation)",
}


class ExtractionError(ReportError):
    """A part of a report could not be found or read."""


class NotAReport(ExtractionError):
    """Neither a table nor two sections of the form were found."""

    code = "not_a_report"

    @property
    def message_zh(self) -> str:
        return "未发现年度报告的任何表格和章节，请确认这是政府信息公开工作年度报告。"

    @property
    def message_en(self) -> str:
        return "Nothing of the form was found; check that this is an annual report on information disclosure."


class TableMissing(ExtractionError):
    """Nothing stands for a table of the form."""

    code = "table_missing"

    def __init__(self, table: TableKey) -> None:
        super().__init__(table)
        self.table = table

    @property
    def part(self) -> str:
        return self.table.value

    @property
    def message_zh(self) -> str:
        return f"未找到{_TABLES_ZH[self.table]}，请核对原文（表格可能在附件或图片中）。"

    @property
    def message_en(self) -> str:
        return (
            f"Nothing was found for {_TABLES_EN[self.table]}; look at the original (it may be attached or a picture)."
        )


class SectionMissing(ExtractionError):
    """Neither the heading nor the content of a section was found."""

    code = "section_missing"

    def __init__(self, section: SectionKey) -> None:
        super().__init__(section)
        self.section = section

    @property
    def part(self) -> str:
        return self.section.value

    @property
    def message_zh(self) -> str:
        return f"未找到“{HEADINGS[self.section]}”部分，请核对原文。"

    @property
    def message_en(self) -> str:
        return f"The section {HEADINGS[self.section]} was not found; look at the original."


class UnclearRow(ExtractionError):
    """The cells of a row cannot be told apart; `printed` is all that stands in it."""

    code = "row_unreadable"

    def __init__(self, table: TableKey, row: str, printed: str) -> None:
        super().__init__(table, row, printed)
        self.table = table
        self.row = row
        self.printed = printed

    @property
    def part(self) -> str:
        return f"{self.table.value}.{self.row}"

    @property
    def message_zh(self) -> str:
        return f"{_TABLES_ZH[self.table]}中有一行的各列无法对应（“{self.printed[:60]}”），未作猜测，请人工核对。"

    @property
    def message_en(self) -> str:
        return (
            f"The columns of a row of {_TABLES_EN[self.table]} cannot be told ({self.printed[:60]!r}); check by hand."
        )


class UnreadableCell(ExtractionError):
    """The text of a cell may be a number but cannot be read for sure."""

    code = "cell_unreadable"

    def __init__(self, table: TableKey, row: str, column: str, raw: str) -> None:
        super().__init__(table, row, column, raw)
        self.table = table
        self.row = row
        self.column = column
        self.raw = raw

    @property
    def part(self) -> str:
        return f"{self.table.value}.{self.row}.{self.column}"

    @property
    def message_zh(self) -> str:
        return f"{_TABLES_ZH[self.table]}中有一格的数字无法确认（“{self.raw[:40]}”），请人工核对。"

    @property
    def message_en(self) -> str:
        return f"A number in {_TABLES_EN[self.table]} cannot be read for sure ({self.raw[:40]!r}); check it by hand."


class YearUnknown(ExtractionError):
    """No witness tells the report year."""

    code = "year_unknown"

    @property
    def part(self) -> str:
        return "report_year"

    @property
    def message_zh(self) -> str:
        return "标题、正文和网址均未写明报告年度，请核对原文或指定年度。"

    @property
    def message_en(self) -> str:
        return "Neither title, text nor address tells the report year; look at the original or state the year."


class YearDisagreement(ExtractionError):
    """Title and text tell different report years; `chosen` was kept."""

    code = "year_disagreement"

    def __init__(self, chosen: int, others: dict[str, int]) -> None:
        super().__init__(chosen, others)
        self.chosen = chosen
        self.others = others

    @property
    def part(self) -> str:
        return "report_year"

    @property
    def message_zh(self) -> str:
        names = {"title": "标题", "period": "统计期限", "heading": "正文首行", "meta": "网页标题", "given": "指定年度"}
        told = "、".join(f"{names.get(where, where)}为{year}年" for where, year in self.others.items())
        return f"报告年度说法不一：按{self.chosen}年处理，但{told}，请核对。"

    @property
    def message_en(self) -> str:
        told = ", ".join(f"{where} says {year}" for where, year in self.others.items())
        return f"The report year is told differently: {self.chosen} was kept, but {told}; check it."


class AgencyUnknown(ExtractionError):
    """Nothing in the document names the agency."""

    code = "agency_unknown"

    @property
    def part(self) -> str:
        return "agency"

    @property
    def message_zh(self) -> str:
        return "标题、落款和网页信息均未写明发布机关，请核对原文或指定机关名称。"

    @property
    def message_en(self) -> str:
        return "Neither title, signature nor page data name the agency; look at the original or state the name."


def problem_of(error: ExtractionError) -> Problem:
    """Return the error as the report keeps it."""
    return Problem(error.code, error.part, error.message_zh, error.message_en)
