"""The rules by their code, and the versions in which they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache

from reports.rules.registry import RULES
from reports.rules.rule import Audience, Rule


@cache
def rules_by_code() -> Mapping[str, Rule]:
    """Return every rule by its code."""
    return {rule.code: rule for rule in RULES}


def audience_of(code: str) -> Audience:
    """Return who may learn of the rule's findings; of a rule that is no more, everybody could."""
    rule = rules_by_code().get(code)
    return Audience.PUBLIC if rule is None else rule.audience


def versions_of(rules: Iterable[Rule] = RULES) -> dict[str, int]:
    """Return the version of each rule by its code."""
    return {rule.code: rule.version for rule in rules}


def rule_set_id(versions: Mapping[str, int]) -> str:
    """Return the name of a set of rules in their versions: the same rules always have the same one."""
    return hashlib.sha256(json.dumps(dict(versions), sort_keys=True).encode()).hexdigest()[:16]
