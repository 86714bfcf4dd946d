"""The documents that make one report: the page and what is attached to it, read one by one and put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from reports.assemble import Part, assemble
from reports.codec import FactsError, report_from_json
from reports.model import AnnualReport
from scheduler.reading import NOT_A_REPORT, Answer, NotRead, Read, ReadArchive
from storage import documents
from storage.records import Agency, DocumentRole, DocumentState, StoredDocument


@dataclass(frozen=True, slots=True)
class ReportOfYear:
    """A report that was read, and the year it is filed under."""

    report: AnnualReport
    report_year: int


@dataclass(frozen=True, slots=True)
class ReportFamily:
    """A report's page (or its only document) first, then its attachments as they stand now."""

    root: StoredDocument
    attachments: tuple[StoredDocument, ...]

    @property
    def members(self) -> tuple[StoredDocument, ...]:
        """Return all documents, the page first."""
        return (self.root, *self.attachments)


def family_of(tx: sa.Connection, document: StoredDocument) -> ReportFamily:
    """Return the family that the document belongs to; of an attachment that changed, only the bytes seen last."""
    root = document
    if document.role is DocumentRole.ATTACHMENT and document.parent_id is not None:
        root = documents.get(tx, document_id=document.parent_id)
    newest: dict[str, StoredDocument] = {}
    for attached in documents.attachments(tx, document_id=root.id):
        known = newest.get(attached.url)
        if attached.state is not DocumentState.WAIVED and (
            known is None or attached.last_seen_at >= known.last_seen_at
        ):
            newest[attached.url] = attached
    return ReportFamily(root, tuple(newest.values()))


def put_together(family: ReportFamily, answers: Mapping[int, Answer], agency: Agency) -> ReportOfYear | NotRead:
    """Return the report that the family makes, or why it makes none; `answers` by document id.

    An attachment that speaks of another year or another body is no part of this report. A file of an archive is an
    attachment at the archive's address with "#" and its name.
    """
    own: AnnualReport | None = None
    parts: list[Part] = []
    try:
        for member in family.members:
            for answered in _answered(member, answers[member.id]):
                if not isinstance(answered.answer, Read):
                    continue
                report = report_from_json(answered.answer.facts)
                if member is family.root and answered.file is None:
                    own = report
                elif not _belongs(report, own, family, agency):
                    continue
                parts.append(Part(answered.address, member.sha256, answered.media_type, report, answered.file))
    except FactsError as error:
        return NotRead(
            "answer", f"读取结果的格式有误（{error}）。请在升级后重新读取。", f"the facts read are malformed ({error})"
        )
    if not parts:
        return _reason(family, answers)
    unread = [
        answered.address
        for member in family.members
        for answered in _answered(member, answers[member.id])
        if isinstance(answered.answer, NotRead) and answered.answer.waits
    ]
    report = assemble(parts, unread=unread)
    year = report.report_year if report.report_year is not None else family.root.report_year
    if year is None:
        return NotRead(
            "report_year",
            "无法确定这是哪一年度的报告（标题、正文、网址都没有写明年份）。请人工打开原件核对。",
            "neither title, text nor address tells the report year; look at the original",
        )
    return ReportOfYear(report, year)


@dataclass(frozen=True, slots=True)
class _Answered:
    """One piece of what a document held: the document itself, or a file of an archive."""

    address: str
    media_type: str | None
    answer: Read | NotRead
    file: str | None = None


def _answered(document: StoredDocument, answer: Answer) -> list[_Answered]:
    if not isinstance(answer, ReadArchive):
        return [_Answered(document.url, document.media_type, answer)]
    return [_Answered(f"{document.url}#{part.name}", part.media_type, part.answer, part.name) for part in answer.parts]


def _belongs(report: AnnualReport, own: AnnualReport | None, family: ReportFamily, agency: Agency) -> bool:
    years = {
        year for year in (report.report_year, own and own.report_year, family.root.report_year) if year is not None
    }
    if report.report_year is not None and len(years) > 1:
        return False
    names = [agency.name, *agency.aliases, *([own.agency] if own is not None and own.agency is not None else [])]
    stated = report.agency
    return stated is None or any(stated in name or name in stated for name in names)


def _reason(family: ReportFamily, answers: Mapping[int, Answer]) -> NotRead:
    """Return why nothing could be read: what waits for a reader first, then what is wrong with the page itself."""
    refused: Sequence[NotRead] = [
        answer for member in family.members if isinstance(answer := answers[member.id], NotRead)
    ]
    waiting = next((answer for answer in refused if answer.unsupported), None)
    if waiting is not None:
        return waiting
    if refused:
        return refused[0]
    return NotRead(
        NOT_A_REPORT,
        "附件写的是别的年度或别的机关，页面本身没有年度报告正文。请人工打开原件核对。",
        "the attachments are of another year or body and the page holds no report; look at the original",
    )
