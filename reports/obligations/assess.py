"""The state of one duty from what was observed: both axes, the reasons, and when to ask again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.model import DateWitness
from reports.obligations.absent import judge_absent
from reports.obligations.calendar import Due, due_dates, season_start
from reports.obligations.content import judge_content
from reports.obligations.evidence import Duty, Evidence
from reports.obligations.found import judge_found, sights, witnesses
from reports.obligations.verdict import Reason, Verdict, next_of
from reports.states import Content, Timeliness

REMINDER_DAYS: tuple[int, ...] = (30, 14, 7, 3)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The state of a duty at one moment.

    `content` is None while no report was seen. `since` is the moment from which the evidence gives this timeliness,
    `reasons` is that evidence in sentences, `content_reasons` the same for the content.
    `next_change_at` is when to assess again at the latest although nothing new was observed (None: only new evidence
    can change it). `reminder` is the reminder due now, in days before the due date (the tightest one), or None.
    A `silent` duty is shown for reference only and never alerted.
    """

    timeliness: Timeliness
    content: Content | None
    since: datetime
    due: Due
    silent: bool
    first_seen_at: datetime | None
    shown: tuple[DateWitness, ...]
    reasons: tuple[Reason, ...]
    content_reasons: tuple[Reason, ...]
    next_change_at: datetime | None
    reminder: int | None


def assess(
    duty: Duty, evidence: Evidence, *, now: datetime, reminder_days: tuple[int, ...] = REMINDER_DAYS
) -> Assessment:
    """Return the state of a duty from what was observed until now; defined for every input with aware times.

    Evidence with a later time than `now` is left out. What is not applicable stays so whatever was seen.
    """
    due = due_dates(duty.basis, duty.report_year, internal=duty.internal_dates)
    known = evidence.known_at(now)
    seen = sights(known)
    if duty.exempt is not None:
        since = min(season_start(duty.report_year), now)
        verdict = Verdict(Timeliness.NOT_APPLICABLE, since, (Reason(duty.exempt.zh, duty.exempt.en),))
    elif seen:
        verdict = judge_found(duty, due, known, seen)
    else:
        verdict = judge_absent(duty, due, known, now=now, reminder_days=reminder_days)
    content, content_reasons = judge_content(known) if seen else (None, ())
    return Assessment(
        timeliness=verdict.timeliness,
        content=content,
        since=verdict.since,
        due=due,
        silent=duty.silent,
        first_seen_at=seen[0].at if seen else None,
        shown=witnesses(duty, known),
        reasons=verdict.reasons,
        content_reasons=content_reasons,
        next_change_at=next_of(verdict.waits_for, after=now),
        reminder=None if duty.silent else verdict.reminder,
    )
