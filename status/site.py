"""Answering a request: the ETag before the work, the template or JSON after it, the banner on every page."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

import reports
import storage
from reports.readers import Converter
from status import page as pages
from status.callers import is_office
from status.config import Language, StatusConfig
from status.evidence import Evidence
from status.faces import make_faces
from status.health import Health, health_of
from status.jsonable import to_json
from status.language import load_texts
from status.memory import Memory
from status.page import Page
from status.rendering import make_environment
from storage import versions
from storage.archive import Archive
from storage.session import Database

HERE = Path(__file__).parent
HEALTH_KEPT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer being made: the page asked for, and one state of the data, with the version it has."""

    page: Page
    tx: sa.Connection
    version: int


Build = Callable[[Reading], Mapping[str, object]]
BuildJson = Callable[[Reading], object]


class Site:
    """Everything the routes share: the database, the texts, the templates, and how an answer is made."""

    def __init__(
        self,
        database: Database,
        archive: Archive,
        config: StatusConfig,
        now: Callable[[], datetime],
        *,
        convert: Converter | None = None,
    ) -> None:
        self.database = database
        self.archive = archive
        self.evidence = Evidence(archive, convert=convert)
        self.config = config
        self.now = now
        self.code = code_version()
        self.texts = load_texts()
        self.faces = {language: make_faces(language) for language in Language}
        self.memory = Memory()
        self.secret = secrets.token_bytes(32)  # behind the marks of forms; a form from before a restart is shown anew
        self._environments = {
            language: make_environment(language, self.texts[language], self.code) for language in Language
        }
        self._health: tuple[datetime, Health] | None = None
        self._health_lock = threading.Lock()

    def html(self, request: Request, template: str, build: Build, *, besides: object = None) -> Response:
        """Return the page made of the template and what `build` reads, or 304 where the browser has it already.

        `besides` is what the page shows besides the data: the page is made anew when that is another.
        """
        page = self.page(request)
        with self.database.read() as tx:
            reading = Reading(page, tx, versions.current(tx))
            health = self.health(tx, page.now)
            tag = self._tag(request, reading, health, besides)
            if has_it(request, tag):
                return Response(status_code=304, headers=caching(tag))
            text = self.memory.get(
                reading.version, tag, lambda: self.render(template, page, health=health, **build(reading))
            )
        return HTMLResponse(text, headers=caching(tag))

    def json(self, request: Request, build: BuildJson) -> Response:
        """Return what `build` reads as JSON, or 304."""
        page = self.page(request)
        with self.database.read() as tx:
            reading = Reading(page, tx, versions.current(tx))
            tag = self._tag(request, reading, self.health(tx, page.now))
            if has_it(request, tag):
                return Response(status_code=304, headers=caching(tag))
            value = build(reading)
        return JSONResponse(to_json(value), headers=caching(tag))

    def page(self, request: Request) -> Page:
        """Return what the request asks for."""
        office = is_office(request, self.config)
        return Page.of(request, default=self.config.language, now=self.now(), office=office)

    def render(self, template: str, page: Page, **context: object) -> str:
        """Return the text of a template in the page's language."""
        return self._environments[page.language].get_template(template).render(page=page, **context)

    def gettext(self, language: Language) -> Callable[[str], str]:
        """Return the function that gives a source string in the language."""
        return self.texts[language].gettext

    def health(self, tx: sa.Connection, now: datetime) -> Health:
        """Return how the house is, at most ten seconds old: every page shows it, and asking costs seven queries."""
        with self._health_lock:
            if self._health is None or not timedelta(0) <= now - self._health[0] < HEALTH_KEPT:
                self._health = (now, health_of(tx, self.config, now=now))
            return self._health[1]

    def _tag(self, request: Request, reading: Reading, health: Health, besides: object = None) -> str:
        parts = (
            reading.version,
            request.url.path,
            sorted(request.query_params.multi_items()),
            reading.page.language,
            reading.page.office,
            self.code,
            health.marks,  # the banner changes with time alone
            pages.day(reading.page.now),  # and so does which year's season runs
            besides,
        )
        return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'


def has_it(request: Request, tag: str) -> bool:
    """Return whether If-None-Match names the tag."""
    asked = request.headers.get("if-none-match", "")
    return tag.removeprefix("W/") in (value.strip().removeprefix("W/") for value in asked.split(","))


def caching(tag: str) -> dict[str, str]:
    """Return the headers that let a browser keep the page and ask each time whether it still holds."""
    return {"ETag": tag, "Cache-Control": "private, no-cache"}


def code_version() -> str:
    """Return a hash over everything that pages are made from, so that no answer of an older version is kept."""
    digest = hashlib.sha256()
    for root in (HERE, Path(reports.__path__[0]), Path(storage.__path__[0])):
        for path in sorted(root.rglob("*")):
            if path.suffix in {".py", ".html", ".po", ".css", ".svg"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
