"""The rules as a page for readers: `python -m reports.rules.document` writes docs/rules.md, `--check` compares it.

Run at the top of the source tree. The example under each rule is what the rule says about the first case of its own
case file, so that the page cannot promise what the rule does not do. The examples are kept beside the rules as well
(examples.json), for `duban rules` and the status page.
"""

from __future__ import annotations

import argparse
import json
import runpy
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from reports.model import Finding
from reports.rules.case import Case
from reports.rules.registry import RULES
from reports.rules.rule import AUDIENCES, NOT_WAIVED, Rule
from reports.rules.validate import validate

PAGE = Path("docs/rules.md")
EXAMPLES = Path("reports/rules/examples.json")
CASES = Path("tests/reports/rules/cases")

_INTRODUCTION = """# The rules · 核对规则

This page is written by `python -m reports.rules.document` from the rules themselves; do not edit it by hand.

A rule passes, gives findings, is not applicable, or is not evaluable because something it needs is blank, missing or
unread: then it says so and does not guess. Codes never change their meaning and are never used again.
Rules for reviewers count, and are told, only after a reviewer agreed; rules for the office alone appear in its own mail
and on its own page, never in public. A rule's version grows when it may judge the same report otherwise than before.
Levels: **error** breaks the form or its arithmetic beyond doubt, **warning** is a likely mistake for the office to
check, **notice** is worth knowing and never alerts by itself. The level given is the gravest that the rule has.

规则的结论有四种：通过、有疑点、不适用、无法核对（所需内容空白、缺失或没有读到，此时只说明原因，不作猜测）。
"""


def render(rules: Sequence[Rule], examples: Mapping[str, Finding]) -> str:
    """Return the page: a table of all rules, then one chapter each; a rule without example goes without."""
    rows = [
        f"| [{rule.code}](#{rule.code.lower()}) | {rule.level} | {rule.title_zh} | {rule.title_en} |" for rule in rules
    ]
    table = "\n".join(["| code | level | 规则 | rule |", "|---|---|---|---|", *rows])
    chapters = [_chapter(rule, examples.get(rule.code)) for rule in rules]
    return "\n".join([_INTRODUCTION, table, "", *chapters])


def _chapter(rule: Rule, example: Finding | None) -> str:
    lines = [
        f"## {rule.code}",
        "",
        f"**{rule.title_zh} · {rule.title_en}** ({rule.level}, since {rule.since}, version {rule.version})",
        "",
        f"- {rule.explanation_zh}",
        f"- {rule.explanation_en}",
    ]
    if rule.formula is not None:
        lines += [f"- 公式 Formula: {rule.formula.zh}", f"  · {rule.formula.en}"]
    lines.append(f"- 依据 Source: {rule.source}")
    if (told := AUDIENCES[rule.audience]) is not None:
        lines.append(f"- {told.zh} · {told.en}")
    if rule.statutory:
        lines.append(f"- {NOT_WAIVED.zh} · {NOT_WAIVED.en}")
    if example is not None:
        lines += ["", f"> {example.message}", ">", f"> {example.message_en}"]
    return "\n".join([*lines, ""])


def render_examples(examples: Mapping[str, Finding]) -> str:
    """Return the examples as JSON, one rule a line."""
    said = {code: {"zh": found.message, "en": found.message_en} for code, found in examples.items()}
    lines = [f"{json.dumps(code)}: {json.dumps(each, ensure_ascii=False)}" for code, each in said.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def load_examples(rules: Sequence[Rule], cases: Path) -> dict[str, Finding]:
    """Return the first finding that each rule's case file gives; raises FileNotFoundError where a file is missing."""
    examples: dict[str, Finding] = {}
    for rule in rules:
        for listed in runpy.run_path(str(cases / f"{rule.code}.py"))["CASES"]:
            case = listed.case
            if not isinstance(case, Case):
                raise TypeError(rule.code)
            found = validate(case, rules=(rule,)).findings
            if found:
                examples.setdefault(rule.code, found[0])
    return examples


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or with --check say whether it is current; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m reports.rules.document", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if docs/rules.md is not current")
    options = parser.parse_args(arguments)
    if not CASES.is_dir():
        sys.stderr.write(f"{CASES} is not here: run this at the top of the source tree.\n")
        return 2
    examples = load_examples(RULES, CASES)
    written = {PAGE: render(RULES, examples), EXAMPLES: render_examples(examples)}
    if not options.check:
        for path, text in written.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return 0
    old = [path for path, text in written.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in old:
        sys.stderr.write(f"{path} is not current: run python -m reports.rules.document and commit it.\n")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
