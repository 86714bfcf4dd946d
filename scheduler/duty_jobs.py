"""The daemon's round over duties: judge those whose time has come, and decide in the same transaction who is told."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from alerts.facts import Change, SourceHealthChange
from alerts.rounds import alert
from scheduler.judging import judge
from scheduler.watch import Watch
from storage import agencies, copies, duties, sources
from storage.errors import NoSuchRow
from storage.records import Duty

logger = logging.getLogger(__name__)

# One round is one message per office, so it takes as many duties as one transaction can bear (about 5 s of writing).
DUTIES_A_ROUND = 500
MARKED_A_ROUND = 200  # reports kept by an older version, whose texts cannot be compared yet


@dataclass(frozen=True, slots=True)
class RoundCounts:
    """What one round did: duties judged, those whose state moved, and messages written."""

    judged: int = 0
    moved: int = 0
    messages: int = 0
    rule_crashes: tuple[str, ...] = ()

    def __add__(self, other: RoundCounts) -> RoundCounts:
        """Return what both did."""
        return RoundCounts(
            self.judged + other.judged,
            self.moved + other.moved,
            self.messages + other.messages,
            tuple(sorted({*self.rule_crashes, *other.rule_crashes})),
        )


def judge_due(watch: Watch, *, now: datetime) -> RoundCounts:
    """Return what one round did; duties, findings, incidents and messages are written together or not at all."""
    with watch.database.write() as tx:
        copies.mark_some(tx, limit=MARKED_A_ROUND)
        due = duties.due_for_assessment(tx, now=now, limit=DUTIES_A_ROUND)
        counts = judge_duties(tx, watch, due, now=now)
    if due:
        logger.info("round of duties judged=%s moved=%s messages=%s", counts.judged, counts.moved, counts.messages)
    return counts


def judge_duties(
    tx: sa.Connection, watch: Watch, due: Sequence[Duty], *, now: datetime, tell_old_years: bool = False
) -> RoundCounts:
    """Return what judging these duties did, in the caller's transaction: findings, states, incidents, messages."""
    judgements = [judge(tx, duty, now=now, tell_old_years=tell_old_years) for duty in due]
    changes: list[Change] = [judgement.change for judgement in judgements]
    changes += _source_health(tx, {duty.agency_id for duty in due})
    queued = alert(
        tx,
        changes,
        watch.targets,
        now=now,
        public_url=watch.public_url,
        office_names=_office_names(tx, changes),
        policy=watch.policy,
    )
    crashes = tuple(sorted({code for judgement in judgements for code in judgement.crashes}))
    if crashes:
        logger.error("rules crashed and said nothing: look at the log and report it codes=%s", ",".join(crashes))
    return RoundCounts(len(due), sum(judgement.moved for judgement in judgements), queued.messages, crashes)


def _source_health(tx: sa.Connection, agency_ids: Collection[str]) -> list[SourceHealthChange]:
    """Return how the columns of these agencies can be read now: every look has its agency's duty judged.

    A column that left the roll is nobody's trouble any more.
    """
    names = {agency_id: agencies.get(tx, agency_id=agency_id) for agency_id in agency_ids}
    return [
        SourceHealthChange(
            source_id=source.id,
            agency_id=source.agency_id,
            agency_name=names[source.agency_id].name,
            jurisdiction=names[source.agency_id].jurisdiction,
            url=source.url,
            outcome=source.last_outcome,
            failing_since=source.failing_since if source.retired_at is None else None,
            failures=source.failures,
            last_look_at=source.last_look_at,
            last_good_at=source.last_good_at,
        )
        for source in sources.of_agencies(tx, agency_ids=sorted(agency_ids), with_retired=True)
    ]


def _office_names(tx: sa.Connection, changes: Collection[Change]) -> dict[str, str]:
    """Return what messages call each office: the government whose id in the roll is the jurisdiction's, if any."""
    names = {}
    for jurisdiction in {change.jurisdiction for change in changes}:
        with contextlib.suppress(NoSuchRow):
            names[jurisdiction] = agencies.get(tx, agency_id=jurisdiction).name
    return names
