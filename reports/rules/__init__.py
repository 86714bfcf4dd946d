"""Checking: RULES over a Case give a Validation; one file per family, each rule beside its function."""

from __future__ import annotations

from reports.rules.case import AgencyLevel, BodyFacts, Case, DutyFacts
from reports.rules.registry import RULES
from reports.rules.rule import Audience, Need, Rule
from reports.rules.validate import Crash, Note, Validation, validate

__all__ = [
    "RULES",
    "AgencyLevel",
    "Audience",
    "BodyFacts",
    "Case",
    "Crash",
    "DutyFacts",
    "Need",
    "Note",
    "Rule",
    "Validation",
    "validate",
]
