"""What reports say in many wordings: true of their tables, nobody is told; one slip, exactly its code."""

from __future__ import annotations

from random import Random

import pytest

from reports.claims import Verdict, author_of, judged_claims
from reports.model import AnnualReport
from reports.rules import Case, validate
from tests.reports.claims.phrasings import BESIDE_OTHER_MATTERS, CONSISTENT, CONSISTENT_GOVERNMENT, PLANTED
from tests.reports.claims.telling import telling
from tests.reports.claims.templates import TEMPLATES, named, telling_of, values_of

SEEDS = range(12)
FAR = 1_000_003
"""What no sum of cells of any of these reports can reach."""


def codes(report: AnnualReport) -> set[str]:
    result = validate(Case(report))
    assert result.crashes == ()
    return {finding.code for finding in result.findings}


@pytest.mark.parametrize("text", [*CONSISTENT, *BESIDE_OTHER_MATTERS])
def test_what_agrees_with_the_tables_gives_no_finding(text: str) -> None:
    assert codes(telling(text)) == set()


@pytest.mark.parametrize("text", CONSISTENT_GOVERNMENT)
def test_a_government_that_speaks_of_several_scopes_gives_no_finding(text: str) -> None:
    assert codes(telling(text, agency="云山市人民政府")) <= {"P102"}


@pytest.mark.parametrize(("text", "expected"), PLANTED)
def test_one_slip_in_plain_words_gives_exactly_its_code(text: str, expected: set[str]) -> None:
    assert codes(telling(text)) == expected


def test_most_figures_of_consistent_texts_are_decided() -> None:
    told = [telling(text) for text in CONSISTENT]

    judged = [one for report in told for one in judged_claims(report, author_of(report))]

    assert not any(one.verdict is Verdict.CONTRADICTED for one in judged)
    assert sum(one.verdict is Verdict.CONFIRMED for one in judged) / len(judged) > 0.85


@pytest.mark.parametrize("sentence", [sentence for sentence, _ in TEMPLATES])
def test_a_sentence_true_of_any_balanced_report_is_silent(sentence: str) -> None:
    for seed in SEEDS:
        tables = values_of(seed)
        report = telling_of(tables, sentence.format(**named(tables)))

        assert {code for code in codes(report) if code.startswith("N")} == set()


@pytest.mark.parametrize("seed", range(40))
def test_true_sentences_in_any_order_are_silent_together(seed: int) -> None:
    rng = Random(seed)
    tables = values_of(seed, largest=rng.choice((3, 60, 900)))
    sentences = [sentence.format(**named(tables)) for sentence, _ in rng.sample(TEMPLATES, 7)]
    agency = rng.choice(("云山市教育局", "云山市人民政府"))

    found = codes(
        telling_of(tables, "（二）依申请公开情况。\n" + rng.choice(("", "\n")).join(sentences), agency=agency)
    )

    assert {code for code in found if code.startswith("N")} == set()


@pytest.mark.parametrize(
    ("sentence", "place", "code"),
    [(sentence, place, code) for sentence, places in TEMPLATES for place, code in places.items()],
)
def test_any_place_of_a_sentence_that_is_far_off_gives_its_code(sentence: str, place: str, code: str) -> None:
    for seed in list(SEEDS)[:4]:
        tables = values_of(seed)
        figures = named(tables)
        report = telling_of(tables, sentence.format(**{**figures, place: figures[place] + FAR}))

        assert {found for found in codes(report) if found.startswith("N")} - {"N113"} == {code}
