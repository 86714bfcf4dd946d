"""No rule on structure, text or plausibility finds fault with reports that have none, however they are worded."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from reports.extract import extract
from reports.forms import FORM_2019, FORM_2021
from reports.model import AnnualReport, Level, NameKind, NameWitness, Section, SectionKey
from reports.readers import read
from reports.rules import RULES, Case, validate
from reports.rules.bodies import body_named
from tests.rendering import RENDERERS
from tests.rendering.specimen import Specimen
from tests.reports.building import Values, report
from tests.reports.rules.narratives import AGENCIES, faultless

OURS = tuple(rule for rule in RULES if rule.code[0] in "FAPR")
SHAPES = ("tabs.txt", "pipes.md", "clean.html", "cell-per-line.txt", "site.html")


def built(specimen: Specimen) -> AnnualReport:
    """Return the report as a perfect reader would give it."""
    tables: dict[str, Values] = {
        name: {
            row: {column: Decimal(value) if isinstance(value, str) else value for column, value in cells.items()}
            for row, cells in rows.items()
        }
        for name, rows in specimen.figures.values().items()
    }
    form = FORM_2021 if specimen.figures.form == "2021" else FORM_2019
    base = report(form=form, year=specimen.year, **tables)
    return replace(
        base,
        title=specimen.title,
        agency=specimen.agency,
        lead=f"{specimen.title}\n{specimen.lead}",
        names=(
            NameWitness(NameKind.HEADING, specimen.title),
            NameWitness(NameKind.SIGNATURE, specimen.agency),
        ),
        sections=tuple(
            Section(SectionKey(key), "\n".join(paragraphs), heading=heading)
            for key, heading, paragraphs, _ in specimen.parts()
        ),
    )


def faults(case: Case) -> list[tuple[str, str]]:
    result = validate(case, rules=OURS)
    assert result.crashes == ()
    return [(found.code, found.message) for found in result.findings if found.level is not Level.NOTICE]


def test_five_hundred_faultless_reports_give_no_error_and_no_warning() -> None:
    for seed in range(500):
        specimen = faultless(seed)
        agency = body_named(specimen.agency) if seed % 2 else None
        others = {name: name for name in AGENCIES if name != specimen.agency}

        assert faults(Case(built(specimen), agency=agency, other_bodies=others)) == [], seed


@pytest.mark.parametrize("shape", SHAPES)
def test_nor_do_they_when_read_from_documents_with_headings_of_every_kind(shape: str) -> None:
    for seed in range(12):
        data = RENDERERS[shape](faultless(seed), Random(seed))

        assert faults(Case(extract(read(data, filename=shape)))) == [], seed
