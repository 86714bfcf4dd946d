"""One visit: a column with all its pages, the reports behind it, and the reports known from before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Final

from crawler.answers import Answer, Silence
from crawler.families import ListedItem, PageKind
from crawler.fingerprint import fingerprint
from crawler.list_pages import MOST_PAGES, Listed, read_list
from crawler.messages import Reason
from crawler.outcome import Before, Shown, Verdict, judge_answer, judge_list
from crawler.own import bodies_shown, own_items
from crawler.pace import Pace, next_check
from crawler.report_pages import ReportPages, is_file, page_text
from crawler.tasks import SourceTask
from crawler.visits import Asker, Keeper, Visit
from reports.looks import LookOutcome
from storage.records import ListedLink

MOST_DOUBTFUL: Final = 12
MOST_LINKS_KEPT: Final = 500
# Nothing on that host answers: its reports are not asked either.
_HOST_IS_SILENT: Final = frozenset({Silence.TIMEOUT, Silence.NO_NAME, Silence.NO_CONNECTION, Silence.TLS})


class ColumnVisit:
    """Looks at one source: pages of the list, new reports, known reports of the running year; then settles it."""

    def __init__(
        self, task: SourceTask, *, ask: Asker, keeper: Keeper, now: Callable[[], datetime], pace: Pace
    ) -> None:
        self._task, self._ask, self._keeper, self._now, self._pace = task, ask, keeper, now, pace
        self._reports = ReportPages(task, ask=ask, keeper=keeper)

    async def run(self, answer: Answer) -> Visit:
        """Return the visit that began with this answer from the column's address, kept."""
        bytes_hash = hashlib.sha256(answer.body).hexdigest()
        text, body_hash = "", None
        if answer.status == 200 and self._is_known(bytes_hash):  # the very bytes: nothing is decoded or parsed
            verdict: Verdict | None = _same(answer)
        else:
            text = page_text(answer)
            text_hash = fingerprint(text)
            if answer.status == 200 and self._is_known(text_hash):  # judged good when it was read
                verdict = _same(answer)
            else:
                verdict = judge_answer(answer, text)
                if verdict is None and not is_file(answer):
                    body_hash = f"{bytes_hash}:{text_hash}"
        if verdict is not None and verdict.outcome is LookOutcome.UNCHANGED and not self._task.conditional:
            verdict = Verdict(LookOutcome.ERROR_PAGE, Reason.HTTP_ERROR, {"status": answer.status})  # nobody asked that
        visit_links: tuple[ListedLink, ...] = ()
        listed: Listed | None = None
        if verdict is None and is_file(answer):
            verdict = Verdict(LookOutcome.ERROR_PAGE, Reason.NOT_A_PAGE, {"detail": answer.media_type or ""})
        elif verdict is None:
            listed = await read_list(self._task, answer, text, ask=self._ask)
            own = own_items(listed.items, self._task.names)
            visit_links = await self._follow(listed, own, answer, text)
            verdict = self._judge(listed, len(own), visit_links)
        elif verdict.outcome is LookOutcome.UNCHANGED:
            await self._follow_up()
        await self._ask_known(answer)
        visit = self._visit(answer, verdict, listed, visit_links, body_hash)
        await self._keeper.settle(self._task, visit)
        return visit

    def _is_known(self, part: str) -> bool:
        """True where the last complete look had these bytes, or this text but for its counters."""
        known = self._task.body_hash
        return self._task.conditional and known is not None and part in known.split(":")

    async def _follow(
        self, listed: Listed, own: tuple[ListedItem, ...], answer: Answer, text: str
    ) -> tuple[ListedLink, ...]:
        """Return the agency's own entries as links, after fetching what is new among them."""
        if listed.kind is PageKind.REPORT:
            item = await self._reports.keep_page(answer, text, _at(listed.items[0], self._task.url))
            return (_link(item),)
        # a doubt that stays open is not remembered, or the next visit would take it for settled
        settled = {item.url: item for item in await self._settle_doubts(own)}
        for item in self._new_reports(tuple(settled.values())):
            found = await self._reports.fetch(item)
            if found is not None:
                settled[item.url] = found
        return tuple(_link(item) for item in list(settled.values())[:MOST_LINKS_KEPT])

    async def _settle_doubts(self, items: tuple[ListedItem, ...]) -> list[ListedItem]:
        """Return the entries, doubtful ones as their pages show them; what the last complete look settled stays so."""
        before = {link.url: link for link in self._task.last_links or ()}
        known = self._task.known_by_url
        settled: list[ListedItem] = []
        asked = 0
        for item in items:
            if not item.doubtful:
                settled.append(item)
                continue
            earlier = before.get(item.url)
            if item.url in known or (earlier is not None and earlier.title == item.title):
                year = known[item.url].report_year if item.url in known else earlier.report_year if earlier else None
                is_report = item.url in known or (earlier is not None and earlier.is_report)
                settled.append(_decided(item, is_report=is_report, report_year=year))
            elif asked >= MOST_DOUBTFUL:
                self._reports.unfinished = True
            else:
                asked += 1
                found = await self._reports.fetch(item)
                if found is not None:
                    settled.append(found)
        return settled

    def _new_reports(self, items: tuple[ListedItem, ...]) -> list[ListedItem]:
        """Return the reports to fetch: unknown ones of wanted years, and the latest earlier one, once."""
        task = self._task
        known = task.known_by_url
        asked = self._reports.asked
        reports = [item for item in items if item.is_report and item.url not in known and item.url not in asked]
        earlier = [item.report_year for item in items if item.is_report and not task.wants(item.report_year)]
        latest = max((year for year in earlier if year is not None), default=None)
        known_years = {report.report_year for report in task.known}
        return [
            item
            for item in reports
            if task.wants(item.report_year) or (item.report_year == latest and latest not in known_years)
        ]

    async def _follow_up(self) -> None:
        """Fetch reports that the last complete look listed and that are not there yet."""
        links = tuple(
            ListedItem(link.title, link.url, link.listed_date, None, link.report_year, link.is_report)
            for link in self._task.last_links or ()
            if link.is_report
        )
        for item in self._new_reports(links):
            await self._reports.fetch(item)

    async def _ask_known(self, answer: Answer) -> None:
        """Ask the known reports of the running year again; the column's own answer serves where it is one of them."""
        if answer.silence in _HOST_IS_SILENT:
            return
        done = {look.url for look in self._reports.looks}
        for known in self._task.known_by_url.values():
            if known.report_year != self._task.running_year or known.url in done:
                continue
            if known.url == self._task.url:
                await self._reports.look_again(known, answer)
            else:
                await self._reports.ask_again(known)

    def _judge(self, listed: Listed, entries: int, links: tuple[ListedLink, ...]) -> Verdict:
        task = self._task
        shown = Shown(
            entries=entries,
            earlier_report=_has_earlier(links, task.running_year),
            missing_page=listed.missing_page,
            too_many_pages=listed.pages_read >= MOST_PAGES,
            is_report_itself=listed.kind is PageKind.REPORT,
            pages_read=listed.pages_read,
        )
        last = task.last_links
        return judge_list(shown, Before(None if last is None else len(last), task.knows_earlier_report))

    def _visit(
        self,
        answer: Answer,
        verdict: Verdict,
        listed: Listed | None,
        links: tuple[ListedLink, ...],
        body_hash: str | None,
    ) -> Visit:
        task = self._task
        found = task.has_running_report or any(
            link.is_report and link.report_year == task.running_year for link in links
        )
        framed = listed is not None and listed.framed
        whole = verdict.outcome is LookOutcome.COMPLETE and not self._reports.unfinished and not framed
        note = verdict.note()
        if answer.url != task.url and answer.silence is None:
            note["redirected_to"] = answer.url
        if listed is not None and listed.unlinked:
            note["unlinked"] = list(listed.unlinked[:50])
        if listed is not None and (shown := bodies_shown(listed.items, since=task.running_year - 1)):
            note["bodies"] = shown
        if self._reports.unfinished:
            note["unfinished"] = True
        failures = 0 if verdict.outcome.is_good else task.failures + 1
        return Visit(
            verdict=verdict,
            asked_at=answer.asked_at,
            answered_at=answer.answered_at,
            http_status=answer.status,
            next_check_at=next_check(self._now(), pace=self._pace, found=found, failures=failures, key=task.url),
            pages_read=0 if listed is None else listed.pages_read,
            canary=None if listed is None else _has_earlier(links, task.running_year) or task.no_earlier_report,
            links=links,
            note=note,
            report_looks=tuple(self._reports.looks),
            touched=tuple(self._reports.touched),
            etag=answer.headers.get("etag") if whole else None,
            last_modified=answer.headers.get("last-modified") if whole else None,
            body_hash=body_hash if whole else None,
        )


def _same(answer: Answer) -> Verdict:
    return Verdict(LookOutcome.UNCHANGED, Reason.SAME_CONTENT, {"status": answer.status or 0})


def _has_earlier(links: tuple[ListedLink, ...], running_year: int) -> bool:
    return any(link.is_report and link.report_year is not None and link.report_year < running_year for link in links)


def _link(item: ListedItem) -> ListedLink:
    return ListedLink(item.url, item.title, item.date, item.report_year, item.is_report)


def _at(item: ListedItem, url: str) -> ListedItem:
    return ListedItem(item.title, url, item.date, item.agency, item.report_year, item.is_report)


def _decided(item: ListedItem, *, is_report: bool, report_year: int | None) -> ListedItem:
    return ListedItem(item.title, item.url, item.date, item.agency, report_year, is_report)
