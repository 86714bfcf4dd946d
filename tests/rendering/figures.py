"""Figures of a report as they are printed and as they must be read, and a generator of balanced sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

Value = int | str | None  # a count, an amount as decimal string, nothing printed


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: the text on the page, and the value that a reader must find there."""

    text: str
    value: Value


Rows = dict[str, dict[str, Shown]]


@dataclass(frozen=True, slots=True)
class Figures:
    """All numbers of a report; the rows and columns that the form of that name has."""

    form: str
    proactive: Rows
    applications: Rows
    review: Rows

    def values(self) -> dict[str, dict[str, dict[str, Value]]]:
        """Return table -> row -> column -> value."""
        return {
            name: {row: {column: cell.value for column, cell in cells.items()} for row, cells in rows.items()}
            for name, rows in self.tables().items()
        }

    def tables(self) -> dict[str, Rows]:
        return {"proactive": self.proactive, "applications": self.applications, "review": self.review}

    def mapped(self, change: Callable[[str, str, str, Shown], Shown]) -> Figures:
        """Return the figures with every cell replaced by change(table, row, column, cell)."""
        changed = {
            name: {
                row: {col: change(name, row, col, cell) for col, cell in cells.items()} for row, cells in rows.items()
            }
            for name, rows in self.tables().items()
        }
        return Figures(self.form, changed["proactive"], changed["applications"], changed["review"])


PROACTIVE_COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "2021": {
        "government_rules": ("issued", "repealed", "in_force"),
        "normative_documents": ("issued", "repealed", "in_force"),
        "licences": ("decisions",),
        "penalties": ("decisions",),
        "compulsory_measures": ("decisions",),
        "administrative_fees": ("wan_yuan",),
    },
    "2019": {
        "government_rules": ("made", "newly_published", "public_total"),
        "normative_documents": ("made", "newly_published", "public_total"),
        "licences": ("items_last_year", "change", "decisions"),
        "other_services": ("items_last_year", "change", "decisions"),
        "penalties": ("items_last_year", "change", "decisions"),
        "compulsory_measures": ("items_last_year", "change", "decisions"),
        "administrative_fees": ("items_last_year", "change"),
        "central_procurement": ("projects", "amount"),
    },
}
APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_institution",
    "other_organization",
    "total",
)
OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "disclosed": (),
    "partly_disclosed": (),
    "not_disclosed": (
        "state_secret",
        "prohibited_by_other_law",
        "endangers_security_or_stability",
        "third_party_rights",
        "internal_affairs",
        "process_information",
        "enforcement_case_file",
        "administrative_inquiry",
    ),
    "unable_to_provide": ("not_held", "requires_creation", "unclear_after_correction"),
    "not_processed": (
        "petition_or_complaint",
        "repeated",
        "public_publication",
        "excessive_without_reason",
        "reissue_of_held_information",
    ),
    "otherwise_handled": ("correction_overdue", "fee_unpaid", "other"),
}
BLOCKS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
RESULTS = ("upheld", "corrected", "other_result", "pending", "total")


def outcome_rows(form: str) -> list[str]:
    """Return the outcome rows of table 3 without their total; form 2019 has one row for what is otherwise handled."""
    rows: list[str] = []
    for group, parts in OUTCOMES.items():
        if not parts or (form == "2019" and group == "otherwise_handled"):
            rows.append(group)
        else:
            rows.extend(f"{group}.{part}" for part in parts)
    return rows


def application_rows(form: str) -> list[str]:
    """Return the rows of table 3 from top to bottom: 25 in form 2021, 23 in form 2019."""
    return ["received", "brought_forward", *outcome_rows(form), "outcomes_total", "carried_forward"]


def plain(value: int | str) -> Shown:
    return Shown(str(value), value)


def balanced(seed: int, *, form: str = "2021", largest: int = 60) -> Figures:
    """Return figures in which every sum of the form holds; `largest` bounds the applications of one applicant."""
    rng = Random(seed)
    return Figures(form, _proactive(rng, form), _applications(rng, form, largest), _review(rng, largest))


def _mostly_zero(rng: Random, largest: int) -> int:
    return 0 if rng.random() < 0.5 else rng.randint(1, max(1, largest))


def _proactive(rng: Random, form: str) -> Rows:
    rows: Rows = {}
    for row, columns in PROACTIVE_COLUMNS[form].items():
        cells = {column: plain(_mostly_zero(rng, 3000)) for column in columns}
        if "in_force" in columns:
            cells["in_force"] = plain(int(cells["issued"].text) + rng.randint(0, 90))
        if "change" in columns:
            change = rng.randint(-9, 9)
            cells["change"] = Shown(f"+{change}" if change > 0 else str(change), change)
        for amount in {"wan_yuan", "amount"} & set(columns):
            text = f"{_mostly_zero(rng, 4000)}.{rng.randint(1, 999):03}" if rng.random() < 0.7 else "0"
            cells[amount] = Shown(text, text)
        rows[row] = cells
    return rows


def _applications(rng: Random, form: str, largest: int) -> Rows:
    rows = {row: dict.fromkeys(APPLICANTS, 0) for row in application_rows(form)}
    for applicant in APPLICANTS[:-1]:
        rows["received"][applicant] = _mostly_zero(rng, largest)
        rows["brought_forward"][applicant] = _mostly_zero(rng, largest // 4)
        left = rows["received"][applicant] + rows["brought_forward"][applicant]
        carried = rng.randint(0, left) if rng.random() < 0.3 else 0
        rows["carried_forward"][applicant] = carried
        rows["outcomes_total"][applicant] = left - carried
        left -= carried
        while left:
            part = rng.randint(1, left)
            rows[rng.choice(outcome_rows(form))][applicant] += part
            left -= part
    for cells in rows.values():
        cells["total"] = sum(cells.values())
    return {row: {column: plain(number) for column, number in cells.items()} for row, cells in rows.items()}


def _review(rng: Random, largest: int) -> Rows:
    rows: Rows = {}
    for block in BLOCKS:
        parts = [_mostly_zero(rng, largest // 5) for _ in RESULTS[:-1]]
        rows[block] = dict(zip(RESULTS, map(plain, [*parts, sum(parts)]), strict=True))
    return rows
