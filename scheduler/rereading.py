"""What reading the archived originals again would change, report by report; nothing is written.

1. Every report's page is taken with its attachments, as they stand now.
2. Several children read side by side; what they find is put together as the worker would do it.
3. The result is compared with the stored version of the same document: cell by cell, section by section.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

import sqlalchemy as sa

from reports.model import AnnualReport, Cell, SectionKey, TableKey
from scheduler.convert import LibreOffice
from scheduler.families import ReportOfYear, family_of, put_together
from scheduler.reading import NotRead, ReadingChild, ReadingLimits
from scheduler.reading_jobs import answer_of
from storage import agencies, documents, reports
from storage.archive import Archive
from storage.facts import facts_hash, words
from storage.records import Agency, DocumentState, StoredDocument
from storage.session import Database

READ_BEFORE: Final = (DocumentState.PARSED, DocumentState.UNREAD, DocumentState.QUARANTINED)


class Effect(StrEnum):
    """What reading again would do to one report."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"  # it could not be read before
    FAILS = "fails"  # it was read before and would not be now
    STILL_FAILS = "still_fails"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that would be read differently; each side is the number, "空白", the printed text in doubt, or None."""

    table: TableKey
    row: str
    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Reread:
    """One report read again beside what is stored of it; `reason` says why there is nothing, where there is nothing."""

    agency: Agency
    document: StoredDocument
    report_year: int | None
    effect: Effect
    cells: tuple[CellChange, ...] = ()
    sections: tuple[SectionKey, ...] = ()
    reason: str | None = None


async def reread(
    database: Database,
    archive: Archive,
    *,
    limits: ReadingLimits,
    agency_ids: Sequence[str] | None = None,
    children: int = 2,
    office: LibreOffice | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Reread]:
    """Return every report that was read or tried before, read again now; in the order of agencies and documents.

    `office` converts what the readers refuse, as the worker's does: without it such a report would seem to fail.
    """
    with database.read() as tx:
        bodies = {agency.id: agency for agency in agencies.all_agencies(tx, with_retired=True)}
        roots = _roots(tx, agency_ids)
    done: dict[int, Reread] = {}
    waiting = iter(roots)

    async def work() -> None:
        child = ReadingChild(limits, office=office)
        try:
            for document in waiting:
                done[document.id] = await _read_again(database, archive, child, document, bodies[document.agency_id])
                progress(len(done), len(roots))
        finally:
            await child.close()

    async with asyncio.TaskGroup() as group:
        for _ in range(max(1, min(children, len(roots)))):
            group.create_task(work())
    return [done[document.id] for document in roots]


def _roots(tx: sa.Connection, agency_ids: Sequence[str] | None) -> list[StoredDocument]:
    """Return the documents that reports begin with; attachments come with their page."""
    found = [document for state in READ_BEFORE for document in documents.in_state(tx, state=state)]
    known = {document.id for document in found}
    return sorted(
        (
            document
            for document in found
            if (document.parent_id is None or document.parent_id not in known)
            and (agency_ids is None or document.agency_id in agency_ids)
        ),
        key=lambda document: (document.agency_id, document.id),
    )


async def _read_again(
    database: Database, archive: Archive, child: ReadingChild, document: StoredDocument, agency: Agency
) -> Reread:
    with database.read() as tx:
        family = family_of(tx, document)
    # applying starts the count of attempts anew as well
    members = {member.id: replace(member, attempts=0) for member in (*family.members, document)}
    answers = {key: await answer_of(archive, child, member, agency) for key, member in members.items()}
    outcome = put_together(family, answers, agency)
    with database.read() as tx:
        stored = next(iter(reports.of_document(tx, document_id=family.root.id)), None)
        if stored is None and isinstance(outcome, ReportOfYear):
            stored = reports.current_of(tx, agency_id=agency.id, report_year=outcome.report_year)
            if stored is not None and stored.facts_hash != facts_hash(outcome.report):
                stored = None  # another document's: this one would be a version of its own
    if isinstance(outcome, NotRead):
        effect = Effect.STILL_FAILS if stored is None else Effect.FAILS
        year = document.report_year if stored is None else stored.report_year
        return Reread(agency, document, year, effect, reason=outcome.reason)
    if stored is None:
        return Reread(agency, document, outcome.report_year, Effect.NEW)
    before, after = reports.load(stored), outcome.report
    cells, sections = tuple(_cells(before, after)), tuple(_sections(before, after))
    same = not cells and not sections and stored.report_year == outcome.report_year
    return Reread(agency, document, outcome.report_year, Effect.SAME if same else Effect.CHANGED, cells, sections)


def _cells(before: AnnualReport, after: AnnualReport) -> Iterator[CellChange]:
    for key in TableKey:
        old, new = before.table(key), after.table(key)
        places = dict.fromkeys(
            (row, column) for table in (old, new) if table is not None for row, column, _ in table.cells()
        )
        for row, column in places:
            was = None if old is None else _shown(old.cell(row, column))
            now = None if new is None else _shown(new.cell(row, column))
            if was != now:
                yield CellChange(key, row, column, was, now)


def _shown(cell: Cell | None) -> str | None:
    if cell is None:
        return None
    if cell.value is None:
        return f"“{cell.raw}”" if cell.raw.strip() else "空白"
    number = format(cell.value.normalize(), "f") if isinstance(cell.value, Decimal) else str(cell.value)
    return number + (cell.remark or "")


def _sections(before: AnnualReport, after: AnnualReport) -> Iterator[SectionKey]:
    for key in SectionKey:
        texts = [
            [words(section.text) for section in report.sections if section.key == key] for report in (before, after)
        ]
        if texts[0] != texts[1]:
            yield key
