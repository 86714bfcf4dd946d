"""Labels of the form, folded so that spacing, numbering and punctuation do not matter, and what each stands for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from reports.forms import FORMS
from reports.forms.common import BALANCE_NOTE, OTHERWISE_HANDLED
from reports.forms.form import Column, Row
from reports.model import TableKey

_NUMBERING = re.compile(
    r"^[•●○■□◆◇▪·*☑√×]*(?:[(\[〔【〈<](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)\]〕】〉>][、.]?"
    r"|[一二三四五六七八九十]{1,3}[、.,:·]|[0-9]{1,2}(?:[、.,:)·]|(?=[^0-9])))"
)
_SPACED_NUMBERING = re.compile(r"^\s*([一二三四五六七八九十])\s+(?=\S{2})")
_NOT_WORD = re.compile(r"[\W_]+")

SHORT = 3
"""Labels up to this length (其他, 总计, 规章) are known by equality only."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the label in NFKC without white space, one leading number and punctuation; 其它 is 其他."""
    folded = "".join(_SPACED_NUMBERING.sub(r"\1、", unicodedata.normalize("NFKC", text), count=1).split())
    folded = _NOT_WORD.sub("", _NUMBERING.sub("", folded, count=1))
    return folded.replace("其它", "其他")


_PRINTED = re.compile("[一二三四五六七八九十]|[0-9]{1,2}")


def printed_number(text: str) -> str | None:
    """Return the number that a label is printed with ("七" of "（七）总计", "3" of "3.其他"), None without one."""
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    numbering = _NUMBERING.match(squeezed)
    found = None if numbering is None else _PRINTED.search(numbering[0])
    return None if found is None else found[0]


PLAIN_HEADS = frozenset(("信息内容", "申请人情况", "项目", "内容", "类别", "指标", "情形", "序号", "单位"))
"""Folded words at the head of a column that holds no numbers."""


class Role(StrEnum):
    """What a label is in its table."""

    ROW = "row"
    COLUMN = "column"
    GROUP = "group"  # a merged label above or left of others, or the form's note


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a label stands for; `key` is the row's or column's key, the label itself for a group."""

    table: TableKey
    role: Role
    key: str
    form: str | None = None  # the edition, where only one has it


_GROUPS: dict[TableKey, tuple[str, ...]] = {
    TableKey.PROACTIVE: ("信息内容",),
    TableKey.APPLICATIONS: (BALANCE_NOTE, "申请人情况"),
    TableKey.REVIEW: ("行政诉讼",),
}


def _names(part: Row | Column) -> tuple[str, ...]:
    return (part.label, *part.aliases)


def _form_hits() -> Iterator[tuple[str, Hit]]:
    for form in FORMS:
        for key, table in form.tables.items():
            rows = (*table.rows, OTHERWISE_HANDLED) if key is TableKey.APPLICATIONS else table.rows
            for row in rows:
                for name in _names(row):
                    yield name, Hit(key, Role.ROW, row.key, form.name)
                for group in row.groups:
                    yield group, Hit(key, Role.GROUP, fold(group))
                for column in row.columns:
                    for name in _names(column):
                        yield name, Hit(key, Role.COLUMN, column.key, form.name)
                    if column.group is not None:
                        yield column.group, Hit(key, Role.GROUP, fold(column.group))
    for key, groups in _GROUPS.items():
        for group in groups:
            yield group, Hit(key, Role.GROUP, fold(group))


def _column_names() -> dict[tuple[TableKey, str], tuple[str, ...]]:
    names: dict[tuple[TableKey, str], set[str]] = {}
    for name, hit in _form_hits():
        if hit.role is Role.COLUMN:
            names.setdefault((hit.table, hit.key), set()).add(fold(name))
    return {what: tuple(known) for what, known in names.items()}


_COLUMN_NAMES = _column_names()


def is_like_column(table: TableKey, key: str, folded: str) -> bool:
    """True where enough of a damaged column label is still that column's."""
    return any(fuzz.ratio(folded, name) >= 40 for name in _COLUMN_NAMES.get((table, key), ()))


def _index() -> dict[str, tuple[Hit, ...]]:
    seen: dict[str, dict[tuple[TableKey, Role, str], set[str | None]]] = {}
    for name, hit in _form_hits():
        seen.setdefault(fold(name), {}).setdefault((hit.table, hit.role, hit.key), set()).add(hit.form)
    return {
        name: tuple(Hit(*what, form=next(iter(forms)) if len(forms) == 1 else None) for what, forms in meanings.items())
        for name, meanings in seen.items()
    }


KNOWN = _index()
"""Every label, alias and group of both forms, folded, with what it stands for."""

_LONG_KNOWN = tuple(name for name in KNOWN if len(name) > SHORT)
_LONGEST = 60


@lru_cache(maxsize=4096)
def hits(folded: str) -> tuple[Hit, ...]:
    """Return what the folded label stands for: by equality, else by the most alike long label; () for none."""
    exact = KNOWN.get(folded)
    if exact is not None:
        return exact
    if not SHORT < len(folded) <= _LONGEST:
        return ()
    best = process.extractOne(folded, _LONG_KNOWN, scorer=fuzz.ratio, score_cutoff=75)
    return () if best is None else KNOWN[best[0]]
