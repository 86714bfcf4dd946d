"""A Document as read, turned into an AnnualReport as understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from reports.dates import Signature, find_period, find_signature, publication_dates
from reports.forms import FORM_2021
from reports.identity import identify, is_agency
from reports.mapping import MappedTables, map_tables, with_pieces
from reports.model import (
    AnnualReport,
    Document,
    Grid,
    LinkKind,
    PagePlace,
    Place,
    Section,
    Table,
    TableKey,
    TextBlock,
)
from reports.problems import SCANNED_PAGES, ExtractionError, NotAReport, SectionMissing, TableMissing, problem_of
from reports.remembered import remembered_tables
from reports.sections import Mark, find_headings, missing_sections, read_sections, section_by_block
from reports.simplified import in_simplified

_LEAST_SECTIONS: Final = 2


def extract(
    document: Document,
    *,
    url: str | None = None,
    agency: str | None = None,
    report_year: int | None = None,
    filename: str | None = None,
) -> AnnualReport:
    """Return the annual report that the document holds; what could not be read stands in `problems`, never as zeros.

    `agency` and `report_year` are what the caller already knows (the roll, the command line): they fill what the
    document does not say. Never raises for a document that a reader returned.
    """
    document = in_simplified(document)
    early = report_year is not None and report_year < FORM_2021.first_year
    blocks, marks, mapped = _mapped(document, early=early)
    readings, starts = mapped.readings, {table: found[0] for table, found in mapped.blocks.items()}
    errors: list[ExtractionError] = [TableMissing(table) for table in TableKey if table not in readings]
    for reading in readings.values():
        errors.extend(reading.errors)

    lead = blocks[: min([mark.index for mark in marks] + list(starts.values()), default=len(blocks))]
    period = find_period(blocks)
    signature = find_signature(blocks, is_agency=is_agency)
    scanned = frozenset(document.scanned_pages)
    if period is not None and _stands_on(period.place, scanned) and not period.is_year:
        period = replace(period, start=None, end=None)  # a digit misread would make it another period
    last_mark = max((mark.index for mark in marks), default=-1)
    end = signature.index if signature is not None and signature.index > last_mark else len(blocks)
    of_the_form = {index for found in mapped.blocks.values() for index in found}
    sections = read_sections(blocks, marks, starts, end=end, of_the_form=of_the_form)
    errors.extend(SectionMissing(key) for key in missing_sections(sections))
    identity = identify(
        document,
        lead,
        period=period,
        signature=signature,
        url=url,
        agency=agency,
        report_year=report_year,
        filename=filename,
    )
    errors.extend(identity.errors)
    outlined = len({section.key for section in sections}) >= _LEAST_SECTIONS
    if not readings and not outlined and not identity.is_annual_report:
        errors.insert(0, NotAReport())
    sure_signature = signature if signature is not None and _is_sure(signature, blocks, document) else None
    dates = publication_dates(() if scanned else lead, () if scanned else blocks, document.metas, url, sure_signature)
    tables: dict[TableKey, Table | None] = {
        table: readings[table].table if table in readings else None for table in TableKey
    }
    return AnnualReport(
        form=mapped.form.name if readings else None,
        title=identity.title,
        agency=identity.agency,
        report_year=identity.report_year,
        published=dates[0].day if dates else None,
        dates=dates,
        period=period,
        sections=sections,
        tables=tables,
        problems=tuple(problem_of(error) for error in errors),
        unread_parts=_unread_parts(document, tables, sections),
        scanned_tables=tuple(key for key, table in tables.items() if _is_scanned(table, scanned)),
        lead="\n".join(block.text for block in lead if isinstance(block, TextBlock) and block.text),
        names=identity.names,
    )


def _mapped(document: Document, *, early: bool) -> tuple[Sequence[TextBlock | Grid], list[Mark], MappedTables]:
    """Return the blocks, tables told out of other blocks among them, the section headings and the form's tables."""
    blocks: Sequence[TextBlock | Grid] = document.blocks
    marks = find_headings(blocks)
    if not document.scanned_pages:
        mapped = remembered_tables(blocks, section_by_block(marks, len(blocks)), early=early)
        if mapped is not None:
            return blocks, marks, mapped
    rebuilt, pieces = with_pieces(blocks, from_lines=not document.scanned_pages)
    if len(rebuilt) != len(blocks) or any(new is not old for new, old in zip(rebuilt, blocks, strict=True)):
        blocks, marks = rebuilt, find_headings(rebuilt)
    return blocks, marks, map_tables(blocks, pieces, section_by_block(marks, len(blocks)), early=early)


def _is_scanned(table: Table | None, pages: frozenset[int]) -> bool:
    """True where any number of the table was recognised in a picture."""
    return bool(pages) and table is not None and any(_stands_on(cell.place, pages) for _, _, cell in table.cells())


def _stands_on(place: Place | None, pages: frozenset[int]) -> bool:
    return isinstance(place, PagePlace) and place.page in pages


def _is_sure(signature: Signature, blocks: Sequence[TextBlock | Grid], document: Document) -> bool:
    """True unless the signature's day stands on a scanned page and was not read beyond doubt."""
    signed = [block for block in blocks[signature.index :] if isinstance(block, TextBlock)]
    day = next((block for block in signed if block.text and signature.raw.endswith(block.text)), None)
    place = blocks[signature.index].place if day is None else day.place
    return place in document.certain or not _stands_on(place, frozenset(document.scanned_pages))


def _unread_parts(
    document: Document, tables: Mapping[TableKey, Table | None], sections: Sequence[Section]
) -> tuple[str, ...]:
    """Return what may hold a missing part: attached files and frames by address, pictures by count, scanned pages.

    A heading or a row of which a scan shows too little to recognise it is not missing.
    """
    parts: list[str] = []
    if any(table is None for table in tables.values()):
        parts += [link.url for link in document.links if link.kind in (LinkKind.ATTACHMENT, LinkKind.FRAME)]
    if document.images and (any(table is None for table in tables.values()) or any(map(_is_silent, sections))):
        parts.append(f"{document.images} 张图片")
    if document.scanned_pages and (missing_sections(sections) or any(map(_lacks_rows, tables.values()))):
        parts.append(f"{SCANNED_PAGES}（第{'、'.join(map(str, document.scanned_pages))}页）")
    return tuple(dict.fromkeys(parts))


def _is_silent(section: Section) -> bool:
    """True for a section of running text under whose heading nothing was read: a picture may hold it."""
    tables = {table.value for table in TableKey}
    return section.key.value not in tables and not section.text.strip() and not section.own_tables


def _lacks_rows(table: Table | None) -> bool:
    return table is None or None in table.rows.values()
