"""Which incidents open, change and end, decided from how duties and sources stand now.

1. Each change names the incidents that its subject should have, each under a key of family, agency and year or source.
2. A key that should be open and is not: opened. One that is open and should not be: resolved. Where nothing can be
   told any more (the column is unreadable, the new version not read yet) it stays as it is.
3. Open and wanted: told again only when it got worse, when new errors came, or when nobody was told so far.
4. A silent duty (a season over before its agency was watched) opens nothing.

So the same changes again decide nothing, and a resolution is told only where the opening was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from alerts.facts import AlertPolicy, Change, DutyChange, IncidentKind, OpenIncident, SourceHealthChange
from reports.model import Finding, Level
from reports.obligations import end_of
from reports.states import Content, Timeliness

# The duty's own rules have incidents of their own (not seen, late, withdrawn); an error of theirs is not told twice.
DUTY_RULES = frozenset({"D101", "D102", "D104"})


class Family(StrEnum):
    """Incidents of one family are one incident that gets worse or better; the family leads its key."""

    ABSENCE = "absence"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    VALIDATION = "validation"
    CANNOT_TELL = "cannot_tell"
    SOURCE = "source"


class Standing(StrEnum):
    """What a change says of a family: nothing to tell, or nothing that can be told."""

    GOOD = "good"
    UNCLEAR = "unclear"


class Why(StrEnum):
    """Why a decision was made."""

    NEW = "new"
    WORSE = "worse"
    MORE_ERRORS = "more_errors"
    NOBODY_TOLD = "nobody_told"
    GOOD_AGAIN = "good_again"
    SILENCED = "silenced"


@dataclass(frozen=True, slots=True)
class Decision:
    """One incident opened, changed or resolved; `tell` False: recorded, and nobody is written to.

    `findings` are the errors the incident now stands for (fails_validation only).
    """

    key: str
    kind: IncidentKind
    why: Why
    tell: bool
    opened_at: datetime
    change: Change
    findings: tuple[Finding, ...] = ()
    held: OpenIncident | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What one round decided, each list worst first."""

    opened: tuple[Decision, ...] = ()
    updated: tuple[Decision, ...] = ()
    resolved: tuple[Decision, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything was decided."""
        return bool(self.opened or self.updated or self.resolved)


def decide(
    changes: Sequence[Change],
    open_incidents: Iterable[OpenIncident],
    *,
    now: datetime,
    policy: AlertPolicy | None = None,
) -> Decisions:
    """Return the incidents to open, to update and to resolve; an incident whose subject no change names stays."""
    policy = policy or AlertPolicy()
    held_by_key = {incident.key: incident for incident in open_incidents}
    opened: list[Decision] = []
    updated: list[Decision] = []
    resolved: list[Decision] = []
    latest = {_subject(change): change for change in changes}
    failing = {
        c.agency_id for c in latest.values() if isinstance(c, SourceHealthChange) and c.failing_since is not None
    }
    for change in latest.values():
        for family, standing in _standings(change, failing, now, policy):
            key = incident_key(family, change)
            held = held_by_key.get(key)
            if isinstance(standing, IncidentKind):
                errors = _errors(change) if family is Family.VALIDATION else ()
                if held is None:
                    opened.append(Decision(key, standing, Why.NEW, True, now, change, errors))
                elif (decision := _update(held, standing, change, errors)) is not None:
                    updated.append(decision)
            elif standing is Standing.GOOD and held is not None:
                resolved.append(_resolve(held, change))
    return Decisions(
        tuple(sorted(opened, key=_worst_first)),
        tuple(sorted(updated, key=_worst_first)),
        tuple(sorted(resolved, key=_worst_first)),
    )


def incident_key(family: Family, change: Change) -> str:
    """Return the key under which an incident of the family can be open at most once."""
    match change:
        case DutyChange():
            return f"{family}:{change.agency_id}:{change.report_year}"
        case SourceHealthChange():
            return f"{family}:{change.source_id}"
        case _:
            assert_never(change)


def _subject(change: Change) -> tuple[str, int]:
    match change:
        case DutyChange():
            return change.agency_id, change.report_year
        case SourceHealthChange():
            return "", change.source_id
        case _:
            assert_never(change)


def rank(kind: IncidentKind) -> int:
    """Return the place of a kind in a message, 0 the worst."""
    return tuple(IncidentKind).index(kind)


def _standings(
    change: Change, failing: Collection[str], now: datetime, policy: AlertPolicy
) -> tuple[tuple[Family, IncidentKind | Standing], ...]:
    match change:
        case DutyChange(silent=True):
            return tuple((family, Standing.GOOD) for family in _DUTY_FAMILIES)
        case DutyChange():
            return (
                (Family.ABSENCE, _absence(change.timeliness)),
                (Family.LATE, _late(change.timeliness)),
                (Family.WITHDRAWN, _withdrawn(change.timeliness)),
                (Family.VALIDATION, _validation(change)),
                (Family.CANNOT_TELL, _cannot_tell(change, failing, now, policy)),
            )
        case SourceHealthChange():
            return ((Family.SOURCE, _source(change, now, policy)),)
        case _:
            assert_never(change)


_DUTY_FAMILIES = (Family.ABSENCE, Family.LATE, Family.WITHDRAWN, Family.VALIDATION, Family.CANNOT_TELL)


def _absence(timeliness: Timeliness) -> IncidentKind | Standing:
    match timeliness:
        case Timeliness.NOT_SEEN:
            return IncidentKind.NOT_SEEN
        case Timeliness.OVERDUE:
            return IncidentKind.OVERDUE
        case Timeliness.UNKNOWN:
            return Standing.UNCLEAR
        case _:
            return Standing.GOOD


def _late(timeliness: Timeliness) -> IncidentKind | Standing:
    match timeliness:
        case Timeliness.LATE:
            return IncidentKind.LATE
        case Timeliness.UNKNOWN | Timeliness.WITHDRAWN:  # it came late, and went
            return Standing.UNCLEAR
        case _:
            return Standing.GOOD


def _withdrawn(timeliness: Timeliness) -> IncidentKind | Standing:
    match timeliness:
        case Timeliness.WITHDRAWN:
            return IncidentKind.WITHDRAWN
        case Timeliness.UNKNOWN:
            return Standing.UNCLEAR
        case _:
            return Standing.GOOD


def _validation(change: DutyChange) -> IncidentKind | Standing:
    """Errors alert; warnings alone are the page's business and stand in the message of a duty that alerts anyway."""
    if _errors(change):
        return IncidentKind.FAILS_VALIDATION
    if change.content is Content.UNREAD:  # a new version that is not read yet says nothing about the old errors
        return Standing.UNCLEAR
    return Standing.GOOD


def _cannot_tell(
    change: DutyChange, failing: Collection[str], now: datetime, policy: AlertPolicy
) -> IncidentKind | Standing:
    """A duty that cannot be judged is told unless a failing source of its agency is the reason, which tells for itself.

    Without a column at once; with one after the time that two good looks need.
    """
    if change.timeliness is not Timeliness.UNKNOWN:
        return Standing.GOOD
    if change.column_url is None:
        return IncidentKind.SOURCE_UNHEALTHY
    if change.agency_id in failing or change.due.day is None:
        return Standing.UNCLEAR
    return IncidentKind.SOURCE_UNHEALTHY if now - end_of(change.due.day) >= policy.unknown_for else Standing.UNCLEAR


def _source(change: SourceHealthChange, now: datetime, policy: AlertPolicy) -> IncidentKind | Standing:
    if change.failing_since is None:
        return Standing.GOOD
    if change.failures < policy.source_failures or now - change.failing_since < policy.source_failing_for:
        return Standing.UNCLEAR
    return IncidentKind.SOURCE_UNHEALTHY


def _errors(change: Change) -> tuple[Finding, ...]:
    if isinstance(change, SourceHealthChange):
        return ()
    return tuple(
        finding for finding in change.findings if finding.level is Level.ERROR and finding.code not in DUTY_RULES
    )


def _update(held: OpenIncident, kind: IncidentKind, change: Change, errors: tuple[Finding, ...]) -> Decision | None:
    """Return what became of an open incident, or None; a kind never gets milder while its incident is open."""
    if rank(kind) < rank(held.kind):
        return Decision(held.key, kind, Why.WORSE, True, held.opened_at, change, errors, held)
    if not held.told:
        return Decision(held.key, held.kind, Why.NOBODY_TOLD, True, held.opened_at, change, errors, held)
    if any(error.id not in held.told_findings for error in errors):
        return Decision(held.key, held.kind, Why.MORE_ERRORS, True, held.opened_at, change, errors, held)
    return None


def _resolve(held: OpenIncident, change: Change) -> Decision:
    silent = isinstance(change, DutyChange) and change.silent
    return Decision(
        held.key,
        held.kind,
        Why.SILENCED if silent else Why.GOOD_AGAIN,
        held.told and not silent,
        held.opened_at,
        change,
        (),
        held,
    )


def _worst_first(decision: Decision) -> tuple[int, str, str, str]:
    change = decision.change
    return rank(decision.kind), change.jurisdiction, change.agency_id, decision.key
