"""Statements without a figure: none was received, nothing happened, all were closed, all came from natural persons."""

from __future__ import annotations

from collections.abc import Iterator

from reports.claims import readings as lawful
from reports.claims.groups import Clause
from reports.claims.model import Topic
from reports.claims.roles import Role
from reports.claims.subjects import COMMON, Context, Subject

ALL_CLOSED = "all_closed"
NONE_RECEIVED = "none_received"
ONLY = "only."
"""Begins the key of 全部为自然人 and the like: the other columns are 0."""

_HEDGES = frozenset(
    {Role.TIMELY, Role.LAWFULLY, Role.EXCEPT, Role.NOT, Role.CARRY, Role.CARRIED, Role.BROUGHT, Role.AMONG}
)


def statements(clause: Clause, context: Context) -> Iterator[Subject]:
    """Yield what a clause states without a figure, each as a subject whose figure is 0."""
    roles = clause.roles
    if Role.FIGURE not in roles and Role.NOT in roles and not roles & {Role.LAST_YEAR, Role.THAN, Role.TIMELY}:
        yield from _none(clause, context)
    if Role.ALL in roles and not context.elsewhere and not roles & {Role.ELSEWHERE, Role.PUBLISH}:
        yield from _all(clause, context)


def _keys(clause: Clause, *roles: Role) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.key for token in clause.tokens if token.role in roles))


def _none(clause: Clause, context: Context) -> Iterator[Subject]:
    roles = clause.roles
    blocks = _keys(clause, Role.BLOCK)
    results = _keys(clause, Role.RESULT, Role.LOOSE_RESULT)
    if blocks or (results and context.blocks):
        yield from _no_review(clause, context, blocks or context.blocks, results)
    elif roles & {Role.BROUGHT, Role.CARRIED, Role.CARRY}:
        return
    elif Role.OBJECT in roles or (Role.BARE_OBJECT in roles and context.applications and Role.RECEIVE in roles):
        if not roles & {Role.ELSEWHERE, Role.PUBLISH, Role.OUTCOME, Role.REASON, Role.LOOSE_REASON, Role.DEAL}:
            known = roles <= COMMON | {Role.NOT, Role.RECEIVE, Role.NEWLY, Role.HAPPEN}
            found = lawful.received(including_brought_forward=False, newly=True)
            yield Subject(Topic.CONSISTENCY, NONE_RECEIVED, found, known and Role.RECEIVE in roles)
    else:
        for row in _keys(clause, Role.DECISION):
            yield Subject(Topic.PROACTIVE, f"no.{row}", lawful.proactive(row, "decisions"), sure=False)
        for row in _keys(clause, Role.DOCUMENT):
            yield Subject(Topic.PROACTIVE, f"no.{row}", lawful.proactive(row, "issued"), sure=False)
        if Role.FEE in roles:
            yield Subject(Topic.PROACTIVE, "no.fees", lawful.proactive("administrative_fees", "wan_yuan"), sure=False)


def _no_review(
    clause: Clause, context: Context, blocks: tuple[str, ...], results: tuple[str, ...]
) -> Iterator[Subject]:
    """未发生被纠错 says that none was corrected, not that there was none."""
    known = clause.roles <= COMMON | {Role.NOT, Role.HAPPEN, Role.BLOCK, Role.AND, Role.PAUSE, Role.ALL}
    columns = tuple(key for key in results if key != "settled")
    if results and not columns:
        return
    for block in blocks:
        topic = Topic.RECONSIDERATION if block == "reconsideration" else Topic.LITIGATION
        found = lawful.review((block,), columns)[: None if columns else 1]
        sure = known and context.disclosure and not results
        yield Subject(topic, f"{block}.{'_and_'.join(columns) or 'total'}", found, sure)


def _all(clause: Clause, context: Context) -> Iterator[Subject]:
    roles = clause.roles
    if not context.applications or roles & _HEDGES:
        return
    if Role.FINISH in roles and _follows(clause):
        known = roles <= COMMON | {Role.ALL, Role.FINISH, Role.RECEIVE, Role.NEWLY, Role.FIGURE}
        yield Subject(Topic.CONSISTENCY, ALL_CLOSED, lawful.carried_forward(), known and context.anchored)
    columns = _keys(clause, Role.APPLICANT, Role.LOOSE_APPLICANT)
    if len(columns) == 1 and Role.FIGURE not in roles and not roles & {Role.OUTCOME, Role.REASON, Role.LOOSE_REASON}:
        named = lawful.LEGAL_PERSONS if columns[0] == "legal_persons" else columns
        others = tuple(column for column in lawful.COLUMNS if column not in named)
        known = Role.LOOSE_APPLICANT not in roles and roles <= COMMON | {Role.ALL, Role.APPLICANT}
        key = f"{ONLY}{columns[0]}"
        yield Subject(Topic.APPLICANTS, key, lawful.applicants(others), known and context.anchored)


def _follows(clause: Clause) -> bool:
    """True where 全部 stands before 办结, and behind any figure: 收到10件全部办结, not 全部办结的10件."""
    places = {role: index for index, token in enumerate(clause.tokens) for role in (token.role,)}
    if Role.FIGURE in places and places[Role.FIGURE] > places[Role.ALL]:
        return False
    return places[Role.ALL] < places[Role.FINISH]
