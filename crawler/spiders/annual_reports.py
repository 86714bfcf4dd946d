"""The spider: asks each column, and hands the answer to a visit that follows it to reports and attachments."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest, UsageError
from scrapy.http import Response
from twisted.python.failure import Failure

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

    async def start(self) -> AsyncIterator[Request]:
        """Yield one question for each column."""
        for task in self.tasks:
            if self.stop.is_set():
                return
            yield self._column_request(task)

    async def column_answered(self, response: Response, task: SourceTask) -> list[dict[str, object]]:
        """Follow what the column's address answered."""
        answer = answer_of(response, asked_url=task.url, asked_at=response.meta[ASKED_AT], now=self.now())
        return await self._visit(task, answer)

    async def column_silent(self, failure: Failure) -> list[dict[str, object]]:
        """Take note of a column that gave no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]  # scrapy puts it there
        asked_at = request.meta.get(ASKED_AT, self.now())
        answer = silence_of(failure.value or RuntimeError(), asked_url=request.url, asked_at=asked_at)
        return await self._visit(request.cb_kwargs["task"], answer)

    async def _visit(self, task: SourceTask, answer: Answer) -> list[dict[str, object]]:
        async def ask(url: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
            headers = _validators(etag, last_modified)
            return await self._ask(
                Request(url, headers=headers, dont_filter=True, meta={ALLOWANCE: self._allowance(task)})
            )

        visit = ColumnVisit(task, ask=ask, keeper=self.keeper, now=self.now, pace=self.pace)
        try:
            await visit.run(answer)
        except VisitGivenUp:
            logger.info("visit given up agency=%s url=%s reason=stopping", task.agency_id, task.url)
        if isinstance(self.keeper, ShowingKeeper):
            items, self.keeper.items = self.keeper.items, []
            return items
        return []

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

    def _column_request(self, task: SourceTask) -> Request:
        conditional = task.conditional and task.body_hash is not None
        return Request(
            task.url,
            callback=self.column_answered,
            errback=self.column_silent,
            cb_kwargs={"task": task},
            headers=_validators(task.etag, task.last_modified) if conditional else {},
            meta={ALLOWANCE: self._allowance(task)},
            dont_filter=True,
        )

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
