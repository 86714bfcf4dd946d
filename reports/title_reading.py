"""What a title says: is it an annual report's, of whom, for which year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from reports.title_agency import agency_beside, owner_of_site
from reports.title_text import FIRST_YEAR, FoldedTitle, fold, segments
from reports.title_words import (
    ANNOUNCEMENT,
    BARE_CORE,
    CORE,
    ENCLOSED,
    LEADING_PAPERS,
    LEADING_PICTURE,
    NEWS_AFTER,
    NEWS_BEFORE,
    NOT_AN_ORGAN,
    ORDER_AFTER,
    ORDER_BEFORE,
    ORGAN_END,
    OTHER_DISCLOSURE,
    OTHER_KINDS,
    PAPERS_ABOUT,
    PUBLISHED_IN,
    SCHOOL_YEAR,
    WIDE_CORE,
    YEAR,
)

DOUBT: Final = 0.65
"""Below this a verdict stands on the title alone too weakly: the page itself has to be looked at."""


@dataclass(frozen=True, slots=True)
class TitleReading:
    """What a title says; `confidence` (0 to 1) is that of `is_annual_report`, whichever way it goes.

    `agency` is as printed, `report_year` the year reported on; None: the title does not say. `why` is one plain phrase.
    """

    agency: str | None
    report_year: int | None
    is_annual_report: bool
    confidence: float
    why: str

    @property
    def doubtful(self) -> bool:
        """True where the page itself must be looked at before this verdict is used."""
        return self.confidence < DOUBT


def parse_title(text: str, *, url: str | None = None) -> TitleReading:
    """Return what a title, link text or file name says; the address helps only with the year and with bare titles.

    A page title of several parts ("报告_栏目_网站") is read part by part: the page's own name comes first and decides.
    """
    parts = segments(text[:_LONGEST])
    readings = [_read(fold(part)) for part in parts]
    if not readings:
        return TitleReading(None, year_in_address(url), False, 0.5, "no title")
    if len(parts) > 1 and not any(reading.is_annual_report and reading.why != _NAMELESS for reading in readings):
        whole = _read(fold("".join(parts)))  # a name broken by its own dashes or underscores
        if whole.report_year is not None or not whole.is_annual_report:
            readings.append(whole)
    best = _choose(readings)
    if len(parts) > 1 and best.is_annual_report and re.fullmatch(f"(?:图片|图表)?{LEADING_PICTURE}", parts[1]):
        return TitleReading(best.agency, best.report_year, False, 0.85, "not a report but an explanation of it")
    agency, year = best.agency, best.report_year
    if best.is_annual_report and len(parts) > 1:
        agency = agency or next((name for name in map(owner_of_site, parts[1:]) if name is not None), None)
        year = year or next((reading.report_year for reading in readings if reading.report_year is not None), None)
    if year is None:
        year = year_in_address(url)
    if best.why == _NAMELESS and year is not None:
        return TitleReading(agency, year, True, 0.7, "the report's name; its year stands elsewhere")
    if best.doubtful and best.is_annual_report and _is_in_report_column(url):
        return TitleReading(agency, year, True, 0.75, f"{best.why}; the address is that of a column of annual reports")
    return TitleReading(agency, year, best.is_annual_report, best.confidence, best.why)


def _is_in_report_column(url: str | None) -> bool:
    """True for a page below a column of annual reports, not for the column itself."""
    path = "" if url is None else urlsplit(url).path
    last = path.rsplit("/", 1)[-1]
    return (
        bool(last) and not last.lower().startswith(("index", "list")) and _ANNUAL_REPORT_PATH.search(path) is not None
    )


_LONGEST: Final = 400  # characters of a title; a link around a whole paragraph says nothing behind that
_ANNUAL_REPORT_PATH = re.compile(r"(?:zf|zw)?(?:xx)?gk(?:gz)?(?:nb|ndbg|nianbao)|annual-?report", re.IGNORECASE)
_ADDRESS_YEAR = (
    re.compile(r"[?&](?:fbtime|nbyear|year|nd|ndyear)=(20[0-9]{2})(?![0-9])", re.IGNORECASE),
    re.compile(r"/(20[0-9]{2})(?:n|nd|nian|nb|ndbg|年|年度)/", re.IGNORECASE),
    re.compile(r"(?:nb|ndbg)(20[0-9]{2})(?![0-9])", re.IGNORECASE),
)
_NAMELESS = "only the name of such reports, without year or agency: may be a column"


def year_in_address(url: str | None) -> int | None:
    """Return the report year an address names (?fbtime=2024, /2022n/, a Chinese file name); never a publishing date."""
    if url is None:
        return None
    for pattern in _ADDRESS_YEAR:
        if (match := pattern.search(unquote(url))) is not None and int(match[1]) >= FIRST_YEAR:
            return int(match[1])
    name = unquote(urlsplit(url).path).rsplit("/", 1)[-1]
    reading = _read(fold(name)) if re.search("[\u4e00-\u9fff]", name) else None
    return reading.report_year if reading is not None and reading.is_annual_report else None


def _choose(readings: list[TitleReading]) -> TitleReading:
    """The surest report, unless an earlier part of the title is surely something else and the report a column."""
    reports = [reading for reading in readings if reading.is_annual_report]
    if not reports:
        return max(
            readings, key=lambda reading: (reading.why != _NO_WORDS, reading.why == _NAMELESS, reading.confidence)
        )
    best = max(reports, key=lambda reading: reading.confidence)
    earlier = readings[: readings.index(best)]
    refusal = next(
        (reading for reading in earlier if not reading.is_annual_report and reading.why not in _SILENT), None
    )
    return best if refusal is None else refusal


_NO_WORDS = "none of the words of an annual report on disclosure"
_SILENT = (_NO_WORDS, _NAMELESS)


def _read(folded: FoldedTitle) -> TitleReading:
    text = PUBLISHED_IN.sub("", folded.text)
    years = folded.years[len(folded.years) - text.count(YEAR) :] if text != folded.text else folded.years
    match = CORE.search(text)
    if match is None:
        return _read_without_core(text, years)
    while (named := _behind_column(text, match)) is not None:
        text, match = named
    before, after = text[: match.start()], text[match.end() :]
    if match["body"] == "政府" and before.endswith("人民"):
        before += "政府"
    year = _year(text, match, years)
    agency = agency_beside(before, after)
    refusal = _refusal(before, after, match, agency, folded)
    if refusal is not None:
        return TitleReading(
            agency if agency is None or ORGAN_END.search(agency) else None, year, False, refusal[0], refusal[1]
        )
    return _accept(match, agency, year, after)


def _behind_column(text: str, match: re.Match[str]) -> tuple[str, re.Match[str]] | None:
    """Return what follows the name of a column ("某市 政府信息公开年报 某局2023年…年度报告"), None for no column."""
    later = CORE.search(text, match.end())
    if later is None or YEAR in text[: match.end()] or YEAR not in text[match.end() : later.end()]:
        return None
    rest = text[match.end() :]
    named = CORE.search(rest)
    return None if named is None else (rest, named)


def _read_without_core(text: str, years: tuple[int, ...]) -> TitleReading:
    if re.match(LEADING_PICTURE, text):
        return TitleReading(None, years[0] if years else None, False, 0.85, "not a report but an explanation of it")
    if (other := OTHER_KINDS.search(text)) is not None:
        return TitleReading(None, years[0] if years else None, False, 0.95, f"another kind of paper: {other[0]}")
    match = WIDE_CORE.search(text)
    why, confidence = "a report on 政务公开: the text has to tell", 0.6
    if match is None:
        match = BARE_CORE.search(text)
        why, confidence = "a yearly report of unnamed kind: the text has to tell", 0.5
    if match is None or match["kind"] == "总结":
        return TitleReading(None, years[0] if years else None, False, 0.85, _NO_WORDS)
    before, after = text[: match.start()], text[match.end() :]
    agency, year = agency_beside(before, after), _year(text, match, years)
    refusal = _refusal(before, after, match, agency, FoldedTitle(text, years))
    if refusal is not None:
        return TitleReading(agency, year, False, refusal[0], refusal[1])
    return TitleReading(agency, year, year is not None, confidence, why)


def _accept(match: re.Match[str], agency: str | None, year: int | None, after: str) -> TitleReading:
    yearly = "年度" in match["fill"] or match["kind"].startswith("年")
    if match["kind"] == "总结":
        return TitleReading(agency, year, False, 0.55, "a summary of the year's work: the text has to tell")
    if match["act"] == "信息" and not yearly:
        return TitleReading(agency, year, False, 0.6, _NO_WORDS)
    if ANNOUNCEMENT.search(after):
        return TitleReading(agency, year, True, 0.55, "an announcement that may carry the report: the text has to tell")
    if year is None and agency is None:
        return TitleReading(None, None, match["kind"] == "报告" and yearly, 0.5, _NAMELESS)
    if agency is not None and NOT_AN_ORGAN.search(agency):
        return TitleReading(
            agency, year, True, 0.6, "the report's name, but the body is hardly an administrative organ"
        )
    confidence = 0.97 if year is not None and agency is not None else 0.9 if year is not None else 0.75
    why = f"named {match[0].replace(YEAR, '')}" if year is not None else "the report's name, without a year"
    return TitleReading(agency, year, True, confidence if yearly else confidence - 0.1, why)


def _refusal(
    before: str, after: str, match: re.Match[str], agency: str | None, folded: FoldedTitle
) -> tuple[float, str] | None:
    """Return (confidence, why) where the words around the report's name make it something else."""
    lead = re.sub(rf"[{YEAR}年度《“\"(]+$", "", before)
    quoted = before.partition("《")[0] if "《" in before else ""
    rest = ENCLOSED.sub("", after.replace(agency, "") if agency is not None else after)
    if SCHOOL_YEAR.search(folded.text):
        return 0.95, "a school's report on a school year"
    if match["body"] is None and OTHER_DISCLOSURE.search(lead):
        return 0.9, "a report on another kind of disclosure"
    for pattern, what in PAPERS_ABOUT:
        if re.search(pattern, rest):
            return 0.92, f"not a report but {what}"
    for pattern, what in LEADING_PAPERS:
        if re.search(pattern, before):
            return 0.9, f"not a report but {what}"
    about = before.partition("关于")[2] if "关于" in before else before if ORDER_BEFORE.match(before) else ""
    if rest.startswith(("的报告", "报告")):
        return None  # a letter that hands the report in: 关于报送…年度报告的报告
    if ORDER_AFTER.search(rest):
        return (0.6, "a notice that makes reports public") if "公布" in about else (0.92, "an order about reports")
    if ANNOUNCEMENT.search(rest) and about:
        return None
    if about and ORDER_BEFORE.search(about):
        return 0.75, "an order about reports"
    if (
        NEWS_BEFORE.search(before)
        or NEWS_BEFORE.search(quoted)
        or NEWS_AFTER.match(rest)
        or (re.search("[,。!?]", lead + rest) and len(lead + rest) > 12)
    ):
        return 0.85, "a sentence about a report: news"
    if folded.year_range is not None:
        return 0.85, "an index over several years"
    if match["body"] != "政府" and agency is not None and NOT_AN_ORGAN.search(agency):
        return 0.85, "not an administrative organ"
    return None


def _year(text: str, match: re.Match[str], years: tuple[int, ...]) -> int | None:
    """The year inside the name, else one marked 年度, else the one nearest to the name."""
    marks = [found.start() for found in re.finditer(YEAR, text)]
    if not marks:
        return None
    inside = [index for index, at in enumerate(marks) if match.start() <= at < match.end()]
    marked = [index for index, at in enumerate(marks) if text.startswith("年度", at + 1)]
    before = [index for index, at in enumerate(marks) if at < match.start()]
    chosen = inside[-1] if inside else marked[-1] if marked else before[-1] if before else 0
    return years[chosen]
