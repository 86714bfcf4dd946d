"""D107, D108, D109: second reports of one body, links that lead nowhere, and one file at two bodies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from reports.model import AnnualReport, Level, SectionSpot
from reports.obligations.verdict import time_en, time_zh
from reports.rules.case import Case
from reports.rules.cell_changes import changes_between, changes_told, form_of_changed, tables_in_common
from reports.rules.rule import Need, NotApplicable, Observation, Rule, Undecided
from reports.rules.sources import ACCURACY, PUBLISHING
from reports.rules.surroundings import DeadAttachment, ReportElsewhere
from reports.rules.tables import report_of
from reports.rules.wording import cells_are
from reports.states import Sentence

BETWEEN_TWO_LOOKS = timedelta(hours=12)
_BOTH = ("{name}一处为{before}，本报告为{after}", "{name} {before} there and {after} here")


def one_report_a_year(case: Case) -> Iterator[Observation | Undecided]:
    """D107: no other report of the same body and year stands at another address with other numbers.

    A report under another body's name (the government's beside its office's) is no second one.
    """
    report = report_of(case)
    if not case.surroundings.elsewhere:
        raise NotApplicable("没有在其他网址见到同一年度的报告。", "No report of that year stands at another address.")
    for other in case.surroundings.elsewhere:
        at = SectionSpot(None, claim=other.address)
        if not _same_scope(report, other.report):
            continue
        if not tables_in_common(other.report, report):
            yield Undecided(at, Sentence("两份报告没有可对照的表格。", "The two reports have no table in common."))
            continue
        if changes_between(other.report, report):
            yield _second_report(report, other, at)


def _same_scope(one: AnnualReport, other: AnnualReport) -> bool:
    """Return whether both print one body's name, be it without the place before it or 人民政府 behind it."""
    if one.agency is None or other.agency is None:
        return True
    mine, theirs = one.agency.removesuffix("人民政府"), other.agency.removesuffix("人民政府")
    return mine.endswith(theirs) or theirs.endswith(mine)


def _second_report(report: AnnualReport, other: ReportElsewhere, at: SectionSpot) -> Observation:
    changes = changes_between(other.report, report)
    first = [change for change in changes if change.at.table is changes[0].at.table]
    what = changes_told(form_of_changed(report, changes[0].at.table), first, wording=_BOTH)
    return Observation(
        at,
        Sentence(
            f"同一单位同一年度有两份数字不同的报告同时公布（另一份：{other.address}），有{len(changes)}处不同：{what.zh}。"
            "请核对哪一份为准，撤下或更正另一份。",
            f"Two reports of this body for the year stand published with different numbers (the other one: "
            f"{other.address}); {cells_are(len(changes))} different: {what.en}. Please check which holds, and withdraw "
            "or correct the other.",
        ),
        raw=other.address,
        places=tuple(change.at for change in changes),
    )


def links_lead_somewhere(case: Case) -> Iterator[Observation | Undecided]:
    """D108: every file that the report's page links is there; gone is what was gone at two looks half a day apart."""
    if not case.surroundings.dead_attachments and case.report is None:
        raise NotApplicable("没有报告可供检查。", "There is no report to check.")
    for dead in case.surroundings.dead_attachments:
        at = SectionSpot(None, claim=dead.address)
        if dead.looks[-1] - dead.looks[0] < BETWEEN_TWO_LOOKS:
            reason = Sentence("附件一次打不开，等待再次巡查。", "A file was gone at one look; the next one decides.")
            yield Undecided(at, reason)
        else:
            yield _dead(dead, at)


def _dead(dead: DeadAttachment, at: SectionSpot) -> Observation:
    first, last = dead.looks[0], dead.looks[-1]
    return Observation(
        at,
        Sentence(
            f"报告页面所链接的附件打不开：{dead.address}，{time_zh(first)}和{time_zh(last)}两次访问均显示不存在，网站其他页面正常。"
            "请检查链接，补上附件。",
            f"A file that the report's page links is gone: {dead.address} answered so at {time_en(first)} and "
            f"{time_en(last)}, while the site worked. Please check the link and put the file back.",
        ),
        raw=dead.address,
    )


def files_are_own(case: Case) -> Iterator[Observation | Undecided]:
    """D109: no file of this report stands, byte for byte, as another body's; two names of one office may share one."""
    report_of(case)
    told = set()
    for same in case.surroundings.same_files:
        if same.one_office or same.agency_id in told:
            continue
        told.add(same.agency_id)
        yield Observation(
            SectionSpot(None, claim=same.agency_id),
            Sentence(
                f"本报告的文件与{same.name}公布的文件完全相同（{same.address}）。请核对是否误传了其他单位的文件；"
                "两块牌子合署办公的，请在单位名录中注明。",
                f"A file of this report is, byte for byte, one that {same.name} published ({same.address}). Please "
                "check whether another body's file was put up by mistake; if both are one office, say so in the roll.",
            ),
            raw=same.sha256,
        )


D107 = Rule(
    "D107",
    Level.WARNING,
    one_report_a_year,
    "同一年度只有一份报告",
    "One report for one year",
    "同一单位同一年度，两个网址同时公布了数字不同的两份报告。政府的报告与其办公室的报告是两个单位的报告，不算。",
    "Two addresses show two reports of one body for one year with different numbers at the same time. A government's "
    "and its office's are reports of two bodies.",
    ACCURACY,
    frozenset({Need.REPORT, Need.DUTY}),
    formula=Sentence(
        "同一单位、同一年度同时公布且数字不同的报告数 = 1",
        "reports of one body and year that stand at once with different numbers = 1",
    ),
)

D108 = Rule(
    "D108",
    Level.WARNING,
    links_lead_somewhere,
    "附件可以打开",
    "Attachments are there",
    "报告页面链接的附件，在相隔12小时以上的两次巡查中均显示不存在（404、410），而网站其他页面正常。",
    "A file that the report's page links answered that it is gone (404, 410) at two looks twelve hours apart, while "
    "the site worked.",
    PUBLISHING,
    frozenset({Need.DUTY}),
    formula=Sentence(
        "附件网址的回答 ≠ 404、410（两次，相隔12小时以上）",
        "answer of the attachment's address ≠ 404, 410, at two looks twelve hours apart",
    ),
)

D109 = Rule(
    "D109",
    Level.NOTICE,
    files_are_own,
    "文件与其他单位的不相同",
    "The file is no other body's",
    "本报告的网页或附件与另一单位公布的文件逐字节相同。名录中写明两块牌子、或名称简称相同的不提示。",
    "The report's page or file is, byte for byte, one that another body published. Not for two names of one office.",
    ACCURACY,
    frozenset({Need.REPORT, Need.DUTY}),
    formula=Sentence(
        "SHA-256(本报告的文件) ≠ SHA-256(其他单位的文件)",
        "SHA-256(own file) ≠ SHA-256(another body's file)",
    ),
)
