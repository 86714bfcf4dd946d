"""What came of asking an address: the ten outcomes of a look, shared by crawling, storage and the page."""

from __future__ import annotations

from enum import StrEnum


class LookOutcome(StrEnum):
    """What one look at a column, list or report page was worth."""

    COMPLETE = "complete"  # everything there was to read was read
    UNCHANGED = "unchanged"  # the site says, or the bytes show, that nothing changed since a complete look
    TRUNCATED = "truncated"  # a page of the list is missing, it halved, or an earlier year's report vanished
    EMPTY = "empty"  # a list without entries
    MOVED = "moved"  # the column is elsewhere now
    CHALLENGE = "challenge"  # a page that wants a browser, a puzzle or a cookie first
    REFUSED = "refused"  # 401, 403, 429, robots.txt
    ERROR_PAGE = "error_page"  # an error, whatever its status code says
    UNREACHABLE = "unreachable"  # no name, no connection, no answer in time
    SCRIPT_NEEDED = "script_needed"  # the list is filled in by script that we do not run

    @property
    def is_good(self) -> bool:
        """Return whether the look may count as evidence; any other outcome is the monitor's problem."""
        return self in GOOD_OUTCOMES


GOOD_OUTCOMES = frozenset({LookOutcome.COMPLETE, LookOutcome.UNCHANGED})
