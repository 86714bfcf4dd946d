"""The one way from bytes to a checked report."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from reports.checking import NotAnnualReport, SeveralReports, check_bytes, problem_of, read_report, refused_to_json
from reports.codec import report_from_json
from reports.errors import DamagedDocument, EmptyDocument, UnsupportedFormat
from reports.model import Level, SectionKey
from reports.rules import Crash
from tests.rendering import RENDERERS
from tests.rendering.figures import balanced
from tests.rendering.specimen import specimen


def page(seed: int = 1, *, year: int = 2024) -> bytes:
    return RENDERERS["clean.html"](specimen(balanced(seed), year=year), Random(0))


def test_a_report_comes_with_its_hash_media_type_and_findings() -> None:
    data = page()

    checked = check_bytes(data)

    assert (checked.sha256, checked.media_type) == (hashlib.sha256(data).hexdigest(), "text/html")
    assert not [finding for finding in checked.validation.findings if finding.level is Level.ERROR]
    assert not checked.has_errors


def test_the_json_of_a_checked_report_reads_back_as_the_report() -> None:
    checked = check_bytes(page())

    assert report_from_json(checked.to_json()) == checked.report


def test_a_missing_table_counts_as_an_error() -> None:
    data = RENDERERS["clean.html"](replace(specimen(balanced(1)), lost_tables=frozenset({"review"})), Random(0))

    assert check_bytes(data).has_errors


def test_last_year_s_report_is_handed_to_the_rules() -> None:
    _, earlier = read_report(page(2, year=2023))

    alone, compared = check_bytes(page()), check_bytes(page(), previous=[earlier])

    assert "Y101" in {note.code for note in alone.validation.not_applicable}
    assert "Y101" not in {note.code for note in compared.validation.not_applicable}


def test_a_crashed_rule_stands_among_the_problems_and_not_among_the_findings() -> None:
    checked = check_bytes(page())
    crashed = replace(checked, validation=replace(checked.validation, crashes=(Crash("A101", "KeyError: 'x'"),)))

    told: Any = crashed.to_json()

    assert [(problem["code"], problem["part"]) for problem in told["problems"]] == [("rule_crashed", "A101")]
    assert told["findings"] == checked.to_json()["findings"]


@pytest.mark.parametrize(
    "text",
    [
        "<title>法治政府建设年度报告</title><h1>临江市档案局2024年法治政府建设年度报告</h1><p>一、主要举措</p><p>学法四次。</p>",
        "<title>通知公告</title><h1>关于召开座谈会的通知</h1><p>定于三月五日召开。</p>",
    ],
)
def test_a_page_of_another_kind_is_refused_by_name(text: str) -> None:
    with pytest.raises(NotAnnualReport) as refused:
        check_bytes(text.encode())

    assert refused.value.title is not None
    assert refused.value.title in refused.value.message_zh
    assert problem_of(refused.value).code == "not_an_annual_report"


def test_a_report_without_any_table_is_still_a_report() -> None:
    lost = frozenset({"proactive", "applications", "review"})

    _, report = read_report(RENDERERS["tabs.txt"](replace(specimen(balanced(1)), lost_tables=lost), Random(0)))

    assert report.section(SectionKey.OVERVIEW) is not None


def test_bytes_that_no_reader_takes_raise_what_they_are() -> None:
    with pytest.raises(UnsupportedFormat) as refused:
        check_bytes(gzip.compress(b"report"))

    assert refused.value.media_type == "application/gzip"


def test_a_refused_file_has_the_keys_of_a_checked_one() -> None:
    refused = refused_to_json(problem_of(EmptyDocument()))

    assert refused.keys() == check_bytes(page()).to_json().keys()


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


SEED = (Path(__file__).parent.parent / "fixtures" / "reports" / "shanghai-wsb-2024" / "input.html").read_bytes()
OTHER_SEED = (Path(__file__).parent.parent / "fixtures" / "reports" / "shanghai-2024" / "input.txt").read_bytes()


def test_the_report_in_a_zip_is_checked_and_what_could_not_be_read_beside_it_is_named() -> None:
    files = {"年报.html": SEED, "说明.html": b"<p>nothing of interest</p>", "附件.pdf": b"%PDF-1.4 cut off"}

    checked = check_bytes(zipped(files))

    assert checked.media_type == "application/zip"
    assert set(checked.report.table_files.values()) == {"年报.html"}
    assert [problem for problem in checked.report.problems if problem.code == "table_missing"] == []


def test_a_zip_with_reports_of_two_bodies_is_not_made_one() -> None:
    with pytest.raises(SeveralReports) as refused:
        check_bytes(zipped({"a.html": SEED, "b.txt": OTHER_SEED}))

    assert "a.html、b.txt" in refused.value.message_zh


def test_a_zip_without_a_report_says_what_is_wrong_with_its_file() -> None:
    with pytest.raises(DamagedDocument):
        check_bytes(zipped({"说明.html": b"<p>nothing</p>", "b.pdf": b"%PDF-1.4 cut off"}))


def test_reports_of_years_before_last_year_are_history_and_not_compared_as_last_year_s() -> None:
    history = [read_report(page(), report_year=2024)[1] for _ in range(3)]
    older = [replace(earlier, report_year=year) for earlier, year in zip(history, (2020, 2022, 2021), strict=True)]

    checked = check_bytes(page(), previous=older)

    reasons = {note.code: note.reason.zh for note in checked.validation.not_applicable}
    assert "Y101" in reasons
    assert "Y201" not in reasons
