"""One case to be checked: a report with what is known around it, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from reports.model import AnnualReport, DateWitness
from reports.obligations import Assessment, Reason
from reports.rules.surroundings import LookAlike, Member, Surroundings
from reports.states import Timeliness


class AgencyLevel(StrEnum):
    """What kind of organ an agency is, as the roll says."""

    DEPARTMENT = "department"
    GOVERNMENT = "government"
    TOWNSHIP = "township"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What the rules need of an agency.

    `founded` is the year in which it came into being, None if long ago. `coverage_changed` are the years in which a
    merger, split or transfer of tasks changed what its report covers; comparisons over such a year mean nothing.
    """

    agency_id: str
    name: str
    aliases: tuple[str, ...] = ()
    level: AgencyLevel = AgencyLevel.OTHER
    founded: int | None = None
    coverage_changed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """What the rules need of a duty's assessment; `reasons` are the evidence sentences that findings repeat."""

    report_year: int
    timeliness: Timeliness
    due: date | None
    silent: bool = False
    first_seen_at: datetime | None = None
    shown: tuple[DateWitness, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @classmethod
    def of(cls, report_year: int, assessment: Assessment) -> DutyFacts:
        """Return the facts of a duty as assessed."""
        return cls(
            report_year=report_year,
            timeliness=assessment.timeliness,
            due=assessment.due.day,
            silent=assessment.silent,
            first_seen_at=assessment.first_seen_at,
            shown=assessment.shown,
            reasons=assessment.reasons,
        )


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules read.

    `previous` are all stored versions of last year's report, newest first (any may match); `earlier_versions` are
    older versions of this report, oldest first, read by today's program, so that a difference is the publisher's.
    `other_bodies` are the other bodies of the roll that the report names: name or alias as told, and the body's id.
    `history` are the body's reports of the years before last year, newest first; `members` the bodies that a
    government's report declares to cover; `resembling` other bodies' reports whose text may be nearly the same;
    `usual_phrases` the phrases that many bodies print (reports.copies), None where no other reports are at hand.
    A missing part is None or empty.
    """

    report: AnnualReport | None = None
    duty: DutyFacts | None = None
    agency: BodyFacts | None = None
    previous: Sequence[AnnualReport] = ()
    earlier_versions: Sequence[AnnualReport] = ()
    other_bodies: Mapping[str, str] = field(default_factory=dict)
    history: Sequence[AnnualReport] = ()
    members: Sequence[Member] = ()
    resembling: Sequence[LookAlike] = ()
    usual_phrases: Collection[str] | None = None
    surroundings: Surroundings = field(default_factory=Surroundings)

    @property
    def report_year(self) -> int | None:
        """Return the report year of the duty, else the one the report states, else None."""
        if self.duty is not None:
            return self.duty.report_year
        return None if self.report is None else self.report.report_year

    @property
    def duty_key(self) -> tuple[str, int | None]:
        """Return what names the duty in finding ids: agency id, else the printed name; and the report year."""
        if self.agency is not None:
            return self.agency.agency_id, self.report_year
        printed = None if self.report is None else self.report.agency
        return printed or "", self.report_year
