"""HTML report to facts against the bare parse of the same bytes with selectolax and its text; where the time goes."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from random import Random

from selectolax.lexbor import LexborHTMLParser

from benchmarks.result import Measure, interleaved
from duban.demo import pages
from duban.demo.script import load_season
from reports.extract import extract
from reports.readers import read, sniff
from reports.rules import Case, validate
from tests.rendering import office
from tests.rendering.figures import balanced
from tests.rendering.specimen import specimen

ROUNDS = 60
AGAINST_BARE = 5.0
AS_SERVED_BYTES = 70_000


def run() -> list[Measure]:
    """Return the ratios for reports as different kinds of site serve them."""
    return [measure for name, data in _pages().items() for measure in _measured(name, data)]


def _measured(name: str, data: bytes) -> list[Measure]:
    text, document = data.decode(), read(data)
    case = Case(report=extract(document))
    bare, facts, told, parse, reading, mapping, rules = interleaved(
        [
            lambda: _bare(data),
            lambda: extract(read(data)),
            lambda: sniff(data),
            lambda: LexborHTMLParser(text),
            lambda: read(data),
            lambda: extract(document),
            lambda: validate(case),
        ],
        rounds=ROUNDS,
        clock=time.process_time,
    )
    ratio = facts / bare
    # some 3 ms are the price of 200 cells however little markup surrounds them: judged at the size that sites serve
    judged = len(data) >= AS_SERVED_BYTES
    rest = facts - reading - mapping + told
    split = {"parse": parse, "walk": reading - parse - told, "mapping": mapping, "rest": rest}
    return [
        Measure(
            f"{name} ({len(data) // 1024} KB) to facts / selectolax parse and text",
            f"{ratio:.2f} ({facts * 1000:.2f} ms / {bare * 1000:.2f} ms)",
            f"≤ {AGAINST_BARE:g}" if judged else "",
            ratio <= AGAINST_BARE or not judged,
        ),
        Measure(
            f"{name} split", ", ".join(f"{part} {taken * 1000:.2f} ms" for part, taken in split.items()), "", ok=True
        ),
        Measure(f"{name} rules", f"{rules * 1000:.2f} ms", "", ok=True),
    ]


def _bare(data: bytes) -> str:
    body = LexborHTMLParser(data).body
    return "" if body is None else body.text()


def _pages() -> dict[str, bytes]:
    """Return the same report bare, in a site's frame, exported by an office program and pasted from one."""
    season = load_season()
    agency = next(agency for agency in season.agencies if agency.id == "mc-waiban")
    bare = pages.report_page(
        season, agency, season.report_year, datetime(2026, 1, 13, 7, tzinfo=UTC), figures=season.figures["city"]
    )
    items = "".join(f'<li><a href="/zwgk/list/{n}.html" class="nav-{n}">栏目导航第{n}项</a></li>' for n in range(260))
    framed = bare.replace('<div class="header">', f'<div class="header"><ul class="nav">{items}</ul>')
    exported = _CELL.sub(rf"<td{_CELL_STYLE}\1><p {_PARAGRAPH}><span {_FONT}>\2</span></p></td>", framed)
    short = _CELL.sub(rf'<td\1 valign="center"><p {_PARAGRAPH}><span {_FONT}>\2</span></p></td>', framed)
    report = specimen(balanced(4, largest=900))
    return {
        "bare page": bare.encode(),
        "page in a site": framed.encode(),
        "page out of an office, cells without borders": short.encode(),
        "page out of an office": exported.encode(),
        "Word's own export": office.word(report, Random(4)),
        "WPS pasted into a site": office.wps(report, Random(4)),
    }


_CELL = re.compile(r"<td([^>]*)>([^<]*)</td>")
_CELL_STYLE = (
    ' style="border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt" valign="center"'
)
_PARAGRAPH = (
    'class="MsoNormal" align="center" style="text-align:center;line-height:20.0pt;mso-line-height-rule:exactly"'
)
_FONT = 'style="font-size:12.0pt;font-family:宋体;mso-ascii-font-family:Calibri" lang="EN-US"'
