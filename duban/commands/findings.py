"""`duban findings`: what the rules found, how each finding stands, and the office's answers."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from alerts.targets import Language
from duban import context
from duban.errors import UserError

if TYPE_CHECKING:
    from reports.answers import AnswerKind, Standing
    from reports.states import Sentence
    from storage.records import ListedFinding, StandingFinding

ID = Annotated[
    str, typer.Argument(metavar="ID", help="疑点编号（可只写开头六位以上），见 duban findings list。 Its id.")
]


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(help="疑点及其答复。 Findings, and the office's answers.", no_args_is_help=True)
    group.command("list", epilog="例 Example: duban findings list --year 2025 --standing 待复核")(list_findings)
    group.command("show", epilog="例 Example: duban findings show 3f2a9c")(show)
    group.command(
        "answer", epilog="例 Example: duban findings answer 3f2a9c 单位说明属实 --by 张三 --note 已核对原始台账"
    )(answer)
    app.add_typer(group, name="findings")


def list_findings(
    ctx: typer.Context,
    agency: Annotated[str | None, typer.Option(metavar="AGENCY", help="只列一个机关。 One agency only.")] = None,
    year: Annotated[int | None, typer.Option(metavar="YEAR", help="只列一个报告年度。 One report year only.")] = None,
    code: Annotated[str | None, typer.Option(metavar="CODE", help="只列一条规则的。 One rule only.")] = None,
    jurisdiction: Annotated[str | None, typer.Option(metavar="NAME", help="只列一个地区。 One roll only.")] = None,
    standing: Annotated[
        str | None,
        typer.Option(
            metavar="STATE", help="未处理、待复核、已答复、已豁免、已消除；缺省为除已消除外的全部。 How it stands."
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="最多列出多少条。 At most so many.")] = 500,
) -> None:
    """列出疑点及其处理情况；已答复、已豁免的也在内，不会隐去。 List findings and how they stand; none is left out."""
    from reports.answers import STANDING_LABELS, Standing
    from storage import standings

    command = context.of(ctx)
    wanted = [each for each in Standing if each is not Standing.CLOSED] if standing is None else [_standing(standing)]
    database = command.database()
    try:
        with database.read() as tx:
            found = standings.listed(
                tx,
                now=datetime.now(UTC),
                limit=limit,
                standings=wanted,
                jurisdiction=jurisdiction,
                agency_id=agency,
                report_year=year,
                code=None if code is None else code.strip().upper(),
            )
    finally:
        database.close()
    for each in found:
        typer.echo(_line(each, command.language))
    numbers = Counter(each.standing.standing for each in found)
    cut_zh, cut_en = (
        (f"（只列前 {limit} 条，可加 --limit）", f" (the first {limit} only)") if len(found) == limit else ("", "")
    )
    zh = "，".join(f"{STANDING_LABELS[each].zh} {numbers[each]}" for each in wanted)
    en = ", ".join(f"{numbers[each]} {STANDING_LABELS[each].en.lower()}" for each in wanted)
    command.say(
        f"共 {len(found)} 条{cut_zh}：{zh}。"
        "下一步：duban findings show 编号，或 duban findings answer 编号 答复 --by 姓名。",
        f"{len(found)} finding(s){cut_en}: {en}. "
        "Next: duban findings show ID, or duban findings answer ID ANSWER --by NAME.",
    )


def show(ctx: typer.Context, finding: ID) -> None:
    """显示一条疑点：内容、依据、出现和消除的经过、全部答复。 Show one finding with its life and every answer."""
    from storage import standings

    command = context.of(ctx)
    database = command.database()
    try:
        with database.read() as tx:
            found = standings.get(tx, finding_id=finding.strip(), now=datetime.now(UTC))
    finally:
        database.close()
    for line in _described(found, english=command.language is Language.EN):
        typer.echo(line)
    stored = found.stored
    command.say(
        f"答复 {len(found.answers)} 次。下一步：duban findings answer {stored.finding.id} 答复 --by 姓名。",
        f"{len(found.answers)} answer(s). Next: duban findings answer {stored.finding.id} ANSWER --by NAME.",
    )


def answer(
    ctx: typer.Context,
    finding: ID,
    kind: Annotated[
        str,
        typer.Argument(metavar="ANSWER", help="待核实、已反馈、单位说明属实、已整改、复核通过、不予认定。 The answer."),
    ],
    by: Annotated[str, typer.Option(help="谁答复的，姓名或岗位。 Who answers.")],
    note: Annotated[str, typer.Option(help="说明。 A note.")] = "",
) -> None:
    """答复一条疑点；以前的答复保留。 Answer a finding; earlier answers stay."""
    from reports.answers import ANSWER_LABELS, STANDING_LABELS
    from storage import answers, findings

    command = context.of(ctx)
    chosen = _kind(kind)
    database = command.database()
    try:
        with database.write() as tx:
            known = findings.get(tx, finding_id=finding.strip())
            found = answers.add(
                tx, finding_id=known.finding.id, kind=chosen, author=by, note=note, now=datetime.now(UTC)
            )
    finally:
        database.close()
    label, stands = ANSWER_LABELS[chosen], STANDING_LABELS[found.standing]
    code, place = found.stored.finding.code, f"{found.stored.agency_id} {found.stored.report_year}"
    command.say(
        f"已记录：{code} 答复“{label.zh}”（{by}），现为“{stands.zh}”，共 {len(found.answers)} 次答复。"
        f"报告状态将在下一轮更新，查看：duban explain {place}",
        f"Recorded: {code} “{label.en}” ({by}), now “{stands.en}”, {len(found.answers)} answer(s). "
        f"The report's state follows in the next round: duban explain {place}",
    )


def _standing(text: str) -> Standing:
    from reports.answers import STANDING_LABELS, Standing

    for each in Standing:
        if text in _names(each, STANDING_LABELS[each]):
            return each
    known = "、".join(label.zh for label in STANDING_LABELS.values())
    raise UserError(f"没有状态“{text}”，可用：{known}。", f"No state {text}: {', '.join(Standing)}.")


def _kind(text: str) -> AnswerKind:
    from reports.answers import ANSWER_LABELS, AnswerKind

    for each in AnswerKind:
        if text in _names(each, ANSWER_LABELS[each]):
            return each
    known = "、".join(label.zh for label in ANSWER_LABELS.values())
    raise UserError(f"没有答复“{text}”，可用：{known}。", f"No answer {text}: {', '.join(AnswerKind)}.")


def _names(key: str, label: Sentence) -> set[str]:
    return {key, key.replace("_", "-"), label.zh, label.en}


def _line(each: ListedFinding, language: Language) -> str:
    from reports.answers import STANDING_LABELS
    from reports.states import LEVEL_LABELS

    stored, finding = each.standing.stored, each.standing.stored.finding
    english = language is Language.EN
    level, stands = LEVEL_LABELS[finding.level], STANDING_LABELS[each.standing.standing]
    fields = (
        finding.id,
        finding.code,
        level.en if english else level.zh,
        stands.en if english else stands.zh,
        f"{stored.agency_id} {each.agency_name}",
        stored.report_year,
        finding.message_en if english else finding.message,
    )
    return "\t".join(map(str, fields))


def _described(found: StandingFinding, *, english: bool) -> list[str]:
    from reports.answers import ANSWER_LABELS, STANDING_LABELS
    from reports.states import LEVEL_LABELS

    def say(sentence: Sentence) -> str:
        return sentence.en if english else sentence.zh

    finding, waiver = found.stored.finding, found.waiver
    state = f"{say(LEVEL_LABELS[finding.level])} · {say(STANDING_LABELS[found.standing])}"
    lines = [
        f"{finding.code} · {found.stored.agency_id} {found.stored.report_year} · {state}",
        finding.message_en if english else finding.message,
        f"Source: {finding.source}" if english else f"依据：{finding.source}",
    ]
    if found.is_private:
        lines.append("For the office alone." if english else "仅供主管部门内部核实，请勿外传。")
    words = {
        "opened": ("opened", "出现"),
        "closed": ("gone", "消除"),
        "reopened": ("came back", "再次出现"),
    }
    for event in found.stored.history:
        lines.append(f"  {_minute(event.at)}  {words[event.event][0 if english else 1]}")
    for each in found.answers:
        note = f": {each.note}" if each.note else ""
        lines.append(f"  {_minute(each.at)}  {each.author}  {say(ANSWER_LABELS[each.kind])}{note}")
    if waiver is not None:
        lines.append(
            f"Waived by {waiver.author} until {waiver.expires_on}: {waiver.reason} (waiver {waiver.id})"
            if english
            else f"已豁免：{waiver.author}，至 {waiver.expires_on}，理由：{waiver.reason}（豁免 {waiver.id}）"
        )
    return lines


def _minute(moment: datetime) -> str:
    from reports.obligations import SHANGHAI

    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
