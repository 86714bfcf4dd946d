"""Balanced tables give no finding of arithmetic; one changed cell gives those of the rules that mention it."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.forms import FORM_2019, FORM_2021, Form
from reports.model import AnnualReport, Finding, Level, TableKey
from reports.rules import Case, validate
from tests.reports.building import Written, merged_otherwise_handled, report, with_cells

# Written down from the form, on purpose not taken from the rules.
APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_institution",
    "other_organization",
)
RESULTS = ("upheld", "corrected", "other_result", "pending")
BLOCKS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
MENTIONED_BY = {
    "received": {"A101", "A103"},
    "brought_forward": {"A101", "A103", "Y101"},
    "outcomes_total": {"A101", "A102", "A103"},
    "carried_forward": {"A101", "A103"},
}
AN_OUTCOME_IS_MENTIONED_BY = {"A102", "A103"}
NOT_OUTCOMES = frozenset(MENTIONED_BY)
ARITHMETIC = {"A101", "A102", "A103", "R101", "Y101"}

numbers = st.one_of(st.just(0), st.integers(1, 60), st.integers(10**6, 10**9))


@dataclass(frozen=True, slots=True)
class Balanced:
    """A report whose sums all hold, and last year's report that carries forward what this one brings."""

    report: AnnualReport
    previous: AnnualReport

    def case(self) -> Case:
        return Case(self.report, previous=(self.previous,))


@st.composite
def balanced_reports(draw: st.DrawFn, *, form: Form | None = None) -> Balanced:
    form = draw(st.sampled_from((FORM_2021, FORM_2019))) if form is None else form
    year = 2024 if form is FORM_2021 else 2020
    rows = [row.key for row in form.table(TableKey.APPLICATIONS).rows]
    outcomes = [row for row in rows if row not in NOT_OUTCOMES]
    applications: dict[str, dict[str, int]] = {row: dict.fromkeys(APPLICANTS, 0) for row in rows}
    for applicant in APPLICANTS:
        for outcome in draw(st.sets(st.sampled_from(outcomes), max_size=5)):
            applications[outcome][applicant] = draw(numbers)
        done = sum(applications[outcome][applicant] for outcome in outcomes)
        carried = draw(numbers)
        brought = draw(st.integers(0, done + carried))
        applications["outcomes_total"][applicant] = done
        applications["carried_forward"][applicant] = carried
        applications["brought_forward"][applicant] = brought
        applications["received"][applicant] = done + carried - brought
    for cells in applications.values():
        cells["total"] = sum(cells.values())
    review = {block: {result: draw(numbers) for result in RESULTS} for block in BLOCKS}
    for cells in review.values():
        cells["total"] = sum(cells.values())
    brought_forward = applications["brought_forward"]
    return Balanced(
        report(form=form, year=year, applications=applications, review=review),
        report(year=year - 1, applications={"received": brought_forward, "carried_forward": brought_forward}),
    )


def faults(case: Case) -> list[Finding]:
    """Return the errors and warnings; numbers drawn at random may well be worth a notice."""
    return [finding for finding in validate(case).findings if finding.level is not Level.NOTICE]


@given(balanced_reports())
@settings(max_examples=60, deadline=None)
def test_a_balanced_report_gives_no_error_and_no_warning(balanced: Balanced) -> None:
    result = validate(balanced.case())

    assert faults(balanced.case()) == []
    assert set(result.passed) >= ARITHMETIC


@given(balanced_reports(form=FORM_2021))
@settings(max_examples=30, deadline=None)
def test_a_balanced_report_with_merged_rows_gives_no_finding_of_arithmetic(balanced: Balanced) -> None:
    table = balanced.report.tables[TableKey.APPLICATIONS]
    assert table is not None
    parts = [cells for row, cells in table.rows.items() if row.startswith("otherwise_handled.")]
    together: dict[str, Written] = dict.fromkeys((*APPLICANTS, "total"), 0)
    for column in together:
        values = [found.value for cells in parts if cells is not None and (found := cells[column]) is not None]
        together[column] = sum(value for value in values if value is not None)
    merged = merged_otherwise_handled(balanced.report, together)

    found = faults(Case(merged, previous=(balanced.previous,)))

    assert {finding.code for finding in found} == {"F016"}


@given(balanced_reports(), st.data())
@settings(max_examples=150, deadline=None)
def test_one_more_in_any_cell_of_table_3_fires_exactly_the_rules_that_mention_it(
    balanced: Balanced, data: st.DataObject
) -> None:
    table = balanced.report.tables[TableKey.APPLICATIONS]
    assert table is not None
    row, column, was = data.draw(st.sampled_from(list(table.cells())))
    assert isinstance(was.value, int)
    changed = with_cells(balanced.report, TableKey.APPLICATIONS, {row: {column: was.value + 1}})

    found = faults(Case(changed, previous=(balanced.previous,)))

    assert {finding.code for finding in found} == MENTIONED_BY.get(row, AN_OUTCOME_IS_MENTIONED_BY)
    assert all(getattr(finding.places[0], "column", None) in (column, "total") for finding in found)
    assert len(found) == len({finding.code for finding in found})


@given(balanced_reports(), st.data())
@settings(max_examples=60, deadline=None)
def test_one_more_in_any_cell_of_table_4_fires_the_rule_of_its_block_alone(
    balanced: Balanced, data: st.DataObject
) -> None:
    block = data.draw(st.sampled_from(BLOCKS))
    column = data.draw(st.sampled_from((*RESULTS, "total")))
    table = balanced.report.tables[TableKey.REVIEW]
    was = None if table is None else table.cell(block, column)
    assert was is not None
    assert isinstance(was.value, int)
    changed = with_cells(balanced.report, TableKey.REVIEW, {block: {column: was.value + 1}})

    found = faults(Case(changed, previous=(balanced.previous,)))

    assert [(finding.code, getattr(finding.places[0], "row", None)) for finding in found] == [("R101", block)]


@given(balanced_reports(), st.data())
@settings(max_examples=30, deadline=None)
def test_one_more_in_any_cell_of_table_2_breaks_no_sum(balanced: Balanced, data: st.DataObject) -> None:
    table = balanced.report.tables[TableKey.PROACTIVE]
    assert table is not None
    row, column, was = data.draw(st.sampled_from(list(table.cells())))
    assert isinstance(was.value, int)
    changed = with_cells(balanced.report, TableKey.PROACTIVE, {row: {column: was.value + 1}})

    assert faults(Case(changed, previous=(balanced.previous,))) == []
