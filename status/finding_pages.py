"""The routes of findings and waivers, to look at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from fastapi import FastAPI, Query, Request
from starlette.responses import Response

from reports.answers import Standing
from reports.rules.lookup import audience_of
from reports.rules.rule import Audience
from reports.waivers import Waiver
from status.callers import mark_of, name_of
from status.finding import FindingPage, find_finding, is_visible
from status.locking import may_be_shown
from status.page import Page
from status.queries import FindingsQuery, PageQuery
from status.site import Reading, Site
from storage import duties, standings, waivers
from storage.errors import NoSuchRow
from storage.records import ListedFinding

MOST_LISTED = 300
OPEN = tuple(standing for standing in Standing if standing is not Standing.CLOSED)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form holds: nothing yet, or what was sent and `problem`, why it was not taken."""

    form: str = ""
    name: str = ""
    kind: str = ""
    text: str = ""
    scope: str = ""
    until: str = ""
    years: str = ""
    problem: str = ""


EMPTY = Filled()


@dataclass(frozen=True, slots=True)
class WaiverLine:
    """A waiver in the list; `covered` is how many open findings it covers now, None once it is over."""

    waiver: Waiver
    covered: int | None


def add_findings(app: FastAPI, site: Site) -> None:
    """Add the list of findings, the page of each, and the list of waivers."""

    @app.get("/findings")
    def findings(request: Request, query: Annotated[FindingsQuery, Query()]) -> Response:
        return site.html(request, "findings.html", lambda reading: list_findings(reading, query))

    @app.get("/findings/{finding_id}")
    def finding(request: Request, finding_id: str, query: Annotated[PageQuery, Query()]) -> Response:
        name = name_of(request, site.config)

        def build(reading: Reading) -> dict[str, object]:
            return finding_context(site, reading.page, find_finding(reading.tx, reading.page, finding_id), name=name)

        answer = site.html(request, "finding.html", build, besides=(name, site.secret))
        return with_origin(answer)

    @app.get("/waivers")
    def waiver_list(request: Request, query: Annotated[PageQuery, Query()]) -> Response:
        name = name_of(request, site.config)

        def build(reading: Reading) -> dict[str, object]:
            return waivers_context(site, reading.tx, reading.page, name=name)

        return with_origin(site.html(request, "waivers.html", build, besides=(name, site.secret)))


def list_findings(reading: Reading, query: FindingsQuery) -> dict[str, object]:
    """Return the findings that the query names and who asks may see, with how many stand in which way."""
    found = standings.listed(
        reading.tx,
        now=reading.page.now,
        limit=MOST_LISTED + 1,
        standings=OPEN if query.standing is None else (query.standing,),
        jurisdiction=query.jurisdiction,
        agency_id=query.agency,
        report_year=query.year,
        code=query.code,
    )
    seen = [each for each in found[:MOST_LISTED] if is_visible(each.standing, reading.page) and _may(reading, each)]
    return {
        "filters": query,
        "found": seen,
        "counts": Counter(each.standing.standing for each in seen),
        "choices": Standing
        if reading.page.office
        else [each for each in Standing if each is not Standing.AWAITS_REVIEW],
        "cut": len(found) > MOST_LISTED,
        "most": MOST_LISTED,
    }


def finding_context(
    site: Site, page: Page, view: FindingPage, *, name: str | None, filled: Filled = EMPTY
) -> dict[str, object]:
    """Return what the template of a finding needs; `name` is who the proxy says asks, None where nobody does."""
    path = f"/findings/{view.standing.stored.finding.id}"
    return {
        "view": view,
        "filled": filled,
        "user": name,
        "answer_mark": mark_of(site.secret, f"{path}/answer", name),
        "waive_mark": mark_of(site.secret, f"{path}/waive", name),
    }


def waivers_context(
    site: Site, tx: sa.Connection, page: Page, *, name: str | None, filled: Filled = EMPTY
) -> dict[str, object]:
    """Return what the template of the waivers needs, those in force first."""
    lines = [
        WaiverLine(waiver, waivers.covered(tx, waiver) if waiver.is_valid(page.now) else None)
        for waiver in waivers.everything(tx)
        if page.office or audience_of(waiver.code) is Audience.PUBLIC
    ]
    return {
        "valid": [line for line in lines if line.covered is not None],
        "over": [line for line in lines if line.covered is None],
        "filled": filled,
        "user": name,
        "marks": {
            line.waiver.id: mark_of(site.secret, f"/waivers/{line.waiver.id}/end", name)
            for line in lines
            if page.office and line.covered is not None
        },
    }


def with_origin(answer: Response) -> Response:
    """Return the page with the rule that its forms name where they come from; by the other pages' rule none does."""
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _may(reading: Reading, each: ListedFinding) -> bool:
    stored = each.standing.stored
    try:
        duty = duties.get(reading.tx, agency_id=stored.agency_id, report_year=stored.report_year)
    except NoSuchRow:
        duty = None
    return may_be_shown(stored, duty)
