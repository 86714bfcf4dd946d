"""What a change says of each family of incidents: which of them its subject should have, and the findings of those."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from alerts.facts import AlertPolicy, Change, DutyChange, IncidentKind, SourceHealthChange
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
    PRIVATE = "private"
    CANNOT_TELL = "cannot_tell"
    SOURCE = "source"


class Standing(StrEnum):
    """What a change says of a family: nothing to tell, or nothing that can be told."""

    GOOD = "good"
    UNCLEAR = "unclear"


def standings_of(
    change: Change, failing: Collection[str], *, now: datetime, policy: AlertPolicy
) -> tuple[tuple[Family, IncidentKind | Standing], ...]:
    """Return, for each family that the change can speak of, the incident it should have, or that it should have none.

    `failing` are the agencies with a column that cannot be read.
    """
    match change:
        case DutyChange(silent=True):
            return tuple((family, Standing.GOOD) for family in _DUTY_FAMILIES)
        case DutyChange():
            return (
                (Family.ABSENCE, _absence(change.timeliness)),
                (Family.LATE, _late(change.timeliness)),
                (Family.WITHDRAWN, _withdrawn(change.timeliness)),
                (Family.VALIDATION, _validation(change)),
                (Family.PRIVATE, _private(change)),
                (Family.CANNOT_TELL, _cannot_tell(change, failing, now, policy)),
            )
        case SourceHealthChange():
            return ((Family.SOURCE, _source(change, now, policy)),)
        case _:
            assert_never(change)


_DUTY_FAMILIES = tuple(family for family in Family if family is not Family.SOURCE)


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


def _private(change: DutyChange) -> IncidentKind | Standing:
    """Errors alert here as well; the office sees the other private findings on its page."""
    if findings_of(Family.PRIVATE, change):
        return IncidentKind.PRIVATE_FINDING
    return Standing.UNCLEAR if change.content is Content.UNREAD else Standing.GOOD


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


def findings_of(family: Family, change: Change) -> tuple[Finding, ...]:
    """Return the findings that an incident of the family stands for."""
    match family:
        case Family.VALIDATION:
            return _errors(change)
        case Family.PRIVATE:
            private = change.private if isinstance(change, DutyChange) else ()
            return tuple(finding for finding in private if finding.level is Level.ERROR)
        case _:
            return ()
