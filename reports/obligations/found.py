"""The timeliness of a report that was seen: the earliest sight decides, then looks, then the dates it states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reports.model import DateWitness
from reports.obligations.absent import absences, absent_everywhere, due_reason
from reports.obligations.calendar import Due, day_of, end_of, season_start
from reports.obligations.evidence import Duty, Evidence, ReportAnswer, ReportLook
from reports.obligations.verdict import Reason, Verdict, day_zh, time_en, time_zh
from reports.states import Timeliness

BETWEEN_TWO_GONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sight:
    """The report was seen at that time: fetched, listed in a good look, or seen by a person."""

    at: datetime
    reason: Reason


def sights(evidence: Evidence) -> tuple[Sight, ...]:
    """Return every sight of the report, earliest first; a look that was not good is none."""
    seen = [
        Sight(s.first_seen_at, _seen_reason("首次取得报告", "the report was first fetched", s.first_seen_at, s.address))
        for s in evidence.sightings
    ]
    seen += [
        Sight(look.asked_at, _seen_reason("在栏目中看到报告", "the column showed it", look.asked_at, look.column))
        for look in evidence.column_looks
        if look.shows_report and look.outcome.is_good
    ]
    seen += [
        Sight(
            look.looked_at,
            _seen_reason(f"由{look.by}人工看到报告", f"{look.by} saw it in person", look.looked_at, look.address),
        )
        for look in evidence.manual_looks
        if look.saw
    ]
    return tuple(sorted(seen, key=lambda sight: sight.at))


def witnesses(duty: Duty, evidence: Evidence) -> tuple[DateWitness, ...]:
    """Return the stated publication dates that can be true, earliest first.

    A date before the duty came into being (1 December of the report year) or after the day on which the document was
    fetched is a misprint or comes from a migration.
    """
    first = day_of(season_start(duty.report_year))
    possible = {
        witness
        for sighting in evidence.sightings
        for witness in sighting.witnesses
        if first <= witness.day <= day_of(sighting.first_seen_at)
    }
    return tuple(sorted(possible, key=lambda witness: (witness.day, witness.kind, witness.raw)))


def judge_found(duty: Duty, due: Due, evidence: Evidence, seen: tuple[Sight, ...]) -> Verdict:
    """Return the timeliness of a report that was seen at least once.

    1. Its own addresses are gone: withdrawn. 2. No date on record: nothing is judged. 3. Seen by the due date: on time.
    4. A complete look after the due date did not show it: late. 5. The stated dates agree: what they say.
    6. Otherwise uncertain. A report in time for the due date may still be after a local date.
    """
    first = seen[0]
    gone = _withdrawn(evidence)
    if gone.reasons and gone.at is not None:
        return Verdict(Timeliness.WITHDRAWN, gone.at, (first.reason, *gone.reasons))
    if due.day is None:
        return Verdict(Timeliness.NOT_APPLICABLE, first.at, (first.reason, due_reason(due)), gone.waits_for)
    stated = witnesses(duty, evidence)
    timeliness, why = _against(due.day, evidence, first, stated)
    if timeliness is Timeliness.LATE and not due.binding:
        timeliness = Timeliness.AFTER_INTERNAL_DATE
    reasons = (due_reason(due), first.reason, *why)
    if timeliness is Timeliness.ON_TIME:
        for local in due.internal:
            judged, local_why = _against(local.day, evidence, first, stated)
            if judged is Timeliness.LATE:
                after = (*reasons, _local_reason(local.day, local.source), *local_why)
                return Verdict(Timeliness.AFTER_INTERNAL_DATE, first.at, after, gone.waits_for)
    return Verdict(timeliness, first.at, reasons, gone.waits_for)


def _against(
    day: date, evidence: Evidence, first: Sight, stated: tuple[DateWitness, ...]
) -> tuple[Timeliness, tuple[Reason, ...]]:
    over = end_of(day)
    if first.at < over:
        return Timeliness.ON_TIME, ()
    if any(look.shows_report and look.asked_at < over for look in evidence.column_looks):
        return Timeliness.UNCERTAIN, (_listed_before(day),)
    not_there = absences(evidence, since=over, before=first.at)
    if absent_everywhere(not_there, evidence.columns):
        return Timeliness.LATE, tuple(absence.reason for absence in not_there[-2:])
    dates = tuple(_witness_reason(witness) for witness in stated)
    if not stated:
        return Timeliness.UNCERTAIN, (_no_dates(),)
    if all(witness.day <= day for witness in stated):
        return Timeliness.ON_TIME, dates
    if all(witness.day > day for witness in stated):
        return Timeliness.LATE, dates
    return Timeliness.UNCERTAIN, (*dates, _dates_disagree(day))


@dataclass(frozen=True, slots=True)
class _Gone:
    at: datetime | None
    reasons: tuple[Reason, ...]
    waits_for: tuple[datetime, ...]


def _withdrawn(evidence: Evidence) -> _Gone:
    """Return since when every known address of the report is gone, with the looks that show it; `at` None: it is not.

    Gone at two looks a day apart, the site answering both times. The page being there again, a report fetched elsewhere
    or a person who saw it brings it back; a list that still carries the dead link does not.
    """
    addresses = {sighting.address for sighting in evidence.sightings}
    fetched = [sighting.first_seen_at for sighting in evidence.sightings]
    last_seen = max([*fetched, *(look.looked_at for look in evidence.manual_looks if look.saw)], default=None)
    if last_seen is None:
        return _Gone(None, (), ())
    runs = [_gone_run(address, evidence.report_looks, last_seen=last_seen) for address in sorted(addresses)]
    waits = tuple(run[0].asked_at + BETWEEN_TWO_GONE for run in runs if run)
    decided: list[tuple[ReportLook, ReportLook]] = []
    for run in runs:
        second = next((look for look in run if look.asked_at - run[0].asked_at >= BETWEEN_TWO_GONE), None)
        if second is not None:
            decided.append((run[0], second))
    if not decided or len(decided) < len(runs):
        return _Gone(None, (), waits)
    at = max(second.asked_at for _, second in decided)
    return _Gone(at, tuple(_gone_reason(look) for pair in decided for look in pair), ())


def _gone_run(address: str, looks: tuple[ReportLook, ...], *, last_seen: datetime) -> list[ReportLook]:
    """Return the looks that found the address gone since it, or the report anywhere, was last seen."""
    run: list[ReportLook] = []
    for look in sorted(looks, key=lambda look: look.asked_at):
        if look.address != address or look.asked_at <= last_seen:
            continue
        if look.answer is ReportAnswer.THERE:
            run = []
        elif look.answer is ReportAnswer.GONE and look.site_answers:
            run.append(look)
    return run


def _seen_reason(zh: str, en: str, at: datetime, address: str | None) -> Reason:
    return Reason(f"{time_zh(at)}{zh}。", f"{time_en(at)}: {en}.", at, address)


def _witness_reason(witness: DateWitness) -> Reason:
    kind = _WITNESS_KINDS_ZH.get(witness.kind, witness.kind)
    return Reason(
        f"所示日期：{day_zh(witness.day)}（{kind}，原文“{witness.raw}”）。",
        f"Stated date: {witness.day.isoformat()} ({witness.kind}, printed “{witness.raw}”).",
    )


_WITNESS_KINDS_ZH = {
    "shown": "页面所示",
    "address": "网址",
    "meta": "页面信息",
    "list": "栏目列表",
    "signature": "落款",
}


def _local_reason(day: date, source: str) -> Reason:
    return Reason(
        f"本地要求于{day_zh(day)}前公布（{source}），法定期限未超过。",
        f"The local date was {day.isoformat()} ({source}); the statutory date was met.",
    )


def _listed_before(day: date) -> Reason:
    return Reason(
        f"{day_zh(day)}以前的一次巡查已在栏目中看到条目，但那次巡查不完整；请核实公布时间。",
        f"A look by {day.isoformat()} already listed it, but that look was incomplete; please verify the date.",
    )


def _no_dates() -> Reason:
    return Reason(
        "报告和栏目都没有可用的日期，期限前后也没有能说明问题的巡查；请核实公布时间。",
        "Neither the report nor the list states a usable date, and no look decides; please verify the date.",
    )


def _dates_disagree(day: date) -> Reason:
    return Reason(
        f"各处日期不一致，有的在{day_zh(day)}以前，有的在以后；请核实公布时间。",
        f"The stated dates disagree: some are by {day.isoformat()}, some after it; please verify the date.",
    )


def _gone_reason(look: ReportLook) -> Reason:
    return Reason(
        f"{time_zh(look.asked_at)}访问报告原网址，显示页面不存在，网站其他页面正常。",
        f"{time_en(look.asked_at)}: the report's address answered that the page is gone; the site otherwise worked.",
        look.asked_at,
        look.address,
    )
