"""The rules by code, as the page shows them."""

from __future__ import annotations

from reports.rules import RULES, Rule
from reports.rules.examples import examples
from reports.rules.rule import AUDIENCES, NOT_WAIVED
from status.missing import NotHere
from status.words import N_


def find_rule(code: str) -> Rule:
    """Return the rule of that code; raises NotHere."""
    for rule in RULES:
        if rule.code == code:
            return rule
    raise NotHere(N_("没有编号为“%(code)s”的规则。"), code=code)


def rule_context(code: str) -> dict[str, object]:
    """Return what the template of a rule needs; raises NotHere."""
    rule = find_rule(code)
    return {
        "rule": rule,
        "example": examples().get(code),
        "told": AUDIENCES[rule.audience],
        "not_waived": NOT_WAIVED,
    }
