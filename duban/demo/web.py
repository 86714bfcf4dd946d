"""Serves the demo's agency sites on loopback, one address per agency, as they are at the season's present moment."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from aiohttp import web

from duban.demo import pages
from duban.demo.script import DemoAgency, Season

EARLIER_YEARS = 2  # how many earlier reports every column lists


class DemoWeb:
    """The sites of all agencies of a season; `now` is moved on by who plays it."""

    def __init__(self, season: Season, *, now: datetime) -> None:
        self.now = now
        self.port = 0
        self._season = season
        self._by_address = {agency.address: agency for agency in season.agencies}
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen on every agency's address, all on one port that was free."""
        app = web.Application()
        app.router.add_route("GET", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        for address in self._by_address:
            site = web.TCPSite(self._runner, address, self.port)
            await site.start()
            if self.port == 0:
                self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close all sites."""
        if self._runner is not None:
            await self._runner.cleanup()

    def column_url(self, agency: DemoAgency) -> str:
        """Return the absolute address of an agency's column."""
        return f"http://{agency.address}:{self.port}{pages.column_path(agency)}"

    async def _answer(self, request: web.Request) -> web.Response:
        agency = self._by_address[request.host.rpartition(":")[0]]
        if request.path == "/robots.txt":
            return web.Response(text="User-agent: *\nDisallow: /admin/\n")
        if agency.trouble is not None and self.now >= agency.trouble.start:
            status, text = pages.trouble_page(agency.trouble.kind)
            return _page(request, text, status=status)
        if request.path == pages.column_path(agency):
            return _page(request, pages.column_page(agency, self._entries(agency)))
        for year, published in self._published(agency):
            if request.path == self._path(agency, year, published):
                return self._report(request, agency, year, published)
        return _page(request, "<html><body><h1>404 Not Found</h1></body></html>", status=404)

    def _report(self, request: web.Request, agency: DemoAgency, year: int, published: datetime) -> web.Response:
        if agency.withdrawn is not None and year == self._season.report_year and self.now >= agency.withdrawn:
            return _page(request, "<html><body><h1>404 Not Found</h1></body></html>", status=404)
        if self._ending(agency, year) == "pdf":
            return web.Response(body=pages.pdf_report(pages.report_title(agency, year)), content_type="application/pdf")
        name = agency.figures
        if agency.changed is not None and self.now >= agency.changed.at:
            name = agency.changed.figures
        figures = self._season.figures[name if year == self._season.report_year else agency.figures]
        return _page(request, pages.report_page(self._season, agency, year, published, figures=figures))

    def _entries(self, agency: DemoAgency) -> list[pages.Entry]:
        withdrawn = agency.withdrawn is not None and self.now >= agency.withdrawn
        return [
            pages.Entry(pages.report_title(agency, year), self._path(agency, year, published), published.date())
            for year, published in self._published(agency)
            if not (withdrawn and year == self._season.report_year)
        ]

    def _published(self, agency: DemoAgency) -> list[tuple[int, datetime]]:
        """Return (report year, time) of what has been published by now, newest first; earlier years were on time."""
        newest = self._season.report_year
        found = []
        if agency.published is not None and agency.published <= self.now:
            found.append((newest, agency.published))
        month, day = (3, 20) if agency.level == "government" else (1, 17)
        earlier = datetime(newest, month, day, 9, tzinfo=pages.SHANGHAI_TIME)
        for back in range(1, EARLIER_YEARS + 1):
            found.append((newest - back, earlier - timedelta(days=364) * (back - 1)))
        return found

    def _path(self, agency: DemoAgency, year: int, published: datetime) -> str:
        day = published.astimezone(pages.SHANGHAI_TIME).date()
        return pages.report_path(agency, year, day, ending=self._ending(agency, year))

    def _ending(self, agency: DemoAgency, year: int) -> str:
        return agency.format if year == self._season.report_year else "html"


def _page(request: web.Request, text: str, *, status: int = 200) -> web.Response:
    body = text.encode()
    mark = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    if status == 200 and request.headers.get("If-None-Match") == mark:
        return web.Response(status=304, headers={"ETag": mark})
    headers = {"ETag": mark} if status == 200 else None
    return web.Response(body=body, status=status, content_type="text/html", charset="utf-8", headers=headers)
