"""Totals with explicit parts: 10件，其中自然人7件、法人或其他组织3件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.claims.measures import Stated
from reports.claims.model import Topic
from reports.claims.readings import COLUMNS, GROUPS, LEGAL_PERSONS, RESULTS
from reports.claims.roles import Role

_DIMENSIONS = (
    (Role.OUTCOME, frozenset({Role.OUTCOME})),
    (Role.APPLICANT, frozenset({Role.APPLICANT, Role.LOOSE_APPLICANT})),
    (Role.RESULT, frozenset({Role.RESULT, Role.LOOSE_RESULT})),
    (Role.CHANNEL, frozenset({Role.CHANNEL})),
    (Role.NEWLY, frozenset({Role.NEWLY, Role.RECEIVE, Role.BROUGHT, Role.CARRY})),
)
_COMPLETE = (
    frozenset(GROUPS),
    frozenset(RESULTS),
    frozenset(COLUMNS),
    frozenset({"natural_person", "legal_persons"}),
    frozenset({"online", "offline"}),
    frozenset({"newly", "brought"}),
)
LONGEST_LIST = 40
"""More figures than this in one sentence are a table in words, not a total with its parts."""

_OVERLAPPING = (
    (frozenset({"legal_persons"}), frozenset(LEGAL_PERSONS)),
    (frozenset({"offline", "written"}), frozenset({"letter", "in_person", "fax"})),
    (frozenset({"settled"}), frozenset(RESULTS[:3])),
)
"""Parts that may count the same cases: 线下 and 当面, 已审结 and 维持."""

_WHOLES = frozenset({Topic.RECEIVED, Topic.OUTCOMES_TOTAL, Topic.RECONSIDERATION, Topic.LITIGATION})


@dataclass(frozen=True, slots=True)
class Parts:
    """A total with the parts that the text names of it; `complete`: all there are, `disjoint`: none overlaps."""

    total: Stated
    parts: tuple[Stated, ...]
    complete: bool
    disjoint: bool

    @property
    def adds_up(self) -> bool:
        """Return whether the parts give the total."""
        return sum(part.value for part in self.parts) == self.total.value

    @property
    def must_add_up(self) -> bool:
        """Return whether the parts cannot be right together: less than all of them, or more than there is."""
        found = sum(part.value for part in self.parts)
        return (self.complete and self.disjoint) or (self.disjoint and found > self.total.value)


def parts_of(stated: Sequence[Stated]) -> Iterator[Parts]:
    """Yield the totals with parts among the figures of one sentence, those that tell something."""
    for index, total in enumerate(stated[:LONGEST_LIST]):
        parts = _listed(total, stated[index + 1 : index + 1 + LONGEST_LIST])
        if len(parts) < 2:
            continue
        found = Parts(total, parts, *_kind(total, parts))
        if found.adds_up or found.must_add_up:
            yield found
            return


def _listed(total: Stated, rest: Sequence[Stated]) -> tuple[Stated, ...]:
    """Return the figures that follow 其中 (or stand in the brackets behind the total) on one level."""
    if not rest:
        return ()
    first = rest[0]
    announced = Role.AMONG in first.group.roles or first.group.clause.depth > total.group.clause.depth
    dimension = _dimension(first)
    if not announced and (dimension is None or dimension == _dimension(total)):
        return ()
    parts: list[Stated] = []
    for part in rest:
        if part.group.clause.depth < first.group.clause.depth:
            break
        if part.group.clause.depth > first.group.clause.depth:
            continue
        same = _dimension(part) == dimension or (dimension is not None and _is_rest(part))
        if not same or _unit(part) != _unit(total) or (parts and Role.AMONG in part.group.roles):
            break
        parts.append(part)
    return tuple(parts)


def _unit(stated: Stated) -> str:
    figure = stated.group.figure.figure
    return "" if figure is None else figure.unit


def _dimension(stated: Stated) -> Role | None:
    return next((name for name, roles in _DIMENSIONS if stated.group.roles & roles), None)


def _is_rest(stated: Stated) -> bool:
    return Role.OTHER in stated.group.roles


def _kind(total: Stated, parts: Sequence[Stated]) -> tuple[bool, bool]:
    """Return whether the parts are all there are, and whether none can overlap; only of what the form counts."""
    exact = all(part.group.figure.figure is not None and part.group.figure.figure.exact for part in (total, *parts))
    known = total.subject is not None and total.subject.topic in _WHOLES
    dimension = _dimension(parts[0])
    if not exact or not known or dimension is None or any(part.group.torn for part in parts):
        return False, False
    keys = [key for part in parts for key in _keys(part)]
    named = set(keys)
    overlapping = any(wide & named and narrow & named for wide, narrow in _OVERLAPPING)
    disjoint = len(named) == len(keys) and not overlapping
    complete = any(whole <= named for whole in _COMPLETE) or _is_rest(parts[-1])
    return complete, disjoint


def _keys(part: Stated) -> tuple[str, ...]:
    group = part.group
    found = group.keys(Role.OUTCOME, Role.APPLICANT, Role.LOOSE_APPLICANT, Role.RESULT, Role.LOOSE_RESULT, Role.CHANNEL)
    if found:
        return found
    if group.roles & {Role.BROUGHT, Role.CARRY}:
        return ("brought",)
    return ("newly",) if group.roles & {Role.NEWLY, Role.RECEIVE} else ()
