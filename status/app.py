"""The application: routes, error answers and the guard around them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from reports.readers import Converter
from status import errors
from status.actions import add_actions
from status.api import add_api
from status.callers import is_office
from status.config import Access, StatusConfig
from status.finding_pages import add_findings
from status.guard import Guard, host_of_url
from status.pages import add_pages
from status.site import HERE, Site
from storage.archive import Archive
from storage.session import Database


def create_app(
    database: Database,
    archive: Archive,
    config: StatusConfig,
    *,
    now: Callable[[], datetime],
    convert: Converter | None = None,
) -> FastAPI:
    """Return the page over the database and the archive; it reads, and changes nothing. `now` gives aware times.

    `convert` as in reports.readers.read: with it numbers of old Word files can be shown where they stand.
    """
    site = Site(database, archive, config, now, convert=convert)
    # no OpenAPI pages: they load their script from elsewhere, and offices sit in closed networks; /api tells it
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.mount("/static", StaticFiles(directory=HERE / "static"))
    add_pages(app, site)
    add_api(app, site)
    add_findings(app, site)
    if config.access is not Access.ANYBODY:
        add_actions(app, site)
    errors.install(app, site)
    app.add_middleware(
        Guard,
        public_host=None if config.public_url is None else host_of_url(config.public_url),
        refuse=lambda request, status: errors.answer(site, request, status),
        may_send=lambda request: is_office(request, config),
    )
    return app
