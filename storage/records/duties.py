"""Values of duties: the state of one agency and report year, and every change of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from reports.obligations import DutyBasis, InternalDate
from reports.states import Content, Timeliness


class Axis(StrEnum):
    """The two axes of a duty's state."""

    TIMELINESS = "timeliness"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Duty:
    """What an agency owes for a report year, frozen when the duty came into being, and how it stands.

    `exempt_reason`: why the body does not owe (不适用). `due_on` is the day that counts, None where no date is known;
    `internal` are all local dates of that year. `silent` duties (seasons before the import) never alert. `content` is
    None until something is there to read.
    `first_seen_at` is the first good sight of the report, `assess_at` when to look at the duty again (None: at rest).
    `rule_set` names the rules and versions by which it was judged at `judged_at`; that judgement left so many findings
    waived, waiting for a reviewer, and for the office alone.
    """

    agency_id: str
    report_year: int
    jurisdiction: str
    position: int
    duty_basis: DutyBasis
    exempt_reason: str | None
    due_on: date | None
    internal: tuple[InternalDate, ...]
    silent: bool
    created_at: datetime
    timeliness: Timeliness
    content: Content | None
    timeliness_since: datetime
    content_since: datetime | None
    first_seen_at: datetime | None
    assess_at: datetime | None
    confirmed_overdue_by: str | None
    confirmed_overdue_at: datetime | None
    evidence: Mapping[str, object]
    rule_set: str | None = None
    judged_at: datetime | None = None
    findings_waived: int = 0
    findings_to_review: int = 0
    findings_private: int = 0


@dataclass(frozen=True, slots=True)
class Transition:
    """One recorded change on one axis; `before` None: the duty came into being."""

    id: int
    agency_id: str
    report_year: int
    at: datetime
    axis: Axis
    before: str | None
    after: str | None
    cause: str
    evidence: Mapping[str, object]
