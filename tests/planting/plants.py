"""How a mistake gets into a report: a text or a table changed, a sentence added, another year before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from tests.planting.facts import Facts
from tests.planting.reports import Told
from tests.rendering.figures import APPLICANTS, Figures, Shown, outcome_rows, plain
from tests.rendering.specimen import Specimen

Plant = Callable[[Told, Random], Told | None]
"""Plants one mistake; None where the report has no place for it."""

QUIET: Mapping[str, tuple[str, ...]] = {
    "overview": (
        "（一）主动公开。按目录逐月更新栏目，重大决定先听意见再公布，公布之后附上解读。",
        "（二）依申请公开。登记、审查、答复、归档逐件留痕，答复前与申请人沟通。",
        "（三）政府信息管理。每份文件在起草时确定公开属性，目录随时补齐。",
        "（四）平台建设。网站与公众号同日发布，栏目名称前后一致，便于查找。",
        "（五）监督保障。每半年自查一次，组织社会评议，结果计入考核，没有责任追究的情形。",
    ),
    "problems_and_improvements": (
        "公开目录的更新还不够均衡，部分解读材料读起来仍显生硬。",
        "下一步将逐季对照目录补缺，请业务人员参与解读稿的撰写。",
    ),
    "other_matters": ("本年度未收取信息处理费。",),
}


def in_specimen(change: Callable[[Specimen, Random], Specimen]) -> Callable[[Told, Random], Told]:
    return lambda told, rng: replace(told, specimen=change(told.specimen, rng))


def in_figures(change: Callable[[Figures, Random], Figures | None]) -> Plant:
    def plant(told: Told, rng: Random) -> Told | None:
        figures = change(told.specimen.figures, rng)
        return None if figures is None else replace(told, specimen=replace(told.specimen, figures=figures))

    return plant


def slip(table: str, rows: Callable[[str], bool], columns: Callable[[str], bool]) -> Plant:
    """Return a plant that adds to one number of the table."""

    def change(figures: Figures, rng: Random) -> Figures:
        spots = [
            (row, column)
            for row, cells in figures.tables()[table].items()
            for column in cells
            if rows(row) and columns(column)
        ]
        at, added = rng.choice(spots), rng.randint(1, 90)

        def slip(where: str, row: str, column: str, cell: Shown) -> Shown:
            return plain(int(cell.text) + added) if (where, row, column) == (table, *at) else cell

        return figures.mapped(slip)

    return in_figures(change)


def printed(text: str, value: int | None, *, table: str = "applications", was: str | None = "0") -> Plant:
    """Return a plant that prints something else in one cell (one that held `was`)."""

    def change(figures: Figures, rng: Random) -> Figures | None:
        spots = [
            (row, column)
            for row, cells in figures.tables()[table].items()
            for column, cell in cells.items()
            if (was is None or cell.text == was)
            and column != "total"
            and "total" not in row
            and row != "administrative_fees"
        ]
        if not spots:
            return None
        at = rng.choice(spots)

        def print_so(where: str, row: str, column: str, cell: Shown) -> Shown:
            return Shown(text, value) if (where, row, column) == (table, *at) else cell

        return figures.mapped(print_so)

    return in_figures(change)


def says(section: str, sentence: Callable[[Facts, Random], str]) -> Plant:
    """Return a plant that adds a sentence to a section."""

    def plant(told: Told, rng: Random) -> Told | None:
        said = sentence(told.facts, rng)
        texts = told.specimen.sections
        first, second, *rest = texts[section]
        return replace(told, specimen=replace(told.specimen, sections=texts | {section: (first, second + said, *rest)}))

    return plant


def without_section(key: str) -> Callable[[Told, Random], Told]:
    def change(report: Specimen, _rng: Random) -> Specimen:
        return replace(report, sections={name: lines for name, lines in report.sections.items() if name != key})

    return in_specimen(change)


def wrong_share(part: int, whole: int) -> int:
    """Return a share in percent that is far from the right one."""
    return 95 if 2 * part < whole else 5


def off(number: int, rng: Random) -> int:
    return number + rng.choice((1, 3, 10, 27))


def _is_plain(row: str, column: str) -> bool:
    """Return whether the cell is a count that is no total."""
    return "total" not in (column, row.split("_")[-1]) and row != "administrative_fees"


def carried_more(figures: Figures) -> Figures:
    applications = {row: dict(cells) for row, cells in figures.applications.items()}
    for row in ("received", "carried_forward"):
        for column in ("natural_person", "total"):
            applications[row][column] = plain(int(applications[row][column].text) + 2)
    return replace(figures, applications=applications)


def more_in_force(figures: Figures) -> Figures:
    documents = figures.proactive["normative_documents"]
    more = plain(int(documents["in_force"].text) + 200)
    return replace(figures, proactive=figures.proactive | {"normative_documents": documents | {"in_force": more}})


def mostly_other(figures: Figures, _rng: Random) -> Figures:
    """All outcomes are 其他, and there are at least thirty more of them."""
    applications = {row: dict(cells) for row, cells in figures.applications.items()}
    for column in ("natural_person", "total"):
        for row in ("received", "outcomes_total"):
            applications[row][column] = plain(int(applications[row][column].text) + 50)
    for column in APPLICANTS:
        for row in outcome_rows("2021"):
            applications[row][column] = plain(0)
        applications["otherwise_handled.other"][column] = applications["outcomes_total"][column]
    return replace(figures, applications=applications)


def quiet(told: Told) -> Told:
    """Return the report with a text that states no figure."""
    return replace(told, specimen=replace(told.specimen, sections=told.specimen.sections | QUIET))
