"""An annual report as JSON: what `duban check --json` prints and what storage keeps as facts.

The keys are a contract: counts are JSON integers, amounts decimal strings, a blank is null with its raw text, a
placeholder 0 with its raw text, an unreadable cell null; a missing row, table or section is null. Everything else
that a report holds stands in further keys beside them, so that reading back gives the very same value.
"""

from reports.codec.decode import report_from_json
from reports.codec.encode import (
    FACTS_VERSION,
    finding_to_json,
    place_to_json,
    problem_to_json,
    report_to_json,
    spot_to_json,
)
from reports.codec.figures import figures_from_json
from reports.codec.node import FactsError, UnknownFactsVersion, WrongFactsShape

__all__ = [
    "FACTS_VERSION",
    "FactsError",
    "UnknownFactsVersion",
    "WrongFactsShape",
    "figures_from_json",
    "finding_to_json",
    "place_to_json",
    "problem_to_json",
    "report_from_json",
    "report_to_json",
    "spot_to_json",
]
