"""What the rules about the text share: the judged claims of a case, their places, level and cells by name."""

from __future__ import annotations

import re
from collections.abc import Collection

from reports.claims import Author, Judged, Topic, author_of, judged_claims, named_as_government
from reports.claims.model import Reading, Term
from reports.forms import Form
from reports.model import AnnualReport, Level, SectionSpot, TableKey
from reports.rules.case import AgencyLevel, BodyFacts, Case
from reports.rules.rule import NotApplicable, NotEvaluable
from reports.rules.tables import report_of
from reports.rules.wording import column_name, english, form_row, listed, row_name
from reports.states import Sentence

_OFFICE = re.compile(r"(?:局|厅|委|委员会|办公室|办|署|队|中心|院|处|社|所|站)$")


def judged(case: Case, topics: Collection[Topic]) -> tuple[Judged, ...]:
    """Return the judged claims on these topics; raises NotApplicable where the text states nothing of the kind."""
    report = report_of(case)
    found = judged_claims(report, author_for(report, case.agency), previous=case.previous, topics=topics)
    if found:
        return found
    if report.unread_parts or not report.sections:
        raise NotEvaluable(
            "报告的文字没有读全，不能与表格核对。",
            "The text was not read whole and cannot be compared with the tables.",
        )
    raise NotApplicable("正文没有写明这类数字。", "The text states no such figures.")


def spot(one: Judged) -> SectionSpot:
    """Return the logical place of a claim."""
    claim = one.claim
    if claim.start == claim.end:  # in a table of the agency's own
        return SectionSpot(claim.section, claim=claim.name)
    return SectionSpot(claim.section, claim.start, claim.end, claim.name)


def level_of(case: Case) -> Level:
    """Return error for an office that speaks for itself, warning for a government or where that is not known."""
    level = AgencyLevel.OTHER if case.agency is None else case.agency.level
    match level:
        case AgencyLevel.DEPARTMENT:
            return Level.ERROR
        case AgencyLevel.GOVERNMENT | AgencyLevel.TOWNSHIP:
            return Level.WARNING
        case AgencyLevel.OTHER:
            name = _name(case)
            office = _OFFICE.search(name) is not None and not named_as_government(name)
            return Level.ERROR if office else Level.WARNING


def author_for(report: AnnualReport, agency: BodyFacts | None) -> Author:
    """Return who speaks in the report: what the roll says of the agency, else what its printed name says."""
    if agency is None:
        return author_of(report)
    names = (agency.name, *agency.aliases)
    match agency.level:
        case AgencyLevel.DEPARTMENT:
            return author_of(report, names=names, is_government=False)
        case AgencyLevel.GOVERNMENT | AgencyLevel.TOWNSHIP:
            return author_of(report, names=names, is_government=True)
        case AgencyLevel.OTHER:
            return author_of(report, names=names)


def _name(case: Case) -> str:
    printed = None if case.report is None else case.report.agency
    return printed or ("" if case.agency is None else case.agency.name)


def cells_of(reading: Reading, form: Form) -> Sentence:
    """Return the cells of a reading by name; a group of rows goes by the group's own name."""
    rows = {term.row for term in reading.terms}
    if len(reading.terms) > 2 and len(rows) == 1:
        return _columns_name(reading, form)
    names = [_term_name(reading.table, term, form) for term in reading.terms]
    if len(names) == 1:
        return names[0]
    named = listed(names)
    return Sentence(f"{named.zh}之和", f"the sum of {named.en}")


def _term_name(table: TableKey, term: Term, form: Form) -> Sentence:
    rows = [row for row in form.table(table).rows if row.key == term.row or row.key.startswith(f"{term.row}.")]
    whole = rows and rows[0].key != term.row
    column = column_name(form, table, rows[0].key, term.column) if rows else Sentence(term.column, term.column)
    if not rows:
        row = row_name(form, table, term.row)
    elif whole:
        row = Sentence(form_row(form, table, rows[0].key).groups[-1], english(term.row))
    else:
        row = row_name(form, table, term.row)
    return Sentence(f"“{row.zh}·{column.zh}”", f"“{row.en}, {column.en}”")


def _columns_name(reading: Reading, form: Form) -> Sentence:
    """Return several columns of one row, the row named once."""
    row = reading.terms[0].row
    name = row_name(form, reading.table, row)
    columns = listed([column_name(form, reading.table, row, term.column) for term in reading.terms])
    return Sentence(f"“{name.zh}”行{columns.zh}之和", f"the sum of {columns.en} in row “{name.en}”")
