"""Values of answering: a finding with what was said of it."""

from __future__ import annotations

from dataclasses import dataclass

from reports.answers import Answer, Standing, Weighed
from reports.rules.rule import Audience
from reports.waivers import Waiver
from storage.records.reading import StoredFinding


@dataclass(frozen=True, slots=True)
class StandingFinding:
    """A finding, who may learn of it, all its answers (oldest first), the waiver that covers it, and how it stands."""

    stored: StoredFinding
    audience: Audience
    answers: tuple[Answer, ...]
    waiver: Waiver | None
    weighed: Weighed

    @property
    def standing(self) -> Standing:
        """Return how it stands."""
        return self.weighed.standing

    @property
    def is_private(self) -> bool:
        """Return whether it is for the office alone."""
        return self.audience is Audience.PRIVATE

    @property
    def counts(self) -> bool:
        """Return whether it makes the report doubtful for everybody."""
        return self.standing is Standing.COUNTS and not self.is_private


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding in a list over many agencies."""

    agency_name: str
    jurisdiction: str
    standing: StandingFinding
