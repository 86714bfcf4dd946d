"""Cases of P102: a county-level body states government rules."""

from __future__ import annotations

from dataclasses import replace

from reports.forms import FORM_2019
from reports.model import AnnualReport
from reports.rules import BodyFacts, Case
from reports.rules.case import AgencyLevel
from tests.reports.building import Expected, RuleCase, report, unreadable

_RULES = report(proactive={"government_rules": {"issued": 2, "in_force": 2}})


def _of(name: str, base: AnnualReport = _RULES) -> Case:
    titled = replace(base, title=f"{name}{base.report_year}年政府信息公开工作年度报告", agency=name)
    return Case(titled, agency=BodyFacts("some-body", name))


CASES = (
    RuleCase(
        "a county's department states two",
        _of("云山县水务局"),
        Expected.FIRES,
        places=("proactive.government_rules.issued",),
        says="没有规章制定权",
    ),
    RuleCase("a city's district states two", _of("青江市东湖区人民政府"), Expected.FIRES),
    RuleCase(
        "the roll says township",
        Case(_RULES, agency=BodyFacts("town", "某市某局", level=AgencyLevel.TOWNSHIP)),
        Expected.FIRES,
    ),
    RuleCase(
        "the form of 2019 calls them made",
        _of("云山县水务局", report(form=FORM_2019, year=2020, proactive={"government_rules": {"made": 1}})),
        Expected.FIRES,
        places=("proactive.government_rules.made",),
    ),
    RuleCase("a county states none", _of("云山县人民政府", report()), Expected.PASSES),
    RuleCase("a city may make rules", _of("青江市人民政府"), Expected.NOT_APPLICABLE),
    RuleCase("a new area is no district", _of("青江市滨海新区管理委员会"), Expected.NOT_APPLICABLE),
    RuleCase("an autonomous region is no district", _of("某某自治区水利厅"), Expected.NOT_APPLICABLE),
    RuleCase("a general office states its government's", _of("云山县人民政府办公室"), Expected.NOT_APPLICABLE),
    RuleCase("a justice office states its government's", _of("云山县司法局"), Expected.NOT_APPLICABLE),
    RuleCase(
        "the cell was not read",
        _of("云山县水务局", report(proactive={"government_rules": {"issued": unreadable()}})),
        Expected.NOT_EVALUABLE,
    ),
)
