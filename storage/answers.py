"""What the office said of findings; rows are added and never changed."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from reports.answers import ANSWER_LABELS, BEFORE_AGREEMENT, AnswerKind, Standing, about
from reports.rules.rule import Audience
from storage import duties, standings, versions
from storage.errors import Refused
from storage.records import StandingFinding
from storage.schema import answers

LONGEST_NAME, LONGEST_NOTE = 100, 2_000


def add(
    tx: sa.Connection, *, finding_id: str, kind: AnswerKind, author: str, note: str = "", now: datetime
) -> StandingFinding:
    """Return the finding as it stands with this answer; its duty is to be judged again now.

    Raises NoSuchRow for an unknown finding, and Refused without a name, with a text that is too long, and for an
    answer that a finding cannot be given before its reviewer agreed.
    """
    before = standings.get(tx, finding_id=finding_id, now=now)
    author, note = author.strip(), note.strip()
    _check(before, kind, author, note)
    finding = before.stored.finding
    tx.execute(
        sa.insert(answers).values(
            finding_id=finding_id, kind=kind, author=author, at=now, note=note, about=about(finding)
        )
    )
    duties.touch(tx, agency_id=before.stored.agency_id, report_year=before.stored.report_year, at=now)
    versions.bump(tx)
    return standings.get(tx, finding_id=finding_id, now=now)


def _check(before: StandingFinding, kind: AnswerKind, author: str, note: str) -> None:
    if not author or not author.isprintable():
        raise Refused("请写明是谁答复的（姓名或岗位）。", "Say who answers: a name or a post.")
    if len(author) > LONGEST_NAME or len(note) > LONGEST_NOTE:
        raise Refused(
            f"姓名不超过 {LONGEST_NAME} 字，说明不超过 {LONGEST_NOTE} 字，请缩短。",
            f"At most {LONGEST_NAME} characters for the name and {LONGEST_NOTE} for the note.",
        )
    waits = before.audience is Audience.REVIEWED and before.standing is Standing.AWAITS_REVIEW
    if waits and kind not in BEFORE_AGREEMENT:
        label, passed = ANSWER_LABELS[kind], ANSWER_LABELS[AnswerKind.PASSED]
        raise Refused(
            f"这条疑点还没有经过复核，尚未计入也未提示，不能答复为“{label.zh}”。属实的请先答复“{passed.zh}”。",
            f"This finding was not reviewed yet, so it cannot be “{label.en}”: answer “{passed.en}” first.",
        )
