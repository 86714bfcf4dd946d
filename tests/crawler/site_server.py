"""Scripted sites on loopback: one threaded HTTP server an address, which remembers what it was asked and when."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Reply:
    """What a site answers; `cut_short`: the body breaks off, `wait_s`: it lets us wait, `silent`: it hangs up."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "text/html; charset=utf-8"
    wait_s: float = 0.0
    cut_short: bool = False
    silent: bool = False


@dataclass(frozen=True)
class Asked:
    """One question as it came."""

    path: str
    headers: Mapping[str, str]


@dataclass
class Site:
    """One scripted site; `replies` by path with its query, everything else is 404."""

    address: str
    port: int = 0
    replies: dict[str, Reply | Callable[[Asked], Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    together: int = 0
    most_together: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def root(self) -> str:
        """The site's address without a slash at its end."""
        return f"http://{self.address}:{self.port}"

    def page(self, path: str, html: str | bytes, **reply: Any) -> None:
        """Serve a page there."""
        self.replies[path] = Reply(html.encode() if isinstance(html, str) else html, **reply)

    def page_with_validators(self, path: str, html: str, *, modified: float | None = None) -> None:
        """Serve a page that answers conditional questions with 304."""
        body = html.encode()
        mark = f'"{sha256(body).hexdigest()[:12]}"'
        headers = {"ETag": mark}
        if modified is not None:
            headers["Last-Modified"] = formatdate(modified, usegmt=True)

        def answer(asked: Asked) -> Reply:
            if asked.headers.get("If-None-Match") == mark:
                return Reply(status=304, headers=headers)
            return Reply(body, headers=headers)

        self.replies[path] = answer

    def paths(self) -> list[str]:
        """Return what was asked, in order, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def forget(self) -> None:
        """Begin to remember anew."""
        self.asked.clear()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        site = self.site
        with site.lock:
            site.asked.append(Asked(self.path, dict(self.headers.items())))
            asked = site.asked[-1]
            site.together += 1
            site.most_together = max(site.most_together, site.together)
        try:
            found = site.replies.get(self.path, site.replies.get(urlsplit(self.path).path))
            reply = found(asked) if callable(found) else found
            self._send(Reply(b"<h1>404 Not Found</h1>", status=404) if reply is None else reply)
        finally:
            with site.lock:
                site.together -= 1

    def _send(self, reply: Reply) -> None:
        time.sleep(reply.wait_s)
        if reply.silent:
            self.close_connection = True
            return
        body = reply.body
        self.send_response(reply.status)
        if reply.status != 304:
            self.send_header("Content-Type", reply.media_type)
            self.send_header("Content-Length", str(len(body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if reply.status != 304:
            self.wfile.write(body[: len(body) // 2] if reply.cut_short else body)
        if reply.cut_short:
            self.close_connection = True

    def log_message(self, format: str, *arguments: object) -> None:
        """Stay quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet: clients hang up on purpose."""


@contextmanager
def serving(*addresses: str) -> Iterator[tuple[Site, ...]]:
    """Yield a site for each loopback address, served until the end."""
    sites, servers = [], []
    for address in addresses:
        site = Site(address)
        handler = type("Handler", (_Handler,), {"site": site})
        server = _Server((address, 0), handler)
        site.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        sites.append(site)
        servers.append(server)
    try:
        yield tuple(sites)
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
