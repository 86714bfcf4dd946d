"""All rules on one report's facts and text, by the length of its text; the figures in the text among them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from benchmarks.result import Measure, interleaved
from duban.demo import pages
from duban.demo.script import load_season
from reports.extract import extract
from reports.model import AnnualReport, SectionKey
from reports.readers import read
from reports.rules import Case, validate

ROUNDS = 60
BOUND_MS = 15.0
JUDGED_CHARACTERS = 3_000
"""Most reports have less text than this; longer ones are measured for information."""

_FIGURES = (
    "全年共收到政府信息公开申请40件，较上年增加6件，增长17.65%；答复38件（含上年结转5件），均在法定期限内答复。"
    "其中予以公开14件，占36.84%；部分公开4件，占10.53%；不予公开6件，占15.79%；无法提供10件，占26.32%。"
    "信息公开行政复议10件，结果维持4件，结果纠正1件；信息公开行政诉讼8件，未发生被纠错的情况。"
)
_PROSE = "按照要求完善栏目设置，逐月核对目录，对群众关心的事项及时说明办理进度，并在内部开展经验交流和业务辅导。"


def run() -> list[Measure]:
    """Return the median time of all rules on reports with a short, a usual and a long text."""
    report = _report()
    measures = []
    for characters in (1_000, JUDGED_CHARACTERS, 12_000):
        (median,) = interleaved([_checking(report, characters)], rounds=ROUNDS, clock=time.process_time)
        judged = characters <= JUDGED_CHARACTERS
        measures.append(
            Measure(
                f"all rules on one report, {characters} characters of text",
                f"{median * 1000:.1f} ms",
                f"≤ {BOUND_MS:g} ms" if judged else "",
                median * 1000 <= BOUND_MS or not judged,
            )
        )
    return measures


def _checking(report: AnnualReport, characters: int) -> Callable[[], object]:
    """Return the work of checking one report after another, no two with the same text: nothing is remembered."""
    numbers = count()

    def check() -> object:
        text = f"（二）依申请公开第{next(numbers)}期。\n{_FIGURES}\n" + _PROSE * (characters // len(_PROSE))
        sections = tuple(
            replace(section, text=text[:characters]) if section.key is SectionKey.OVERVIEW else section
            for section in report.sections
        )
        return validate(Case(report=replace(report, sections=sections)))

    return check


def _report() -> AnnualReport:
    season = load_season()
    agency = next(agency for agency in season.agencies if agency.id == "mc-waiban")
    page = pages.report_page(
        season, agency, season.report_year, datetime(2026, 1, 13, 7, tzinfo=UTC), figures=season.figures["city"]
    )
    return extract(read(page.encode()))
