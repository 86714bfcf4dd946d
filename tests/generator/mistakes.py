"""What real documents do to the three tables, done at random: nothing of it changes what a figure means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.rendering.figures import Figures, Shown
from tests.rendering.layout import OUTCOMES_LABEL, Box, Layout, cut
from tests.rendering.spelling import FULL_WIDTH, PLACEHOLDERS, with_thousands_separators

Relabel = Callable[[str, Random], str]

_REMARKS = ("（其中修订2件）", "（含自然失效）", "(不含转发)", "件", " 件", "（另有3件待公布）")
_REVIEW_HEADS = {"结果维持", "结果纠正", "其他结果", "尚未审结"}


def misprinted(figures: Figures, rng: Random, *, blanks: bool) -> Figures:
    """Return the figures as somebody typed them: other digits, separators, strokes for nothing, blanks, remarks."""
    if rng.random() < 0.25:
        figures = with_thousands_separators(figures)
    if rng.random() < 0.3:
        figures = _with_placeholders(figures, rng)
    if rng.random() < 0.25:
        figures = _with_remarks(figures, rng)
    if blanks:
        figures = _with_blanks(figures, rng)
    if rng.random() < 0.25:
        share = rng.choice((0.2, 1.0))
        figures = figures.mapped(
            lambda _t, _r, _c, cell: (
                replace(cell, text=cell.text.translate(FULL_WIDTH)) if rng.random() < share else cell
            )
        )
    return figures


def _with_placeholders(figures: Figures, rng: Random) -> Figures:
    signs = rng.choice(((rng.choice(PLACEHOLDERS),), PLACEHOLDERS))
    share = rng.choice((0.1, 0.8, 1.0))

    def change(_table: str, _row: str, _column: str, cell: Shown) -> Shown:
        return replace(cell, text=rng.choice(signs)) if cell.text == "0" and rng.random() < share else cell

    return figures.mapped(change)


def _with_remarks(figures: Figures, rng: Random) -> Figures:
    def change(table: str, row: str, _column: str, cell: Shown) -> Shown:
        count = table == "proactive" and row in {"government_rules", "normative_documents", "licences", "penalties"}
        plain = re.fullmatch("[0-9,]+", cell.text) is not None
        return replace(cell, text=cell.text + rng.choice(_REMARKS)) if count and plain and rng.random() < 0.5 else cell

    return figures.mapped(change)


def _with_blanks(figures: Figures, rng: Random) -> Figures:
    """Nothing instead of some zeros, of whole rows of nothing but zeros, or of one block of table 4."""
    share = rng.choice((0.05, 0.5, 0.95))
    lost_block = rng.choice((None, "reconsideration", "litigation_direct", "litigation_after_reconsideration"))
    empty_rows = rng.random() < 0.5

    def change(table: str, row: str, _column: str, cell: Shown) -> Shown:
        nothing = all(other.value in (0, "0") for other in figures.tables()[table][row].values())
        left_out = (
            (table == "review" and row == lost_block)
            or (cell.value in (0, "0") and rng.random() < share)
            or (empty_rows and nothing)
        )
        return Shown("", None) if left_out else cell

    return figures.mapped(change)


def redrawn(tables: dict[str, Layout], rng: Random, line_end: str) -> dict[str, Layout]:
    """Return the tables with other labels, labels broken over lines, headers repeated and halves of them lost."""
    changes = [change for change in (*_RELABELS, _broken(line_end)) if rng.random() < 0.25]
    drawn = {
        key: [
            [box if box.number else replace(box, text=_changed(box.text, changes, rng)) for box in row] for row in table
        ]
        for key, table in tables.items()
    }
    if rng.random() < 0.3:
        drawn["applications"] = _upright(drawn["applications"], line_end)
    if rng.random() < 0.25:
        drawn["applications"] = _header_again(drawn["applications"], rng)
    if rng.random() < 0.3:
        drawn["review"] = _halved_heads(drawn["review"], rng)
    return drawn


def _changed(text: str, changes: list[Relabel], rng: Random) -> str:
    for change in changes:
        text = change(text, rng)
    return text


_RELABELS: tuple[Relabel, ...] = (
    lambda text, _: text.replace("社会公益组织", "社会组织"),
    lambda text, _: re.sub(r"^([1-8])\.", r"\1、", text),
    lambda text, _: re.sub(r"^([1-8])\.", r"\1．", text),
    lambda text, _: re.sub(r"^([1-8])\.", r"（\1）", text),
    lambda text, _: re.sub(r"^([1-8])\.", r"\1 ", text),
    lambda text, _: text.replace("（", "(").replace("）", ")"),
    lambda text, _: text.replace("（", "〔").replace("）", "〕"),
    lambda text, _: text.replace("其他", "其它"),
    lambda text, _: text.replace("“", '"').replace("”", '"'),
    lambda text, _: text.replace("“", "").replace("”", ""),
    lambda text, _: text.replace("、", "，") if len(text) > 20 else text,
    lambda text, _: text.replace("（区分处理的，只计这一情形，不计其他情形）", ""),
    lambda text, _: "" if "勾稽" in text else text,
    lambda text, _: text.translate(FULL_WIDTH),
    lambda text, rng: "　".join(text) if 2 <= len(text) <= 4 and rng.random() < 0.5 else text,
    lambda text, rng: f" {text} " if rng.random() < 0.3 else text,
    lambda text, _: text.replace("法人或其他组织", "法人和其他组织"),
    lambda text, _: text.replace("行政规范性文件", "规范性文件"),
    lambda text, _: text.replace("（单位：万元）", "（万元）"),
    lambda text, _: text.replace("申请数量", "申请数"),
)


def _broken(line_end: str) -> Relabel:
    def change(text: str, rng: Random) -> str:
        if len(text) < 4 or rng.random() < 0.4:
            return text
        at = len(text) // 2 if len(text) <= 6 else rng.randrange(2, len(text) - 1)
        return f"{text[:at]}{line_end}{text[at:]}"

    return change


def _upright(table: Layout, line_end: str) -> Layout:
    """三、本年度办理结果 one character below the other."""

    def change(box: Box) -> Box:
        plain = "".join(box.text.split())
        return replace(box, text=line_end.join(plain)) if plain == OUTCOMES_LABEL else box

    return [[change(box) for box in row] for row in table]


def _header_again(table: Layout, rng: Random) -> Layout:
    at = rng.randrange(6, len(table) - 2)
    top, bottom = cut(table, at)
    return [*top, *table[:3], *bottom]


def _halved_heads(table: Layout, rng: Random) -> Layout:
    """The heads of table 4 in two rows, first halves above second halves; at times the second ones are lost."""
    above, heads, parts, *numbers = table
    names = [*heads[:5], *parts]
    first = [replace(box, text=box.text[:2] if box.text in _REVIEW_HEADS else box.text, rows=1) for box in names]
    second = [Box(box.text[2:] if box.text in _REVIEW_HEADS else "") for box in names]
    blocks = [Box(""), *(Box("") for _ in range(4)), *heads[5:]]
    return [above, blocks, first, *([second] if rng.random() < 0.6 else []), *numbers]


def own_table(rng: Random) -> Layout:
    """A table of the agency's own, four columns wide."""
    heads, rows = rng.choice(_OWN)
    body = [[Box(name), *(Box(str(rng.randint(0, 900))) for _ in heads[1:])] for name in rows]
    return [[Box(head) for head in heads], *body]


_OWN = (
    (("平台", "栏目数", "发布条数", "访问量"), ("政府网站", "微信公众号", "政务微博", "合计")),
    (("公开方式", "上半年", "下半年", "总计"), ("网站公开", "公报公开", "现场查阅", "其他")),
    (("解读形式", "篇数", "占比（%）", "备注"), ("文字解读", "图表解读", "视频解读")),
    (("培训", "场次", "人次", "总计"), ("专题培训", "跟班学习", "其他")),
)
