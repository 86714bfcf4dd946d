"""Cases of F022: a basis that is no longer in force."""

from __future__ import annotations

from dataclasses import replace

from reports.forms import FORM_2019
from reports.model import AnnualReport
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, report


def _led(lead: str) -> AnnualReport:
    return replace(report(), lead=lead)


CASES = (
    RuleCase(
        "the form of 2019 is cited for 2024",
        Case(_led("根据国办公开办函〔2019〕60号的要求编制。")),
        Expected.FIRES,
        places=("section.*.form_2019",),
        says="公开办函〔2019〕60号",
    ),
    RuleCase(
        "decree 492 is cited as the law",
        Case(_led("根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。")),
        Expected.FIRES,
        places=("section.*.decree_492",),
    ),
    RuleCase("the form of 2021 is cited", Case(_led("根据国办公开办函〔2021〕30号编制。")), Expected.PASSES),
    RuleCase(
        "the revision is spoken of",
        Case(_led("根据《中华人民共和国政府信息公开条例》（国务院令第492号公布，国务院令第711号修订）编制。")),
        Expected.PASSES,
    ),
    RuleCase(
        "for 2020 the form of 2019 is right",
        Case(replace(report(form=FORM_2019, year=2020), lead="根据国办公开办函〔2019〕60号的要求编制。")),
        Expected.NOT_APPLICABLE,
    ),
    RuleCase("a part is unread", Case(replace(report(), unread_parts=("附件.pdf",))), Expected.NOT_EVALUABLE),
)
