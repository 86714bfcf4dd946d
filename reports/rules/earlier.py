"""What rules over years share: the reports of the year before, and whether the two years speak of the same body."""

from __future__ import annotations

from reports.model import AnnualReport
from reports.rules.case import Case
from reports.rules.rule import NotApplicable


def require_same_coverage(case: Case, *, since: int | None = None) -> None:
    """Raise NotApplicable where a founding, merger or split makes the reports speak of different bodies.

    `since` is the first year that is compared, by default the year before the report's.
    """
    year, agency = case.report_year, case.agency
    if agency is None or year is None:
        return
    first = year - 1 if since is None else since
    changed = [change for change in agency.coverage_changed if first <= change <= year]
    if changed or (agency.founded is not None and agency.founded > first):
        raise NotApplicable(
            "机构设立、合并或职责、汇总范围调整后，与以前年度没有可比性。",
            "The body was founded, merged, given other tasks or another coverage: the years cannot be compared.",
        )


def reports_of_last_year(case: Case) -> list[AnnualReport]:
    """Return all versions of last year's report; raises NotApplicable where there is none."""
    report = case.report
    year = case.report_year if report is None or report.report_year is None else report.report_year
    found = [
        report
        for report in case.previous
        if year is None or report.report_year is None or report.report_year == year - 1
    ]
    if not found:
        raise NotApplicable("没有上一年度的报告可以对照。", "There is no report of the year before to compare with.")
    return found
