"""Whatever a report looks like, every rule answers, none crashes, and no two findings share an id."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.forms import FORM_2019, FORM_2021
from reports.model import AnnualReport, Cell, CellState, NameKind, NameWitness, Period, Section, SectionKey, Table
from reports.rules import RULES, BodyFacts, Case, DutyFacts, validate
from reports.states import Timeliness
from tests.reports.building import merged_otherwise_handled, placeholder, report, unreadable

counts = st.integers(-2, 10**6)
amounts = st.decimals(-1, 10**4, places=2)
cells = st.one_of(
    st.builds(lambda number: Cell(number, str(number), CellState.NUMBER), counts),
    st.builds(lambda number: Cell(number, f"{number}元", CellState.NUMBER, remark="元"), amounts),
    st.sampled_from(
        (
            Cell(None, "", CellState.BLANK),
            Cell(None, "若干", CellState.NOT_A_NUMBER),
            Cell(Decimal(0), "0.0", CellState.NUMBER),
        )
    ),
    st.sampled_from((unreadable(), placeholder(), None)),
)
sections = st.builds(
    Section,
    st.sampled_from(SectionKey),
    st.one_of(
        st.sampled_from(
            ("", "正文。", "五、不足与努力方向\n（文字描述）", "2023年，收到申请5件。身份证11010519491231002X")
        ),
        st.text("年月日0123456789X×。，、\n\u3000（）公开办函申请件", max_size=60),
    ),
    heading=st.sampled_from((None, "一、总体情况")),
    number=st.one_of(st.none(), st.integers(1, 7)),
)
names = st.builds(
    NameWitness,
    st.sampled_from(NameKind),
    st.sampled_from(("", "某市水务局2023年政府信息公开工作年度报告", "某市某局", "2024", "年报.pdf")),
)
periods = st.one_of(
    st.none(),
    st.builds(
        Period, st.one_of(st.none(), st.dates(date(2019, 1, 1))), st.one_of(st.none(), st.dates()), st.just("某日")
    ),
)


@st.composite
def reports(draw: st.DrawFn, *, year: int) -> AnnualReport:
    """Return a report with damage in any of its parts."""
    base = report(form=draw(st.sampled_from((FORM_2021, FORM_2019))), year=year)
    if draw(st.booleans()):
        base = merged_otherwise_handled(base)
    tables = {key: draw(damaged(table)) if table is not None else None for key, table in base.tables.items()}
    return replace(
        base,
        form=draw(st.sampled_from((base.form, base.form, base.form, "2021", None))),
        report_year=draw(st.sampled_from((year, year, None))),
        period=draw(periods),
        sections=base.sections if draw(st.booleans()) else tuple(draw(st.lists(sections, max_size=8))),
        tables=tables,
        unread_parts=draw(st.sampled_from(((), (), ("附件.pdf",)))),
        lead=draw(st.sampled_from(("", "现将某市水务局2023年政府信息公开工作情况报告如下。", "\n\n"))),
        names=tuple(draw(st.lists(names, max_size=4))),
        title=draw(st.sampled_from((base.title, None))),
    )


@st.composite
def damaged(draw: st.DrawFn, table: Table) -> Table | None:
    if draw(st.integers(0, 9)) == 0:
        return None
    lost = draw(st.sets(st.sampled_from(sorted(table.rows)), max_size=3))
    changed = draw(
        st.dictionaries(st.sampled_from([(row, column) for row, column, _ in table.cells()]), cells, max_size=12)
    )
    rows = {
        row: None
        if row in lost or found is None
        else {column: changed.get((row, column), was) for column, was in found.items()}
        for row, found in table.rows.items()
    }
    return replace(table, rows=rows)


duties = st.builds(
    DutyFacts,
    st.just(2024),
    st.sampled_from(Timeliness),
    st.one_of(st.none(), st.just(date(2025, 1, 31))),
    st.booleans(),
)
bodies = st.sampled_from(
    (
        None,
        BodyFacts("some-office", "某市某局"),
        BodyFacts("some-office", "某市某局", founded=2024, coverage_changed=(2023,)),
    )
)
cases = st.builds(
    Case,
    st.one_of(st.none(), reports(year=2024), reports(year=2024), reports(year=2016)),
    st.one_of(st.none(), duties),
    bodies,
    st.lists(reports(year=2023), max_size=2).map(tuple),
    st.lists(reports(year=2024), max_size=2).map(tuple),
)


@given(cases)
@settings(max_examples=120, deadline=None)
def test_every_rule_answers_and_none_crashes(case: Case) -> None:
    result = validate(case)

    noted = {note.code for note in (*result.not_applicable, *result.not_evaluable)}
    assert result.crashes == ()
    assert {*result.passed, *noted, *(finding.code for finding in result.findings)} == {rule.code for rule in RULES}
    assert len({finding.id for finding in result.findings}) == len(result.findings)


@given(cases)
@settings(max_examples=60, deadline=None)
def test_the_same_case_gives_the_same_answer_and_what_is_undecided_is_no_finding(case: Case) -> None:
    first, second = validate(case), validate(case)

    undecided = {note.finding_id for note in first.not_evaluable if note.finding_id is not None}
    cell_rules = {"A101", "A102", "A103", "R101", "Y101", "F001", "F003"}
    assert first == second
    assert not undecided & {finding.id for finding in first.findings if finding.code in cell_rules}
