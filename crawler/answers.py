"""What came of one question to a site: an answer with its status, or one of the ways in which nothing came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from aiohttp import ClientSSLError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response

from crawler.guard import AddressRefused, GuardRefused, Refusal
from crawler.robots import RobotsDenied, RobotsUnavailable

KEPT_HEADERS = ("content-type", "content-disposition", "last-modified", "etag", "date", "server", "x-via-jsl")


class Silence(StrEnum):
    """Why a question brought no answer."""

    TIMEOUT = "timeout"
    NO_NAME = "no_name"
    NO_CONNECTION = "no_connection"
    TLS = "tls"
    CUT_SHORT = "cut_short"
    TOO_LARGE = "too_large"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    ROBOTS_DENIED = "robots_denied"
    ROBOTS_UNAVAILABLE = "robots_unavailable"
    ROBOTS_CHALLENGED = "robots_challenged"
    OTHER_HOST = "other_host"
    INSIDE_ADDRESS = "inside_address"
    BAD_ADDRESS = "bad_address"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; with `silence` set there is no status and no body. Header names are in lower case."""

    asked_url: str
    url: str
    asked_at: datetime
    answered_at: datetime | None
    status: int | None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    silence: Silence | None = None
    detail: str = ""

    @property
    def media_type(self) -> str | None:
        """The media type that the site states, without parameters."""
        stated = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return stated or None

    @property
    def charset(self) -> str | None:
        """The charset that the site states; only a hint."""
        _, _, value = self.headers.get("content-type", "").lower().partition("charset=")
        return value.strip(" \"';") or None


def answer_of(response: Response, *, asked_url: str, asked_at: datetime, now: datetime) -> Answer:
    """Return what came."""
    headers = {}
    for name in KEPT_HEADERS:
        value = response.headers.get(name)
        if value is not None:
            headers[name] = value.decode("latin-1").strip()
    return Answer(asked_url, response.url, asked_at, now, response.status, response.body, headers)


def silence_of(error: BaseException, *, asked_url: str, asked_at: datetime) -> Answer:
    """Return an answer that says why none came. Raises the error itself where it is a fault of ours."""
    silence = _kind(error)
    if silence is None:
        raise error
    url = error.url if isinstance(error, GuardRefused) else asked_url
    return Answer(asked_url, url, asked_at, None, None, silence=silence, detail=str(error)[:300])


def _kind(error: BaseException) -> Silence | None:
    if isinstance(error, RobotsDenied):
        return Silence.ROBOTS_DENIED
    if isinstance(error, RobotsUnavailable):
        if error.__cause__ is not None:
            return _kind(error.__cause__)
        return Silence.ROBOTS_CHALLENGED if error.challenged else Silence.ROBOTS_UNAVAILABLE
    if isinstance(error, GuardRefused):
        inside = error.refusal is Refusal.ADDRESS
        return (
            Silence.INSIDE_ADDRESS
            if inside
            else Silence.OTHER_HOST
            if error.refusal in (Refusal.HOST, Refusal.PORT)
            else Silence.BAD_ADDRESS
        )
    if isinstance(error, IgnoreRequest):
        redirects = "redirect" in str(error)
        return Silence.TOO_MANY_REDIRECTS if redirects else Silence.TOO_LARGE  # else: unpacks to more than we take
    if isinstance(error, DownloadTimeoutError):
        return Silence.TIMEOUT
    if isinstance(error, CannotResolveHostError):
        return Silence.INSIDE_ADDRESS if _was_inside(error) else Silence.NO_NAME
    if isinstance(error, DownloadCancelledError):
        return Silence.TOO_LARGE
    if isinstance(error, ResponseDataLossError):
        return Silence.CUT_SHORT
    if isinstance(error, UnsupportedURLSchemeError):
        return Silence.BAD_ADDRESS
    if isinstance(error, DownloadConnectionRefusedError):
        return Silence.TLS if isinstance(error.__cause__, ClientSSLError) else Silence.NO_CONNECTION
    return Silence.FAILED if isinstance(error, DownloadFailedError | OSError) else None


def _was_inside(error: BaseException) -> bool:
    """True where the name resolved, but to an address inside our own network."""
    cause = error.__cause__
    return isinstance(getattr(cause, "os_error", cause), AddressRefused)
