"""What each address of the interface answers."""

from __future__ import annotations

from datetime import datetime

from alerts.facts import PRIVATE_KINDS
from reports.rules.lookup import audience_of
from reports.rules.rule import Audience
from status import api_records as records
from status.api_records import Value
from status.config import StatusConfig
from status.events import DeliveriesView, IncidentsView
from status.health import Health, is_fresh
from status.locking import is_locked, may_be_shown
from status.matrix import chosen_year, read_matrix, years_around
from status.places import cell_path
from status.queries import CountsQuery, MatrixQuery, write_cursor
from status.site import Reading, Site
from storage import overview, standings
from storage import waivers as stored_waivers
from storage.records import AgencyDetail, ReportDetail, StoredReport


def matrix(reading: Reading, query: MatrixQuery, *, site: Site) -> Value:
    """Return a page of the matrix; `years` of an agency holds only those in which it owed."""
    known = overview.report_years(reading.tx)
    year = chosen_year(query, known, reading.page.now)
    shown = years_around(year, known, site.config.years_shown)
    found = read_matrix(reading.tx, query, year=year, shown=shown, limit=site.config.page_size)
    return {
        "year": year,
        "agencies": [
            {
                "id": row.agency_id,
                "name": row.name,
                "jurisdiction": row.jurisdiction,
                "retired": row.retired,
                "needs_column": row.needs_column,
                "years": {
                    str(cell.report_year): {
                        "timeliness": cell.timeliness,
                        "content": cell.content,
                        "for_reference_only": cell.silent,
                        "findings_waived": cell.waived,
                    }
                    for cell in row.cells.values()
                },
            }
            for row in found.rows
        ],
        "next": None if found.next is None else write_cursor(found.next),
        "previous": None if found.previous is None else write_cursor(found.previous),
    }


def agency(reading: Reading, detail: AgencyDetail) -> Value:
    """Return an agency with its duties, columns and latest looks, newest first."""
    about = detail.agency
    owed = {duty.report_year: duty for duty in detail.duties}
    return {
        "id": about.id,
        "name": about.name,
        "aliases": about.aliases,
        "jurisdiction": about.jurisdiction,
        "level": about.level,
        "duty_basis": about.duty_basis,
        "parent": about.parent,
        "supervised_by": about.supervised_by,
        "watch_from": about.watch_from,
        "not_applicable_reason": about.not_applicable_reason,
        "retired_at": about.retired_at,
        "needs_column": about.retired_at is None and not any(s.retired_at is None for s in detail.sources),
        "duties": [records.duty(duty) for duty in detail.duties],
        "sources": [records.source(column) for column in detail.sources],
        "looks": [records.look(seen) for seen in detail.looks],
        "open_findings": [
            records.finding(found)
            for found in standings.weighed(reading.tx, detail.open_findings, now=reading.page.now)
            if found.weighed.public and may_be_shown(found.stored, owed.get(found.stored.report_year))
        ],
    }


def report(reading: Reading, detail: ReportDetail, shown: StoredReport | None, report_year: int) -> Value:
    """Return a report with everything known of it; `facts` is null where none was read, or it was withdrawn."""
    locked = is_locked(detail.duty)
    return {
        "agency": {"id": detail.agency.id, "name": detail.agency.name},
        "report_year": report_year,
        "duty": None if detail.duty is None else records.duty(detail.duty),
        "withdrawn_and_locked": locked,
        "version": None if shown is None else shown.version,
        "is_current": None if shown is None else shown.is_current,
        "facts": None if shown is None or locked else _with_evidence(shown, detail.agency.id, report_year),
        "findings": [
            records.finding(found)
            for found in standings.weighed(reading.tx, detail.findings, now=reading.page.now)
            if found.weighed.public and may_be_shown(found.stored, detail.duty)
        ],
        "versions": [
            {"version": each.version, "is_current": each.is_current, "first_seen_at": each.first_seen_at}
            for each in detail.versions
        ],
        "documents": [records.document(kept, locked=locked) for kept in detail.documents],
        "transitions": [records.transition(change) for change in detail.transitions],
        "incidents": [records.incident(each) for each in detail.incidents if each.kind not in PRIVATE_KINDS],
    }


def _with_evidence(shown: StoredReport, agency_id: str, report_year: int) -> Value:
    """Return the facts with the address of its own page in every cell."""
    tables = shown.facts.get("tables")
    if not isinstance(tables, dict):
        return shown.facts
    suffix = "" if shown.is_current else f"?version={shown.version}"

    def cell(table: str, row: str, column: str, read: object) -> object:
        if not isinstance(read, dict):
            return read
        return {**read, "evidence": f"/reports/{agency_id}/{report_year}/{cell_path(table, row, column)}{suffix}"}

    return {
        **shown.facts,
        "tables": {
            table: rows
            if not isinstance(rows, dict)
            else {
                row: cells
                if not isinstance(cells, dict)
                else {column: cell(table, row, column, read) for column, read in cells.items()}
                for row, cells in rows.items()
            }
            for table, rows in tables.items()
        },
    }


def waivers(reading: Reading) -> Value:
    """Return every waiver, those in force with how many open findings they cover, the newest first."""
    now = reading.page.now
    public = [waiver for waiver in stored_waivers.everything(reading.tx) if audience_of(waiver.code) is Audience.PUBLIC]
    return {
        "waivers": [
            {
                **records.waiver(waiver),
                "in_force": waiver.is_valid(now),
                "open_findings": stored_waivers.covered(reading.tx, waiver) if waiver.is_valid(now) else 0,
            }
            for waiver in public
        ]
    }


def incidents(view: IncidentsView) -> Value:
    """Return a page of incidents."""
    return {"incidents": [records.incident(each) for each in view.incidents], "next": view.next}


def deliveries(view: DeliveriesView) -> Value:
    """Return a page of messages without their texts."""
    return {
        "counts": {state.value: number for state, number in view.counts},
        "deliveries": [records.delivery(message) for message in view.messages],
        "next": view.next,
    }


def counts(reading: Reading, query: CountsQuery) -> Value:
    """Return how many duties of the year stand in each state."""
    known = overview.report_years(reading.tx)
    year = chosen_year(query, known, reading.page.now)
    totals = overview.state_totals(reading.tx, report_year=year, jurisdiction=query.jurisdiction)
    return {
        "year": year,
        "years": known,
        "jurisdiction": query.jurisdiction,
        "counts": [
            {"timeliness": timeliness, "content": content, "duties": number}
            for (timeliness, content), number in sorted(totals.items(), key=str)
        ],
        "total": sum(totals.values()),
        "findings_waived": overview.set_aside(reading.tx, report_year=year, jurisdiction=query.jurisdiction).waived,
    }


def health(found: Health, config: StatusConfig, *, now: datetime) -> Value:
    """Return how the house is, with every sign of life."""
    return {
        "ok": not found.grave,
        "checked_at": now,
        "concerns": [
            {
                "code": concern.code,
                "grave": concern.grave,
                "message": concern.text.zh,
                "message_en": concern.text.en,
            }
            for concern in found.concerns
        ],
        "heartbeats": [
            {
                "name": beat.name,
                "at": beat.at,
                "started_at": beat.started_at,
                "fresh": is_fresh(beat, config, now),
            }
            for beat in found.beats
        ],
    }
