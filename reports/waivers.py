"""Waivers: a rule set aside for a scope, by somebody, for a reason, until a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from reports.obligations import end_of
from reports.states import Sentence


class WaiverScope(StrEnum):
    """Whom a waiver covers."""

    AGENCY = "agency"
    GROUP = "group"  # a body and all that stand below it in the roll
    JURISDICTION = "jurisdiction"


SCOPE_LABELS: Mapping[WaiverScope, Sentence] = {
    WaiverScope.AGENCY: Sentence("单位", "agency"),
    WaiverScope.GROUP: Sentence("单位及其下属", "body and those below it"),
    WaiverScope.JURISDICTION: Sentence("辖区", "jurisdiction"),
}

STATUTORY = Sentence(
    "公布年度报告是法定义务，{code} 不能豁免。确实没有公布义务的单位，请在名录中写明原因（不适用），不要用豁免代替。",
    "To publish the report is a statutory duty, {code} cannot be waived. A body that does not owe one is marked as "
    "not applicable in the roll, with the reason.",
)


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver: rule `code` for `scope_id`, report years `year_from` to `year_to` (None: open), with its last day.

    The last day, `expires_on`, counts whole (Asia/Shanghai). `ended_at` is when a person ended it before.
    """

    id: int
    code: str
    scope: WaiverScope
    scope_id: str
    year_from: int | None
    year_to: int | None
    reason: str
    author: str
    created_at: datetime
    expires_on: date
    ended_at: datetime | None = None
    ended_by: str | None = None

    def is_valid(self, now: datetime) -> bool:
        """Return whether it holds at that moment."""
        ended = self.ended_at is not None and self.ended_at <= now
        return self.created_at <= now < end_of(self.expires_on) and not ended

    def ends_at(self) -> datetime:
        """Return when it stops to hold."""
        last = end_of(self.expires_on)
        return last if self.ended_at is None else min(last, self.ended_at)

    def covers(self, code: str, body: Body, report_year: int) -> bool:
        """Return whether it speaks of that rule, body and year, valid or not."""
        if code != self.code:
            return False
        if self.year_from is not None and report_year < self.year_from:
            return False
        if self.year_to is not None and report_year > self.year_to:
            return False
        match self.scope:
            case WaiverScope.AGENCY:
                return body.agency_id == self.scope_id
            case WaiverScope.GROUP:
                return self.scope_id in body.groups
            case WaiverScope.JURISDICTION:
                return body.jurisdiction == self.scope_id
            case _:
                assert_never(self.scope)


@dataclass(frozen=True, slots=True)
class Body:
    """Where an agency stands: `groups` are itself and all bodies above it."""

    agency_id: str
    jurisdiction: str
    groups: Collection[str]


def covering(waivers: Iterable[Waiver], code: str, body: Body, report_year: int, *, now: datetime) -> Waiver | None:
    """Return the waiver that covers the rule's findings about the body and year now, the one that lasts longest."""
    valid = [waiver for waiver in waivers if waiver.covers(code, body, report_year) and waiver.is_valid(now)]
    return max(valid, key=lambda waiver: waiver.ends_at(), default=None)
