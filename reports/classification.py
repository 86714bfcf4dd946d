"""Whether a page is an annual report, weighed from its address, its title and its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from reports.title_reading import TitleReading, parse_title, year_in_address
from reports.title_text import FIRST_YEAR, tidy
from reports.title_words import ORGAN_END, SECTION_MARKS, TABLE_MARKS, TRADITIONAL

_HEAD_LINES: Final = 40
_LIST_LINES: Final = 3  # so many different report titles in one text are a column, not a report


@dataclass(frozen=True, slots=True)
class Classification:
    """The verdict on a page; `confidence` (0 to 1) is that of `is_annual_report`, `why` one plain phrase.

    `agency` is as printed, None where nothing names it; `report_year` is the year reported on, never of publishing.
    """

    is_annual_report: bool
    agency: str | None
    report_year: int | None
    confidence: float
    why: str


def classify(*, url: str | None, title: str | None, text: str | None) -> Classification:
    """Return the verdict on a page from whatever is known of it; a witness that is missing or useless is passed over.

    A sure title decides unless the text is plainly a list of reports; a doubtful or useless title leaves it to the
    text: headings and row labels of the forms, the period sentence, a report's title among the first lines.
    """
    named = parse_title(title or "", url=url)
    if text is None or not text.strip():
        return _from_title(named)
    evidence = _weigh(text)
    inner = evidence.title
    agency = named.agency or (inner.agency if inner is not None else None) or evidence.agency
    year = (
        named.report_year or (inner.report_year if inner is not None else None) or evidence.year or year_in_address(url)
    )
    if not named.is_annual_report and named.confidence >= 0.9 and named.why.startswith(_FIRM):
        return Classification(False, named.agency, named.report_year, named.confidence, named.why)
    if evidence.refusal is not None and not (named.is_annual_report and not named.doubtful):
        return Classification(False, agency, year, 0.85, evidence.refusal)
    if evidence.listed >= _LIST_LINES and not evidence.is_report:
        return Classification(False, None, None, 0.9, f"a page that lists {evidence.listed} reports")
    if evidence.is_report:
        sure = 0.98 if named.is_annual_report else 0.9 if inner is not None and inner.is_annual_report else 0.8
        return Classification(True, agency, year, sure, f"the text has {evidence.told}")
    if named.is_annual_report and not named.doubtful:
        return Classification(True, agency, year, min(named.confidence, 0.85), f"{named.why}; the text tells little")
    if named.why.startswith(_FIRM):
        return Classification(False, named.agency, named.report_year, named.confidence, named.why)
    if inner is not None and inner.is_annual_report and not inner.doubtful and evidence.marks >= 1:
        return Classification(True, agency, year, 0.7, "a report's title among the first lines")
    if named.is_annual_report and len(text.strip()) < 400:
        return Classification(True, agency, year, 0.55, f"{named.why}; hardly any text")
    return Classification(
        False, named.agency, named.report_year, 0.85, "neither title nor text is that of an annual report"
    )


# A title that says so is believed against a text: a picture telling the report repeats all its headings.
_FIRM: Final = (
    "not a report but",
    "another kind",
    "a report on another kind",
    "a school's",
    "an order",
    "not an administrative",
)


def _from_title(named: TitleReading) -> Classification:
    return Classification(named.is_annual_report, named.agency, named.report_year, named.confidence, named.why)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a text shows of a report."""

    headings: int  # of six
    labels: int  # different row and column labels of the forms
    opening: bool  # a sentence that makes this report public or states its period
    listed: int  # different titles of reports on lines of their own
    title: TitleReading | None  # the best report title among the first lines
    agency: str | None
    year: int | None
    refusal: str | None

    @property
    def marks(self) -> int:
        return self.headings + self.labels + (2 if self.opening else 0)

    @property
    def is_report(self) -> bool:
        """True for a text with the outline of a report, or with its tables, or with half of both."""
        if self.listed >= _LIST_LINES and self.labels < 4 and self.headings < 4:
            return False
        return self.headings >= 4 or self.labels >= 5 or (self.headings >= 2 and (self.opening or self.labels >= 2))

    @property
    def told(self) -> str:
        return f"{self.headings} of the six headings, {self.labels} labels of the form" + (
            ", its opening" if self.opening else ""
        )


_NUMBERING = (
    r"^(?:#+|\*+)?"
    r"(?:第?[一二三四五六七八九十]{1,2}(?:部分)?[、.,:)]|\([一二三四五六七八九十]\)|[0-9]{1,2}[、.)])?"
)
_OPENING = re.compile(
    r"(?:现公布|现将|特编制|编制(?:了)?本|制作本|撰写本|本报告|本年度报告|本年报).{0,60}(?:年度报告|年报|报告|编制|由)"
    r"|(?:统计期限|统计时限|时间范围|数据统计|统计数据|所列数据|数据).{0,24}1月1日.{0,12}12月31日"
)
_PERIOD = re.compile(r"(20[0-9]{2})年1月1日(?:起|开始)?(?:至|到|—|-|~)+(?:(20[0-9]{2})年)?12月31日")
_NAMED = re.compile(
    r"(?:现(?:公布|将|发布)|由|是|编制的?)([\u4e00-\u9fff()]{3,30}?)"
    r"(?:编制|(20[0-9]{2})年度?的?政府信息公开|(?<!人民)政府信息公开(?:工作)?年度报告)"
)
_SCHOOL = re.compile(r"学年|高等学校信息公开|我校|本校")
_FORM_NOTICE = re.compile(r"^(?!.*(?:根据|按照|依据|要求)).*格式[》〉>]?的通知")
_OWN_TITLE = re.compile(r"年度报告|年报|工作报告|情况的?报告")
_TITLE_LENGTH = 90
_BEFORE_HEADING = re.compile(r"(?<=[^\d])(?=[一二三四五六]、(?![一二三四五六]))")


def _weigh(text: str) -> _Evidence:
    lines = _lines(text)
    squeezed = [re.sub(r"\s+", "", line) for line in lines]
    whole = "".join(squeezed)
    headings = sum(1 for mark in SECTION_MARKS if _has_heading(squeezed, mark))
    labels = sum(1 for label in TABLE_MARKS if label in whole)
    period = _PERIOD.search(whole)
    named = _NAMED.search(whole[:3000])
    titles = _titles(lines)
    inner = next((title for title in titles if title.is_annual_report and not title.doubtful), None)
    return _Evidence(
        headings=headings,
        labels=labels,
        opening=_OPENING.search(whole[:6000]) is not None,
        listed=_count_listed(lines),
        title=inner or (titles[0] if titles else None),
        agency=named[1] if named is not None and ORGAN_END.search(named[1]) else None,
        year=_year(period, named),
        refusal=_refusal(squeezed, whole),
    )


def _lines(text: str) -> list[str]:
    """Return the text's lines; one that lost its line breaks is broken before numbered headings and at blanks."""
    lines: list[str] = []
    for raw in text.splitlines():
        line = tidy(raw).translate(TRADITIONAL)
        if len(line) > _TITLE_LENGTH:
            begin, *parts = _BEFORE_HEADING.split(line)
            tokens = begin.split(" ") if len(begin) > _TITLE_LENGTH else [begin]
            lines += [token for token in (*tokens, *parts) if token]
        elif line:
            lines.append(line)
    return lines


def _has_heading(squeezed: list[str], mark: re.Pattern[str]) -> bool:
    """A heading is a short line that starts with its words, or a numbered line that goes on into its paragraph."""
    for line in squeezed:
        bare = re.sub(_NUMBERING, "", line)
        found = mark.search(bare[:30])
        if found is not None and found.start() <= 12 and (len(bare) <= 40 or bare != line):
            return True
    return False


def _titles(lines: list[str]) -> list[TitleReading]:
    """Readings of the first lines, alone and joined with the next two (titles are often set over two lines)."""
    head = [line for line in lines[:_HEAD_LINES] if len(line) <= _TITLE_LENGTH]
    joined = ["".join(head[at : at + span]) for span in (1, 2, 3) for at in range(len(head) - span + 1)]
    readings = [
        parse_title(line.lstrip("#* ")) for line in joined if _OWN_TITLE.search(line) and len(line) <= _TITLE_LENGTH
    ]
    return sorted(
        (reading for reading in readings if reading.is_annual_report), key=lambda reading: -reading.confidence
    )


def _count_listed(lines: list[str]) -> int:
    """How many different (agency, year) stand as report titles on lines of their own."""
    seen = set()
    for line in lines:
        if len(line) <= _TITLE_LENGTH and ("公开" in line and ("年报" in line or "报告" in line)):
            reading = parse_title(line)
            if reading.is_annual_report and reading.report_year is not None:
                seen.add((reading.agency, reading.report_year))
    return len(seen)


def _year(period: re.Match[str] | None, named: re.Match[str] | None) -> int | None:
    if period is not None and period[2] in (None, period[1]) and int(period[1]) >= FIRST_YEAR:
        return int(period[1])
    return int(named[2]) if named is not None and named[2] is not None else None


def _refusal(squeezed: list[str], whole: str) -> str | None:
    """Return why a text is surely something else, whatever headings it has; None where nothing speaks against it."""
    if len(_SCHOOL.findall(whole)) >= 3 and "高等学校信息公开" in whole:
        return "a school's report"
    if whole.count("法治政府") >= 5 and whole.count("信息公开") < 10:
        return "another kind of paper: 法治政府"
    if any(len(line) <= 80 and _FORM_NOTICE.search(line) for line in squeezed[:12]):
        return "not a report but its form"
    if whole.count("XX") + whole.count("××") + whole.count("文字描述") >= 6:
        return "not a report but its blank form"
    return None
