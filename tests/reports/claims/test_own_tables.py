"""Tables of the agency's own: compared where a label says plainly what its number counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.claims import Verdict, author_of, judged_claims
from reports.model import AnnualReport, SectionKey
from reports.rules import Case, validate
from tests.reports.claims.telling import telling


def with_table(*rows: str) -> AnnualReport:
    """Return the report with a table of its own in section 一; cells are set apart by |."""
    report = telling("情况见下表。")
    own = "\n".join(row.replace("|", "\t") for row in rows)
    sections = tuple(
        replace(section, own_tables=own) if section.key is SectionKey.OVERVIEW else section
        for section in report.sections
    )
    return replace(report, sections=sections)


def verdicts(*rows: str) -> dict[str, Verdict]:
    report = with_table(*rows)
    return {one.claim.name: one.verdict for one in judged_claims(report, author_of(report))}


def test_a_label_beside_its_number_is_compared() -> None:
    assert verdicts("项目|数量", "新收政府信息公开申请|40", "予以公开（件）|14", "结转下年度|9件") == {
        "table.received.1": Verdict.CONFIRMED,
        "table.disclosed.1": Verdict.CONFIRMED,
        "table.carried_forward.1": Verdict.CONTRADICTED,
    }


def test_labels_above_one_row_of_numbers_are_compared() -> None:
    assert verdicts("新收政府信息公开申请数|上年结转|予以公开", "40|5|15") == {
        "table.received.1": Verdict.CONFIRMED,
        "table.brought_forward.1": Verdict.CONFIRMED,
        "table.disclosed.1": Verdict.CONTRADICTED,
    }


@pytest.mark.parametrize(
    "rows",
    [
        ("指标|2023年|2024年", "收到政府信息公开申请|52|40", "予以公开|20|15"),
        ("单位|收到政府信息公开申请", "清水县|9", "云山区|3"),
        ("渠道|申请数", "网络申请|25", "当面申请|9"),
        ("政府信息公开申请主要内容|数量", "招生入学|15", "教师资格|12"),
        ("市本级收到政府信息公开申请|6", "予以公开占比|35"),
        ("建议提案办理|12", "网民留言答复|300"),
    ],
)
def test_a_table_that_compares_things_of_its_own_is_left_alone(rows: tuple[str, ...]) -> None:
    assert verdicts(*rows) == {}


def test_a_finding_in_a_table_is_named_but_has_no_place_in_the_text() -> None:
    (finding,) = validate(Case(with_table("新收政府信息公开申请|41"))).findings

    assert finding.code == "N101"
    assert [(place.claim, place.start) for place in finding.places[:1]] == [("table.received.1", None)]  # type: ignore[union-attr]
    assert "写“新收政府信息公开申请 41”" in finding.message
