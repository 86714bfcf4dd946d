"""Renders the demo's pages: columns, reports with their three tables, and the answers of sites in trouble."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from duban.demo.figures import PrintedTables, earlier_figures, printed_tables
from duban.demo.script import DemoAgency, Figures, Season
from reports.forms import FORM_2021, Row
from reports.forms.common import BALANCE_NOTE
from reports.model import TableKey

SHANGHAI_TIME = ZoneInfo("Asia/Shanghai")
LABEL_COLUMNS = 3
APPLICANT_TOTAL = "total"

_environment = Environment(
    loader=PackageLoader("duban.demo"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


@dataclass(frozen=True, slots=True)
class LabelCell:
    """A label cell of table 3 with its spans."""

    text: str
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a column: what it says and where it leads."""

    title: str
    href: str
    day: date


def report_title(agency: DemoAgency, year: int) -> str:
    """Return the title as this agency words it: half of them put the year first."""
    if agency.family == "shanghai":
        return f"{year}年度{agency.name}政府信息公开工作年度报告"
    return f"{agency.name}{year}年政府信息公开工作年度报告"


def report_path(agency: DemoAgency, year: int, day: date, *, ending: str) -> str:
    """Return the report's address on its site, in the manner of its kind of CMS."""
    mark = hashlib.md5(f"{agency.id}-{year}".encode(), usedforsecurity=False).hexdigest()
    if agency.family == "shanghai":
        return f"/zfxxgknb/{day:%Y%m%d}/{mark}.{ending}"
    return f"/zwgk/zfxxgknb/{day:%Y%m}/t{day:%Y%m%d}_{int(mark[:6], 16)}.{ending}"


def column_path(agency: DemoAgency) -> str:
    """Return the address of the column that lists the reports."""
    return "/zfxxgknb/index.html" if agency.family == "shanghai" else "/zwgk/zfxxgknb/index.html"


def column_page(agency: DemoAgency, entries: Sequence[Entry]) -> str:
    """Return the column's page, newest report first."""
    return _environment.get_template(f"{agency.family}_column.html").render(agency=agency, entries=entries)


def report_page(season: Season, agency: DemoAgency, year: int, published: datetime, *, figures: Figures) -> str:
    """Return one report as a page; an earlier year's report has figures of its own."""
    if year < season.report_year:
        figures = earlier_figures(figures, years_back=season.report_year - year)
    tables = printed_tables(figures)
    return _environment.get_template(f"{agency.family}_report.html").render(
        agency=agency,
        year=year,
        title=report_title(agency, year),
        published=published.astimezone(SHANGHAI_TIME),
        tables=tables,
        form=FORM_2021,
        proactive_form=FORM_2021.table(TableKey.PROACTIVE),
        applications_form=FORM_2021.table(TableKey.APPLICATIONS),
        review_form=FORM_2021.table(TableKey.REVIEW),
        labels=label_cells(FORM_2021.table(TableKey.APPLICATIONS).rows),
        balance_note=BALANCE_NOTE,
        told=narrative_figures(tables),
    )


def narrative_figures(tables: PrintedTables) -> dict[str, str]:
    """Return the figures that the text repeats, as printed in the tables."""
    return {
        row: tables.applications[row][APPLICANT_TOTAL]
        for row in ("received", "brought_forward", "outcomes_total", "carried_forward")
    }


def label_cells(rows: Sequence[Row]) -> list[list[LabelCell]]:
    """Return table 3's label cells row by row; merged groups stand once, with their spans, as in the official form."""
    lines: list[list[LabelCell]] = []
    for index, row in enumerate(rows):
        line = [
            LabelCell(group, _run(rows, index, depth), 1)
            for depth, group in enumerate(row.groups)
            if index == 0 or rows[index - 1].groups[: depth + 1] != row.groups[: depth + 1]
        ]
        line.append(LabelCell(row.label, 1, LABEL_COLUMNS - len(row.groups)))
        lines.append(line)
    return lines


def trouble_page(kind: str) -> tuple[int, str]:
    """Return (status, page) of a site in trouble: a script challenge, or an error page that claims to be fine."""
    match kind:
        case "challenge":
            return 412, _environment.get_template("challenge.html").render()
        case _:
            return 200, _environment.get_template("error_page.html").render()


def pdf_report(title: str) -> bytes:
    """Return a small real PDF that carries the title in its metadata and one page without readable text."""
    info = b"<</Title <feff" + title.encode("utf-16-be").hex().encode() + b">>>"
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R>>",
        b"<</Length 27>>\nstream\n72 72 451 698 re S\nendstream",
        info,
    ]
    body, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    body += b"trailer\n<</Size %d /Root 1 0 R /Info 5 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(body)


def _run(rows: Sequence[Row], start: int, depth: int) -> int:
    """Return over how many rows from `start` on the group at this depth stays the same."""
    head = rows[start].groups[: depth + 1]
    length = 0
    while start + length < len(rows) and rows[start + length].groups[: depth + 1] == head:
        length += 1
    return length
