"""Shares and changes: what a percentage is measured by, taken from the words and the figures around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.claims.groups import Group
from reports.claims.model import Reading, Topic
from reports.claims.numerals import FigureKind
from reports.claims.roles import Role
from reports.claims.subjects import COMMON, Context, Subject, subject_of


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure met in a sentence, with what it counts."""

    group: Group
    subject: Subject | None
    value: Decimal


@dataclass(frozen=True, slots=True)
class Measure:
    """A stated share or change: what is measured, by what (as far as the text says), and whether the wording is plain.

    `readings` are the cells that the measured figure may stand for. `direction`: 1 up, -1 down, 0 for a share.
    """

    topic: Topic
    numerators: tuple[Decimal, ...]
    bases: tuple[Decimal, ...]
    readings: tuple[Reading, ...]
    direction: int
    sure: bool


MOST_BASES = 24
"""So many figures of a sentence may be what a share or change is measured by."""

MOST_TOGETHER = 6
"""So many figures side by side may be one share together."""

_BODIES = frozenset({Role.WHOLE, Role.OFFICE, Role.PART})
_SHARE_WORDS = COMMON | {Role.SHARE, Role.ALL, Role.FINISH, Role.RECEIVE, Role.NEWLY, Role.DEAL}
_CHANGE_WORDS = COMMON | {Role.THAN, Role.LAST_YEAR, Role.RISE, Role.FALL, Role.AND, Role.RECEIVE, Role.NEWLY}


def measure_of(
    group: Group, context: Context, here: Sequence[Stated], *, earlier: Iterable[Decimal], last_year: Iterable[Decimal]
) -> Measure | None:
    """Return the share or change that a group states; None where its figure is neither.

    `here` are the figures before it in the sentence, `earlier` the bases that the paragraph's sentences before offer.
    """
    if group.roles & {Role.RISE, Role.FALL}:
        return _change(group, here, last_year=last_year)
    figure = group.figure.figure
    if figure is not None and figure.kind is FigureKind.PERCENT:
        return _share(group, context, here, earlier=earlier)
    return None


def _share(group: Group, context: Context, here: Sequence[Stated], *, earlier: Iterable[Decimal]) -> Measure | None:
    bracketed = bool(here) and group.clause.depth > here[-1].group.clause.depth and group.roles <= COMMON
    if Role.SHARE not in group.roles and not bracketed:
        return None
    level = [stated for stated in here[-MOST_BASES:] if stated.group.clause.depth == group.clause.depth]
    # 市本级…占3%: which of the figures before is that body's, the words tell only to a reader
    near = level if group.roles & _BODIES else [*level[-1:], *here[-1:]]
    own = None if group.roles <= _SHARE_WORDS else _counted(group, context)
    if own is None and all(stated.subject is None for stated in near):
        return None
    plain = bool(level) and level[-1].subject is not None and level[-1].subject.topic in _COUNTED
    sure = Role.SHARE in group.roles and group.roles <= _SHARE_WORDS and plain and not group.torn
    return Measure(
        Topic.SHARE,
        numerators=tuple(dict.fromkeys((*(stated.value for stated in near), *_together(level)))),
        bases=tuple(dict.fromkeys((*likely_bases(here), *earlier))),
        readings=() if own is None else own.readings,
        direction=0,
        sure=sure,
    )


def _together(level: Sequence[Stated]) -> Iterator[Decimal]:
    """Yield what the last figures give together: 予以公开30件、部分公开10件，合计占…"""
    total = Decimal(0)
    for number, stated in enumerate(reversed(level[-MOST_TOGETHER:])):
        total += stated.value
        if number > 0:
            yield total


def likely_bases(stated: Sequence[Stated]) -> tuple[Decimal, ...]:
    """Return the figures of a sentence as bases of a share: totals first, the nearest before all others."""
    near = stated[: -MOST_BASES - 1 : -1]
    totals = [one.value for one in near if one.subject is not None and one.subject.topic in _TOTALS]
    return tuple(dict.fromkeys((*totals, *(one.value for one in near))))


_TOTALS = frozenset({Topic.RECEIVED, Topic.OUTCOMES_TOTAL})
_COUNTED = frozenset({Topic.OUTCOME, Topic.APPLICANTS})


def _counted(group: Group, context: Context) -> Subject | None:
    """Return what a share without a figure of its own is the share of: 自然人申请占96.1%."""
    figure = group.figure.figure
    if figure is None or not group.roles & {Role.OUTCOME, Role.REASON, Role.APPLICANT}:
        return None
    return subject_of(group, context, as_count=True)


def _change(group: Group, here: Sequence[Stated], *, last_year: Iterable[Decimal]) -> Measure | None:
    if group.figure_first or not group.roles & {Role.THAN, Role.LAST_YEAR}:
        return None  # 比上年的5件增加: the figure before the verb is last year's
    known = [(stated.value, stated.subject) for stated in here[-MOST_BASES:] if stated.subject is not None]
    if not known:
        return None
    value, subject = known[-1]
    sure = subject.topic in _TOTALS and group.roles <= _CHANGE_WORDS and not group.torn
    return Measure(
        Topic.CHANGE,
        numerators=(value,),
        bases=tuple(last_year),
        readings=subject.readings,
        direction=-1 if Role.FALL in group.roles else 1,
        sure=sure,
    )
