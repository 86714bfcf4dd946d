"""D105: what changed in a report after its publication."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reports.model import AnnualReport, Level, TableKey, TableSpot
from reports.rules.arithmetic import applicants_add_up, applications_balance, outcomes_add_up, review_adds_up
from reports.rules.case import Case
from reports.rules.cell_changes import CellChange, changes_between, changes_told, form_of_changed, tables_in_common
from reports.rules.cells import cells_are_numbers, cells_filled, counts_are_whole
from reports.rules.rule import Check, Need, NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import ACCURACY
from reports.rules.tables import report_of
from reports.rules.wording import cells_are, table_name
from reports.states import Sentence

_SUMS: tuple[Check, ...] = (applications_balance, outcomes_add_up, applicants_add_up, review_adds_up)
_OTHER_FAULTS: tuple[Check, ...] = (cells_filled, cells_are_numbers, counts_are_whole)
_CHANGED = ("{name}由{before}改为{after}", "{name} from {before} to {after}")


def numbers_changed(case: Case) -> Iterator[Observation | Undecided]:
    """D105: numbers changed after publication: good if that closes a finding, a warning if a sum breaks by it.

    Compares the two neighbouring versions between which numbers last changed; cells count that both versions have and
    that were read in both.
    """
    report = report_of(case)
    versions = [*case.earlier_versions, report]
    if not any(tables_in_common(older, report) for older in case.earlier_versions):
        raise NotEvaluable("新旧版本没有可对照的表格。", "The versions have no table in common to compare.")
    for older, newer in reversed(list(pairwise(versions))):
        changes = changes_between(older, newer)
        if changes:
            for key in TableKey:
                in_table = [change for change in changes if change.at.table is key]
                if in_table:
                    yield _observation(older, newer, key, in_table)
            return


def _observation(older: AnnualReport, newer: AnnualReport, key: TableKey, changes: list[CellChange]) -> Observation:
    form = form_of_changed(newer, key)
    broken = _faults(newer, key, _SUMS) - _faults(older, key, _SUMS)
    closed = _faults(older, key, (*_SUMS, *_OTHER_FAULTS)) - _faults(newer, key, (*_SUMS, *_OTHER_FAULTS))
    name, what = table_name(form, key), changes_told(form, changes, wording=_CHANGED)
    if broken:
        then = Sentence("更新后有合计不再相符，请核对。", "A sum no longer adds up since then; please check.")
    elif closed:
        then = Sentence("更新后原有的疑点已消除。", "This settles what had been noticed before.")
    else:
        then = Sentence("请知悉。", "For your information.")
    message = Sentence(
        f"{name.zh}公布后有{len(changes)}处数字更新：{what.zh}。{then.zh}",
        f"In {name.en}, {cells_are(len(changes))} changed after publication: {what.en}. {then.en}",
    )
    places = tuple(change.at for change in changes)
    level = Level.WARNING if broken else Level.NOTICE
    return Observation(TableSpot(key), message, places=places, level=level)


def _faults(report: AnnualReport, key: TableKey, checks: tuple[Check, ...]) -> set[tuple[str, TableSpot]]:
    """Return what the checks notice in one table of one version, as (check, place)."""
    found = set()
    for check in checks:
        try:
            results = list(check(Case(report=report)))
        except (NotApplicable, NotEvaluable):
            continue
        for result in results:
            if isinstance(result, Observation) and isinstance(result.at, TableSpot) and result.at.table is key:
                found.add((check.__name__, result.at))
    return found


D105 = Rule(
    "D105",
    Level.WARNING,
    numbers_changed,
    "公布后数字有更新",
    "Numbers changed after publication",
    "与公布过的旧版本相比，表格数字有变化。一般只作提示，消除了疑点的予以说明；更新后合计不再相符的算疑点。",
    "Numbers differ from a version published earlier. A notice, positive where it settles a finding; a warning where "
    "a sum no longer adds up.",
    ACCURACY,
    frozenset({Need.REPORT, Need.EARLIER_VERSIONS}),
    formula=Sentence(
        "现公布的表格数字 = 旧版本的表格数字",
        "numbers of the tables now = numbers of the version before",
    ),
)
