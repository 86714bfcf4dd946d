"""The download handler: Scrapy's aiohttp one with our guarding resolver, tolerant of old servers."""

from __future__ import annotations

import ssl
from typing import ClassVar

import aiohttp
from scrapy import Request
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler, _ClientResponse
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.guard import GuardedResolver

# Old servers renegotiate without the safe extension; Python 3.11 has no name for the option yet.
_LEGACY_RENEGOTIATION = getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)


ASKED_AT = "asked_at"  # key in Request.meta


class GuardedHandler(AiohttpDownloadHandler):
    """Downloads through a connector whose resolver refuses addresses inside our own network."""

    experimental: ClassVar[bool] = False  # known and pinned: no warning at every crawl

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._ssl_context.options |= _LEGACY_RENEGOTIATION
        first = self._session
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=GuardedResolver(allow_loopback=crawler.settings.getbool("DUBAN_ALLOW_LOOPBACK")),
                limit=self._pool_size_total,
                limit_per_host=self._pool_size_per_host,
                ttl_dns_cache=60,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            response_class=_ClientResponse,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
        )
        first.detach()  # its connector was never used: nothing to close

    async def download_request(self, request: Request) -> Response:
        """Return the response; the request remembers when it went out, after its wait in the queue."""
        request.meta[ASKED_AT] = getattr(self.crawler.spider, "now")()  # noqa: B009  # spiders are typed by their base
        return await super().download_request(request)
