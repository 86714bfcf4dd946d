"""What a figure counts: from the words of its group to the lawful readings, and whether the wording leaves no doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reports.claims import readings as lawful
from reports.claims.groups import Group
from reports.claims.model import Reading, Topic
from reports.claims.numerals import APPLICATION_UNITS, FigureKind
from reports.claims.roles import Role


@dataclass(slots=True)
class Context:
    """What the words before say for the figures that follow; it begins anew with every paragraph.

    `blocks`: the blocks of table 4 that results belong to. `astray`: something in this sentence narrowed what is spoken
    of (a channel, an unknown body), so that what follows without words of its own may be narrower too.
    """

    applications: bool = False
    disclosure: bool = False
    elsewhere: bool = False
    blocks: tuple[str, ...] = ()
    astray: bool = False
    last_year: bool = False
    anchored: bool = False  # the last figure was that of all applications received or closed
    other_matters: bool = False  # 行政许可, 提案, 复议 were named last: 申请, 办结 or 结转 alone may be theirs
    acts: Mapping[Role, str] = field(default_factory=dict)  # 制发, 作出: what is done to the documents in a list
    including: bool = False  # what follows says that the figure includes those brought forward


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure counts; `key` names it. `sure`: only these readings are possible. `part_of`: at most that much."""

    topic: Topic
    key: str
    readings: tuple[Reading, ...]
    sure: bool
    part_of: bool = False


COMMON = frozenset(
    {
        Role.FILLER,
        Role.THIS_YEAR,
        Role.WHOLE,
        Role.OFFICE,
        Role.PART,
        Role.DISCLOSURE,
        Role.LAWFULLY,
        Role.OBJECT,
        Role.BARE_OBJECT,
    }
)
ACTS = frozenset({Role.MAKE, Role.REPEAL, Role.IN_FORCE, Role.DECIDE})
_STRICT_UNITS = frozenset({"件", "宗", "起"})
_BESIDE_OUTCOMES = (
    Role.OUTCOME,
    Role.REASON,
    Role.ETC,
    Role.AMONG,
    Role.AND,
    Role.PAUSE,
    Role.FINISH,
    Role.ALL,
    Role.DECIDE,
    Role.HAPPEN,
)
_ABOUT_ELSE = frozenset({Role.ELSEWHERE, Role.PUBLISH, Role.PROCESSING_FEE})


def subject_of(group: Group, context: Context, *, as_count: bool = False) -> Subject | None:
    """Return what the group's figure counts; None where it is nothing that the tables of the form count.

    `as_count`: the figure is a share of what is to be found, so that its own kind says nothing.
    """
    figure = group.figure.figure
    if figure is None or group.roles & _ABOUT_ELSE:
        return None
    if figure.kind is FigureKind.MONEY:
        return _fees(group)
    if not as_count and (figure.kind is not FigureKind.COUNT or figure.unit not in APPLICATION_UNITS):
        return None
    if not as_count and figure.unit == "" and (figure.value != 0 or figure.approximate):
        return None
    for find in _FINDERS:
        subject = find(group, context)
        if subject is not None:
            return subject
    return None


def in_order(group: Group, *roles: Role) -> bool:
    """True where every word of the group plays one of the common parts or of these, and the unit is that of cases."""
    figure = group.figure.figure
    plain_unit = figure is not None and figure.unit in _STRICT_UNITS
    return plain_unit and not group.torn and group.roles <= COMMON.union(roles)


def _carried(group: Group, context: Context) -> Subject | None:
    roles = group.roles
    forward = Role.BROUGHT in roles or (Role.CARRY in roles and Role.LAST_YEAR in roles)
    onward = Role.CARRIED in roles or (Role.CARRY in roles and Role.NEXT_YEAR in roles)
    plain = bool(roles & {Role.OBJECT, Role.BARE_OBJECT}) or not context.other_matters
    if forward and not onward:
        sure = in_order(group, Role.BROUGHT, Role.CARRY, Role.LAST_YEAR, Role.INCLUDING, Role.AMONG)
        return Subject(Topic.BROUGHT_FORWARD, "brought_forward", lawful.brought_forward(), sure and plain)
    if onward and not forward:
        sure = in_order(group, Role.CARRIED, Role.CARRY, Role.NEXT_YEAR)
        return Subject(Topic.CARRIED_FORWARD, "carried_forward", lawful.carried_forward(), sure and plain)
    if Role.CARRY in roles and context.applications:
        either = (*lawful.carried_forward(), *lawful.brought_forward())
        return Subject(Topic.CARRIED_FORWARD, "carried_forward", either, sure=False)
    return None


def _review(group: Group, context: Context) -> Subject | None:
    results, loose = group.keys(Role.RESULT), group.keys(Role.LOOSE_RESULT)
    named = group.keys(Role.BLOCK)
    blocks = named or (context.blocks if results or loose else ())
    if not blocks:
        return None
    special = [block for block in blocks if block.startswith("litigation_")]
    if special and set(blocks) - {"litigation"} == set(special):
        blocks = tuple(special)
    topic = Topic.RECONSIDERATION if blocks[0] == "reconsideration" else Topic.LITIGATION
    settled = "settled" in loose
    columns = (*results, *(key for key in loose if key != "settled"))
    found = lawful.settled(blocks) if settled else lawful.review(blocks, columns)
    none = group.figure.figure is not None and group.figure.figure.value == 0
    sure = not loose and context.disclosure and len(results) <= 1 and (len(blocks) == 1 or none)
    sure = sure and in_order(group, Role.BLOCK, Role.RESULT, Role.HAPPEN, Role.AMONG, Role.AND, Role.ALL, Role.PAUSE)
    key = ".".join(("_and_".join(blocks), "_and_".join(columns) or ("settled" if settled else "total")))
    return Subject(topic, key, found, sure)


def _applicants(group: Group, context: Context) -> Subject | None:
    strict, loose = group.keys(Role.APPLICANT), group.keys(Role.LOOSE_APPLICANT)
    columns = tuple(dict.fromkeys((*strict, *loose)))
    if not columns or not context.applications:
        return None
    outcomes = group.keys(Role.OUTCOME, Role.REASON)
    key = "applicants." + "_and_".join(columns)
    if outcomes:
        terms = tuple(lawful.by_columns(row, columns) for row in outcomes)
        return Subject(Topic.APPLICANTS, key, terms, sure=False)
    sure = not loose and in_order(group, Role.APPLICANT, Role.AMONG, Role.ALL, Role.AND, Role.RECEIVE, Role.NEWLY)
    return Subject(Topic.APPLICANTS, key, lawful.applicants(columns), sure)


def _outcome(group: Group, context: Context) -> Subject | None:
    kinds, reasons, loose = group.keys(Role.OUTCOME), group.keys(Role.REASON), group.keys(Role.LOOSE_REASON)
    if not (kinds or reasons or loose) or not (context.applications or Role.BARE_OBJECT in group.roles):
        return None
    known = in_order(group, *_BESIDE_OUTCOMES)
    every = tuple(dict.fromkeys((*reasons, *loose)))
    if not every:
        return Subject(Topic.OUTCOME, "_and_".join(kinds), lawful.outcome(kinds), known)
    found = lawful.outcome(every)
    if kinds:
        found = (*found, *lawful.outcome(kinds))
        found = found[::-1] if Role.ETC in group.roles else found
    elif Role.ETC in group.roles:
        found = (*found, *lawful.outcome((every[0].split(".")[0],)))
        known = False
    part_of = "otherwise_handled.other" in loose
    return Subject(Topic.OUTCOME, "_and_".join((*kinds, *every)), found, known and not loose, part_of)


def _applications(group: Group, context: Context) -> Subject | None:
    roles = group.roles
    verbs = roles & {Role.NEWLY, Role.RECEIVE, Role.DEAL, Role.FINISH}
    named = Role.OBJECT in roles or (context.applications and bool(verbs or Role.BARE_OBJECT in roles))
    if not named and not (Role.BARE_OBJECT in roles and verbs):
        return None
    plain = Role.OBJECT in roles or not context.other_matters
    including = context.including or Role.INCLUDING in roles
    newly = Role.NEWLY in roles
    if verbs and verbs <= {Role.NEWLY, Role.RECEIVE}:
        found = lawful.received(including_brought_forward=including, newly=newly)
        sure = in_order(group, *verbs, *((Role.AMONG,) if newly else ()))
        return Subject(Topic.RECEIVED, "received", found, sure and plain)
    if verbs == {Role.FINISH}:
        found = lawful.finished(including_brought_forward=including)
        sure = in_order(group, Role.FINISH, Role.ALL) and plain
        return Subject(Topic.OUTCOMES_TOTAL, "outcomes_total", found, sure)
    either = (
        *lawful.received(including_brought_forward=including, newly=newly),
        *lawful.finished(including_brought_forward=False),
    )
    return Subject(Topic.RECEIVED, "handled", either, sure=False)


def _documents(group: Group, context: Context) -> Subject | None:
    rows = group.keys(Role.DOCUMENT)
    if len(rows) != 1:
        return None
    columns = {Role.MAKE: "issued", Role.REPEAL: "repealed", Role.IN_FORCE: "in_force"}
    own = {token.role: token.key for token in (*group.before, *group.words) if token.role in columns}
    acts = own or context.acts
    done = [role for role in columns if role in acts]
    if len(done) != 1:
        found = lawful.proactive(rows[0], *columns.values())
        return Subject(Topic.PROACTIVE, f"{rows[0]}.any", found, sure=False)
    act = done[0]
    sure = acts[act] == "sure" and in_order(group, Role.DOCUMENT, act)
    return Subject(Topic.PROACTIVE, f"{rows[0]}.{columns[act]}", lawful.proactive(rows[0], columns[act]), sure)


def _decisions(group: Group, context: Context) -> Subject | None:
    rows = group.keys(Role.DECISION)
    if len(rows) != 1:
        return None
    sure = (Role.DECIDE in group.roles or Role.DECIDE in context.acts) and in_order(group, Role.DECISION, Role.DECIDE)
    return Subject(Topic.PROACTIVE, rows[0], lawful.proactive(rows[0], "decisions"), sure)


def _fees(group: Group) -> Subject | None:
    if Role.FEE not in group.roles:
        return None
    sure = not group.torn and group.roles <= COMMON | {Role.FEE}
    return Subject(Topic.PROACTIVE, "fees", lawful.proactive("administrative_fees", "wan_yuan"), sure)


_FINDERS: Sequence[Callable[[Group, Context], Subject | None]] = (
    _carried,
    _review,
    _applicants,
    _outcome,
    _applications,
    _documents,
    _decisions,
)
