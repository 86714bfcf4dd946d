"""What each rule says of an example: written by reports.rules.document from the rules' own case files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from reports.states import Sentence

FILE = Path(__file__).with_name("examples.json")


@cache
def examples() -> Mapping[str, Sentence]:
    """Return an example of a finding's sentence by the rule's code; a rule without one has no entry."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    return {code: Sentence(said["zh"], said["en"]) for code, said in kept.items()}
