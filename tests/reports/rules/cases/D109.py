"""Cases of D109: the file is no other body's."""

from __future__ import annotations

from dataclasses import replace

from reports.model import Level
from reports.rules import Case
from reports.rules.surroundings import SameFile, Surroundings
from reports.states import Timeliness
from tests.reports.building import Expected, RuleCase, report
from tests.reports.rules.facts import case_of_duty

_SAME = SameFile("finance", "某市财政局", "http://127.0.0.2/nb.pdf", "ab" * 32)


def _with(*same: SameFile) -> Case:
    case = case_of_duty(Timeliness.ON_TIME)
    return replace(case, report=report(), surroundings=Surroundings(same_files=same))


CASES = (
    RuleCase(
        "the finance office published the same file",
        _with(_SAME, replace(_SAME, address="http://127.0.0.2/again.pdf")),
        Expected.FIRES,
        places=("section.*.finance",),
        level=Level.NOTICE,
        says="与某市财政局公布的文件完全相同",
    ),
    RuleCase("two names of one office", _with(replace(_SAME, one_office=True)), Expected.PASSES),
    RuleCase("nobody else has it", _with(), Expected.PASSES),
    RuleCase("other bodies' files are not known", Case(report()), Expected.NOT_APPLICABLE),
)
