"""Asks one address the way a crawl does: same guard, same robots rules, same limits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.answers import Answer, answer_of, silence_of
from crawler.download import ASKED_AT
from crawler.guard import allowance
from crawler.middlewares import ALLOWANCE
from crawler.robots import MemoryRobots
from crawler.run import project_settings, quieten


class OneAddress(Spider):
    """Asks one address and gives what came to `receive`."""

    name = "one_address"

    def __init__(
        self,
        *,
        url: str,
        now: Callable[[], datetime],
        receive: Callable[[Answer], None],
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments)
        self.url, self.now, self.receive = url, now, receive
        self.robots = MemoryRobots()

    async def start(self) -> AsyncIterator[Request]:
        """Yield the question."""
        allowed = allowance(self.url, allow_loopback=self.settings.getbool("DUBAN_ALLOW_LOOPBACK"))
        yield Request(self.url, callback=self.answered, errback=self.silent, meta={ALLOWANCE: allowed})

    def answered(self, response: Response) -> None:
        """Hand on the answer."""
        self.receive(answer_of(response, asked_url=self.url, asked_at=response.meta[ASKED_AT], now=self.now()))

    def silent(self, failure: Failure) -> None:
        """Hand on why there is none."""
        self.receive(silence_of(failure.value or RuntimeError(), asked_url=self.url, asked_at=self.now()))


async def ask_once(url: str, *, now: Callable[[], datetime], contact: str, allow_loopback: bool = False) -> Answer:
    """Return what the address answered."""
    quieten()
    answers: list[Answer] = []
    runner = AsyncCrawlerRunner(project_settings(contact=contact, allow_loopback=allow_loopback, delay_s=0))
    await runner.crawl(OneAddress, url=url, now=now, receive=answers.append)
    return answers[0]
