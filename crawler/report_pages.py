"""Fetches the report pages of one source with their attachments, and asks known ones again."""

from __future__ import annotations

import hashlib
import logging
from typing import Final

from crawler.answers import Answer, Silence
from crawler.attachments import attachments_of
from crawler.families import ListedItem
from crawler.families.reading import holds_report
from crawler.fingerprint import fingerprint
from crawler.messages import Reason
from crawler.outcome import Verdict, judge_answer
from crawler.pages import Page, text_of
from crawler.tasks import FINGERPRINT, KnownReport, SourceTask
from crawler.visits import Asker, FetchedDocument, Keeper, ReportLook
from reports.looks import LookOutcome
from reports.readers.sniff import HTML, sniff_binary
from reports.titles import classify
from storage.errors import ArchiveFull
from storage.records import DocumentRole

logger = logging.getLogger(__name__)

MOST_AT_ONCE: Final = 40  # report pages fetched in one visit; the rest follows at the next
_VALIDATORS: Final = ("etag", "last-modified")
# Asking again would bring the same: the site or our own guard says no.
_FOR_GOOD: Final = frozenset({Silence.OTHER_HOST, Silence.BAD_ADDRESS, Silence.INSIDE_ADDRESS, Silence.ROBOTS_DENIED})


class ReportPages:
    """The report pages of one visit. `unfinished`: something could not be fetched or kept and is to be tried again."""

    def __init__(self, task: SourceTask, *, ask: Asker, keeper: Keeper) -> None:
        self._task, self._ask, self._keeper = task, ask, keeper
        self.asked: set[str] = set()
        self.looks: list[ReportLook] = []
        self.touched: list[int] = []
        self.unfinished = False

    async def fetch(self, item: ListedItem) -> ListedItem | None:
        """Return the entry as its page shows it to be, everything kept; None where it could not be read."""
        if len(self.asked) >= MOST_AT_ONCE:
            self.unfinished = True
            return None
        self.asked.add(item.url)
        answer = await self._ask(item.url)
        text = page_text(answer)
        verdict = judge_answer(answer, text)
        if verdict is not None:
            self.unfinished |= answer.silence not in _FOR_GOOD
            self._look(item.url, item.report_year, answer, verdict)
            return None
        if is_file(answer):
            await self._keep_file(answer, item)
            return item
        return await self.keep_page(answer, text, item)

    async def keep_page(self, answer: Answer, text: str, item: ListedItem) -> ListedItem:
        """Return the entry with what the page's text adds; the page is kept if it is a report, with its attachments."""
        page = Page(answer.url, text)
        read = classify(url=answer.url, title=item.title, text="\n".join(page.lines))
        if item.doubtful and not read.is_annual_report:
            return _settled(item, is_report=False, report_year=item.report_year)
        item = _settled(item, is_report=True, report_year=item.report_year or read.report_year)
        await self._keep_with_attachments(answer, text, page, item)
        return item

    async def ask_again(self, known: KnownReport) -> None:
        """Ask a known report's address; what changed is kept, what did not is noted as still there."""
        answer = await self._ask(known.url, etag=known.etag, last_modified=known.last_modified)
        await self.look_again(known, answer)

    async def look_again(self, known: KnownReport, answer: Answer) -> None:
        """Take note of an answer from a known report's address."""
        text = page_text(answer)
        verdict = judge_answer(answer, text)
        if verdict is None:
            verdict = await self._compare(known, answer, text)
        if verdict.outcome is LookOutcome.UNCHANGED:
            self.touched.append(known.document_id)
        self._look(known.url, known.report_year, answer, verdict)

    async def _compare(self, known: KnownReport, answer: Answer, text: str) -> Verdict:
        same = hashlib.sha256(answer.body).hexdigest() == known.sha256
        if is_file(answer):
            if same:
                return Verdict(LookOutcome.UNCHANGED, Reason.SAME_CONTENT)
            await self._keep_file(answer, _entry(known))
            return Verdict(LookOutcome.COMPLETE, Reason.PAGE_READ)
        # a page without a fingerprint was left unfinished: an attachment of it is still wanted
        if known.fingerprint is not None and (same or fingerprint(text) == known.fingerprint):
            return Verdict(LookOutcome.UNCHANGED, Reason.SAME_CONTENT)
        page = Page(answer.url, text)
        read = classify(url=answer.url, title=page.names[0] if page.names else None, text="\n".join(page.lines))
        if not same and not read.is_annual_report and not attachments_of(page, holds_report=False):
            return Verdict(LookOutcome.ERROR_PAGE, Reason.NO_LONGER_A_REPORT, {"status": answer.status})
        await self._keep_with_attachments(answer, text, page, _entry(known))
        return Verdict(LookOutcome.COMPLETE, Reason.PAGE_READ)

    async def _keep_with_attachments(self, answer: Answer, text: str, page: Page, item: ListedItem) -> None:
        """Keep the page, then its files; the page's validators come last, so that a missing file is asked for again."""
        attachments = attachments_of(page, holds_report=holds_report(page))
        validators = {FINGERPRINT: fingerprint(text)} | {
            name: answer.headers[name] for name in _VALIDATORS if name in answer.headers
        }
        plain = {name: value for name, value in answer.headers.items() if name not in _VALIDATORS}
        whole = _document(DocumentRole.REPORT, answer, item, headers=plain | validators)
        if not attachments:
            await self._keep(whole)
            return
        parent_id = await self._keep(_document(DocumentRole.REPORT, answer, item, headers=plain))
        missing = False
        for attachment in attachments:
            found = await self._ask(attachment.url)
            entry = ListedItem(attachment.title or item.title, attachment.url, report_year=item.report_year)
            verdict = judge_answer(found, page_text(found))
            if verdict is None:
                await self._keep(_document(DocumentRole.ATTACHMENT, found, entry, parent_id=parent_id))
            else:
                missing |= found.silence not in _FOR_GOOD
                self._look(attachment.url, item.report_year, found, verdict)
        if missing:
            self.unfinished = True
        else:
            await self._keep(whole)

    async def _keep_file(self, answer: Answer, item: ListedItem) -> None:
        await self._keep(_document(DocumentRole.REPORT, answer, item))

    async def _keep(self, document: FetchedDocument) -> int | None:
        try:
            return await self._keeper.keep(self._task, document)
        except ArchiveFull:
            # the storage's own sentence goes to the log once a document; the next visit fetches it again
            logger.warning("document not kept agency=%s url=%s reason=archive_full", self._task.agency_id, document.url)
            self.unfinished = True
            return None

    def _look(self, url: str, report_year: int | None, answer: Answer, verdict: Verdict) -> None:
        self.looks.append(ReportLook(url, report_year, answer.asked_at, answer.answered_at, answer.status, verdict))


def page_text(answer: Answer) -> str:
    """Return the characters of a page, "" for a file and for silence."""
    return "" if is_file(answer) else text_of(answer.body, declared=answer.charset)


def is_file(answer: Answer) -> bool:
    """Return whether the bytes are a file (PDF, Word …) rather than a page, whatever the site states."""
    return sniff_binary(answer.body) is not None


def _document(
    role: DocumentRole,
    answer: Answer,
    item: ListedItem,
    *,
    headers: dict[str, str] | None = None,
    parent_id: int | None = None,
) -> FetchedDocument:
    sniffed = sniff_binary(answer.body)
    return FetchedDocument(
        role=role,
        url=item.url,
        body=answer.body,
        media_type=sniffed or answer.media_type or HTML,
        headers=dict(answer.headers) if headers is None else headers,
        title=item.title,
        listed_date=item.date,
        report_year=item.report_year,
        parent_id=parent_id,
    )


def _entry(known: KnownReport) -> ListedItem:
    return ListedItem(title="", url=known.url, report_year=known.report_year, is_report=True)


def _settled(item: ListedItem, *, is_report: bool, report_year: int | None) -> ListedItem:
    return ListedItem(item.title, item.url, item.date, item.agency, report_year, is_report, doubtful=False)
