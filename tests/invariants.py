"""The house's invariants, as an oracle over database and archive: what must hold after every fault."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from reports.looks import GOOD_OUTCOMES
from reports.obligations import end_of
from reports.states import Timeliness
from storage import agencies, documents, duties, incidents, looks, outbox
from storage.archive import Archive
from storage.records import Axis, DocumentState, Duty, LookKind, MessageState
from storage.session import Database

SETTLED = {DocumentState.PARSED, DocumentState.UNREAD, DocumentState.QUARANTINED, DocumentState.WAIVED}
ENDED = {MessageState.DELIVERED, MessageState.SUPPRESSED, MessageState.DEAD}
ABSENT = {Timeliness.NOT_SEEN, Timeliness.OVERDUE}


def broken(database: Database, archive: Archive) -> list[str]:
    """Return a sentence for each invariant that does not hold, once everything under way has come to its end."""
    with database.read() as tx:
        return [*_duties(tx), *_originals(tx, archive), *_messages(tx)]


def _duties(tx: sa.Connection) -> Iterator[str]:
    for agency in agencies.all_agencies(tx, with_retired=True):
        for duty in duties.of_agency(tx, agency_id=agency.id):
            name = f"{duty.agency_id} {duty.report_year}"
            last = {step.axis: step for step in duties.history(tx, agency_id=agency.id, report_year=duty.report_year)}
            if last[Axis.TIMELINESS].after != duty.timeliness:
                yield f"N1 {name}: in {duty.timeliness}, its last transition says {last[Axis.TIMELINESS].after}"
            content = last.get(Axis.CONTENT)
            if (None if content is None else content.after) != duty.content:
                yield f"N1 {name}: content {duty.content} without its transition"
            if any(not step.cause for step in last.values()):
                yield f"N1 {name}: a transition without cause"
            if duty.timeliness in ABSENT and not _looked_after_the_due_date(tx, duty):
                yield f"N6 {name}: {duty.timeliness} without a complete look after the due date"


def _looked_after_the_due_date(tx: sa.Connection, duty: Duty) -> bool:
    assert duty.due_on is not None
    return any(
        look.kind in {LookKind.COLUMN, LookKind.MANUAL} and look.outcome in GOOD_OUTCOMES
        for look in looks.of_agency(tx, agency_id=duty.agency_id, since=end_of(duty.due_on))
    )


def _originals(tx: sa.Connection, archive: Archive) -> Iterator[str]:
    known = set()
    for agency in agencies.all_agencies(tx, with_retired=True):
        for document in documents.of_agency(tx, agency_id=agency.id):
            known.add(document.sha256)
            archive.get(document.sha256)  # raises where the bytes are missing or damaged
            if document.state not in SETTLED:
                yield f"N3 document {document.id} of {agency.id} is {document.state}"
    for sha256 in archive:
        if sha256 not in known:
            yield f"N2 bytes without a row: {sha256}"


def _messages(tx: sa.Connection) -> Iterator[str]:
    messages = outbox.page(tx, limit=10_000)
    told = {incident_id for message in messages for incident_id in message.incident_ids}
    for message in messages:
        if message.state not in ENDED:
            yield f"N4 message {message.message_id} is {message.state}"
    for incident in incidents.page(tx, limit=10_000):
        if incident.id not in told:
            yield f"N4 incident {incident.id} ({incident.kind}) has no message"
    if len({message.message_id for message in messages}) != len(messages):
        yield "N5 a message id was used twice"
