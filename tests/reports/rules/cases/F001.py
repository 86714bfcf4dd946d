"""Cases of F001: one of the six sections is missing."""

from __future__ import annotations

from dataclasses import replace

from reports.model import SectionKey, TableKey
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report, without_section, without_table

_NO_APPLICATIONS = without_section(report(), SectionKey.APPLICATIONS)

CASES = (
    RuleCase(
        "section five is missing",
        Case(without_section(report(), SectionKey.PROBLEMS_AND_IMPROVEMENTS)),
        Expected.FIRES,
        places=("section.problems_and_improvements",),
        says="没有见到“五、存在的主要问题及改进情况”这一部分。",
    ),
    RuleCase(
        "section three and its table are missing",
        Case(_NO_APPLICATIONS),
        Expected.FIRES,
        places=("section.applications",),
        also=("F003",),
    ),
    RuleCase("all six sections are there", Case(report()), Expected.PASSES),
    RuleCase(
        "the heading of section three is lost but its table stands there",
        Case(replace(report(), sections=tuple(s for s in report().sections if s.key != SectionKey.APPLICATIONS))),
        Expected.PASSES,
        also=("F002",),
    ),
    RuleCase(
        "the report is from before there was a form",
        Case(replace(without_table(report(year=2016), *TableKey), form=None, sections=())),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase(
        "an attachment that may hold section three is not read yet",
        Case(replace(_NO_APPLICATIONS, unread_parts=("附件1.pdf",))),
        Expected.NOT_EVALUABLE,
        places=("section.applications",),
    ),
    RuleCase(
        "not one section was recognised",
        Case(replace(without_table(report(), *TableKey), sections=())),
        Expected.NOT_EVALUABLE,
        also=("F003",),
    ),
)
