"""What is open about a duty, sorted by how it stands: what counts, what is set aside, what only the office may know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.answers import Standing
from reports.obligations import Reason, running_report_year
from storage.records import Duty, StandingFinding, StoredReport


@dataclass(frozen=True, slots=True)
class OpenFindings:
    """The open findings of one duty as they stand; each is in exactly one of these."""

    counting: tuple[StandingFinding, ...] = ()
    private: tuple[StandingFinding, ...] = ()
    to_review: tuple[StandingFinding, ...] = ()
    waived: tuple[StandingFinding, ...] = ()
    answered: tuple[StandingFinding, ...] = ()

    @classmethod
    def of(cls, found: Sequence[StandingFinding]) -> OpenFindings:
        """Return the findings sorted; closed ones are left out."""

        def those(standing: Standing) -> Iterator[StandingFinding]:
            return (each for each in found if each.standing is standing)

        return cls(
            counting=tuple(each for each in found if each.counts),
            private=tuple(each for each in those(Standing.COUNTS) if each.is_private),
            to_review=tuple(those(Standing.AWAITS_REVIEW)),
            waived=tuple(those(Standing.WAIVED)),
            answered=tuple(those(Standing.ANSWERED)),
        )

    @property
    def set_aside(self) -> frozenset[str]:
        """Return the ids of the findings that a waiver or an answer set aside."""
        return frozenset(each.stored.finding.id for each in (*self.waived, *self.answered))

    @property
    def next_end(self) -> datetime | None:
        """Return when the first of the waivers ends, None without any."""
        return min((each.waiver.ends_at() for each in self.waived if each.waiver is not None), default=None)

    def reasons(self) -> Iterator[Reason]:
        """Yield what everybody may know of what is set aside: it is never silently left out."""
        waived, answered = _codes(self.waived), _codes(self.answered)
        if waived:
            yield Reason(
                f"另有 {len(waived)} 条疑点已豁免，不计入：{'、'.join(sorted(set(waived)))}。",
                f"{len(waived)} finding(s) are waived and do not count: {', '.join(sorted(set(waived)))}.",
            )
        if answered:
            yield Reason(
                f"另有 {len(answered)} 条疑点已有答复，不再计入：{'、'.join(sorted(set(answered)))}。",
                f"{len(answered)} finding(s) were answered and count no more: {', '.join(sorted(set(answered)))}.",
            )


def is_old_news(duty: Duty, current: StoredReport | None, rule_set: str, *, now: datetime) -> bool:
    """Return whether only the rules have changed since an old year was judged: what they find in it is history.

    A report that was read since is news, whatever its year.
    """
    was_judged = bool(duty.evidence)  # maybe by a version that did not note its rules
    if duty.report_year >= running_report_year(now) or not was_judged or duty.rule_set == rule_set:
        return False
    return current is None or duty.judged_at is None or current.saved_at <= duty.judged_at


def _codes(found: Sequence[StandingFinding]) -> list[str]:
    return [each.stored.finding.code for each in found if each.weighed.public]
