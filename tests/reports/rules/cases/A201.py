"""Cases of A201: most outcomes stand under other."""

from __future__ import annotations

from reports.forms import FORM_2019
from reports.model import AnnualReport, SectionKey
from reports.rules import Case
from tests.reports.building import TEXTS, Expected, RuleCase, Written, report, with_text


def _other(other: Written, outcomes: Written, *, said: str = "") -> AnnualReport:
    values = {
        "received": {"natural_person": outcomes, "total": outcomes},
        "otherwise_handled.other": {"natural_person": other, "total": other},
        "outcomes_total": {"natural_person": outcomes, "total": outcomes},
    }
    if isinstance(other, int) and isinstance(outcomes, int):
        values["disclosed"] = {"natural_person": outcomes - other, "total": outcomes - other}
    base = report(applications=values)
    return with_text(base, {SectionKey.OVERVIEW: f"{TEXTS[SectionKey.OVERVIEW]}\n{said}"})


CASES = (
    RuleCase(
        "21 of 40 outcomes are other, and nothing is said of them",
        Case(_other(21, 40)),
        Expected.FIRES,
        places=("applications.otherwise_handled.other.total",),
        says="占办理结果40件的52.5%",
    ),
    RuleCase(
        "less than half of them are explained",
        Case(_other(21, 40, said="申请人主动撤回9件。")),
        Expected.FIRES,
        says="只说明了其中9件",
    ),
    RuleCase("half of them are explained", Case(_other(21, 40, said="申请人主动撤回11件。")), Expected.PASSES),
    RuleCase("16 of 40 are not more than 40 %", Case(_other(16, 40)), Expected.PASSES),
    RuleCase("29 outcomes are too few", Case(_other(29, 29)), Expected.PASSES),
    RuleCase("the form of 2019 has no such row", Case(report(form=FORM_2019, year=2020)), Expected.NOT_APPLICABLE),
    RuleCase("the cell is blank", Case(_other(None, 40)), Expected.NOT_EVALUABLE, also=("F007", "A102")),
)
