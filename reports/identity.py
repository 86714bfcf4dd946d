"""Whose report it is and for which year: title, text, page data and address are witnesses, the title the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from reports.dates import Signature
from reports.model import Document, Grid, NameKind, NameWitness, Period, TextBlock
from reports.problems import AgencyUnknown, ExtractionError, YearDisagreement, YearUnknown
from reports.title_words import ORGAN_END
from reports.titles import TitleReading, parse_title

_TITLE_WORDS = re.compile(r"报告|年报")
_SPACES = re.compile(r"\s+")
_CHINESE_GAP = re.compile("(?<=[^\x00-\x7f])\\s+|\\s+(?=[^\x00-\x7f])")
_TITLE_LENGTH = 80
_NO_NAME = re.compile(r"[。；，,;:：!！?？]|[0-9]{4}|报告|公开|情况|首页|当前|索引|来源")
_WRITTEN_BY = re.compile(r"由([\u4e00-\u9fff（）()]{4,30}?)(?:（以下简称[^）]{1,20}）)?(?:负责)?编制")
_TITLE_METAS = ("articletitle", "title", "og:title")
_OWNER_METAS = ("contentsource", "author", "source", "sitename")


@dataclass(frozen=True, slots=True)
class Identity:
    """Title as printed (white space out), agency as printed, report year; None: nothing in the document tells."""

    title: str | None
    agency: str | None
    report_year: int | None
    is_annual_report: bool  # by its title
    errors: tuple[ExtractionError, ...]
    names: tuple[NameWitness, ...] = ()


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    reading: TitleReading
    beside: str | None = None  # an agency's name on the line above or below


def identify(
    document: Document,
    lead: Sequence[TextBlock | Grid],
    *,
    period: Period | None,
    signature: Signature | None,
    url: str | None,
    agency: str | None,
    report_year: int | None,
    filename: str | None = None,
) -> Identity:
    """Return title, agency and year; what the caller knows (`agency`, `report_year`) only fills what is left open.

    Title and stated period win over page data and address; where they disagree the error says so.
    """
    shown = _title_in(lead, linked=frozenset(_clean(link.text) for link in document.links if link.text))
    shown = shown or _title_in_sentence(lead)
    paged = _title_of_page(document, shown)
    title = shown or paged
    year, errors = _year(shown, paged, period, url, report_year)
    named = _agency(document, lead, shown, paged, signature) or agency
    if named is None:
        errors.append(AgencyUnknown())
    names = tuple(_names(document, shown, signature, filename or _file_in(url)))
    return Identity(None if title is None else title.text, named, year, title is not None, tuple(errors), names)


def _names(
    document: Document, shown: _Title | None, signature: Signature | None, filename: str | None
) -> Iterator[NameWitness]:
    """Yield the places that name the report; the name on a line beside the title is part of the heading."""
    if shown is not None:
        yield NameWitness(NameKind.HEADING, f"{_SPACES.sub('', shown.beside or '')}{shown.text}")
    for text in dict.fromkeys(_clean(document.metas.get(name, "")) for name in _TITLE_METAS):
        if text and (shown is None or text != shown.text):
            yield NameWitness(NameKind.PAGE, text)
    if filename:
        yield NameWitness(NameKind.FILE, filename)
    if signature is not None and signature.agency is not None:
        yield NameWitness(NameKind.SIGNATURE, signature.agency)


def _file_in(url: str | None) -> str | None:
    """Return the file name at the end of an address where it is a name in Chinese, None for a mere number or code."""
    name = "" if url is None else unquote(urlsplit(url).path).rsplit("/", 1)[-1]
    return name if re.search("[\u4e00-\u9fff]", name) else None


def _title_of_page(document: Document, shown: _Title | None) -> _Title | None:
    """Return the first of the page's own titles that is an annual report's."""
    for name in _TITLE_METAS:
        text = document.metas.get(name)
        if text is None:
            continue
        if shown is not None and _clean(text) == shown.text:
            return shown
        title = _Title(_clean(text), parse_title(text))
        if title.reading.is_annual_report:
            return title
    return None


def is_agency(name: str) -> bool:
    """True for a short line that is an administrative body's name."""
    plain = name.replace("）", ")")  # as the patterns have it: "某局（某办）"
    return 4 <= len(name) <= 40 and _NO_NAME.search(name) is None and ORGAN_END.search(plain) is not None


def _clean(text: str) -> str:
    """Return a title without line ends and without white space beside Chinese characters."""
    return _CHINESE_GAP.sub("", _SPACES.sub(" ", text.replace("\ufffd", ""))).strip(" *#")


def _title_in(lead: Sequence[TextBlock | Grid], *, linked: frozenset[str]) -> _Title | None:
    """Return the title among the lines before the first section, joined where it is set over several lines.

    `linked` are the texts of links: other years' reports, never this one's title (unless the markup says heading).
    """
    blocks = [block for block in lead if isinstance(block, TextBlock) and block.text]
    blocks = [block for block in blocks if block.heading or _clean(block.text) not in linked]
    lines = [_clean(block.text) for block in blocks if _TRAIL.search(block.text) is None]
    best: _Title | None = None
    for index, line in enumerate(lines):
        if len(line) > _TITLE_LENGTH or _TITLE_WORDS.search(line) is None or line.endswith(("。", "；", "：")):
            continue
        found = _joined(lines, index)
        if _is_whole(found.reading) and not found.reading.doubtful:
            return found
        if found.reading.is_annual_report and (best is None or _told(found) > _told(best)):
            best = found
    return best


def _joined(lines: Sequence[str], index: int) -> _Title:
    """Return the line as a title, with lines above it if those add the year or the agency that it lacks."""
    title = _Title(lines[index], parse_title(lines[index]))
    for above in (1, 2):
        if _is_whole(title.reading) or index - above < 0:
            break
        line = lines[index - above]
        if len(line) > 40 or _NOT_TITLE.search(line) is not None:
            break
        text = "".join(lines[index - above : index + 1])
        reading = parse_title(text)
        if reading.is_annual_report and _told_by(reading) > _told_by(title.reading):
            title = _Title(text, reading)
    if title.reading.report_year is None and index + 1 < len(lines) and _YEAR_LINE.fullmatch(lines[index + 1]):
        text = title.text + lines[index + 1]
        title = _Title(text, parse_title(text))
    if title.reading.agency is None:
        beside = next((line for line in _around(lines, index) if is_agency(_SPACES.sub("", line))), None)
        title = _Title(title.text, title.reading, beside)
    return title


_YEAR_LINE = re.compile(r"[(（]?20[0-9]{2}年?度?[)）]?")
_TRAIL = re.compile(r"位置[:：]|首页\s*[>＞»›/]|[>＞»›]")
_NOT_TITLE = re.compile(r"[:：。；]|[0-9]{4}[-/.][0-9]{1,2}|当前位置|首页")


def _title_in_sentence(lead: Sequence[TextBlock | Grid]) -> _Title | None:
    """Return the report's name out of a sentence that makes it public ("现将某局2024年度…年度报告公布如下")."""
    for block in lead:
        match = _IN_SENTENCE.search(_SPACES.sub("", block.text)) if isinstance(block, TextBlock) else None
        if match is not None and (reading := parse_title(match["name"])).is_annual_report:
            return _Title(match["name"], reading)
    return None


_IN_SENTENCE = re.compile(
    r"(?:现将|现公布|现发布|现就|公布|发布)(?P<name>[^，。；：]{0,40}?20[0-9]{2}年[^，。；：]{0,12}公开[^，。；：]{0,6}年度?报告?)"
)


def _around(lines: Sequence[str], index: int) -> list[str]:
    return [*lines[index + 1 : index + 2], *lines[max(0, index - 1) : index]]


def _is_whole(reading: TitleReading) -> bool:
    return reading.is_annual_report and reading.agency is not None and reading.report_year is not None


def _told_by(reading: TitleReading) -> tuple[int, bool]:
    return (reading.agency is not None) + (reading.report_year is not None), reading.is_annual_report


def _told(title: _Title) -> tuple[int, float]:
    return _told_by(title.reading)[0] + (title.beside is not None), title.reading.confidence


def _year(
    shown: _Title | None, paged: _Title | None, period: Period | None, url: str | None, given: int | None
) -> tuple[int | None, list[ExtractionError]]:
    witnesses: dict[str, int] = {}
    if shown is not None and shown.reading.report_year is not None:
        witnesses["title"] = shown.reading.report_year
    stated = None if period is None else period.start or period.end
    if stated is not None:
        witnesses["period"] = stated.year
    if paged is not None and paged.reading.report_year is not None:
        witnesses["meta"] = paged.reading.report_year
    if not witnesses and url is not None and (told := parse_title("", url=url).report_year) is not None:
        witnesses["address"] = told
    if not witnesses:
        return given, [] if given is not None else [YearUnknown()]
    chosen = next(iter(witnesses.values()))
    others = {where: year for where, year in witnesses.items() if year != chosen}
    return chosen, [YearDisagreement(chosen, others)] if others else []


def _agency(
    document: Document,
    lead: Sequence[TextBlock | Grid],
    shown: _Title | None,
    paged: _Title | None,
    signature: Signature | None,
) -> str | None:
    """Return the agency from the first witness that names one: title, line beside it, signature, page data, lead."""
    for title in (shown, paged):
        if title is not None and (title.reading.agency or title.beside) is not None:
            return title.reading.agency or _SPACES.sub("", title.beside or "")
    if signature is not None and signature.agency is not None:
        return signature.agency
    for block in document.blocks:
        if isinstance(block, TextBlock) and (match := _WRITTEN_BY.search(block.text)) and is_agency(match[1]):
            return match[1]
    owners = (document.metas.get(name, "") for name in _OWNER_METAS)
    return next((owner for owner in map(_clean, owners) if is_agency(owner)), None)
