"""Some hundreds of agency sites on loopback in a process of their own, so that they do not share the crawler's loop.

The server is as lean as it can be (answers prepared as bytes, no framework): the bare client that it is compared with
must be limited by itself, not by what it asks.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.site_pages import COLUMN_PATH, COUNTER, RUNNING_YEAR, Site, column_page, report_page

ROBOTS = b"User-agent: *\nDisallow: /admin/\nDisallow: /search\n"
_ETAG_ASKED = re.compile(rb"\r\nIf-None-Match: *([^\r]+)\r\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sites:
    """The running sites."""

    sites: tuple[Site, ...]
    port: int

    def column_url(self, site: Site) -> str:
        """Return the absolute address of a site's column."""
        return f"http://{site.address}:{self.port}{COLUMN_PATH}"


@contextmanager
def serving(count: int, *, with_running_report: bool = False, changes_every: int = 0) -> Iterator[Sites]:
    """Yield that many sites, served until the end of the block.

    `changes_every`: a site's report of the running year is another one after it was asked that often (0: never).
    """
    command = [sys.executable, "-m", "benchmarks.sites", str(count), f"--changes-every={changes_every}"]
    if with_running_report:
        command.append("--with-running-report")
    # the sites end with their standard input, so that they outlive nobody who was killed
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            port = process.stdout.readline()
            if not port:
                raise RuntimeError(f"the benchmark's sites could not be served: exit {process.wait()}")
            yield Sites(tuple(map(Site, range(count))), int(port))
        finally:
            process.stdin.close()


class _Content:
    """What one site answers."""

    def __init__(self, site: Site, *, with_running_report: bool, changes_every: int) -> None:
        self._site = site
        self._column = column_page(site, with_running_report=with_running_report).encode()
        self._reports = {site.report_path(year): year for year in (RUNNING_YEAR, RUNNING_YEAR - 1)}
        self._changes_every = changes_every
        self._visits = 0
        # spread, so that not all sites change in the same round
        self._asked = site.number % changes_every if changes_every else 0
        self._prepared: dict[tuple[int, int], bytes] = {}

    def answer(self, path: str, asked_etag: bytes | None) -> bytes:
        """Return the whole answer, head and body."""
        if path == COLUMN_PATH:
            self._visits += 1
            body = self._column.replace(COUNTER.encode(), b"%07d" % self._visits)
            return self._page(body, asked_etag)
        if path == "/robots.txt":
            return _answer(b"200 OK", ROBOTS, b"Content-Type: text/plain\r\n")
        year = self._reports.get(path)
        if year is None:
            return _answer(b"404 Not Found", b"<html><body><h1>404 Not Found</h1></body></html>")
        version = 0
        if year == RUNNING_YEAR and self._changes_every:
            self._asked += 1
            version = self._asked // self._changes_every
        key = (year, version)
        if key not in self._prepared:
            self._prepared[key] = report_page(self._site, year, version=version).encode()
        return self._page(self._prepared[key], asked_etag)

    def _page(self, body: bytes, asked_etag: bytes | None) -> bytes:
        if not self._site.has_etag:
            return _answer(b"200 OK", body)
        mark = b'"%b"' % hashlib.md5(body, usedforsecurity=False).hexdigest().encode()
        if asked_etag == mark:
            return b"HTTP/1.1 304 Not Modified\r\nETag: %b\r\n\r\n" % mark
        return _answer(b"200 OK", body, b"ETag: %b\r\n" % mark)


class _Connection(asyncio.Protocol):
    def __init__(self, contents: dict[str, _Content]) -> None:
        self._contents = contents
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._content = self._contents[transport.get_extra_info("sockname")[0]]

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, self._received = self._received.partition(b"\r\n\r\n")
            asked = _ETAG_ASKED.search(head + b"\r\n")
            path = head.split(b" ", 2)[1].decode("latin-1")
            self._transport.write(self._content.answer(path, None if asked is None else asked[1].strip()))
            if b"connection: close" in head.lower():
                self._transport.close()


def _answer(status: bytes, body: bytes, headers: bytes = b"") -> bytes:
    if b"Content-Type" not in headers:
        headers += b"Content-Type: text/html; charset=utf-8\r\n"
    return b"HTTP/1.1 %b\r\nContent-Length: %d\r\n%b\r\n%b" % (status, len(body), headers, body)


async def _serve(sites: list[Site], *, with_running_report: bool, changes_every: int) -> None:
    contents = {
        site.address: _Content(site, with_running_report=with_running_report, changes_every=changes_every)
        for site in sites
    }
    loop = asyncio.get_running_loop()
    servers: list[asyncio.Server] = []
    port = 0
    for address in contents:
        server = await loop.create_server(lambda: _Connection(contents), address, port, backlog=16)
        servers.append(server)
        port = server.sockets[0].getsockname()[1]
    print(port, flush=True)
    await asyncio.to_thread(sys.stdin.read)


def main() -> None:
    """Serve until standard input ends; the first line printed is the port."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--with-running-report", action="store_true")
    parser.add_argument("--changes-every", type=int, default=0)
    given = parser.parse_args()
    sites = [Site(number) for number in range(given.count)]
    asyncio.run(_serve(sites, with_running_report=given.with_running_report, changes_every=given.changes_every))


if __name__ == "__main__":
    main()
