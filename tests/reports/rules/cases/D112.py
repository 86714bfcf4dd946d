"""Cases of D112: linked on the government's list."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from reports.model import Level
from reports.rules import Case
from reports.rules.surroundings import HubShown, Surroundings
from reports.states import Timeliness
from tests.reports.building import Expected, RuleCase, report
from tests.reports.rules.facts import case_of_duty

_HUB = "http://127.0.0.1/hub/"
_OTHERS = ("市水务局", "市财政局", "市教育局")


def _listed(*names: str, unlinked: tuple[str, ...] = (), days: int = 30) -> Case:
    case = case_of_duty(Timeliness.ON_TIME)
    assert case.duty is not None
    assert case.duty.first_seen_at is not None
    hub = HubShown(_HUB, case.duty.first_seen_at + timedelta(days=days), names, unlinked)
    return replace(case, report=report(), surroundings=Surroundings(hubs=(hub,) if names else ()))


CASES = (
    RuleCase(
        "three others are linked",
        _listed(*_OTHERS),
        Expected.FIRES,
        places=(f"section.*.{_HUB}",),
        level=Level.NOTICE,
        says="列出了3家单位，没有该单位",
    ),
    RuleCase(
        "its name stands there without a link",
        _listed(*_OTHERS, unlinked=("某市某局",)),
        Expected.FIRES,
        says="列出了单位名称但没有链接",
    ),
    RuleCase("it is linked under its short name", _listed(*_OTHERS, "市某局"), Expected.PASSES),
    RuleCase("no list was seen", _listed(), Expected.NOT_APPLICABLE),
    RuleCase("the year has hardly begun on the list", _listed(*_OTHERS[:2]), Expected.NOT_APPLICABLE),
    RuleCase(
        "the list was read on the next day",
        _listed(*_OTHERS, days=1),
        Expected.NOT_EVALUABLE,
        places=(f"section.*.{_HUB}",),
    ),
)
