"""HTML report to facts against the bare parse of the same bytes with selectolax and its text; where the time goes.

Every work runs several times in a row when it is its turn, and the best of them counts, so that none is measured with
cold caches (a bare parse takes more than twice as long right behind another work); the median over many such turns is
told. Processor time of this process. Memory is warmed: a large block is given back first, after which the C library
keeps what it frees instead of returning it and asking again with every parse, as in any process that has read for a
while. "Known": a report of the same labels was read before, as nearly all are in an archive; "new": none was, so
that what its labels mean is worked out.
"""

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
from reports.model import AnnualReport
from reports.readers import read, sniff
from reports.remembered import forget
from reports.rules import Case, validate
from tests.rendering import office
from tests.rendering.figures import balanced
from tests.rendering.specimen import specimen

TURNS = 12
REPEATS = 10
_WARMING_BYTES = 24 * 1024 * 1024
"""Under 32 MB, above which it is always given back."""

AGAINST_BARE = 5.0
AS_SERVED_BYTES = 70_000


def run() -> list[Measure]:
    """Return the ratios for reports as different kinds of site serve them."""
    bytearray(_WARMING_BYTES)
    return [measure for name, data in _pages().items() for measure in _measured(name, data)]


def _measured(name: str, data: bytes) -> list[Measure]:
    text, document = data.decode(), read(data)
    case = Case(report=extract(document))
    bare, facts, new, told, parse, reading, mapping, rules = interleaved(
        [
            lambda: _bare(data),
            lambda: extract(read(data)),
            lambda: _first(data),
            lambda: sniff(data),
            lambda: LexborHTMLParser(text),
            lambda: read(data),
            lambda: extract(document),
            lambda: validate(case),
        ],
        rounds=TURNS,
        repeats=REPEATS,
        clock=time.process_time,
    )
    ratio = facts / bare
    # some 1.5 ms are the price of 200 cells however little markup surrounds them: judged at the size that sites serve
    judged = len(data) >= AS_SERVED_BYTES
    rest = facts - reading - mapping + told
    split = {"parse": parse, "walk": reading - parse - told, "mapping": mapping, "rest": rest}
    return [
        Measure(
            f"{name} ({len(data) // 1024} KB) to facts, known / selectolax parse and text",
            f"{ratio:.2f} ({facts * 1000:.2f} ms / {bare * 1000:.2f} ms; new {new / bare:.2f})",
            f"≤ {AGAINST_BARE:g}" if judged else "",
            ratio <= AGAINST_BARE or not judged,
        ),
        Measure(
            f"{name} split", ", ".join(f"{part} {taken * 1000:.2f} ms" for part, taken in split.items()), "", ok=True
        ),
        Measure(f"{name} rules", f"{rules * 1000:.2f} ms", "", ok=True),
    ]


def _first(data: bytes) -> AnnualReport:
    forget()
    return extract(read(data))


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
