"""robots.txt: asked once a day per origin, kept in the database, obeyed.

4xx means there are no rules; 5xx, 429 and silence mean "not this time" (RFC 9309); a redirect that leads off the
source's hosts counts as no file. Silence is not kept: the next crawl asks again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from crawler.challenge import is_challenge
from crawler.download_errors import DOWNLOAD_ERRORS
from crawler.guard import GuardRefused
from crawler.middlewares import ALLOWANCE
from storage.records import RobotsFile

PRODUCT: Final = "Duban"
LIFETIME: Final = timedelta(hours=24)
FAILURE_LIFETIME: Final = timedelta(hours=1)
MAX_BYTES: Final = 512 * 1024
MAX_CRAWL_DELAY_S: Final = 20.0
IS_ROBOTS: Final = "is_robots"  # key in Request.meta of the question for robots.txt itself


class RobotsDenied(IgnoreRequest):
    """robots.txt forbids the address to us."""


class RobotsUnavailable(IgnoreRequest):
    """robots.txt could not be read; `challenged`: a challenge page stood in its place; no status: see its cause."""

    def __init__(self, origin: str, *, status: int | None, challenged: bool = False) -> None:
        self.origin, self.status, self.challenged = origin, status, challenged
        super().__init__(f"robots.txt of {origin} answered {status}")


class RobotsStore(Protocol):
    """Where answers are kept between crawls."""

    async def get(self, origin: str, *, now: datetime) -> RobotsFile | None: ...

    async def put(self, file: RobotsFile) -> None: ...


class MemoryRobots:
    """Answers kept in memory, for a single look without a database."""

    def __init__(self) -> None:
        self._files: dict[str, RobotsFile] = {}

    async def get(self, origin: str, *, now: datetime) -> RobotsFile | None:
        """Return the answer, None where it is unknown or has expired."""
        file = self._files.get(origin)
        return file if file is not None and file.expires_at > now else None

    async def put(self, file: RobotsFile) -> None:
        """Keep the answer."""
        self._files[file.origin] = file


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt means for us; `parsed` None: nothing may be asked this time."""

    origin: str
    status: int | None
    parsed: Protego | None
    challenged: bool = False

    def check(self, url: str) -> None:
        """Raise RobotsDenied or RobotsUnavailable where the address may not be asked."""
        if self.parsed is None:
            raise RobotsUnavailable(self.origin, status=self.status, challenged=self.challenged)
        if not self.parsed.can_fetch(url, PRODUCT):
            raise RobotsDenied(url)

    @property
    def crawl_delay_s(self) -> float | None:
        """The pause between requests that the site asks for, at most MAX_CRAWL_DELAY_S."""
        asked = None if self.parsed is None else self.parsed.crawl_delay(PRODUCT)
        return None if asked is None else min(float(asked), MAX_CRAWL_DELAY_S)


def origin_of(url: str) -> str:
    """Return scheme, host and port of the address, for which one robots.txt speaks."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def rules_of(file: RobotsFile) -> Rules:
    """Return what the answer means."""
    body = file.body.decode("utf-8", errors="replace").lstrip("\ufeff")
    if file.status is None or file.status >= 500 or file.status == 429:
        challenged = file.status is not None and is_challenge(status=file.status, headers={}, text=body)
        return Rules(file.origin, file.status, None, challenged)
    return Rules(file.origin, file.status, Protego.parse(body if file.status < 300 else ""))


class RobotsMiddleware:
    """Asks robots.txt before the first request to an origin, in the same queue as that request, and obeys it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        """Return the middleware of this crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise RobotsDenied or RobotsUnavailable where the request may not go out."""
        if request.meta.get(IS_ROBOTS):
            return
        origin = origin_of(request.url)
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._learn(origin, request))
        learning = self._rules[origin]
        rules = learning.result() if learning.done() else await asyncio.shield(learning)
        rules.check(request.url)
        self._slow_down(request, rules)

    async def _learn(self, origin: str, request: Request) -> Rules:
        store = self._store()
        file = await store.get(origin, now=self._now())
        if file is None:
            file = await self._ask(origin, request)
            await store.put(file)
        return rules_of(file)

    async def _ask(self, origin: str, request: Request) -> RobotsFile:
        question = Request(
            f"{origin}/robots.txt",
            callback=NO_CALLBACK,
            dont_filter=True,
            meta={
                ALLOWANCE: request.meta[ALLOWANCE],
                "download_maxsize": MAX_BYTES,
                "max_retry_times": 0,
                IS_ROBOTS: True,
            },
        )
        assert self._crawler.engine is not None
        try:
            response = await self._crawler.engine.download_async(question)
            status, body = response.status, response.body
        except GuardRefused:
            status, body = 404, b""  # redirected off the source's hosts
        except (*DOWNLOAD_ERRORS, IgnoreRequest) as error:
            raise RobotsUnavailable(origin, status=None) from error
        now = self._now()
        settled = status < 500 and status != 429
        return RobotsFile(
            origin=origin,
            status=status,
            body=body[:MAX_BYTES],
            fetched_at=now,
            expires_at=now + (LIFETIME if settled else FAILURE_LIFETIME),
        )

    def _slow_down(self, request: Request, rules: Rules) -> None:
        """Hold the request's queue to the pause that the site asks for."""
        asked = rules.crawl_delay_s
        if asked is None:
            return
        downloader = self._crawler.engine.downloader
        slots = downloader.per_slot_settings.setdefault(request.meta["download_slot"], {})
        slots["delay"] = max(asked, downloader._delay)
        slot = downloader.slots.get(request.meta["download_slot"])
        if slot is not None:
            slot.delay = max(slot.delay, asked)

    def _store(self) -> RobotsStore:
        store: RobotsStore = getattr(self._crawler.spider, "robots")  # noqa: B009  # spiders are typed by their base
        return store

    def _now(self) -> datetime:
        now: Callable[[], datetime] = getattr(self._crawler.spider, "now")  # noqa: B009
        return now()
