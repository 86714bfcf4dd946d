"""The pages of what was told and how it went: incidents, messages, receipts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from alerts.facts import PRIVATE_KINDS
from status.missing import NotHere
from status.queries import DeliveriesQuery, IncidentsQuery
from status.words import N_
from storage import agencies, incidents, outbox
from storage.records import Incident, MessageState, OutboxMessage, Receipt

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class IncidentsView:
    """One page of incidents, newest first; `names` are those of its agencies, `next` is where the next page begins."""

    incidents: tuple[Incident, ...]
    names: Mapping[str, str]
    open_only: bool
    paged: bool
    next: int | None


@dataclass(frozen=True, slots=True)
class DeliveriesView:
    """One page of messages, newest first, with the counts of all."""

    messages: tuple[OutboxMessage, ...]
    counts: tuple[tuple[MessageState, int], ...]
    total: int
    state: MessageState | None
    paged: bool
    next: int | None


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One message with its receipts, first try first, and the incidents it speaks of."""

    message: OutboxMessage
    receipts: tuple[Receipt, ...]
    incidents: tuple[Incident, ...]
    names: Mapping[str, str]


def view_incidents(tx: sa.Connection, query: IncidentsQuery, *, office: bool = False) -> IncidentsView:
    """Return the page of incidents that the query names; those for the office alone only for it."""
    found = incidents.page(
        tx,
        limit=PAGE_SIZE + 1,
        before=query.before,
        jurisdiction=query.jurisdiction,
        open_only=query.open is not None,
        without_kinds=() if office else PRIVATE_KINDS,
    )
    shown = found[:PAGE_SIZE]
    return IncidentsView(
        incidents=shown,
        names=names_of(tx, shown),
        open_only=query.open is not None,
        paged=query.before is not None,
        next=shown[-1].id if len(found) > PAGE_SIZE else None,
    )


def view_deliveries(tx: sa.Connection, query: DeliveriesQuery, *, office: bool = False) -> DeliveriesView:
    """Return the page of messages that the query names; those for the office alone only for it."""
    hidden = () if office else PRIVATE_KINDS
    found = outbox.page(
        tx,
        limit=PAGE_SIZE + 1,
        before=query.before,
        jurisdiction=query.jurisdiction,
        state=query.state,
        without_kinds=hidden,
    )
    shown = found[:PAGE_SIZE]
    counts = outbox.count_by_state(tx, without_kinds=hidden)
    return DeliveriesView(
        messages=shown,
        counts=tuple((state, counts[state]) for state in MessageState if state in counts),
        total=sum(counts.values()),
        state=query.state,
        paged=query.before is not None,
        next=shown[-1].id if len(found) > PAGE_SIZE else None,
    )


def view_delivery(tx: sa.Connection, message_id: str, *, office: bool = False) -> DeliveryView:
    """Return the message with what belongs to it; raises NotHere."""
    message = outbox.find(tx, message_id=message_id) if message_id.isprintable() else None
    if message is None or (message.kind in PRIVATE_KINDS and not office):
        raise NotHere(N_("没有编号为“%(id)s”的消息。"), id=message_id)
    about = tuple(incidents.get(tx, incident_id=number) for number in message.incident_ids)
    return DeliveryView(message, outbox.receipts_of(tx, outbox_id=message.id), about, names_of(tx, about))


def names_of(tx: sa.Connection, about: Iterable[Incident]) -> dict[str, str]:
    """Return the names of the agencies that the incidents are about, by id."""
    wanted = {incident.agency_id for incident in about if incident.agency_id is not None}
    return {agency_id: agencies.get(tx, agency_id=agency_id).name for agency_id in wanted}
