"""The outermost layer: who may ask, how, and which headers every answer carries."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = ("GET", "HEAD")
ACTIONS = re.compile(r"/findings/[^/]+/(answer|waive)|/waivers/\d+/end")  # addresses that forms are sent to

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers older than frame-ancestors
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def host_of_url(url: str) -> str | None:
    """Return the lower-case host of an address without its port, or None where it has none."""
    return urlsplit(url).hostname


def is_loopback(host: str) -> bool:
    """Return whether a host name or literal address can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def asked_host(headers: Headers) -> str | None:
    """Return the lower-case host of the Host header, or None where it is missing, doubled or malformed."""
    values = headers.getlist("host")
    if len(values) != 1:
        return None
    try:
        return urlsplit(f"//{values[0]}").hostname
    except ValueError:
        return None


class Guard:
    """Refuses foreign host names (DNS rebinding) and every method but GET and HEAD; adds the security headers.

    A form of the office (`may_send`: who may) is let through to the few addresses that take one.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        public_host: str | None,
        refuse: Callable[[Request, int], Response],
        may_send: Callable[[Request], bool],
    ) -> None:
        self.app = app
        self.public_host = public_host
        self.refuse = refuse
        self.may_send = may_send

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if not self._may_ask(asked_host(Headers(scope=scope))):
            await self.refuse(Request(scope), 421)(scope, receive, send_with_headers)
        elif scope["method"] == "POST" and ACTIONS.fullmatch(scope["path"]) and self.may_send(Request(scope)):
            await self.app(scope, receive, send_with_headers)
        elif scope["method"] not in METHODS:
            await self.refuse(Request(scope), 405)(scope, receive, send_with_headers)
        else:
            # Routes know GET only; the server leaves the body of a HEAD answer out.
            await self.app({**scope, "method": "GET"}, receive, send_with_headers)

    def _may_ask(self, host: str | None) -> bool:
        return host is not None and (is_loopback(host) or host == self.public_host)
