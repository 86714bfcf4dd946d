"""F004 and F018: whose report it says it is, and for which year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.model import Level, NameKind, SectionSpot
from reports.rules.bodies import plain_name
from reports.rules.case import Case
from reports.rules.rule import NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import FORM
from reports.rules.tables import report_of, report_with_form
from reports.rules.telling import Title, authors, is_another_body, lead_sentences, own_name, titles, told_year
from reports.states import Sentence

_PLACES = {
    NameKind.HEADING: Sentence("标题", "heading"),
    NameKind.PAGE: Sentence("网页标题", "page title"),
    NameKind.FILE: Sentence("文件名", "file name"),
    NameKind.SIGNATURE: Sentence("落款", "signature"),
}


def report_is_named(case: Case) -> Iterator[Observation | Undecided]:
    """F004: heading, page title or file name name the agency and the year, and none names another one.

    A page's title may stand in a column of the year of publishing; an alias or an abbreviation names the agency.
    """
    report = report_of(case)
    told = titles(report)
    if not told and report.unread_parts:
        raise NotEvaluable(
            "标题可能在未能读取的内容中。", "The title may stand in a part of the report that is unread."
        )
    if report.scanned_tables and not any(title.kind is NameKind.HEADING for title in told) and not _is_named(told):
        raise NotEvaluable(
            "扫描件中没有读到标题，标题可能在另外的页上，请看原件。",
            "No heading was read in the scan; it may stand on another page: please look at the original.",
        )
    year = None if report.scanned_tables else told_year(case)  # a digit read wrong in a picture is another year
    for title in told:
        if year is not None and _names_other_year(title, year):
            yield _other_year(title, year)
            break
    for title in told:
        body = title.reading.agency
        if body is None or title.kind is NameKind.PAGE or not title.reading.is_annual_report:
            continue
        if is_another_body(case, report, plain_name(body)):
            yield _other_body(title, body, own_name(case, report, not_like=body))
            break
    if not any(title.reading.agency is not None for title in told):
        yield _lacking("agency", Sentence("机关名称", "the agency"))
    if not any(title.reading.report_year is not None for title in told):
        yield _lacking("year", Sentence("年度", "the year"))


def lead_names_the_author(case: Case) -> Iterator[Observation | Undecided]:
    """F018: where the lead says who reports for which year, it is this body and this year."""
    report = report_with_form(case)
    if not lead_sentences(report) and report.unread_parts:
        raise NotEvaluable("开头部分可能没有读到。", "The lead may stand in a part of the report that is unread.")
    stated = authors(report)
    if not stated:
        raise NotApplicable("开头没有写明由谁报告哪一年。", "The lead does not say who reports for which year.")
    year = None if report.scanned_tables else told_year(case)
    other_year = next((author for author in stated if year is not None and author.year != year), None)
    if other_year is not None:
        message = Sentence(
            f"开头写的是{other_year.year}年（“{other_year.raw}”），本报告是{year}年度的。请核对是否沿用了往年的文字。",
            f"The lead speaks of {other_year.year} (“{other_year.raw}”), while this is the report for {year}. "
            "Please check whether an older text was used.",
        )
        yield _observed("lead_year", message, stated=str(other_year.year), expected=str(year), raw=other_year.raw)
    for author in stated:
        if author.body is not None and is_another_body(case, report, author.body):
            own = own_name(case, report, not_like=author.body)
            message = Sentence(
                f"开头写的机关是“{author.body}”，与本报告的机关“{own}”不同。请核对是否用错了文字。",
                f"The lead names “{author.body}” as author, while the report is of “{own}”. "
                "Please check whether another body's text was used.",
            )
            yield _observed("lead_agency", message, stated=author.body, expected=own, raw=author.raw)
            break


def _is_named(told: Sequence[Title]) -> bool:
    agency = any(title.reading.agency is not None for title in told)
    return agency and any(title.reading.report_year is not None for title in told)


def _names_other_year(title: Title, year: int) -> bool:
    told = title.reading.report_year
    if told is None or told == year:
        return False
    if title.kind is NameKind.HEADING:
        return True
    sure = title.reading.is_annual_report and title.reading.agency is not None and not title.reading.doubtful
    return sure and told != year + 1


def _other_year(title: Title, year: int) -> Observation:
    place, named = _PLACES[title.kind], title.reading.report_year
    message = Sentence(
        f"{place.zh}写的是{named}年（“{title.text}”），而报告内容是{year}年度的。请核对并改正{place.zh}。",
        f"The {place.en} names {named} (“{title.text}”), while the report is for {year}. "
        f"Please correct the {place.en}.",
    )
    return _observed("year", message, stated=str(named), expected=str(year), raw=title.text)


def _other_body(title: Title, named: str, own: str) -> Observation:
    place = _PLACES[title.kind]
    message = Sentence(
        f"{place.zh}写的机关是“{named}”，与本报告的机关“{own}”不同。请核对并改正{place.zh}。",
        f"The {place.en} names “{named}”, while the report is of “{own}”. Please correct the {place.en}.",
    )
    return _observed("agency", message, stated=named, expected=own, raw=title.text)


def _lacking(claim: str, what: Sentence) -> Observation:
    message = Sentence(
        f"标题、网页标题和文件名都没有写明{what.zh}。请在标题中补上。",
        f"Neither heading, page title nor file name names {what.en}. Please add it to the heading.",
    )
    return Observation(SectionSpot(None, claim=claim), message, level=Level.NOTICE)


def _observed(claim: str, message: Sentence, *, stated: str, expected: str, raw: str) -> Observation:
    return Observation(SectionSpot(None, claim=claim), message, stated=stated, expected=expected, raw=raw)


F004 = Rule(
    "F004",
    Level.WARNING,
    report_is_named,
    "标题写明机关和年度",
    "The title names agency and year",
    "标题、网页标题、文件名中至少一处写明机关和年度；都没有的为提示，写成别的机关或别的年度的为疑点。简称、别名视为写明；"
    "栏目名称中的年份可能是公布年份，不算。",
    "Heading, page title or file name state the agency and the year: a notice where none does, a warning where one "
    "names another agency or year. Aliases and abbreviations count; the year of a column may be that of publishing.",
    FORM,
    formula=Sentence(
        "{标题, 网页标题, 文件名} 中至少一处含机关名称，至少一处含报告年度",
        "one of {heading, page title, file name} names the agency, and one the report year",
    ),
)

F018 = Rule(
    "F018",
    Level.WARNING,
    lead_names_the_author,
    "开头写的机关和年度与报告一致",
    "The lead names this agency and this year",
    "开头写明由谁报告哪一年的，应是本机关、本年度。写成名录中其他机关或其他年度的，可能沿用了别处或往年的文字。"
    "书名号中的文件名称不算。",
    "Where the lead says who reports for which year, it is this agency and this year. Another body of the roll or "
    "another year hints at a text taken from elsewhere. Titles of quoted documents do not count.",
    FORM,
    formula=Sentence(
        "开头写的机关 = 本机关，开头写的年度 = 报告年度",
        "body named in the lead = the agency, year named in the lead = the report year",
    ),
)
