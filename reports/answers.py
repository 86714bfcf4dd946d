"""What the office says of a finding, and how the finding stands after all that was said of it.

A later answer never replaces an earlier one: the whole list is kept, and its meaning is read off here, each time anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from reports.model import Finding
from reports.rules.rule import Audience
from reports.states import Sentence
from reports.waivers import Waiver


class AnswerKind(StrEnum):
    """The answers that an office may give."""

    TO_VERIFY = "to_verify"
    FED_BACK = "fed_back"
    EXPLAINED = "explained"
    RECTIFIED = "rectified"
    PASSED = "passed"
    DISMISSED = "dismissed"


ANSWER_LABELS: Mapping[AnswerKind, Sentence] = {
    AnswerKind.TO_VERIFY: Sentence("待核实", "To be verified"),
    AnswerKind.FED_BACK: Sentence("已反馈", "Fed back to the agency"),
    AnswerKind.EXPLAINED: Sentence("单位说明属实", "Explained, and true"),
    AnswerKind.RECTIFIED: Sentence("已整改", "Put right by the agency"),
    AnswerKind.PASSED: Sentence("复核通过", "Review passed"),
    AnswerKind.DISMISSED: Sentence("不予认定", "Not upheld"),
}

ANSWER_EFFECTS: Mapping[AnswerKind, Sentence] = {
    AnswerKind.TO_VERIFY: Sentence("仍计入疑点", "it goes on counting"),
    AnswerKind.FED_BACK: Sentence("已告知单位，仍计入疑点", "the agency was told; it goes on counting"),
    AnswerKind.EXPLAINED: Sentence(
        "不再计入；这份报告今后也不再提示", "it counts no more, and never again for this report"
    ),
    AnswerKind.RECTIFIED: Sentence(
        "更正后的报告读到以前，或复核通过以前，仍计入疑点",
        "it counts until the corrected report was read, or the review passed",
    ),
    AnswerKind.PASSED: Sentence(
        "不再计入；报告内容再变而又出现时重新提示", "it counts no more unless the report changes and it comes back"
    ),
    AnswerKind.DISMISSED: Sentence(
        "不认定为问题，不再计入；报告内容再变而又出现时重新提示",
        "no fault; it counts no more unless the report changes and it comes back",
    ),
}

AGREEMENT = Sentence("复核认为属实：自此计入并提示", "the reviewer agrees: it counts and is told from now on")
"""What 复核通过 means while a finding waits for its reviewer."""

BEFORE_AGREEMENT = (AnswerKind.TO_VERIFY, AnswerKind.PASSED, AnswerKind.EXPLAINED, AnswerKind.DISMISSED)
"""What may be answered before the reviewer agreed: nobody is told yet, so there is nothing to put right."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `about` names what the finding said when it was given (see `about`)."""

    id: int
    finding_id: str
    kind: AnswerKind
    author: str
    at: datetime
    note: str
    about: str


class Standing(StrEnum):
    """How a finding stands; only `counts` makes a report doubtful and is told."""

    COUNTS = "counts"
    AWAITS_REVIEW = "awaits_review"
    ANSWERED = "answered"
    WAIVED = "waived"
    CLOSED = "closed"


STANDING_LABELS: Mapping[Standing, Sentence] = {
    Standing.COUNTS: Sentence("未处理", "Open"),
    Standing.AWAITS_REVIEW: Sentence("待复核", "Awaits review"),
    Standing.ANSWERED: Sentence("已答复", "Answered"),
    Standing.WAIVED: Sentence("已豁免", "Waived"),
    Standing.CLOSED: Sentence("已消除", "Gone"),
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """How a finding stands. `public`: everybody may see it. `last` is the answer that shows beside it."""

    standing: Standing
    public: bool
    last: Answer | None


def about(finding: Finding) -> str:
    """Return what an answer speaks of: the finding's values, not its wording; other values want another answer."""
    said = json.dumps([finding.stated, finding.expected, finding.raw], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def weigh(
    finding: Finding,
    audience: Audience,
    *,
    opened_at: datetime,
    closed: bool,
    answers: Sequence[Answer],
    waiver: Waiver | None,
) -> Weighed:
    """Return how the finding stands, from its answers (oldest first) and the waiver that covers it now, if any.

    1. 单位说明属实 as the last word holds for this report for good.
    2. Any other answer holds while the finding says what it said then and has not come back since: `opened_at`.
    3. A finding that a reviewer must see first counts, and is public, from the reviewer's 复核通过 on.
    """
    last = answers[-1] if answers else None
    saying = about(finding)
    agreed, settled = _read(
        [each for each in answers if each.at >= opened_at and each.about == saying], audience is Audience.REVIEWED
    )
    for_good = last is not None and last.kind is AnswerKind.EXPLAINED
    if closed:
        standing = Standing.CLOSED
    elif for_good or settled:
        standing = Standing.ANSWERED
    elif waiver is not None:
        standing = Standing.WAIVED
    elif not agreed:
        standing = Standing.AWAITS_REVIEW
    else:
        standing = Standing.COUNTS
    return Weighed(standing, audience is not Audience.PRIVATE and agreed, last)


def _read(answers: Sequence[Answer], reviewed: bool) -> tuple[bool, bool]:
    """Return whether the finding is agreed to, and whether it is settled."""
    agreed, settled, rectified = not reviewed, False, False
    for answer in answers:
        match answer.kind:
            case AnswerKind.TO_VERIFY | AnswerKind.FED_BACK:
                settled = rectified = False
            case AnswerKind.RECTIFIED:
                settled, rectified = False, True
            case AnswerKind.EXPLAINED | AnswerKind.DISMISSED:
                settled = True
            case AnswerKind.PASSED if not agreed:
                agreed, settled = True, False
            case AnswerKind.PASSED:
                # the agreement sent twice (a page reloaded) is still one agreement, not the end of the matter
                settled = settled or rectified or not reviewed
            case _:
                assert_never(answer.kind)
    return agreed, settled
