"""A small XLSX writer, and reports as workbooks: all in one sheet, a sheet for each table, unmerged, with formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from random import Random

from tests.rendering.docx import zipped
from tests.rendering.figures import balanced
from tests.rendering.layout import Layout, applications, spread
from tests.rendering.specimen import Specimen

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NUMBER = re.compile(r"0|-?[1-9][0-9]*(\.[0-9]+)?|-?0\.[0-9]+")


@dataclass(slots=True)
class Paper:
    """A sheet being written: the text of its cells by (row, column), merges as (top, left, bottom, right)."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    markup: dict[tuple[int, int], str] = field(
        default_factory=dict
    )  # of cells that are written otherwise, "{}" the name
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    state: str = "visible"
    end: int = 0

    def line(self, text: str, *, across: int = 0) -> None:
        """Write a text into a row of its own, merged over that many columns."""
        self.cells[self.end, 0] = text
        if across > 1:
            self.merges.append((self.end, 0, self.end, across - 1))
        self.end += 1

    def table(self, layout: Layout, *, merged: bool = True) -> None:
        """Write a table below what is there."""
        for y, row in enumerate(spread(layout)):
            for x, at in enumerate(row):
                if not at.anchor:
                    continue
                top = self.end + y
                self.cells[top, x] = at.text
                if merged and (at.box.rows > 1 or at.box.columns > 1):
                    self.merges.append((top, x, top + at.box.rows - 1, x + at.box.columns - 1))
        self.end += len(layout)


def workbook(papers: list[Paper], *, shared: bool = True, main: str = _MAIN, office: str = _OFFICE) -> bytes:
    """Return the XLSX of these sheets; strings are shared or written in place."""
    strings: dict[str, int] = {}
    sheets = "".join(
        f'<sheet name="{escape(paper.name)}" sheetId="{n}" state="{paper.state}" r:id="rId{n}"/>'
        for n, paper in enumerate(papers, 1)
    )
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(papers) + 1)
    )
    parts: dict[str, str | bytes] = {
        f"xl/worksheets/sheet{n}.xml": _sheet(paper, strings if shared else None, main)
        for n, paper in enumerate(papers, 1)
    }
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    )
    shown = next(n for n, paper in enumerate(papers) if paper.state == "visible")
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{main}" xmlns:r="{office}"><bookViews><workbookView activeTab="{shown}"/></bookViews>'
        f"<sheets>{sheets}</sheets></workbook>"
    )
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs></styleSheet>'
    )
    targets += f'<Relationship Id="rIdStyles" Type="{office}/styles" Target="styles.xml"/>'
    if shared:
        count = len(papers) + 1
        targets += f'<Relationship Id="rId{count}" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{items}</sst>'
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{_PACKAGE}">{targets}</Relationships>'
    return zipped(parts)


def cell_name(row: int, column: int) -> str:
    return f"{chr(ord('A') + column)}{row + 1}"


def _sheet(paper: Paper, strings: dict[str, int] | None, main: str) -> str:
    rows: dict[int, list[str]] = {}
    for (row, column), text in sorted(paper.cells.items()):
        name = cell_name(row, column)
        markup = paper.markup.get((row, column))
        formula = paper.formulas.get((row, column))
        written = _cell(name, text, formula, strings) if markup is None else markup.format(name)
        rows.setdefault(row, []).append(written)
    data = "".join(
        f'<row r="{row + 1}"{" hidden=" + chr(34) + "1" + chr(34) if row in paper.hidden_rows else ""}>'
        f"{''.join(cells)}</row>"
        for row, cells in rows.items()
    )
    columns = "".join(
        f'<col min="{column + 1}" max="{column + 1}" width="9" hidden="1"/>' for column in sorted(paper.hidden_columns)
    )
    merges = "".join(
        f'<mergeCell ref="{cell_name(top, left)}:{cell_name(bottom, right)}"/>'
        for top, left, bottom, right in paper.merges
    )
    return (
        f'<worksheet xmlns="{main}">{f"<cols>{columns}</cols>" if columns else ""}<sheetData>{data}</sheetData>'
        f"{f'<mergeCells>{merges}</mergeCells>' if merges else ''}</worksheet>"
    )


def _cell(name: str, text: str, formula: str | None, strings: dict[str, int] | None) -> str:
    written = "" if formula is None else f"<f>{escape(formula)}</f>"
    if not text:
        return f'<c r="{name}"/>'
    if _NUMBER.fullmatch(text) is not None:
        return f'<c r="{name}">{written}<v>{text}</v></c>'
    if strings is None:
        return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    return f'<c r="{name}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'


def one_sheet(report: Specimen, rng: Random) -> bytes:
    """Everything in one sheet, texts merged across it."""
    return workbook([_whole(report, Paper("Sheet1"))], shared=rng.random() < 0.5)


def unmerged(report: Specimen, _rng: Random) -> bytes:
    """Everything in one sheet without a merge."""
    return workbook([_whole(report, Paper("年报"), merged=False)])


def sheet_per_table(report: Specimen, _rng: Random) -> bytes:
    """The text in one sheet, each table in a sheet of its own under its heading, one more for the last sections."""
    first, last = Paper("正文"), Paper("其他")
    papers = [first]
    first.line(report.title)
    first.line(report.lead)
    for _key, heading, paragraphs, layout in report.parts():
        paper = first if len(papers) == 1 else last
        if layout is not None:
            paper = Paper(heading[:2])
            papers.append(paper)
        for text in (heading, *paragraphs):
            paper.line(text)
        if layout is not None:
            paper.table(layout)
    for text in (report.agency, report.signed_day):
        last.line(text)
    return workbook([*papers, last])


def hidden_parts(report: Specimen, rng: Random) -> bytes:
    """Last year's table in a hidden sheet, working rows and a working column hidden in the one that shows."""
    old = Paper("去年", state=rng.choice(["hidden", "veryHidden"]))
    old.line("三、收到和处理政府信息公开申请情况")
    old.table(applications(balanced(rng.randint(0, 10**6))))
    paper = _whole(report, Paper("今年"))
    paper.hidden_columns.add(18)
    for row in range(0, paper.end, 3):
        paper.cells[row, 18] = str(rng.randint(1, 999))
    hidden = paper.end
    paper.line("四、结转下年度继续办理")
    paper.hidden_rows.add(hidden)
    return workbook([old, paper])


def formulas(report: Specimen, rng: Random) -> bytes:
    """Numbers that are the saved results of formulas."""
    paper = _whole(report, Paper("Sheet1"))
    for place, text in paper.cells.items():
        if _NUMBER.fullmatch(text) is not None and rng.random() < 0.5:
            paper.formulas[place] = "SUM(A1:A2)"
    return workbook([paper])


def strict(report: Specimen, _rng: Random) -> bytes:
    """Strict Office Open XML: other namespaces for the same elements."""
    base = "http://purl.oclc.org/ooxml"
    paper = _whole(report, Paper("Sheet1"))
    return workbook([paper], main=f"{base}/spreadsheetml/main", office=f"{base}/officeDocument/relationships")


def as_typed(report: Specimen, rng: Random) -> bytes:
    """Numbers as text, with a point and noughts or an exponent, texts in runs with how they are read, a real date."""
    paper = Paper("Sheet1", end=3)
    _whole(report, paper)
    for place, text in paper.cells.items():
        if text == report.signed_day:
            day = (report.published - date(1899, 12, 30)).days
            paper.markup[place] = f'<c r="{{}}" s="1"><v>{day}</v></c>'
        elif re.fullmatch("[1-9][0-9]*|0", text) is not None:
            written = rng.choice((f'<c r="{{}}"><v>{text}.0</v></c>', f'<c r="{{}}"><v>{int(text) / 10:g}E1</v></c>',
                                  f'<c r="{{}}" t="str"><v>{text}</v></c>',
                                  f'<c r="{{}}" t="inlineStr"><is><t> {text} </t></is></c>'))  # fmt: skip
            paper.markup[place] = written
        elif len(text) > 1 and rng.random() < 0.5:
            first, rest = escape(text[:1]), escape(text[1:])
            runs = f'<r><t>{first}</t></r><r><rPr><b/></rPr><t xml:space="preserve">{rest}</t></r>'
            sound = '<rPh sb="0" eb="1"><t>yi</t></rPh>'
            paper.markup[place] = f'<c r="{{}}" t="inlineStr"><is>{runs}{sound}</is></c>'
    return workbook([paper])


def named_sheets(report: Specimen, _rng: Random) -> bytes:
    """A sheet for each section, whose name is all there is of its heading."""
    papers = []
    for key, heading, paragraphs, layout in report.parts():
        paper = Paper(heading.strip("：")) if heading else papers[-1]
        if heading:
            papers.append(paper)
        if key == "overview":
            paper.line(report.title)
            paper.line(report.lead)
        for text in paragraphs:
            paper.line(text)
        if layout is not None:
            paper.table(layout)
            paper.end += 1
    for text in (report.agency, report.signed_day):
        papers[-1].line(text)
    return workbook(papers)


def _whole(report: Specimen, paper: Paper, *, merged: bool = True) -> Paper:
    across = 15 if merged else 0
    paper.line(report.title, across=across)
    paper.line(report.lead, across=across)
    for _key, heading, paragraphs, layout in report.parts():
        for text in (heading, *paragraphs):
            paper.line(text, across=across)
        if layout is not None:
            paper.table(layout, merged=merged)
            paper.end += 1
    for text in (report.agency, report.signed_day):
        paper.line(text, across=across)
    return paper


XLSX_RENDERERS: Mapping[str, Callable[[Specimen, Random], bytes]] = {
    "one-sheet.xlsx": one_sheet,
    "unmerged.xlsx": unmerged,
    "sheet-per-table.xlsx": sheet_per_table,
    "hidden-parts.xlsx": hidden_parts,
    "formulas.xlsx": formulas,
    "strict.xlsx": strict,
    "as-typed.xlsx": as_typed,
    "named-sheets.xlsx": named_sheets,
}
