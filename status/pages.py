"""The routes of the pages: from the address to a view and its template."""

from __future__ import annotations

from typing import Annotated

import sqlalchemy as sa
from fastapi import FastAPI, Query, Request
from starlette.responses import JSONResponse, Response

from reports.rules import RULES
from status.agency import find_agency, view_agency
from status.api import ENDPOINTS
from status.api_values import health as health_to_json
from status.cell import CellPage, find_cell, read_picture_address, serve_picture
from status.events import view_deliveries, view_delivery, view_incidents
from status.evidence import CHANGED, Failure
from status.health import health_of
from status.jsonable import to_json
from status.matrix import MOST_CHOICES, view_matrix
from status.originals import download, find_original
from status.queries import DeliveriesQuery, IncidentsQuery, MatrixQuery, PageQuery, ReportQuery
from status.report import chosen_version, find_report, view_report
from status.rulebook import rule_context
from status.site import Reading, Site


def add_pages(app: FastAPI, site: Site) -> None:
    """Add every page for people, and the originals."""
    _add_front(app, site)
    _add_details(app, site)
    _add_evidence(app, site)
    _add_events(app, site)
    _add_rules(app, site)


def _add_front(app: FastAPI, site: Site) -> None:
    @app.get("/")
    def front(request: Request, query: Annotated[MatrixQuery, Query()]) -> Response:
        def build(reading: Reading) -> dict[str, object]:
            return {"view": view_matrix(reading, query, site=site), "most_choices": MOST_CHOICES}

        return site.html(request, "front.html", build)


def _add_details(app: FastAPI, site: Site) -> None:
    @app.get("/agencies/{agency_id}")
    def agency(request: Request, agency_id: str, query: Annotated[PageQuery, Query()]) -> Response:
        def build(reading: Reading) -> dict[str, object]:
            detail = find_agency(reading.tx, agency_id)
            return {"agency": detail.agency, "view": view_agency(reading.tx, detail, reading.page)}

        return site.html(request, "agency.html", build)

    @app.get("/reports/{agency_id}/{report_year:int}")
    def report(request: Request, agency_id: str, report_year: int, query: Annotated[ReportQuery, Query()]) -> Response:
        def build(reading: Reading) -> dict[str, object]:
            detail = find_report(reading.tx, agency_id, report_year)
            shown = chosen_version(detail, query.version)
            view = view_report(reading.tx, detail, shown, report_year, page=reading.page)
            return {
                "agency": detail.agency,
                "duty": detail.duty,
                "report": None if view.locked else shown,
                "view": view,
            }

        return site.html(request, "report.html", build)

    @app.get("/originals/{sha256}")
    def original(sha256: str) -> Response:
        with site.database.read() as tx:
            document = find_original(tx, sha256)
        return download(document, site.archive)


def _add_evidence(app: FastAPI, site: Site) -> None:
    @app.get("/reports/{agency_id}/{report_year:int}/cells/{table}/{row}/{column}")
    def cell(
        request: Request,
        agency_id: str,
        report_year: int,
        table: str,
        row: str,
        column: str,
        query: Annotated[ReportQuery, Query()],
    ) -> Response:
        def found(tx: sa.Connection) -> CellPage:
            return find_cell(tx, agency_id, report_year, (table, row, column), version=query.version)

        with site.database.read() as tx:
            asked = found(tx)
        # outside of the transaction: opening an original takes its time
        shown = site.evidence.show(asked.question, otherwise=asked.otherwise)

        def build(reading: Reading) -> dict[str, object]:
            view = found(reading.tx)
            return {"view": view, "shown": shown if view.question == asked.question else CHANGED}

        failure = shown if isinstance(shown, Failure) else None
        return site.html(request, "cell.html", build, besides=(asked.question, failure))

    @app.get("/evidence/{sha256}/{number:int}/{box}.png")
    def picture(sha256: str, number: int, box: str, file: str | None = None) -> Response:
        question = read_picture_address(sha256, number, box, file)
        with site.database.read() as tx:
            find_original(tx, sha256)
        return serve_picture(site.evidence.show(question))


def _add_events(app: FastAPI, site: Site) -> None:
    @app.get("/incidents")
    def incidents(request: Request, query: Annotated[IncidentsQuery, Query()]) -> Response:
        def build(reading: Reading) -> dict[str, object]:
            return {"view": view_incidents(reading.tx, query, office=reading.page.office)}

        return site.html(request, "incidents.html", build)

    @app.get("/deliveries")
    def deliveries(request: Request, query: Annotated[DeliveriesQuery, Query()]) -> Response:
        def build(reading: Reading) -> dict[str, object]:
            return {"view": view_deliveries(reading.tx, query, office=reading.page.office)}

        return site.html(request, "deliveries.html", build)

    @app.get("/deliveries/{message_id}")
    def delivery(request: Request, message_id: str, query: Annotated[PageQuery, Query()]) -> Response:
        def build(reading: Reading) -> dict[str, object]:
            return {"view": view_delivery(reading.tx, message_id, office=reading.page.office)}

        return site.html(request, "delivery.html", build)

    @app.get("/healthz")
    def health(request: Request) -> Response:
        now = site.now()
        with site.database.read() as tx:
            found = health_of(tx, site.config, now=now)
        body = health_to_json(found, site.config, now=now)
        status = 503 if found.grave else 200
        return JSONResponse(to_json(body), status_code=status, headers={"Cache-Control": "no-store"})


def _add_rules(app: FastAPI, site: Site) -> None:
    @app.get("/rules")
    def rules(request: Request, query: Annotated[PageQuery, Query()]) -> Response:
        return site.html(request, "rules.html", lambda reading: {"rules": RULES})

    @app.get("/rules/{code}")
    def rule(request: Request, code: str, query: Annotated[PageQuery, Query()]) -> Response:
        return site.html(request, "rule.html", lambda reading: rule_context(code))

    @app.get("/api")
    def interface(request: Request, query: Annotated[PageQuery, Query()]) -> Response:
        return site.html(request, "api.html", lambda reading: {"endpoints": ENDPOINTS})
