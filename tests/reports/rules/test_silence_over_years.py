"""Years, coverage and versions that agree with each other give nothing, whatever their numbers are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import pytest

from reports.model import AnnualReport, TableKey
from reports.rules import RULES, BodyFacts, Case, validate
from reports.rules.surroundings import ApprovedDraft, Member, ReportElsewhere, Surroundings
from tests.reports.building import report, with_cells
from tests.reports.rules.facts import LOOKED_AT

OURS = tuple(rule for rule in RULES if rule.code[0] in "YT" or rule.code in ("D105", "D106", "D107", "D116"))
APPLICANTS = ("natural_person", "commercial_enterprise", "other_organization")
YEARS = 5


@dataclass(frozen=True, slots=True)
class Chain:
    """One body's reports of consecutive years, the newest first."""

    reports: tuple[AnnualReport, ...]

    @property
    def case(self) -> Case:
        """Return the newest report with the others as its past."""
        newest, previous, *history = self.reports
        body = BodyFacts("some-office", "某市某局")
        return Case(newest, agency=body, previous=(previous,), history=tuple(history))


def chain(seed: int) -> Chain:
    """Return years in which every stock follows from the one before, each number within a third of its usual size."""
    rng = Random(seed)
    usual = {applicant: rng.choice((0, 1, 4, 40, 300)) for applicant in APPLICANTS}
    decisions = {row: rng.choice((0, 2, 30, 4000)) for row in ("licences", "penalties", "compulsory_measures")}
    reconsidered = rng.choice((0, 1, 12))
    carried = dict.fromkeys(APPLICANTS, 0)
    in_force = rng.randint(3, 60)
    found = []
    for year in range(2025 - YEARS, 2025):
        received = {applicant: _about(rng, number) for applicant, number in usual.items()}
        brought, carried = carried, {who: rng.randint(0, min(3, received[who])) for who in APPLICANTS}
        disclosed = {who: received[who] + brought[who] - carried[who] for who in APPLICANTS}
        issued, repealed = rng.randint(0, 4), rng.randint(0, 3)
        in_force += issued - repealed
        upheld = _about(rng, reconsidered)
        found.append(
            report(
                year=year,
                proactive={
                    "normative_documents": {"issued": issued, "repealed": repealed, "in_force": in_force},
                    **{row: {"decisions": _about(rng, number)} for row, number in decisions.items()},
                },
                applications={
                    "received": _with_total(received),
                    "brought_forward": _with_total(brought),
                    "disclosed": _with_total(disclosed),
                    "outcomes_total": _with_total(disclosed),
                    "carried_forward": _with_total(carried),
                },
                review={"reconsideration": {"upheld": upheld, "total": upheld}},
            )
        )
    return Chain(tuple(reversed(found)))


def _about(rng: Random, number: int) -> int:
    return round(number * rng.uniform(0.75, 1.33))


def _with_total(cells: dict[str, int]) -> dict[str, int]:
    return {**cells, "total": sum(cells.values())}


def codes(case: Case) -> list[str]:
    result = validate(case, rules=OURS)
    assert result.crashes == ()
    return [finding.code for finding in result.findings]


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_consistent_years_give_nothing(start: int) -> None:
    found = {seed: codes(chain(seed).case) for seed in range(start, start + 100)}

    assert {seed: told for seed, told in found.items() if told} == {}


def test_a_government_that_includes_its_bodies_and_its_own_copies_and_drafts_give_nothing() -> None:
    for seed in range(60):
        own = chain(seed).reports[0]
        case = Case(
            own,
            members=(Member("a", "某处", own), Member("b", "另一处", None)),
            earlier_versions=(own, own),
            surroundings=Surroundings(
                elsewhere=(ReportElsewhere(own, "http://127.0.0.1/copy.html"),),
                draft=ApprovedDraft(own, "张三", LOOKED_AT, "稿.docx"),
            ),
        )

        assert codes(case) == []


def test_one_planted_slip_between_two_years_is_found_and_nothing_else() -> None:
    for seed in range(60):
        case = chain(seed).case

        slipped = replace(case, previous=(_with_one_more_carried(case.previous[0]),))

        assert codes(slipped) == ["Y101", "Y101"]


def _with_one_more_carried(older: AnnualReport) -> AnnualReport:
    table = older.table(TableKey.APPLICATIONS)
    assert table is not None
    cells = {}
    for column in ("natural_person", "total"):
        cell = table.cell("carried_forward", column)
        assert cell is not None
        assert isinstance(cell.value, int)
        cells[column] = cell.value + 1
    return with_cells(older, TableKey.APPLICATIONS, {"carried_forward": cells})
