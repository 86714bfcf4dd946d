"""What a report tells of itself: its titles, who writes for which year, and which year most witnesses tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reports.model import AnnualReport, NameKind, NameWitness, SectionKey
from reports.rules.bodies import are_unlike, may_be_same, plain_name
from reports.rules.case import Case
from reports.rules.texts import sentences, squeezed, text_of
from reports.title_words import ORGAN_END
from reports.titles import TitleReading, parse_title

_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|[〔\[（(]20[0-9]{2}[〕\]）)]")
_YEAR = re.compile(r"(?<![0-9〔])(20[0-9]{2})年")
_WRITES = r"(?:现将|现对|现公布|现发布|现就|公布|编制了?|编写了?|形成了?|撰写了?|制作了?)"
_AUTHOR = re.compile(
    rf"{_WRITES}(?P<body>[^，。；：、《》\n]{{0,40}}?)(?:的)?(?P<year>20[0-9]{{2}})年(?:度)?(?:的)?(?P<behind>[^，。；：、《》0-9\n]{{0,30}}?)"
    r"(?:政府|政务)?信息公开(?:工作)?(?:年度)?(?:报告|年报|情况|工作)"
)
_OWN_WORDS = re.compile(r"[我本]|全[市县区省镇]|各|关于|有关")
_IN_SENTENCE = re.compile("[。；，：]")
_SEASON = (1, 2, 3)  # reports come out from December of their year to March of the next


@dataclass(frozen=True, slots=True)
class Title:
    """A title of the report (heading, page data, file name) as read."""

    kind: NameKind
    text: str
    reading: TitleReading


@dataclass(frozen=True, slots=True)
class Author:
    """A statement of the lead about who reports for which year; `body` None: it names none, or only "我局"."""

    body: str | None
    year: int
    raw: str


def titles(report: AnnualReport) -> list[Title]:
    """Return the titles of a report, the heading first where there is one."""
    names = tuple(name for name in report.names if name.kind is not NameKind.SIGNATURE)
    if not names and report.title is not None:
        names = (NameWitness(NameKind.HEADING, report.title),)
    return [Title(name.kind, name.text, parse_title(name.text)) for name in names]


def lead_sentences(report: AnnualReport) -> list[str]:
    """Return the sentences before the first section, or the first paragraph of section one where there are none.

    Quoted titles of documents and their numbers are taken out: their years and bodies are not the report's.
    """
    lines = [_QUOTED.sub("", line) for line in sentences(_without_titles(report))]
    if lines:
        return lines
    overview = (text_of(report, SectionKey.OVERVIEW) or "").partition("\n")[0]
    return [_QUOTED.sub("", line) for line in sentences(overview)[:3]]


def authors(report: AnnualReport) -> list[Author]:
    """Return what the lead says about who reports for which year."""
    found = (match for line in lead_sentences(report) for match in _AUTHOR.finditer(line))
    return [
        Author(_body_in(match["body"]) or _body_in(match["behind"]), int(match["year"]), match[0]) for match in found
    ]


def names_told(report: AnnualReport) -> tuple[str, ...]:
    """Return the names of bodies that titles, signature and lead tell, for look-up in the roll."""
    told = [title.reading.agency for title in titles(report)]
    told += [name.text for name in report.names if name.kind is NameKind.SIGNATURE]
    told += [author.body for author in authors(report)]
    return tuple(dict.fromkeys(plain_name(name) for name in told if name))


def told_year(case: Case) -> int | None:
    """Return the report year: the one it was filed under, unless the stated period is another whole year in accord
    with more of the other witnesses (the text, the day of publication). None where nothing tells.
    """
    report = case.report
    if report is None:
        return case.report_year
    filed = case.report_year if report.report_year is None else report.report_year
    period = report.period
    stated = period.start.year if period is not None and period.is_year and period.start is not None else None
    others = list(_other_years_told(report))
    if filed is None:
        return stated if stated is not None else next(iter(others), None)
    if stated is not None and others.count(stated) > others.count(filed):
        return stated
    return filed


def _other_years_told(report: AnnualReport) -> Iterator[int]:
    """Yield the year that the text names most, and the one before the day of publication."""
    text = f"{_without_titles(report)}\n{text_of(report, SectionKey.OVERVIEW) or ''}"
    usual = Counter(_YEAR.findall(_QUOTED.sub("", squeezed(text)))).most_common(1)
    if usual and usual[0][1] > 1:
        yield int(usual[0][0])
    if report.published is not None and report.published.month in _SEASON:
        yield report.published.year - 1


def is_another_body(case: Case, report: AnnualReport, body: str) -> bool:
    """Return whether a name is another body's: one of the roll, or unlike what two other witnesses tell in accord."""
    if ORGAN_END.search(body) is None or len(body) < _SHORTEST:
        return False
    own = () if case.agency is None else (case.agency.name, *case.agency.aliases)
    if any(may_be_same(body, name) for name in own):
        return False
    if own and body in case.other_bodies:
        return True
    witnesses = _witnesses(case, report)
    unlike = [name for name in witnesses if are_unlike(name, body)]
    agree = any(may_be_same(one, two) for index, one in enumerate(unlike) for two in unlike[index + 1 :])
    return agree and len(witnesses) - len(unlike) <= 1


def own_name(case: Case, report: AnnualReport, *, not_like: str) -> str:
    """Return the report's own body by the roll, else by the first witness that tells another name than that."""
    if case.agency is not None:
        return case.agency.name
    return next((name for name in _witnesses(case, report) if not may_be_same(name, not_like)), "")


def _witnesses(case: Case, report: AnnualReport) -> list[str]:
    """Return what each kind of witness tells of the agency: the roll or the caller, heading, signature, lead."""
    found = [case.agency.name] if case.agency is not None else []
    heading = next((title.reading.agency for title in titles(report) if title.kind is NameKind.HEADING), None)
    found += [heading] if heading is not None else []
    found += [name.text for name in report.names if name.kind is NameKind.SIGNATURE][:1]
    return [*found, *[author.body for author in authors(report) if author.body is not None][:1]]


def _without_titles(report: AnnualReport) -> str:
    """Return the lead without titles, trails and lists of other reports: the lines that are no sentence."""
    return "\n".join(line for line in report.lead.splitlines() if _IN_SENTENCE.search(line) is not None)


_SHORTEST = 4  # a name of fewer characters says too little


def _body_in(told: str) -> str | None:
    name = plain_name(told)
    if len(name) < _SHORTEST or _OWN_WORDS.search(name) is not None or ORGAN_END.search(name) is None:
        return None
    return name
