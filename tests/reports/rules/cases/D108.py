"""Cases of D108: attachments are there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from reports.model import Level
from reports.rules import Case
from reports.rules.surroundings import DeadAttachment, Surroundings
from reports.states import Timeliness
from tests.reports.building import Expected, RuleCase, report
from tests.reports.rules.facts import LOOKED_AT, case_of_duty

_FILE = "http://127.0.0.1/tables.pdf"


def _dead(*looks: datetime) -> Case:
    dead = (DeadAttachment(_FILE, looks),) if looks else ()
    case = case_of_duty(Timeliness.ON_TIME)
    return replace(case, report=report(), surroundings=Surroundings(dead_attachments=dead))


CASES = (
    RuleCase(
        "gone on two days",
        _dead(LOOKED_AT, LOOKED_AT + timedelta(days=1)),
        Expected.FIRES,
        places=(f"section.*.{_FILE}",),
        level=Level.WARNING,
        says="请检查链接，补上附件",
    ),
    RuleCase("every file is there", _dead(), Expected.PASSES),
    RuleCase("no duty is on record", Case(report()), Expected.NOT_APPLICABLE),
    RuleCase(
        "gone at one look, or twice within an hour",
        _dead(LOOKED_AT, LOOKED_AT + timedelta(hours=1)),
        Expected.NOT_EVALUABLE,
        places=(f"section.*.{_FILE}",),
    ),
)
