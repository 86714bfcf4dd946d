"""The timeliness of a report that was not seen: never an accusation without complete looks after the due date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reports.obligations.calendar import Due, end_of, season_start, start_of
from reports.obligations.evidence import ColumnLook, Confirmation, Duty, Evidence
from reports.obligations.verdict import Reason, Verdict, day_zh, time_en, time_zh
from reports.states import Timeliness

BETWEEN_TWO_LOOKS = timedelta(hours=12)
OVERDUE_AFTER = timedelta(days=30)
OVERDUE_LOOKS = 10


@dataclass(frozen=True, slots=True)
class Absence:
    """One complete look that did not show the report: at a column, or a person's own (`column` None)."""

    at: datetime
    column: str | None
    reason: Reason


def absences(evidence: Evidence, *, since: datetime, before: datetime | None = None) -> tuple[Absence, ...]:
    """Return the complete looks without the report at today's columns, and people's own, earliest first."""
    found = [
        Absence(look.asked_at, look.column, _column_reason(look.column, look.asked_at))
        for look in evidence.column_looks
        if look.proves_absence and look.column in evidence.columns
    ]
    found += [
        Absence(look.looked_at, None, _manual_reason(look.by, look.looked_at, look.address, note=look.note))
        for look in evidence.manual_looks
        if not look.saw
    ]
    within = (a for a in found if since <= a.at and (before is None or a.at < before))
    return tuple(sorted(within, key=lambda a: (a.at, a.column or "")))


def absent_everywhere(found: tuple[Absence, ...], columns: tuple[str, ...]) -> bool:
    """Return whether every column was looked at without seeing the report; a person's look covers all columns."""
    return all(_per_column(found, columns))


def judge_absent(duty: Duty, due: Due, evidence: Evidence, *, now: datetime, reminder_days: tuple[int, ...]) -> Verdict:
    """Return the timeliness while no report was seen.

    1. No date on record: nothing is judged. 2. Until the day is over: not due, or due soon with the tightest reminder.
    3. Without two complete looks per column, twelve hours apart, after that: we cannot tell. 4. With them: not seen.
    A look that was not good but listed the report makes earlier absences and confirmations worthless.
    5. Confirmed by a person, or ten looks over thirty days: overdue; not for silent duties or dates that do not bind.
    """
    begun = min(season_start(duty.report_year), now)
    if due.day is None:
        return Verdict(Timeliness.NOT_APPLICABLE, begun, (_no_date(),))
    if now < end_of(due.day):
        return _before_due(due.day, due, begun, now=now, reminder_days=reminder_days)
    return _after_due(duty, due, due.day, evidence, now=now)


def _before_due(day: date, due: Due, begun: datetime, *, now: datetime, reminder_days: tuple[int, ...]) -> Verdict:
    starts = {days: start_of(day - timedelta(days=days)) for days in reminder_days}
    reached = [days for days, start in starts.items() if start <= now]
    waits = (*starts.values(), end_of(day))
    reason = due_reason(due)
    if not reached:
        return Verdict(Timeliness.NOT_DUE, begun, (reason,), waits)
    since = starts[max(reached)]
    return Verdict(Timeliness.DUE_SOON, since, (reason,), waits, reminder=min(reached))


def _after_due(duty: Duty, due: Due, day: date, evidence: Evidence, *, now: datetime) -> Verdict:
    over = end_of(day)
    listed = max((look for look in evidence.column_looks if look.shows_report), key=_asked_at, default=None)
    counted_from = over if listed is None else max(over, listed.asked_at)
    found = absences(evidence, since=counted_from)
    per_column = _per_column(found, evidence.columns)
    reasons = (due_reason(due), *(absence.reason for absence in _shown_looks(found)))
    waits = tuple(looks[0].at + wait for looks in per_column if looks for wait in (BETWEEN_TWO_LOOKS, OVERDUE_AFTER))
    seconds = [_second_look(looks) for looks in per_column]
    decided = [second for second in seconds if second is not None]
    if not decided or len(decided) < len(seconds):
        open_question = _insufficient(evidence, len(found)) if listed is None else _listed_reason(listed)
        return Verdict(Timeliness.UNKNOWN, over, (*reasons, open_question), waits)
    not_seen_at = max(decided)
    not_seen = Verdict(Timeliness.NOT_SEEN, not_seen_at, reasons, waits)
    if duty.silent or not due.binding:
        return not_seen
    statements = (said for said in evidence.confirmations if said.confirmed_at >= counted_from)
    confirmed = min(statements, key=_confirmed_at, default=None)
    if confirmed is not None:
        since = max(not_seen_at, confirmed.confirmed_at)
        return Verdict(Timeliness.OVERDUE, since, (*reasons, _confirmed_reason(confirmed)))
    tenths = [_tenth_look(looks) for looks in per_column]
    if all(tenth is not None for tenth in tenths):
        since = max(tenth for tenth in tenths if tenth is not None)
        return Verdict(Timeliness.OVERDUE, since, (*reasons, _thirty_days(len(found))))
    return not_seen


def _per_column(found: tuple[Absence, ...], columns: tuple[str, ...]) -> tuple[tuple[Absence, ...], ...]:
    """Return the absences that count for each column; without any column only a person can tell."""
    if not columns:
        return (found,)
    return tuple(tuple(a for a in found if a.column is None or a.column == column) for column in columns)


def _second_look(looks: tuple[Absence, ...]) -> datetime | None:
    """Return the first look that is twelve hours or more after the first one."""
    return next((look.at for look in looks if look.at - looks[0].at >= BETWEEN_TWO_LOOKS), None)


def _tenth_look(looks: tuple[Absence, ...]) -> datetime | None:
    """Return the first look that is at least the tenth and thirty days or more after the first one."""
    later = looks[OVERDUE_LOOKS - 1 :]
    return next((look.at for look in later if look.at - looks[0].at >= OVERDUE_AFTER), None)


def _asked_at(look: ColumnLook) -> datetime:
    return look.asked_at


def _confirmed_at(confirmation: Confirmation) -> datetime:
    return confirmation.confirmed_at


def _shown_looks(found: tuple[Absence, ...]) -> tuple[Absence, ...]:
    """Return the first two looks and the last one: enough to show, whatever their number."""
    return found if len(found) <= 3 else (*found[:2], found[-1])


def due_reason(due: Due) -> Reason:
    """Return the sentence that says by when and by which rule."""
    if due.day is None:
        return _no_date()
    return Reason(
        f"应于{day_zh(due.day)}前（含当日）公布，依据：{due.source.zh}。",
        f"Due by {due.day.isoformat()}, that day included; source: {due.source.en}.",
    )


def _no_date() -> Reason:
    return Reason(
        "没有登记应公布日期，不判断是否按时；如当地有规定，请在单位名录中补充日期和依据。",
        "No due date is on record, so timeliness is not judged; if a local rule sets one, add it to the roll.",
    )


def _column_reason(column: str, at: datetime) -> Reason:
    return Reason(
        f"{time_zh(at)}完整查看栏目，未检索到该年度报告。",
        f"{time_en(at)}: the column was read completely and did not show the report.",
        at,
        column,
    )


def _manual_reason(by: str, at: datetime, address: str | None, *, note: str | None) -> Reason:
    said = "" if note is None else f"（{note}）"
    said_en = "" if note is None else f" ({note})"
    return Reason(
        f"{time_zh(at)}由{by}人工查看，未见该年度报告{said}。",
        f"{time_en(at)}: {by} looked in person and did not see the report{said_en}.",
        at,
        address,
    )


def _listed_reason(look: ColumnLook) -> Reason:
    return Reason(
        f"{time_zh(look.asked_at)}的巡查在栏目中看到了该年度报告的条目，但还没有取得报告；请人工打开核实。",
        f"{time_en(look.asked_at)}: the column listed the report, but it has not been fetched yet; open it and verify.",
        look.asked_at,
        look.column,
    )


def _insufficient(evidence: Evidence, complete: int) -> Reason:
    if not evidence.columns:
        return Reason(
            "没有登记年报栏目网址；请补充栏目地址，或人工查看后登记结果。",
            "No column address is on record; add it, or look in person and record the result.",
        )
    return Reason(
        f"期限后的完整巡查有{complete}次，不足以判断（每个栏目至少两次，相隔12小时）；"
        "请系统维护人员检查栏目能否访问，或人工查看后登记结果。",
        f"{complete} complete look(s) since the due date are not enough to tell (two per column, twelve hours apart); "
        "the operator should check whether the column can be reached, or look in person and record the result.",
    )


def _confirmed_reason(confirmed: Confirmation) -> Reason:
    said = "" if confirmed.note is None else f"（{confirmed.note}）"
    said_en = "" if confirmed.note is None else f" ({confirmed.note})"
    return Reason(
        f"{time_zh(confirmed.confirmed_at)}由{confirmed.by}人工确认未公布{said}。",
        f"{time_en(confirmed.confirmed_at)}: {confirmed.by} confirmed that it is not there{said_en}.",
        confirmed.confirmed_at,
    )


def _thirty_days(looks: int) -> Reason:
    return Reason(
        f"三十天内{looks}次完整巡查均未检索到该年度报告。",
        f"{looks} complete looks over thirty days did not show the report.",
    )
