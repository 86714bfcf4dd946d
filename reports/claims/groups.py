"""A sentence cut into groups: one figure each, with the words that say what it counts.

The words stand before the figure (予以公开5件、部分公开2件) or behind it (2件为自然人申请、1件为企业申请); a clause
keeps to one of the two. A clause of figures alone (…申请，共计10件) takes its words from the clause before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.claims.roles import Role
from reports.claims.tokens import Token

_SEPARATORS = frozenset({Role.COMMA, Role.STOP, Role.OPEN, Role.CLOSE})
_SAYING = frozenset(
    {
        Role.OBJECT,
        Role.BARE_OBJECT,
        Role.NEWLY,
        Role.RECEIVE,
        Role.DEAL,
        Role.FINISH,
        Role.CARRY,
        Role.BROUGHT,
        Role.CARRIED,
        Role.OUTCOME,
        Role.REASON,
        Role.LOOSE_REASON,
        Role.APPLICANT,
        Role.LOOSE_APPLICANT,
        Role.CHANNEL,
        Role.BLOCK,
        Role.RESULT,
        Role.LOOSE_RESULT,
        Role.DOCUMENT,
        Role.DECISION,
        Role.FEE,
        Role.PROCESSING_FEE,
        Role.PUBLISH,
        Role.ELSEWHERE,
        Role.SHARE,
        Role.RISE,
        Role.FALL,
    }
)
"""Words that can say what a figure counts."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens between two commas, full stops or brackets; `depth` counts the brackets around it."""

    tokens: tuple[Token, ...]
    depth: int
    in_sentence: int  # the clause's position

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles of the clause's tokens."""
        return frozenset(token.role for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Group:
    """One figure with its words: `words` of its own clause in order, `before` those of the clause that it leans on.

    `figure_first`: the words stand behind the figure. `torn`: the cut between two groups is not certain.
    """

    figure: Token
    words: tuple[Token, ...]
    before: tuple[Token, ...]
    clause: Clause
    figure_first: bool
    torn: bool

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles of all words of the group."""
        return frozenset(token.role for token in (*self.before, *self.words))

    def keys(self, *roles: Role) -> tuple[str, ...]:
        """Return the keys of the group's words in these roles, each once, in order."""
        found = (token.key for token in (*self.before, *self.words) if token.role in roles)
        return tuple(dict.fromkeys(found))


def clauses(tokens: Sequence[Token]) -> list[Clause]:
    """Return the clauses of a sentence in order, those in brackets among them."""
    found: list[Clause] = []
    run: list[Token] = []
    depth = 0
    for token in tokens:
        if token.role not in _SEPARATORS:
            run.append(token)
            continue
        if run:
            found.append(Clause(tuple(run), depth, len(found)))
            run = []
        depth = max(0, depth + (token.role is Role.OPEN) - (token.role is Role.CLOSE))
    if run:
        found.append(Clause(tuple(run), depth, len(found)))
    return found


def groups(clause: Clause, earlier: Sequence[Clause]) -> Iterator[Group]:
    """Yield the groups of a clause; `earlier` are the clauses before it in the sentence, nearest last."""
    tokens = clause.tokens
    at = [index for index, token in enumerate(tokens) if token.role is Role.FIGURE]
    if not at:
        return
    first_tail = tokens[at[0] + 1 : at[1] if len(at) > 1 else len(tokens)]
    head = tokens[: at[0]]
    compared = len(at) > 1 and _compares(head, first_tail)
    figure_first = not compared and _weight(head) < _weight(first_tail)
    before = _leaned_on(clause, earlier) if _weight(head) == _weight(first_tail) == 0 else ()
    torn = False
    for index, position in enumerate(at):
        last = index + 1 == len(at)
        between = tokens[position + 1 : len(tokens) if last else at[index + 1]]
        tail, next_head, cut_torn = (between, (), False) if last else _split(between, figure_first=figure_first)
        yield Group(tokens[position], (*head, *tail), before, clause, figure_first, torn or cut_torn)
        head, before, torn = next_head, head if compared else (), cut_torn


def _compares(head: tuple[Token, ...], tail: tuple[Token, ...]) -> bool:
    """Return whether a figure stands between than and more (比上年的5件增加2件): it is what is compared with."""
    than = any(token.role is Role.THAN for token in head)
    return than and any(token.role in (Role.RISE, Role.FALL) for token in tail)


def _weight(tokens: Sequence[Token]) -> int:
    """Return 2 where the words can say what a figure counts, 1 where something unknown stands, else 0."""
    roles = {token.role for token in tokens}
    if roles & _SAYING:
        return 2
    return 1 if Role.UNKNOWN in roles else 0


def _split(between: tuple[Token, ...], *, figure_first: bool) -> tuple[tuple[Token, ...], tuple[Token, ...], bool]:
    """Return the words of the figure before, those of the figure behind, and whether that is uncertain."""
    pauses = [index for index, token in enumerate(between) if token.role is Role.PAUSE]
    if not pauses:
        return (between, (), False) if figure_first else ((), between, False)
    tail, head = between[: pauses[0]], between[pauses[0] + 1 :]
    torn = len(pauses) > 1 or (figure_first and _weight(head) > 0)
    return tail, head, torn


def _leaned_on(clause: Clause, earlier: Sequence[Clause]) -> tuple[Token, ...]:
    """Return the words of the nearest clause before that says something, if it has no figure of its own."""
    for other in reversed(earlier):
        if other.depth != clause.depth:
            return ()
        if Role.FIGURE in other.roles:
            return ()
        if _weight(other.tokens) > 0:
            return other.tokens
    return ()
