"""Which incidents open, change and end, decided from how duties and sources stand now.

1. Each change names the incidents that its subject should have, each under a key of family, agency and year or source.
2. A key that should be open and is not: opened. One that is open and should not be: resolved. Where nothing can be
   told any more (the column is unreadable, the new version not read yet) it stays as it is.
3. Open and wanted: told again only when it got worse, when new errors came, or when nobody was told so far.
4. A silent duty (a season over before its agency was watched) opens nothing.
5. What changed rules find in an old year is recorded as told quietly: written down, sent to nobody.
6. Errors that an answer or a waiver set aside are forgotten: when they count again, they are told again.

So the same changes again decide nothing, and a resolution is told only where the opening was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from alerts.facts import AlertPolicy, Change, DutyChange, IncidentKind, OpenIncident, SourceHealthChange
from alerts.wanted import Family, Standing, findings_of, standings_of
from reports.model import Finding


class Why(StrEnum):
    """Why a decision was made."""

    NEW = "new"
    WORSE = "worse"
    MORE_ERRORS = "more_errors"
    NOBODY_TOLD = "nobody_told"
    GOOD_AGAIN = "good_again"
    SILENCED = "silenced"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Decision:
    """One incident opened, changed or resolved; `tell` False: recorded, and nobody is written to.

    `findings` are the errors the incident now stands for (fails_validation, private_finding). `quiet`: it would be told
    if it were not history; that is written down as well.
    """

    key: str
    kind: IncidentKind
    why: Why
    tell: bool
    opened_at: datetime
    change: Change
    findings: tuple[Finding, ...] = ()
    held: OpenIncident | None = None
    quiet: bool = False


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
        for family, standing in standings_of(change, failing, now=now, policy=policy):
            key = incident_key(family, change)
            held = held_by_key.get(key)
            if isinstance(standing, IncidentKind):
                errors = findings_of(family, change)
                if held is None:
                    quiet = _is_quiet(family, change)
                    opened.append(Decision(key, standing, Why.NEW, True, now, change, errors, quiet=quiet))
                elif (decision := _update(held, family, standing, change)) is not None:
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


def _is_quiet(family: Family, change: Change) -> bool:
    """Return whether only the rules have changed: states of the duty itself do not come from them."""
    return isinstance(change, DutyChange) and change.quiet and family in {Family.VALIDATION, Family.PRIVATE}


def _update(held: OpenIncident, family: Family, kind: IncidentKind, change: Change) -> Decision | None:
    """Return what became of an open incident, or None; a kind never gets milder while its incident is open."""
    errors, quiet = findings_of(family, change), _is_quiet(family, change)
    if rank(kind) < rank(held.kind):
        return Decision(held.key, kind, Why.WORSE, True, held.opened_at, change, errors, held)
    if not held.told and not held.quiet:
        return Decision(held.key, held.kind, Why.NOBODY_TOLD, True, held.opened_at, change, errors, held, quiet)
    if any(error.id not in held.told_findings for error in errors):
        return Decision(held.key, held.kind, Why.MORE_ERRORS, True, held.opened_at, change, errors, held, quiet)
    if isinstance(change, DutyChange) and change.set_aside & held.told_findings:
        return Decision(held.key, held.kind, Why.SET_ASIDE, False, held.opened_at, change, errors, held)
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
