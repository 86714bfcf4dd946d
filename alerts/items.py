"""The entries of a message: each decision as the templates see it, and as the data of a webhook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from alerts.facts import PRIVATE_KINDS, Change, DutyChange, IncidentKind
from alerts.incidents import Decision
from alerts.labels import KIND_LABELS, RESOLVED, say
from alerts.targets import Language
from alerts.writing import one_line
from reports.model import Finding, Level
from reports.obligations import Reason


@dataclass(frozen=True, slots=True)
class OtherOpen:
    """An open incident of an agency, named beside the ones that a message is about."""

    key: str
    kind: IncidentKind
    agency_id: str
    report_year: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """One decision in a message; `template` is the file with its sentences, `page` "" without a public address."""

    kind: IncidentKind
    template: str
    why: str
    resolved: bool
    opened_at: datetime
    change: Change
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    others: tuple[OtherOpen, ...]
    page: str

    @property
    def year(self) -> int | None:
        """Return the report year, None for an incident about a source."""
        return self.change.report_year if isinstance(self.change, DutyChange) else None


def items_of(
    ordered: Sequence[tuple[Decision, bool]], others: Sequence[OtherOpen], public_url: str | None
) -> tuple[Item, ...]:
    """Return an item for each (decision, resolved); the warnings of a duty stand at its first open item only."""
    in_message = {decision.key for decision, _ in ordered}
    elsewhere = [other for other in others if other.key not in in_message]
    warned: set[tuple[str, int]] = set()
    items: list[Item] = []
    for decision, resolved in ordered:
        change = decision.change
        warnings: tuple[Finding, ...] = ()
        first = isinstance(change, DutyChange) and (change.agency_id, change.report_year) not in warned
        if isinstance(change, DutyChange) and first and not resolved and decision.kind not in PRIVATE_KINDS:
            warned.add((change.agency_id, change.report_year))
            warnings = tuple(finding for finding in change.findings if finding.level is Level.WARNING)
        items.append(
            Item(
                kind=decision.kind,
                template="resolved" if resolved else _template(decision),
                why=str(decision.why),
                resolved=resolved,
                opened_at=decision.opened_at,
                change=change,
                errors=decision.findings,
                warnings=warnings,
                others=tuple(other for other in elsewhere if other.agency_id == change.agency_id),
                page=_page(public_url, change),
            )
        )
    return tuple(items)


def state_of(item: Item, language: Language) -> str:
    """Return the word for what the item is about, marked where it is resolved."""
    state = say(KIND_LABELS[item.kind], language)
    if not item.resolved:
        return state
    return f"{say(RESOLVED, language)}{'·' if language is Language.ZH else ': '}{state}"


def data_of(item: Item, language: Language) -> dict[str, object]:
    """Return the item as JSON values: times in ISO 8601, None where something is not known."""
    change = item.change
    data: dict[str, object] = {
        "kind": str(item.kind),
        "state": state_of(item, language),
        "resolved": item.resolved,
        "why": item.why,
        "agency_id": change.agency_id,
        "agency": one_line(change.agency_name),
        "report_year": item.year,
        "since": item.opened_at.isoformat(),
        "page": item.page or None,
        "findings": [_finding(finding, language) for finding in (*item.errors, *item.warnings)],
        "also_open": [{"kind": str(other.kind), "report_year": other.report_year} for other in item.others],
    }
    if isinstance(change, DutyChange):
        return data | {
            "timeliness": str(change.timeliness),
            "content": None if change.content is None else str(change.content),
            "due_on": None if change.due.day is None else change.due.day.isoformat(),
            "source": say(change.due.source, language),
            "evidence": [_evidence(reason, language) for reason in change.reasons],
            "column_url": change.column_url,
            "report_url": change.report_url,
            "last_look_at": _iso(change.looked_at),
        }
    return data | {
        "source_id": change.source_id,
        "column_url": change.url,
        "outcome": None if change.outcome is None else str(change.outcome),
        "failing_since": _iso(change.failing_since),
        "failures": change.failures,
        "last_look_at": _iso(change.last_look_at),
        "last_good_at": _iso(change.last_good_at),
    }


def _page(public_url: str | None, change: Change) -> str:
    """Return the address of the status page about it: of the report where one was seen, else of the agency."""
    if public_url is None:
        return ""
    agency = quote(change.agency_id, safe="")
    if isinstance(change, DutyChange) and change.report_url is not None:
        return f"{public_url.rstrip('/')}/reports/{agency}/{change.report_year}"
    return f"{public_url.rstrip('/')}/agencies/{agency}"


def _template(decision: Decision) -> str:
    if decision.kind is IncidentKind.SOURCE_UNHEALTHY and isinstance(decision.change, DutyChange):
        return "no_column" if decision.change.column_url is None else "cannot_tell"
    return str(decision.kind)


def _finding(finding: Finding, language: Language) -> dict[str, object]:
    return {
        "id": finding.id,
        "code": finding.code,
        "level": str(finding.level),
        "message": one_line(finding.message if language is Language.ZH else finding.message_en),
        "source": finding.source,
    }


def _evidence(reason: Reason, language: Language) -> dict[str, object]:
    return {
        "text": one_line(reason.zh if language is Language.ZH else reason.en),
        "at": _iso(reason.at),
        "address": reason.address,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
