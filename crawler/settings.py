"""The Scrapy settings. Many defaults are wrong for a program that runs unattended; those are set here, once."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

BOT_NAME = "duban"
SPIDER_MODULES = ["crawler.spiders"]

# No Twisted reactor: many crawls in one process, inside a plain asyncio loop.
TWISTED_REACTOR_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # on by default: a port that runs Python
TELNETCONSOLE_ENABLED = False
STATS_DUMP = False
DOWNLOADER_STATS = False  # the run's counts say it
LOG_LEVEL = "INFO"

# Politeness: one request at a time for each registered domain, with a pause between two.
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.3
CONCURRENT_ITEMS = 1  # so many tasks are started for every response, and a visit hands out nothing or next to it

# Limits.
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
DOWNLOAD_WARNSIZE = 32 * 1024 * 1024
DOWNLOAD_FAIL_ON_DATALOSS = True
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 1
RETRY_HTTP_CODES = [408, 502, 503, 504, 522, 524]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the look says it
RETRY_EXCEPTIONS = [
    "scrapy.exceptions.CannotResolveHostError",
    "scrapy.exceptions.DownloadConnectionRefusedError",
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.ResponseDataLossError",
]
MEMUSAGE_ENABLED = False  # the worker watches its own memory

# Old servers of small offices: their certificates are often broken, and the page is public.
DOWNLOAD_VERIFY_CERTIFICATES = False
ROBOTSTXT_OBEY = False  # crawler.robots does, with the database as its cache
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False  # a proxy would go round the guard
METAREFRESH_ENABLED = False
REFERER_ENABLED = False

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
}

DOWNLOAD_HANDLERS = {
    "http": "crawler.download.GuardedHandler",
    "https": "crawler.download.GuardedHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DUBAN_ALLOW_LOOPBACK = False

DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "crawler.middlewares.GuardMiddleware": 10,
    "crawler.robots.RobotsMiddleware": 100,
    "crawler.middlewares.QuietRedirect": 600,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
SPIDER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # every status is an outcome
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
EXTENSIONS: dict[str, int | None] = {
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logcount.LogCount": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.closespider.CloseSpider": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
}
ITEM_PIPELINES = {"crawler.pipelines.PrintItems": 300}

_NO_CONTACT: Final = "no contact set"


def user_agent(contact: str | None) -> str:
    """Return how requests introduce themselves: name, version, and how to reach the operator."""
    try:
        number = version("duban")
    except PackageNotFoundError:  # run from a copy that was not installed
        number = "0"
    return f"Duban/{number} (+{contact or _NO_CONTACT})"


USER_AGENT = user_agent(None)


def overrides(*, contact: str, allow_loopback: bool, delay_s: float) -> dict[str, Any]:
    """Return the settings that differ from crawl to crawl."""
    return {
        "USER_AGENT": user_agent(contact),
        "DUBAN_ALLOW_LOOPBACK": allow_loopback,
        "DOWNLOAD_DELAY": delay_s,
    }
