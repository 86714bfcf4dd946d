"""One round: the decisions written down with their messages, in the caller's transaction, and nothing sent yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from alerts.facts import PRIVATE_KINDS, AlertPolicy, Change, DutyChange, IncidentKind, OpenIncident, SourceHealthChange
from alerts.incidents import Decision, Decisions, Why, decide
from alerts.items import OtherOpen, data_of, items_of
from alerts.messages import Message, Office, compose, new_message_id
from alerts.targets import Language, Medium, Target
from storage import incidents, outbox
from storage.records import Incident, NewMessage

# Decisions that no target wants are written as a message all the same, kept and never sent.
NOBODY = Target("-", "", names=True)
OLD_YEAR = (
    "规则更新后复核往年报告所得，往年不提醒，只作记录; found in an old year by changed rules, recorded and not sent"
)
NO_TARGET = "没有提醒对象接收该地区的这类事项（设置 [[alerts.targets]]）; no alert target takes this kind here"


@dataclass(frozen=True, slots=True)
class Queued:
    """What a round wrote: its decisions, and how many messages wait to be sent or were suppressed."""

    decisions: Decisions
    messages: int
    suppressed: int


def alert(
    tx: sa.Connection,
    changes: Sequence[Change],
    targets: Sequence[Target],
    *,
    now: datetime,
    public_url: str | None = None,
    office_names: Mapping[str, str] | None = None,
    policy: AlertPolicy | None = None,
) -> Queued:
    """Decide on the changes and queue what is to be told; everything in the caller's transaction.

    `office_names` maps a jurisdiction to the name its messages carry; without an entry it is the id.
    """
    held = [
        incident
        for jurisdiction in sorted({change.jurisdiction for change in changes})
        for incident in load_open(tx, jurisdiction=jurisdiction)
    ]
    decisions = decide(changes, held, now=now, policy=policy)
    return queue_round(tx, decisions, targets, now=now, public_url=public_url, office_names=office_names)


def load_open(tx: sa.Connection, *, jurisdiction: str) -> tuple[OpenIncident, ...]:
    """Return the open incidents of a jurisdiction as deciding needs them, the oldest first."""
    return tuple(_held(record) for record in incidents.open_ones(tx, jurisdiction=jurisdiction))


def queue_round(
    tx: sa.Connection,
    decisions: Decisions,
    targets: Sequence[Target],
    *,
    now: datetime,
    public_url: str | None = None,
    office_names: Mapping[str, str] | None = None,
) -> Queued:
    """Write the incidents and one message per office and target into the caller's transaction.

    A decision to tell that no target wants goes into a suppressed message with the reason, once.
    """
    audience = {decision.key: _audience(decision, targets) for decision in _all(decisions)}
    ids = _write_incidents(tx, decisions, audience, now)
    messages = suppressed = 0
    for jurisdiction, told in _to_tell(decisions).items():
        office = Office(jurisdiction, (office_names or {}).get(jurisdiction, jurisdiction))
        others = _others(tx, jurisdiction)
        for target, pairs, reason in _letters(told, targets, audience):
            message = compose(
                pairs,
                office=office,
                target=target,
                others=others,
                public_url=public_url,
                now=now,
                message_id=new_message_id(),
            )
            _put(tx, message, office, target, [ids[decision.key] for decision, _ in pairs], reason, now)
            messages += reason is None
            suppressed += reason is not None
    return Queued(decisions, messages, suppressed)


def _all(decisions: Decisions) -> tuple[Decision, ...]:
    return (*decisions.opened, *decisions.updated, *decisions.resolved)


def _audience(decision: Decision, targets: Sequence[Target]) -> tuple[Target, ...]:
    """Return who is told; what is for the office alone goes by mail only, what is history to nobody."""
    if decision.quiet:
        return ()
    private = decision.kind in PRIVATE_KINDS
    return tuple(
        target
        for target in targets
        if target.wants(decision.change.jurisdiction, decision.kind) and (not private or target.medium is Medium.MAIL)
    )


def _letters(
    told: Sequence[tuple[Decision, bool]], targets: Sequence[Target], audience: Mapping[str, tuple[Target, ...]]
) -> Iterator[tuple[Target, list[tuple[Decision, bool]], str | None]]:
    """Yield each message of a round: its target, what it says, and why it is kept and not sent (None: it is sent).

    What is for the office alone stands in messages of its own, so that each message as a whole is so or is not.
    """
    for private in (False, True):
        pairs = [pair for pair in told if (pair[0].kind in PRIVATE_KINDS) is private]
        unwanted = [pair for pair in pairs if not audience[pair[0].key] and pair[0].why is not Why.NOBODY_TOLD]
        letters: list[tuple[Target, list[tuple[Decision, bool]], str | None]] = [
            *((target, [pair for pair in pairs if target in audience[pair[0].key]], None) for target in targets),
            (NOBODY, [pair for pair in unwanted if not pair[0].quiet], NO_TARGET),
            (NOBODY, [pair for pair in unwanted if pair[0].quiet], OLD_YEAR),
        ]
        yield from (letter for letter in letters if letter[1])


def _to_tell(decisions: Decisions) -> dict[str, list[tuple[Decision, bool]]]:
    """Return (decision, resolved) by jurisdiction, of those that are to be told."""
    told: dict[str, list[tuple[Decision, bool]]] = defaultdict(list)
    for decision in (*decisions.opened, *decisions.updated):
        if decision.tell:
            told[decision.change.jurisdiction].append((decision, False))
    for decision in decisions.resolved:
        if decision.tell:
            told[decision.change.jurisdiction].append((decision, True))
    return told


def _write_incidents(
    tx: sa.Connection, decisions: Decisions, audience: Mapping[str, tuple[Target, ...]], now: datetime
) -> dict[str, int]:
    """Write what was decided and return the incident's row number by key."""
    ids: dict[str, int] = {}
    for decision in decisions.opened:
        change = decision.change
        incident, _ = incidents.open_incident(
            tx,
            kind=str(decision.kind),
            jurisdiction=change.jurisdiction,
            dedupe_key=decision.key,
            now=now,
            agency_id=change.agency_id,
            report_year=change.report_year if isinstance(change, DutyChange) else None,
            source_id=change.source_id if isinstance(change, SourceHealthChange) else None,
            detail=_detail(decision, told=bool(audience[decision.key])),
        )
        ids[decision.key] = incident.id
    for decision in decisions.updated:
        held = _held_of(decision)
        told = held.told or bool(audience[decision.key])
        incidents.set_detail(tx, incident_id=held.id, kind=str(decision.kind), detail=_detail(decision, told=told))
        ids[decision.key] = held.id
    for decision in decisions.resolved:
        held = _held_of(decision)
        incidents.resolve(tx, incident_id=held.id, now=now, detail=_detail(decision, told=held.told))
        ids[decision.key] = held.id
    return ids


def _held_of(decision: Decision) -> OpenIncident:
    if decision.held is None:
        raise ValueError(f"{decision.key} was changed or resolved without ever having been opened")
    return decision.held


def _detail(decision: Decision, *, told: bool) -> dict[str, object]:
    """Return what is kept with an incident: whether it was told, all errors it stood for, and its facts in both
    languages as they were when it last changed."""
    known = frozenset() if decision.held is None else decision.held.told_findings
    resolved = decision.why in (Why.GOOD_AGAIN, Why.SILENCED)
    aside = decision.change.set_aside if isinstance(decision.change, DutyChange) else frozenset()
    (item,) = items_of([(decision, resolved)], (), None)
    return {
        "told": told,
        "quiet": decision.quiet or (decision.held is not None and decision.held.quiet and not told),
        "told_findings": sorted((known - aside) | {finding.id for finding in decision.findings}),
        "why": str(decision.why),
        "facts": {str(language): data_of(item, language) for language in Language},
    }


def _held(record: Incident) -> OpenIncident:
    told_findings = record.detail.get("told_findings", ())
    return OpenIncident(
        id=record.id,
        key=record.dedupe_key,
        kind=IncidentKind(record.kind),
        opened_at=record.opened_at,
        told=record.detail.get("told") is True,
        told_findings=frozenset(str(id_) for id_ in told_findings) if isinstance(told_findings, list) else frozenset(),
        quiet=record.detail.get("quiet") is True,
    )


def _others(tx: sa.Connection, jurisdiction: str) -> tuple[OtherOpen, ...]:
    return tuple(
        OtherOpen(record.dedupe_key, IncidentKind(record.kind), record.agency_id, record.report_year)
        for record in incidents.open_ones(tx, jurisdiction=jurisdiction)
        if record.agency_id is not None and IncidentKind(record.kind) not in PRIVATE_KINDS
    )


def _put(
    tx: sa.Connection,
    message: Message,
    office: Office,
    target: Target,
    incident_ids: Sequence[int],
    suppressed_because: str | None,
    now: datetime,
) -> None:
    outbox.put(
        tx,
        message=NewMessage(
            message_id=message.message_id,
            jurisdiction=office.id,
            target=target.name,
            kind=message.kind,
            subject=message.subject,
            body=message.body,
            payload=message.payload,
            incident_ids=tuple(incident_ids),
            suppressed_because=suppressed_because,
        ),
        now=now,
    )
    incidents.stamp_message(tx, incident_ids=incident_ids, message_id=message.message_id)
