"""Figures in the tables that an agency adds of its own: a claim only where label and number leave no doubt.

Two layouts are read: a label beside its number, and a row of labels above a single row of numbers. A table that names
other years, bodies or shares, or has several columns of numbers, compares things of its own and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reports.claims.groups import clauses, groups
from reports.claims.model import Claim, Scope
from reports.claims.roles import Role
from reports.claims.subjects import Context, Subject, subject_of
from reports.claims.text import folded
from reports.claims.tokens import Author, Token, tokenise
from reports.model import SectionKey

_NUMBER = re.compile(r"[0-9]{1,12}件?")
_UNIT = re.compile(r"（(?:单位：)?件）|（(?:单位：)?[宗起]）|数量$|件数$|数$")
_OTHER_BODIES = re.compile(r"本级|部门|单位(?!：)|系统|[区县镇乡]|街道|其中")
_ABOUT_APPLICATIONS = re.compile("申请")
_ABOUT_DISCLOSURE = re.compile("信息公开|依申请")
_APART = frozenset({Role.LAST_YEAR, Role.NEXT_YEAR, Role.OTHER_YEAR, Role.SHARE, Role.THAN, Role.PART, Role.ELSEWHERE})
_CONTINUED = frozenset({Role.BROUGHT, Role.CARRIED})
LONGEST_LABEL = 40
"""A longer cell is prose."""


def own_table_claims(text: str, key: SectionKey, author: Author) -> Iterator[Claim]:
    """Yield the claims of a section's own tables; their place is the section, `start` and `end` are 0."""
    if not text or _OTHER_BODIES.search(text) is not None:
        return
    rows = [[folded(cell) for cell in line.split("\t")] for line in text.split("\n")]
    context = Context(
        applications=_ABOUT_APPLICATIONS.search(text) is not None,
        disclosure=_ABOUT_DISCLOSURE.search(text) is not None,
    )
    for label, number in _pairs(rows):
        tokens = tokenise(f"{_UNIT.sub('', label)}{number.removesuffix('件')}件", author)
        if _compares(tokens):
            continue
        subject = _subject(tokens, context)
        if subject is not None and subject.sure and len(label) <= LONGEST_LABEL:
            yield _claim(subject, label, number, tokens, key)


def _pairs(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield labels with their numbers; nothing of a table that has numbers in several columns and several rows."""
    several = sum(sum(map(_is_number, row)) > 1 for row in rows) > 1
    for index, row in enumerate(rows):
        numbers = [cell for cell in row if _is_number(cell)]
        labels = [cell for cell in row if cell and not _is_number(cell)]
        if not numbers or several:
            continue
        if len(numbers) == 1 and len(labels) == 1 and row.index(labels[0]) < row.index(numbers[0]):
            yield labels[0], numbers[0]
        elif len(numbers) > 1 and not labels and index > 0 and len(rows[index - 1]) == len(row):
            yield from (
                (label, cell)
                for label, cell in zip(rows[index - 1], row, strict=True)
                if label and not _is_number(label) and _is_number(cell)
            )


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _compares(tokens: Sequence[Token]) -> bool:
    return any(token.role in _APART for token in tokens) and not any(token.role in _CONTINUED for token in tokens)


def _subject(tokens: Sequence[Token], context: Context) -> Subject | None:
    """Return what the figure counts if the label is one clause with one figure."""
    whole = clauses(tokens)
    found = [group for index, clause in enumerate(whole) for group in groups(clause, whole[:index])]
    return subject_of(found[0], context) if len(found) == 1 and len(whole) == 1 else None


def _claim(subject: Subject, label: str, number: str, tokens: Sequence[Token], key: SectionKey) -> Claim:
    figure = next(token.figure for token in tokens if token.figure is not None)
    return Claim(
        name=f"table.{subject.key}",
        topic=subject.topic,
        section=key,
        part=0,
        start=0,
        end=0,
        quote=f"{label} {number}",
        figure=figure,
        readings=subject.readings,
        scope=Scope.NONE,
        doubts=(),
        value=Decimal(number.removesuffix("件")),
    )
