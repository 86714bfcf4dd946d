"""The spider: visits each column, which asks it and follows it to its reports and attachments."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest, UsageError

from crawler.answers import Answer, answer_of, silence_of
from crawler.column import ColumnVisit
from crawler.download import ASKED_AT
from crawler.download_errors import DOWNLOAD_ERRORS
from crawler.guard import Allowance, allowance
from crawler.keeper import ShowingKeeper
from crawler.middlewares import ALLOWANCE
from crawler.pace import DEFAULT_PACE, Pace
from crawler.robots import MemoryRobots, RobotsStore
from crawler.tasks import SourceTask, task_of_address
from crawler.visits import Keeper
from storage.politeness import politeness_key

logger = logging.getLogger(__name__)


class VisitGivenUp(Exception):
    """The crawl is being stopped: the visit ends without a look, its source is due again."""


class AnnualReports(Spider):
    """Columns of annual reports. From the command line: `scrapy crawl annual_reports -a url=https://…`."""

    name = "annual_reports"

    def __init__(
        self,
        *,
        tasks: Sequence[SourceTask] = (),
        keeper: Keeper | None = None,
        robots: RobotsStore | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        pace: Pace = DEFAULT_PACE,
        stop: asyncio.Event | None = None,
        url: str | None = None,
        family: str = "auto",
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments)
        if url is None and keeper is None:
            raise UsageError("give the address of a column: scrapy crawl annual_reports -a url=https://…")
        self.tasks = tuple(tasks) if url is None else (task_of_address(url, now=now(), family=family),)
        self.keeper: Keeper = ShowingKeeper() if keeper is None else keeper
        self.robots: RobotsStore = MemoryRobots() if robots is None else robots
        self.now, self.pace = now, pace
        self.stop = asyncio.Event() if stop is None else stop

    async def start(self) -> AsyncIterator[Any]:
        """Visit every column; yield what a crawl without a database has to show.

        A visit is one coroutine from its column to its last attachment, not a chain of callbacks: a third of the cost
        of a poll. One registered domain is visited by one coroutine, as many domains at once as requests may be.
        """
        waiting = iter(self._by_domain())
        visitors = (self._visit_domains(waiting) for _ in range(self.settings.getint("CONCURRENT_REQUESTS")))
        await asyncio.gather(*visitors)
        if isinstance(self.keeper, ShowingKeeper):
            for item in self.keeper.items:
                yield item

    def _by_domain(self) -> list[list[SourceTask]]:
        domains: dict[str, list[SourceTask]] = {}
        for task in self.tasks:
            domains.setdefault(politeness_key(task.url), []).append(task)
        return list(domains.values())

    async def _visit_domains(self, waiting: Iterator[list[SourceTask]]) -> None:
        for tasks in waiting:
            for task in tasks:
                if self.stop.is_set():
                    return
                await self._visit(task)

    async def _visit(self, task: SourceTask) -> None:
        """Visit one column. A fault of ours ends this visit alone; its source is settled when the crawl is over."""
        allowed = self._allowance(task)

        async def ask(url: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
            headers = _validators(etag, last_modified)
            return await self._ask(Request(url, headers=headers, dont_filter=True, meta={ALLOWANCE: allowed}))

        known = task if task.conditional and task.body_hash is not None else None
        try:
            answer = await ask(
                task.url,
                etag=None if known is None else known.etag,
                last_modified=None if known is None else known.last_modified,
            )
            await ColumnVisit(task, ask=ask, keeper=self.keeper, now=self.now, pace=self.pace).run(answer)
        except VisitGivenUp:
            logger.info("visit given up agency=%s url=%s reason=stopping", task.agency_id, task.url)
        except Exception:
            logger.exception("visit failed agency=%s url=%s", task.agency_id, task.url)

    async def _ask(self, request: Request) -> Answer:
        if self.stop.is_set():
            raise VisitGivenUp
        url = request.url
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(request)
        except (*DOWNLOAD_ERRORS, IgnoreRequest) as error:
            return silence_of(error, asked_url=url, asked_at=request.meta.get(ASKED_AT, self.now()))
        return answer_of(response, asked_url=url, asked_at=response.meta[ASKED_AT], now=self.now())

    def _allowance(self, task: SourceTask) -> Allowance:
        allow_loopback = self.settings.getbool("DUBAN_ALLOW_LOOPBACK")
        return allowance(task.url, hosts=task.hosts, allow_loopback=allow_loopback)


def _validators(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the headers of a conditional question."""
    headers = {}
    if etag is not None:
        headers["If-None-Match"] = etag
    if last_modified is not None:
        headers["If-Modified-Since"] = last_modified
    return headers
