"""Downloader middlewares: the guard on every request and redirect, and the politeness key."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Response

from crawler.guard import Allowance, GuardRefused, Refusal, refusal
from storage.politeness import politeness_key

ALLOWANCE = "allowance"  # key in Request.meta; a redirect inherits it


class GuardMiddleware:
    """Lets out only what the request's allowance permits; a request without one goes nowhere."""

    def process_request(self, request: Request) -> None:
        """Raise GuardRefused, or put the request into the queue of its registered domain."""
        allowed = request.meta.get(ALLOWANCE)
        if not isinstance(allowed, Allowance):
            raise GuardRefused(request.url, Refusal.HOST)
        why = refusal(request.url, allowed)
        if why is not None:
            raise GuardRefused(request.url, why)
        request.meta["download_slot"] = politeness_key(request.url)


class QuietRedirect(RedirectMiddleware):
    """Scrapy's redirects, without a Referer and without the warning that there is none."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> QuietRedirect:
        """Return the middleware of this crawl."""
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    def handle_referer(self, request: Request, response: Response) -> None:
        """Send no Referer."""
        request.headers.pop("Referer", None)
