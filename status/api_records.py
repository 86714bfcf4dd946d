"""Single records as the interface gives them: names of the glossary, nothing of how they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from reports.answers import Standing
from reports.codec import finding_to_json
from reports.waivers import Waiver
from storage.records import (
    Duty,
    Incident,
    Look,
    OutboxMessage,
    Source,
    StandingFinding,
    StoredDocument,
    Transition,
)

Value: TypeAlias = Mapping[str, object]


def duty(owed: Duty) -> Value:
    """Return a duty with its state, since when, and the evidence for it."""
    return {
        "report_year": owed.report_year,
        "duty_basis": owed.duty_basis,
        "exempt_reason": owed.exempt_reason,
        "due_on": owed.due_on,
        "timeliness": owed.timeliness,
        "timeliness_since": owed.timeliness_since,
        "content": owed.content,
        "content_since": owed.content_since,
        "first_seen_at": owed.first_seen_at,
        "for_reference_only": owed.silent,
        "findings_waived": owed.findings_waived,
        "evidence": owed.evidence,
    }


def source(column: Source) -> Value:
    """Return a column with its health."""
    return {
        "id": column.id,
        "url": column.url,
        "family": column.family,
        "verified": column.verified,
        "enabled": column.enabled,
        "retired_at": column.retired_at,
        "last_outcome": column.last_outcome,
        "last_look_at": column.last_look_at,
        "last_good_at": column.last_good_at,
        "failing_since": column.failing_since,
        "failures": column.failures,
        "next_check_at": column.next_check_at,
    }


def look(seen: Look) -> Value:
    """Return a look: what was asked, what came, how complete."""
    return {
        "kind": seen.kind,
        "url": seen.url,
        "report_year": seen.report_year,
        "asked_at": seen.asked_at,
        "answered_at": seen.answered_at,
        "outcome": seen.outcome,
        "http_status": seen.http_status,
        "pages_read": seen.pages_read,
        "links": len(seen.links),
        "canary": seen.canary,
        "looked_by": seen.looked_by,
        "saw_report": seen.saw_report,
    }


def document(kept: StoredDocument, *, locked: bool) -> Value:
    """Return an original with its state; `original` is where to download it, None where that is locked."""
    return {
        "url": kept.url,
        "role": kept.role,
        "title": kept.title,
        "sha256": kept.sha256,
        "original": None if locked else f"/originals/{kept.sha256}",
        "size": kept.size,
        "media_type": kept.media_type,
        "listed_date": kept.listed_date,
        "first_seen_at": kept.first_seen_at,
        "last_seen_at": kept.last_seen_at,
        "state": kept.state,
        "step": kept.step,
        "reason": kept.reason,
    }


def finding(found: StandingFinding) -> Value:
    """Return a finding with the keys of `duban check --json`, its life, and how it stands, without names of people.

    Only for findings that everybody may see: the caller leaves out the others.
    """
    return {
        **finding_to_json(found.stored.finding),
        "report_year": found.stored.report_year,
        "opened_at": found.stored.opened_at,
        "closed_at": found.stored.closed_at,
        "standing": found.standing,
        "answers": [{"answer": answer.kind, "at": answer.at} for answer in found.answers],
        "waiver": None if found.waiver is None or found.standing is not Standing.WAIVED else waiver(found.waiver),
    }


def waiver(given: Waiver) -> Value:
    """Return a waiver; who decided is the office's affair."""
    return {
        "id": given.id,
        "code": given.code,
        "scope": given.scope,
        "scope_id": given.scope_id,
        "year_from": given.year_from,
        "year_to": given.year_to,
        "reason": given.reason,
        "created_at": given.created_at,
        "expires_on": given.expires_on,
        "ended_at": given.ended_at,
    }


def transition(change: Transition) -> Value:
    """Return a change of state with its evidence."""
    return {
        "at": change.at,
        "axis": change.axis,
        "before": change.before,
        "after": change.after,
        "cause": change.cause,
        "evidence": change.evidence,
    }


def incident(each: Incident) -> Value:
    """Return an incident."""
    return {
        "id": each.id,
        "kind": each.kind,
        "jurisdiction": each.jurisdiction,
        "agency": each.agency_id,
        "report_year": each.report_year,
        "opened_at": each.opened_at,
        "resolved_at": each.resolved_at,
        "message_id": each.last_message_id,
    }


def delivery(message: OutboxMessage) -> Value:
    """Return a message without its text."""
    return {
        "message_id": message.message_id,
        "jurisdiction": message.jurisdiction,
        "target": message.target,
        "kind": message.kind,
        "subject": message.subject,
        "incidents": message.incident_ids,
        "created_at": message.created_at,
        "state": message.state,
        "state_at": message.state_at,
        "attempts": message.attempts,
        "reason": message.reason,
    }
