"""Phrases that only the report itself has: they tell where on a page, or in which lines, it stands."""

from __future__ import annotations

import re
from typing import Final

from reports.model import Grid

_TABLE_PHRASES: Final = (
    "制发件数",
    "废止件数",
    "现行有效",
    "本年处理决定",
    "本年收费金额",
    "本年新制作数量",
    "对外公开总数量",
    "上一年项目数量",
    "第二十条第",
    "勾稽关系",
    "商业企业",
    "法律服务机构",
    "本年新收政府信息公开申请",
    "上年结转政府信息公开申请",
    "结转下年度继续办理",
    "其他法律行政法规禁止公开",
    "本机关不掌握相关政府信息",
    "未经复议直接起诉",
    "复议后起诉",
    "尚未审结",
)
_HEADING_PHRASES: Final = (
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议",
    "被申请行政复议",
    "存在的主要问题及改进",
    "其他需要报告的事项",
)


_PHRASES: Final = (*_HEADING_PHRASES, *_TABLE_PHRASES)
_ANY_PHRASE: Final = re.compile("|".join(_PHRASES))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def table_phrases(text: str) -> set[str]:
    """Return the phrases of the form's tables that stand in the text."""
    squeezed = _squeezed(text)
    return {phrase for phrase in _TABLE_PHRASES if phrase in squeezed}


def grid_phrases(grid: Grid) -> set[str]:
    """Return the phrases of headings and tables that stand in a grid."""
    squeezed = _squeezed("".join(cell.text for row in grid.rows for cell in row))
    return {phrase for phrase in _PHRASES if phrase in squeezed}


def line_phrases(line: str) -> set[str]:
    """Return the phrases of headings and tables that stand in a line; none in running text, which may list them."""
    if not 4 <= len(line) <= 80 or line.isascii():
        return set()
    squeezed = _squeezed(line)
    if _ANY_PHRASE.search(squeezed) is None:
        return set()
    return {phrase for phrase in _PHRASES if phrase in squeezed}
