"""Cases of R101: total = upheld + corrected + other_result + pending."""

from __future__ import annotations

from dataclasses import replace

from reports.model import TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, unreadable, with_row_written, without_table

_WRONG = {"litigation_direct": {"upheld": 2, "pending": 1, "total": 2}}

CASES = (
    RuleCase(
        "the total of a block is one less than its results",
        Case(report(review=_WRONG)),
        Expected.FIRES,
        places=("review.litigation_direct.total",),
        says="“未经复议直接起诉”行：各项之和为3（“结果维持”2、“尚未审结”1）",
    ),
    RuleCase(
        "the blank block is not judged, the wrong one is found",
        Case(with_row_written(report(review=_WRONG), TableKey.REVIEW, "reconsideration", None)),
        Expected.FIRES,
        places=("review.litigation_direct.total",),
        undecided=("review.reconsideration.total",),
        also=("F007",),
    ),
    RuleCase(
        "one upheld is one in total",
        Case(report(review={"reconsideration": {"upheld": 1, "total": 1}})),
        Expected.PASSES,
    ),
    RuleCase(
        "the five cells of a block are blank",
        Case(with_row_written(report(), TableKey.REVIEW, "reconsideration", None)),
        Expected.NOT_EVALUABLE,
        places=("review.reconsideration.total",),
        also=("F007",),
    ),
    RuleCase(
        "a blank total is never guessed",
        Case(report(review={"reconsideration": {"upheld": 1, "total": None}})),
        Expected.NOT_EVALUABLE,
        places=("review.reconsideration.total",),
        also=("F007",),
    ),
    RuleCase(
        "an unreadable result leaves its block open",
        Case(report(review={"reconsideration": {"upheld": unreadable(), "total": 1}})),
        Expected.NOT_EVALUABLE,
        places=("review.reconsideration.total",),
    ),
    RuleCase(
        "there is no table 4",
        Case(without_table(report(), TableKey.REVIEW)),
        Expected.NOT_EVALUABLE,
        also=("F003",),
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2016), *TableKey), form=None)),
        Expected.NOT_APPLICABLE,
    ),
)
