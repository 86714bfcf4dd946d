"""Tables written as lines: which words of a line are its label, which its cells, and which labels were broken."""

from __future__ import annotations

import pytest

from reports.extract import extract
from reports.model import AnnualReport, CellState, TableKey
from reports.readers import read

PROACTIVE = [
    "二、主动公开政府信息情况",
    "信息内容 本年制发件数 本年废止件数 现行有效件数",
    "规章 0 0 0",
    "行政规范性文件 1 2 3",
    "行政许可 11",
    "行政处罚 12",
    "行政强制 13",
]


def _read(lines: list[str]) -> AnnualReport:
    return extract(read("\n".join(lines).encode(), filename="a.txt"))


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        ("— — —", [0, 0, 0]),
        ("8件 0 12件", [8, 0, 12]),
        ("１２ ０ ３", [12, 0, 3]),
        ("/ 5 1,204", [0, 5, 1204]),
    ],
)
def test_what_stands_for_numbers_at_a_lines_end_is_never_part_of_its_label(printed: str, values: list[int]) -> None:
    lines = [line if not line.startswith("规章") else f"规章 {printed}" for line in PROACTIVE]

    table = _read(lines).table(TableKey.PROACTIVE)

    assert table is not None
    cells = [table.cell("government_rules", column) for column in ("issued", "repealed", "in_force")]
    assert [cell.value for cell in cells if cell is not None] == values


@pytest.mark.parametrize(
    "broken",
    [
        ["2.", "其他法律行政法规禁止公开"],
        ["2.其他法律", "行政法规禁止公开"],
        ["2.其他", "法律行政法规", "禁止公开"],
    ],
)
def test_a_label_broken_over_lines_is_one_label_and_the_row_above_keeps_its_numbers(broken: list[str]) -> None:
    seven = [str(number) for number in (1, 0, 0, 0, 0, 0, 1)]
    lines = [
        "三、收到和处理政府信息公开申请情况",
        *("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"),
        *("一、本年新收政府信息公开申请数量", *seven),
        *("1.属于国家秘密", *seven),
        *(*broken, *seven),
        *("3.危及“三安全一稳定”", *seven),
    ]

    table = _read(lines).table(TableKey.APPLICATIONS)

    assert table is not None
    for row in ("state_secret", "prohibited_by_other_law", "endangers_security_or_stability"):
        cells = (table.rows[f"not_disclosed.{row}"] or {}).values()
        assert [cell and cell.state for cell in cells] == [CellState.NUMBER] * 7


def test_a_label_broken_behind_a_word_that_may_stand_for_nothing_is_one_label() -> None:
    seven = ["0"] * 7
    lines = [
        "三、收到和处理政府信息公开申请情况",
        *("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"),
        *("1.本机关不掌握相关政府信息", *seven, "没有", "现成信息需要另行制作", *seven),
    ]

    table = _read(lines).table(TableKey.APPLICATIONS)

    assert table is not None
    for row in ("unable_to_provide.not_held", "unable_to_provide.requires_creation"):
        assert [cell and cell.value for cell in (table.rows[row] or {}).values()] == [0] * 7


def test_a_row_padded_with_blanks_to_the_page_s_width_is_still_a_row() -> None:
    lines = [line.replace(" ", " " * 90) for line in PROACTIVE]

    table = _read(lines).table(TableKey.PROACTIVE)

    assert table is not None
    assert [cell and cell.value for cell in (table.rows["normative_documents"] or {}).values()] == [1, 2, 3]


@pytest.mark.parametrize("glued", ["———", "000", "5120"])
def test_numbers_run_together_behind_a_label_are_unreadable_never_blank(glued: str) -> None:
    lines = [line if not line.startswith("规章") else f"规章{glued}" for line in PROACTIVE]

    table = _read(lines).table(TableKey.PROACTIVE)

    assert table is not None
    cells = (table.rows["government_rules"] or {}).values()
    assert {cell and cell.state for cell in cells} == {CellState.UNREADABLE}
