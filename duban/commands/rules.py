"""`duban rules`: what is checked, by which source."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from alerts.targets import Language
from duban import context
from duban.errors import UserError

if TYPE_CHECKING:
    from reports.rules import Rule
    from reports.states import Sentence


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="例 Example: duban rules A101")(rules)


def rules(
    ctx: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="规则编号，如 A101。 A rule's code.")] = None,
) -> None:
    """列出核对规则，或说明其中一条。 List the rules, or explain one."""
    from reports.rules import RULES

    command = context.of(ctx)
    if code is None:
        for rule in RULES:
            typer.echo(_line(rule, command.language))
        command.say(
            f"共 {len(RULES)} 条规则。下一步：duban rules 编号，查看其中一条的说明和依据。",
            f"{len(RULES)} rules. Next: duban rules CODE explains one of them and names its source.",
        )
        return
    wanted = code.strip().upper()
    known = {rule.code: rule for rule in RULES}
    if wanted not in known:
        raise _unknown(code, tuple(known))
    typer.echo(_explained(known[wanted], command.language))


def _line(rule: Rule, language: Language) -> str:
    from reports.states import LEVEL_LABELS

    level = LEVEL_LABELS[rule.level]
    if language is Language.ZH:
        return f"{rule.code}  {level.zh}  {rule.title_zh}"
    return f"{rule.code}  {level.en:<7}  {rule.title_en}"


def _explained(rule: Rule, language: Language) -> str:
    from reports.rules.examples import examples
    from reports.rules.rule import AUDIENCES, NOT_WAIVED
    from reports.states import LEVEL_LABELS

    level, told, example = LEVEL_LABELS[rule.level], AUDIENCES[rule.audience], examples().get(rule.code)
    chinese = language is Language.ZH

    def say(sentence: Sentence) -> str:
        return sentence.zh if chinese else sentence.en

    lines = [
        f"{rule.code}（{level.zh}）{rule.title_zh}" if chinese else f"{rule.code} ({level.en}) {rule.title_en}",
        rule.explanation_zh if chinese else rule.explanation_en,
    ]
    if rule.formula is not None:
        lines.append(f"公式：{rule.formula.zh}" if chinese else f"Formula: {rule.formula.en}")
    lines.append(f"依据：{rule.source}" if chinese else f"Source: {rule.source}")
    if example is not None:
        lines.append(f"例：{example.zh}" if chinese else f"Example: {example.en}")
    lines += [say(sentence) for sentence in (told, NOT_WAIVED if rule.statutory else None) if sentence is not None]
    lines.append(
        f"自 {rule.since} 版起，规则第 {rule.version} 版"
        if chinese
        else f"Since version {rule.since}, version {rule.version} of the rule"
    )
    return "\n".join(lines)


def _unknown(code: str, codes: tuple[str, ...]) -> UserError:
    near = "、".join(get_close_matches(code.strip().upper(), codes, n=3, cutoff=0.5))
    hint_zh = f"是否指 {near}？" if near else ""
    hint_en = f"Did you mean {near.replace('、', ', ')}? " if near else ""
    return UserError(
        f"没有编号为 {code} 的规则。{hint_zh}运行 duban rules 可查看全部规则。",
        f"There is no rule {code}. {hint_en}Run duban rules to see all of them.",
    )
