"""Sentences with places for the figures of any balanced report, each place with the rule that minds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from reports.model import AnnualReport, SectionKey, TableKey
from tests.rendering.figures import balanced
from tests.reports.building import TEXTS, Values, report, with_text

Named = Mapping[str, int]


def values_of(seed: int, *, largest: int = 60) -> dict[TableKey, Values]:
    """Return the tables of a balanced set of figures as tests write them."""
    figures = balanced(seed, largest=largest)
    tables = figures.tables()
    return {
        key: {
            row: {
                column: Decimal(cell.text) if column == "wan_yuan" else int(cell.text) for column, cell in cells.items()
            }
            for row, cells in tables[key.value].items()
        }
        for key in TableKey
    }


def named(tables: Mapping[TableKey, Values]) -> dict[str, int]:
    """Return the figures that the sentences have places for."""
    rows = tables[TableKey.APPLICATIONS]
    review, proactive = tables[TableKey.REVIEW], tables[TableKey.PROACTIVE]

    def total(*keys: str) -> int:
        return sum(_whole(cells["total"]) for row, cells in rows.items() if row.split(".")[0] in keys)

    return {
        "received": total("received"),
        "brought": total("brought_forward"),
        "both": total("received", "brought_forward"),
        "closed": total("outcomes_total"),
        "carried": total("carried_forward"),
        "disclosed": total("disclosed"),
        "partly": total("partly_disclosed"),
        "open": total("disclosed", "partly_disclosed"),
        "refused": total("not_disclosed"),
        "unable": total("unable_to_provide"),
        "unprocessed": total("not_processed"),
        "otherwise": total("otherwise_handled"),
        "secret": _whole(rows["not_disclosed.state_secret"]["total"]),
        "not_held": _whole(rows["unable_to_provide.not_held"]["total"]),
        "repeated": _whole(rows["not_processed.repeated"]["total"]),
        "natural": _whole(rows["received"]["natural_person"]),
        "legal": total("received") - _whole(rows["received"]["natural_person"]),
        "enterprises": _whole(rows["received"]["commercial_enterprise"]),
        "reconsidered": _whole(review["reconsideration"]["total"]),
        "upheld": _whole(review["reconsideration"]["upheld"]),
        "corrected": _whole(review["reconsideration"]["corrected"]),
        "other_result": _whole(review["reconsideration"]["other_result"]),
        "pending": _whole(review["reconsideration"]["pending"]),
        "direct": _whole(review["litigation_direct"]["total"]),
        "after": _whole(review["litigation_after_reconsideration"]["total"]),
        "litigation": _whole(review["litigation_direct"]["total"])
        + _whole(review["litigation_after_reconsideration"]["total"]),
        "issued": _whole(proactive["normative_documents"]["issued"]),
        "repealed": _whole(proactive["normative_documents"]["repealed"]),
        "in_force": _whole(proactive["normative_documents"]["in_force"]),
        "penalties": _whole(proactive["penalties"]["decisions"]),
    }


def _whole(written: object) -> int:
    assert isinstance(written, int)
    return written


def telling_of(tables: Mapping[TableKey, Values], text: str, *, agency: str = "云山市教育局") -> AnnualReport:
    """Return a report with these tables whose overview says this."""
    base = report(
        proactive=tables[TableKey.PROACTIVE],
        applications=tables[TableKey.APPLICATIONS],
        review=tables[TableKey.REVIEW],
    )
    titled = replace(base, agency=agency, title=f"{agency}2024年政府信息公开工作年度报告")
    return with_text(titled, {SectionKey.OVERVIEW: f"{TEXTS[SectionKey.OVERVIEW]}\n{text}"})


def percent(part: int, whole: int) -> str:
    """Return the share as reports print it, to two places."""
    return f"{(Decimal(part) / whole * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


_OUTCOMES = (
    "办理政府信息公开申请情况：予以公开{disclosed}件，部分公开{partly}件，不予公开{refused}件，无法提供{unable}件，"
    "不予处理{unprocessed}件，其他处理{otherwise}件。"
)

TEMPLATES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("2024年，我局共收到政府信息公开申请{received}件。", {"received": "N101"}),
    ("全年新收政府信息公开申请{received}件，上年结转{brought}件。", {"received": "N101", "brought": "N102"}),
    ("本年新收申请{received}件，上年度结转申请{brought}件，办结{closed}件，结转下年度{carried}件。",
     {"received": "N101", "brought": "N102", "closed": "N103", "carried": "N104"}),
    ("2024年，本机关收到依申请公开{received}件，办结{closed}件，结转下年度继续办理{carried}件。",
     {"received": "N101", "closed": "N103", "carried": "N104"}),
    ("我局2024年度共收到公民、法人和其他组织政府信息公开申请{received}宗。", {"received": "N101"}),
    ("接收政府信息公开申请{received}件；已办结政府信息公开申请{closed}件。", {"received": "N101", "closed": "N103"}),
    ("共收到政府信息公开申请{both}件（含上年结转{brought}件），答复{closed}件（含上年结转）。", {"brought": "N102"}),
    ("全年收到信息公开申请共计{received}件，另有{carried}件结转至下一年度继续办理。",
     {"received": "N101", "carried": "N104"}),
    ("2023年结转{brought}件，2024年新收政府信息公开申请{received}件，结转至2025年{carried}件。",
     {"received": "N101", "brought": "N102", "carried": "N104"}),
    (_OUTCOMES,
     {"disclosed": "N105", "partly": "N105", "refused": "N105", "unable": "N105", "unprocessed": "N105",
      "otherwise": "N105"}),
    ("政府信息公开申请中，予以公开及部分公开{open}件。", {"open": "N105"}),
    ("政府信息公开申请办理结果为：予以公开、部分公开{open}件，无法提供{unable}件。",
     {"open": "N105", "unable": "N105"}),
    ("政府信息公开申请中，{disclosed}件予以公开，{partly}件部分公开。", {"disclosed": "N105", "partly": "N105"}),
    ("对政府信息公开申请作出不予公开决定{refused}件。", {"refused": "N105"}),
    ("依申请公开中，因属于国家秘密不予公开{secret}件。", {"secret": "N105"}),
    ("依申请公开中，本机关不掌握相关政府信息{not_held}件，重复申请{repeated}件。",
     {"not_held": "N105", "repeated": "N105"}),
    ("收到政府信息公开申请{received}件，其中自然人申请{natural}件，商业企业申请{enterprises}件。",
     {"natural": "N106", "enterprises": "N106"}),
    ("政府信息公开申请人中，自然人{natural}件、法人或其他组织{legal}件。", {"natural": "N106", "legal": "N106"}),
    ("因政府信息公开被申请行政复议{reconsidered}件，结果维持{upheld}件，结果纠正{corrected}件。",
     {"reconsidered": "N107", "upheld": "N107", "corrected": "N107"}),
    ("政府信息公开行政复议{reconsidered}件，政府信息公开行政诉讼{litigation}件。",
     {"reconsidered": "N107", "litigation": "N108"}),
    ("发生信息公开行政诉讼案件{litigation}件，其中未经复议直接起诉{direct}件，复议后起诉{after}件。",
     {"direct": "N108", "after": "N108"}),
    ("全年制发规范性文件{issued}件，废止规范性文件{repealed}件，现行有效规范性文件{in_force}件。",
     {"issued": "N109", "repealed": "N109", "in_force": "N109"}),
    ("作出行政处罚决定{penalties}件。", {"penalties": "N109"}),
)  # fmt: skip
"""True of every balanced report when filled with `named`; a place changed to what fits no reading gives its code."""
