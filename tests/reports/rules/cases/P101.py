"""Cases of P101: more documents issued than in force and repealed."""

from __future__ import annotations

from reports.forms import FORM_2019
from reports.model import AnnualReport, Cell, CellState
from reports.rules import Case
from tests.reports.building import Expected, RuleCase, Written, report


def _documents(issued: Written, repealed: Written, in_force: Written) -> AnnualReport:
    return report(proactive={"normative_documents": {"issued": issued, "repealed": repealed, "in_force": in_force}})


_EXPIRED = Cell(1, "1（当年制发的3件已到期失效）", CellState.NUMBER, remark="（当年制发的3件已到期失效）")

CASES = (
    RuleCase(
        "5 issued, 1 in force, none repealed",
        Case(_documents(5, 0, 1)),
        Expected.FIRES,
        places=("proactive.normative_documents.issued",),
        says="本年制发5件",
    ),
    RuleCase("5 issued, 3 in force, 2 repealed", Case(_documents(5, 2, 3)), Expected.PASSES),
    RuleCase("a remark speaks of expiry", Case(_documents(5, 0, _EXPIRED)), Expected.PASSES, also=("F009",)),
    RuleCase("the form of 2019 has other columns", Case(report(form=FORM_2019, year=2020)), Expected.NOT_APPLICABLE),
    RuleCase(
        "what is in force is blank",
        Case(_documents(5, 0, None)),
        Expected.NOT_EVALUABLE,
        places=("proactive.normative_documents.issued",),
        also=("F007",),
    ),
)
