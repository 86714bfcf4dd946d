"""What looks, files, the government's lists and the office's records say of one report, for rules on publication."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from urllib.parse import urldefrag

import sqlalchemy as sa

from reports.obligations import ColumnLook, Evidence, Reason
from reports.obligations.absent import absences
from reports.obligations.calendar import season_start
from reports.obligations.verdict import time_en, time_zh
from reports.rules.surroundings import (
    ApprovedDraft,
    DeadAttachment,
    HubShown,
    OutsideColumn,
    ReportElsewhere,
    SameFile,
    Surroundings,
)
from scheduler.evidence import GONE, SAME_VISIT, DutyRecords, evidence_of
from storage import agencies, documents, drafts, looks, sources
from storage.records import Agency, DocumentRole, LookKind, StoredDocument, StoredReport


def traces(tx: sa.Connection, records: DutyRecords, standing: Collection[StoredReport]) -> Surroundings:
    """Return what was observed around the report; `standing` are versions that stand at another address as well."""
    evidence = evidence_of(records, open_findings=())
    seen = _first_seen(evidence)
    by_id = {document.id: document for document in records.documents}
    begin = season_start(records.duty.report_year)
    return Surroundings(
        absences=() if seen is None else tuple(a.reason for a in absences(evidence, since=begin, before=seen)),
        dead_attachments=_dead_attachments(records),
        same_files=_same_files(tx, records),
        elsewhere=tuple(
            ReportElsewhere(records.read[version.id], by_id[version.document_id].url) for version in standing
        ),
        fixed_columns=_fixed_columns(records),
        outside=None if seen is None else _outside(records, evidence, seen),
        hubs=_hubs(tx, records),
        draft=_draft(tx, records),
    )


def _first_seen(evidence: Evidence) -> datetime | None:
    """Return when the report itself was first at hand or seen by a person."""
    fetched = [sighting.first_seen_at for sighting in evidence.sightings]
    return min([*fetched, *(look.looked_at for look in evidence.manual_looks if look.saw)], default=None)


def standing_elsewhere(records: DutyRecords) -> tuple[StoredReport, ...]:
    """Return the versions whose own page still stood at another address after the current one had come."""
    by_id = {document.id: document for document in records.documents}
    current = records.current
    if current is None or current.document_id not in by_id:
        return ()
    own = by_id[current.document_id]
    newest: dict[str, StoredReport] = {}
    for version in records.versions:
        document = by_id.get(version.document_id)
        if document is not None and _is_another_page(document, own) and _stands(document, own, records):
            newest[document.url] = version
    return tuple(newest.values())


def _is_another_page(document: StoredDocument, own: StoredDocument) -> bool:
    """Return whether it is no part of the same page: not its address, its attachment, or the page it hangs on."""
    related = {own.id, own.parent_id} - {None}
    return (
        urldefrag(document.url).url != urldefrag(own.url).url
        and document.role is DocumentRole.REPORT
        and document.id not in related
        and document.parent_id not in related
    )


def _stands(document: StoredDocument, own: StoredDocument, records: DutyRecords) -> bool:
    """Return whether these bytes still stood there after the own page had come; a failing site says nothing."""
    asked = [look for look in records.looks if look.kind is LookKind.REPORT and look.url == document.url]
    told = next((look for look in reversed(asked) if look.outcome.is_good or look.http_status in (200, *GONE)), None)
    replaced = any(
        other.url == document.url and other.last_seen_at > document.last_seen_at for other in records.documents
    )
    there = told is None or told.outcome.is_good
    return there and not replaced and document.last_seen_at > own.first_seen_at


def is_one_office(one: Agency, other: Agency) -> bool:
    """Return whether two bodies are one office under two names (两块牌子): so the roll says, or they share a name."""
    declared = other.id in one.one_office_with or one.id in other.one_office_with
    return declared or not {one.name, *one.aliases}.isdisjoint({other.name, *other.aliases})


def _dead_attachments(records: DutyRecords) -> tuple[DeadAttachment, ...]:
    """Return linked files that were gone at every look up to the last one, the site answering, and never seen."""
    # what the column itself lists is a report's own page, there or not
    pages = {document.url for document in records.documents} | {
        link.url for look in records.looks for link in look.links
    }
    good = [look.asked_at for look in records.looks if look.kind is LookKind.COLUMN and look.outcome.is_good]
    gone: dict[str, list[datetime]] = {}
    for look in records.looks:
        if look.kind is not LookKind.REPORT or look.url in pages or look.report_year != records.duty.report_year:
            continue
        site_answers = any(abs(look.asked_at - moment) <= SAME_VISIT for moment in good)
        if look.http_status in GONE and site_answers:
            gone.setdefault(look.url, []).append(look.asked_at)
        elif look.outcome.is_good:
            gone.pop(look.url, None)
    last_read = max((look.asked_at for look in records.looks if look.kind is LookKind.COLUMN), default=None)
    return tuple(
        DeadAttachment(address, tuple(times))
        for address, times in gone.items()
        if last_read is not None and last_read - times[-1] <= SAME_VISIT
    )


def _same_files(tx: sa.Connection, records: DutyRecords) -> tuple[SameFile, ...]:
    """Return where files that this report was read from stand as another body's; one address for two is the roll's."""
    current = records.current
    own = next((each for each in records.documents if current is not None and each.id == current.document_id), None)
    if own is None or current is None:
        return ()
    hashes = dict.fromkeys((own.sha256, *records.read[current.id].table_documents.values()))
    found = [
        (sha256, document)
        for sha256 in hashes
        for document in documents.of_hash(tx, sha256=sha256)
        if document.agency_id != records.agency.id and document.url != own.url
    ]
    bodies = agencies.get_many(tx, agency_ids={document.agency_id for _, document in found})
    return tuple(
        SameFile(body.id, body.name, document.url, sha256, is_one_office(records.agency, body))
        for sha256, document in found
        if (body := bodies[document.agency_id]).retired_at is None
    )


def _fixed_columns(records: DutyRecords) -> tuple[str, ...]:
    return tuple(source.url for source in records.sources if source.fixed and source.enabled)


def _outside(records: DutyRecords, evidence: Evidence, seen: datetime) -> OutsideColumn | None:
    """Return where the report stands if not in a fixed column; None where a fixed column shows it or nobody can tell.

    It came from a page that is not fixed, or a person saw it. Each fixed column counts with its last complete look
    after that.
    """
    elsewhere = {source.id for source in records.sources if not source.fixed}
    current = records.current
    own = next((each for each in records.documents if current is not None and each.id == current.document_id), None)
    address = own.url if own is not None else next((m.address for m in evidence.manual_looks if m.saw), None)
    if address is None or (own is not None and own.source_id not in elsewhere):
        return None
    last = [_last_complete(evidence.column_looks, column, seen) for column in _fixed_columns(records)]
    if any(look is not None and look.shows_report for look in last):
        return None
    return OutsideColumn(address, tuple(_not_shown(look) for look in last if look is not None))


def _last_complete(column_looks: Iterable[ColumnLook], column: str, since: datetime) -> ColumnLook | None:
    complete = (
        look
        for look in column_looks
        if look.column == column and look.outcome.is_good and look.every_page and look.asked_at > since
    )
    return max(complete, key=lambda look: look.asked_at, default=None)


def _not_shown(look: ColumnLook) -> Reason:
    return Reason(
        f"{time_zh(look.asked_at)}完整查看栏目，其中没有该报告。",
        f"{time_en(look.asked_at)}: the column was read completely and did not hold the report.",
        look.asked_at,
        look.column,
    )


def _hubs(tx: sa.Connection, records: DutyRecords) -> tuple[HubShown, ...]:
    """Return what the government's own lists showed for the year: those that name several bodies."""
    if records.agency.parent is None:
        return ()
    own = {source.url for source in records.sources}
    of_parent = sources.of_agencies(tx, agency_ids=[records.agency.parent])
    last = looks.last_complete_of(tx, source_ids=[source.id for source in of_parent])
    year = str(records.duty.report_year)
    return tuple(
        HubShown(source.url, source.last_good_at or last[source.id].asked_at, *shown)
        for source in of_parent
        if source.url not in own and source.id in last and (shown := _bodies_shown(last[source.id].note, year))
    )


def _bodies_shown(note: Mapping[str, object], year: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the bodies that the list linked for the year, and those it named without a link; None: no such list."""
    years, unlinked = note.get("bodies"), note.get("unlinked")
    if not isinstance(years, Mapping) or not isinstance(years.get(year), list):
        return None
    return tuple(map(str, years[year])), tuple(map(str, unlinked)) if isinstance(unlinked, list) else ()


def _draft(tx: sa.Connection, records: DutyRecords) -> ApprovedDraft | None:
    draft = drafts.last_of(tx, agency_id=records.agency.id, report_year=records.duty.report_year)
    if draft is None:
        return None
    return ApprovedDraft(draft.report, draft.approved_by, draft.approved_at, draft.file_name)
