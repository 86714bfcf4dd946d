"""HTML report to facts against parsing the same bytes with lxml.html; the rules apart."""

from __future__ import annotations

from datetime import UTC, datetime

import lxml.html

from benchmarks.result import Measure, interleaved
from duban.demo import pages
from duban.demo.script import load_season
from reports.extract import extract
from reports.readers import read
from reports.rules import Case, validate

ROUNDS = 60
AGAINST_LXML = 6.0


def run() -> list[Measure]:
    """Return the ratios on a report as a large site serves it (navigation included) and on a plain one."""
    return [measure for name, data in _pages().items() for measure in _measured(name, data)]


def _measured(name: str, data: bytes) -> list[Measure]:
    report = extract(read(data))
    case = Case(report=report)
    parse, facts, rules = interleaved(
        [lambda: lxml.html.fromstring(data), lambda: extract(read(data)), lambda: validate(case)], rounds=ROUNDS
    )
    size = len(data) // 1024
    ratio = facts / parse
    return [
        Measure(
            f"{name} ({size} KB) to facts / lxml.html parse",
            f"{ratio:.2f} ({facts * 1000:.2f} ms / {parse * 1000:.2f} ms)",
            f"≤ {AGAINST_LXML:g}",
            ratio <= AGAINST_LXML,
        ),
        Measure(f"{name} rules / lxml.html parse", f"{rules / parse:.2f} ({rules * 1000:.2f} ms)", "", True),
    ]


def _pages() -> dict[str, bytes]:
    season = load_season()
    agency = next(agency for agency in season.agencies if agency.id == "mc-waiban")
    page = pages.report_page(
        season, agency, season.report_year, datetime(2026, 1, 13, 7, tzinfo=UTC), figures=season.figures["city"]
    )
    items = "".join(f'<li><a href="/zwgk/list/{n}.html" class="nav-{n}">栏目导航第{n}项</a></li>' for n in range(260))
    office = page.replace("<td", '<td style="mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt" valign="center"')
    office = office.replace('<div class="header">', f'<div class="header"><ul class="nav">{items}</ul>')
    return {"plain page": page.encode(), "page with navigation and office styles": office.encode()}
