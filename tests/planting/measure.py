"""What the rules make of reports that are right, of planted mistakes, and of every number changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from random import Random

from reports.model import AnnualReport, Finding, Level
from reports.rules.case import AgencyLevel, BodyFacts, Case
from reports.rules.validate import validate
from tests.planting.defects import DEFECTS
from tests.planting.plants import quiet
from tests.planting.reports import Told, consistent
from tests.planting.template import Defect
from tests.rendering.figures import Shown, plain

Mistake = tuple[str, str]  # the report or the mistakes in it, and what was wrong with what was said


@dataclass
class Recall:
    """How often each mistake was told by exactly its codes."""

    planted: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    wrong: list[Mistake] = field(default_factory=list)


def findings_of(told: Told, report: AnnualReport | None = None) -> tuple[Finding, ...]:
    """Return what the rules say of the report, with its body and the report of the year before."""
    level = AgencyLevel.GOVERNMENT if told.facts.government else AgencyLevel.DEPARTMENT
    body = BodyFacts("planted", told.specimen.agency, level=level)
    read = told.written() if report is None else report
    validation = validate(Case(report=read, agency=body, previous=(told.last_year(),)))
    assert not validation.crashes, validation.crashes
    return validation.findings


def false_alarms(seeds: Sequence[int]) -> Iterator[Mistake]:
    """Yield what is said of reports that are right, notices left out."""
    for seed in seeds:
        for finding in findings_of(consistent(seed)):
            if finding.level is not Level.NOTICE:
                yield f"{seed}", f"{finding.code} {finding.message}"


def recall(seeds: Sequence[int], *, together: int = 1, defects: Sequence[Defect] = DEFECTS) -> Recall:
    """Return how mistakes were told, `together` of them in one report.

    Of several mistakes those are planted together that touch different parts: each must be told as if it were alone.
    """
    found = Recall()
    for seed in seeds:
        told, rng = quiet(consistent(seed)), Random(f"plant {seed}")
        before = {finding.code for finding in findings_of(told)}
        groups = [(defect,) for defect in defects]
        if together > 1:
            groups = rng.sample([group for group in combinations(defects, together) if _apart(group)], k=12)
        for group in groups:
            planted: Told | None = told
            for defect in group:
                planted = None if planted is None else defect.plant(planted, rng)
            if planted is None:
                continue
            expected = frozenset[str]().union(*(defect.codes for defect in group))
            codes = {finding.code for finding in findings_of(planted)} - before
            name = " + ".join(defect.name for defect in group)
            found.planted[name] += 1
            if codes == expected - before:
                found.told[name] += 1
            else:
                more, fewer = sorted(codes - expected), sorted(expected - before - codes)
                found.wrong.append((f"{seed} {name}", f"too much {more}, missing {fewer}"))
    return found


def _apart(group: Sequence[Defect]) -> bool:
    """Return whether the mistakes touch different parts of the report, so that none hides another."""
    parts = [part for defect in group for part in defect.part.split()]
    return len(set(parts)) == len(parts)


def changed_cells(seed: int) -> Iterator[tuple[str, str, str, bool]]:
    """Yield (table, row, column, told) for every number of a report, changed by some amount."""
    told, rng = quiet(consistent(seed)), Random(f"change {seed}")
    before = {finding.id for finding in findings_of(told)}
    for table, rows in told.specimen.figures.tables().items():
        for row, cells in rows.items():
            for column, cell in cells.items():
                if not cell.text.isdigit():
                    continue
                other = _another(int(cell.text), rng)
                after = findings_of(_with(told, (table, row, column), other))
                yield table, row, column, any(finding.id not in before for finding in after)


def _another(number: int, rng: Random) -> int:
    choices = [number + rng.randint(1, 9), number + rng.randint(10, 99_999), number * 10 + rng.randint(1, 9)]
    if number:
        choices += [0, number - 1, rng.randrange(number)]
    return rng.choice(choices)


def _with(told: Told, spot: tuple[str, str, str], number: int) -> Told:
    def change(table: str, row: str, column: str, cell: Shown) -> Shown:
        return plain(number) if (table, row, column) == spot else cell

    return replace(told, specimen=replace(told.specimen, figures=told.specimen.figures.mapped(change)))
