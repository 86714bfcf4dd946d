"""Reports that tell: a balanced office and a balanced government, with sentences of the test's own in a section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reports.model import AnnualReport, SectionKey
from tests.reports.building import TEXTS, Values, report

OFFICE_APPLICATIONS: Values = {
    "received": {"natural_person": 30, "commercial_enterprise": 7, "legal_service_institution": 3, "total": 40},
    "brought_forward": {"natural_person": 5, "total": 5},
    "disclosed": {"natural_person": 12, "commercial_enterprise": 2, "total": 14},
    "partly_disclosed": {"natural_person": 4, "total": 4},
    "not_disclosed.state_secret": {"natural_person": 1, "total": 1},
    "not_disclosed.internal_affairs": {"natural_person": 2, "total": 2},
    "not_disclosed.process_information": {"commercial_enterprise": 3, "total": 3},
    "unable_to_provide.not_held": {"natural_person": 7, "legal_service_institution": 2, "total": 9},
    "unable_to_provide.requires_creation": {"natural_person": 1, "total": 1},
    "not_processed.repeated": {"natural_person": 2, "total": 2},
    "otherwise_handled.correction_overdue": {"commercial_enterprise": 1, "total": 1},
    "otherwise_handled.other": {"natural_person": 1, "total": 1},
    "outcomes_total": {
        "natural_person": 30,
        "commercial_enterprise": 6,
        "legal_service_institution": 2,
        "total": 38,
    },
    "carried_forward": {
        "natural_person": 5,
        "commercial_enterprise": 1,
        "legal_service_institution": 1,
        "total": 7,
    },
}
"""Received 40, brought forward 5, closed 38 (14, 4, 6, 10, 2, 2), carried forward 7."""

REVIEW: Values = {
    "reconsideration": {"upheld": 4, "corrected": 1, "other_result": 2, "pending": 3, "total": 10},
    "litigation_direct": {"upheld": 2, "other_result": 1, "total": 3},
    "litigation_after_reconsideration": {"upheld": 3, "corrected": 1, "pending": 1, "total": 5},
}
"""Reconsideration 10 (4, 1, 2, 3), litigation 8 (3 direct, 5 after reconsideration)."""

PROACTIVE: Values = {
    "government_rules": {"issued": 2, "repealed": 1, "in_force": 11},
    "normative_documents": {"issued": 6, "repealed": 3, "in_force": 45},
    "licences": {"decisions": 120},
    "penalties": {"decisions": 33},
    "compulsory_measures": {"decisions": 4},
}


def telling(
    text: str,
    *,
    key: SectionKey = SectionKey.OVERVIEW,
    agency: str = "云山市教育局",
    year: int = 2024,
    applications: Values | None = None,
    review: Values | None = None,
    proactive: Values | None = None,
) -> AnnualReport:
    """Return a balanced report of the agency whose section says this."""
    whole = key is SectionKey.OVERVIEW
    base = report(
        year=year,
        applications=OFFICE_APPLICATIONS if applications is None else applications,
        review=REVIEW if review is None else review,
        proactive=PROACTIVE if proactive is None else proactive,
    )
    named = replace(base, agency=agency, title=f"{agency}{year}年政府信息公开工作年度报告")
    return with_text(named, {key: f"{TEXTS[SectionKey.OVERVIEW]}加强考核评议。\n{text}" if whole else text})


def with_text(base: AnnualReport, texts: Mapping[SectionKey, str]) -> AnnualReport:
    """Return the report with these sections' texts in place of its own."""
    sections = tuple(replace(section, text=texts.get(section.key, section.text)) for section in base.sections)
    return replace(base, sections=sections)
