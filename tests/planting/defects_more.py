"""Mistakes of form and of plausibility: columns and rows of another form, numbers beside last year's."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.planting.plants import Plant, in_figures, in_specimen, says
from tests.planting.reports import Told
from tests.planting.template import Defect
from tests.rendering import layout
from tests.rendering.figures import Figures, Shown, balanced, plain
from tests.rendering.layout import Box
from tests.rendering.specimen import Specimen


def _old_columns(figures: Figures, _rng: Random) -> Figures:
    """Table 2 as the form of 2019 has it, the others as they were."""
    return replace(figures, form="2019", proactive=balanced(3, form="2019").proactive, applications=_old_rows(figures))


def _old_rows(figures: Figures) -> dict[str, dict[str, Shown]]:
    rows = dict(figures.applications)
    parts = [rows.pop(row) for row in list(rows) if row.startswith("otherwise_handled.")]
    merged = {column: plain(sum(int(part[column].text) for part in parts)) for column in parts[0]}
    at = list(rows).index("outcomes_total")
    return {**dict(list(rows.items())[:at]), "otherwise_handled": merged, **dict(list(rows.items())[at:])}


def _one_row_more(report: Specimen, _rng: Random) -> Specimen:
    drawn = layout.applications(report.figures)
    width = sum(box.columns for box in drawn[-1] if not box.number)
    row = [Box("五、其他需要说明的数量", columns=width), *(Box("0", number=True) for _ in range(7))]
    return replace(report, drawn={"applications": [*drawn, row]})


def _one_row_less(report: Specimen, _rng: Random) -> Specimen:
    return replace(report, drawn={"applications": layout.applications(report.figures)[:-1]})


def _no_word_of_oversight(report: Specimen, _rng: Random) -> Specimen:
    kept = tuple(line for line in report.sections["overview"] if "监督保障" not in line)
    return replace(report, sections=report.sections | {"overview": kept})


def _of_a_department(plant: Plant) -> Plant:
    """A government that says nothing of assessments leaves out more than an aspect."""
    return lambda told, rng: None if told.facts.government else plant(told, rng)


def _last_year_only(told: Told, rng: Random) -> Told | None:
    year = told.facts.year - 1
    return says("overview", lambda f, _: f"{year}年共收到政府信息公开申请{f.last_year('received') + 1}件，均已办结。")(
        told, rng
    )


def _many_issued(figures: Figures, _rng: Random) -> Figures:
    documents = figures.proactive["normative_documents"]
    more = plain(int(documents["in_force"].text) + int(documents["repealed"].text) + 6)
    return replace(figures, proactive=figures.proactive | {"normative_documents": documents | {"issued": more}})


def _rules_of_a_county(told: Told, rng: Random) -> Told | None:
    if "县" not in told.specimen.agency:
        return None

    def change(figures: Figures, _rng: Random) -> Figures:
        row = {"issued": plain(1), "repealed": plain(0), "in_force": plain(1)}
        return replace(figures, proactive=figures.proactive | {"government_rules": row})

    return in_figures(change)(told, rng)


def _wrong_unit(told: Told, rng: Random) -> Told | None:
    def fees(figures: Figures, amount: str) -> Figures:
        row = {"wan_yuan": Shown(amount, amount)}
        return replace(figures, proactive=figures.proactive | {"administrative_fees": row})

    before = replace(told.facts, previous=fees(told.facts.previous, "31.25"))
    return replace(told, facts=before, specimen=replace(told.specimen, figures=fees(told.specimen.figures, "318700")))


def _same_tables_again(told: Told, _rng: Random) -> Told | None:
    if any(
        cell.text != "0"
        for row in ("brought_forward", "carried_forward")
        for cell in told.facts.figures.applications[row].values()
    ):
        return None
    if sum(cell.text != "0" for cells in told.facts.figures.applications.values() for cell in cells.values()) < 8:
        return None
    return replace(told, facts=replace(told.facts, previous=told.specimen.figures))


def _wrong_change(told: Told, rng: Random) -> Told | None:
    f = told.facts
    stated = f.received - f.last_year("received") + 40
    if stated <= 0:
        return None
    return says("overview", lambda f, _: f"全年新收政府信息公开申请{f.received}件，较上年增加{stated}件。")(told, rng)


MORE: tuple[Defect, ...] = (
    Defect("table 2 of the old form", frozenset({"F006"}), in_figures(_old_columns), part="proactive applications"),
    Defect("a row that the form does not have", frozenset({"F010"}), in_specimen(_one_row_more), part="applications"),
    Defect("the last row is missing", frozenset({"F016"}), in_specimen(_one_row_less), part="applications"),
    Defect("only last year's totals", frozenset({"F014"}), _last_year_only, part="applications review proactive"),
    Defect(
        "nothing on oversight",
        frozenset({"F019"}),
        _of_a_department(in_specimen(_no_word_of_oversight)),
        part="overview",
    ),
    Defect("more issued than there are", frozenset({"P101"}), in_figures(_many_issued), part="proactive"),
    Defect("a county's office makes rules", frozenset({"P102"}), _rules_of_a_county, part="proactive"),
    Defect("fees in another unit", frozenset({"P103"}), _wrong_unit, part="proactive"),
    Defect("last year's tables again", frozenset({"Y103"}), _same_tables_again, part="applications proactive review"),
    Defect("a change that last year's report does not give", frozenset({"N111"}), _wrong_change, part="applications"),
)
