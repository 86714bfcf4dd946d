"""`duban explain`: why a duty is in its state: dates, looks, documents, rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from alerts.targets import Language
from duban import context
from duban.errors import UserError

if TYPE_CHECKING:
    from storage.records import Look, ReportDetail, StandingFinding, Transition

LOOKS_SHOWN = 12


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="例 Example: duban explain shanghai-wsb 2025")(explain)


def explain(
    ctx: typer.Context,
    agency: Annotated[str, typer.Argument(metavar="AGENCY", help="机关代号。 The agency's id.")],
    year: Annotated[int, typer.Argument(metavar="YEAR", help="报告年度。 The report year.")],
) -> None:
    """说明某机关某年度为什么是现在的状态。 Say why an agency's duty is in its state."""
    from storage import looks, overview, standings

    command = context.of(ctx)
    database = command.database()
    try:
        with database.read() as tx:
            detail = overview.report_detail(tx, agency_id=agency, report_year=year)
            stand = () if detail is None else standings.weighed(tx, detail.findings, now=datetime.now(UTC))
            seen = looks.of_agency(tx, agency_id=agency, limit=LOOKS_SHOWN)
    finally:
        database.close()
    if detail is None:
        raise UserError(
            f"名录中没有机关 {agency}：请用 duban agencies list 查看机关代号。",
            f"No agency {agency} on the roll: see duban agencies list.",
        )
    for line in _lines(detail, stand, seen, english=command.language is Language.EN):
        typer.echo(line)


def _lines(
    detail: ReportDetail, stand: tuple[StandingFinding, ...], seen: tuple[Look, ...], *, english: bool
) -> Iterator[str]:
    from alerts.labels import say_time
    from reports.answers import STANDING_LABELS
    from reports.states import CONTENT_LABELS, TIMELINESS_LABELS

    language = Language.EN if english else Language.ZH
    duty = detail.duty
    yield detail.agency.name
    if duty is None:
        yield "No duty for that year." if english else "该年度没有公布义务。"
        return
    timeliness = TIMELINESS_LABELS[duty.timeliness]
    states = [timeliness.en if english else timeliness.zh]
    if duty.content is not None:
        content = CONTENT_LABELS[duty.content]
        states.append(content.en if english else content.zh)
    yield f"{duty.report_year}: {' · '.join(states)}"
    for reason in _reasons(duty.evidence):
        address = f"  {reason['address']}" if reason.get("address") else ""
        yield f"  - {reason['en' if english else 'zh']}{address}"
    yield "Transitions:" if english else "状态变更："
    for step in detail.transitions:
        change = f"{step.axis}: {step.before or '-'} → {step.after or '-'}"
        yield f"  {say_time(step.at, language)}  {change}  {_cause(step, english)}"
    yield "Looks:" if english else "巡查记录："
    for look in seen:
        yield f"  {say_time(look.asked_at, language)}  {look.kind}  {look.outcome}  {look.url}"
    yield "Documents:" if english else "原件："
    for document in detail.documents:
        why = f"  {document.reason}" if document.reason else ""
        yield f"  {document.sha256[:12]}  {document.state}  {document.url}{why}"
    yield "Findings:" if english else "疑点："
    for each in stand:
        finding, label = each.stored.finding, STANDING_LABELS[each.standing]
        text = f"{finding.message_en}  ({label.en})" if english else f"{finding.message}（{label.zh}）"
        yield f"  {finding.id} {finding.code} {finding.level}  {text}"


def _cause(step: Transition, english: bool) -> str:
    """Return why the state changed; the English is that of the last reason behind it."""
    reasons = _reasons(step.evidence)
    return reasons[-1]["en"] if english and reasons else step.cause


def _reasons(evidence: Mapping[str, object]) -> list[dict[str, str]]:
    reasons = evidence.get("reasons")
    return reasons if isinstance(reasons, list) else []
