"""What a look was worth: one of the ten outcomes, with its reason; only complete and unchanged are evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from crawler.answers import Answer, Silence
from crawler.challenge import is_challenge
from crawler.error_pages import is_error_page
from crawler.messages import Reason
from reports.looks import LookOutcome
from reports.readers.sniff import sniff_binary

_SMALL_LIST: Final = 4  # a list shorter than that can halve for good reasons
_REFUSING: Final = frozenset({401, 403, 407, 429, 451})

_OF_SILENCE: Final[Mapping[Silence, tuple[LookOutcome, Reason]]] = {
    Silence.TIMEOUT: (LookOutcome.UNREACHABLE, Reason.TIMEOUT),
    Silence.NO_NAME: (LookOutcome.UNREACHABLE, Reason.NO_NAME),
    Silence.NO_CONNECTION: (LookOutcome.UNREACHABLE, Reason.NO_CONNECTION),
    Silence.TLS: (LookOutcome.UNREACHABLE, Reason.TLS),
    Silence.CUT_SHORT: (LookOutcome.UNREACHABLE, Reason.CUT_SHORT),
    Silence.TOO_LARGE: (LookOutcome.UNREACHABLE, Reason.TOO_LARGE),
    Silence.TOO_MANY_REDIRECTS: (LookOutcome.UNREACHABLE, Reason.TOO_MANY_REDIRECTS),
    Silence.ROBOTS_DENIED: (LookOutcome.REFUSED, Reason.ROBOTS_DENIED),
    Silence.ROBOTS_UNAVAILABLE: (LookOutcome.UNREACHABLE, Reason.ROBOTS_UNAVAILABLE),
    Silence.ROBOTS_CHALLENGED: (LookOutcome.CHALLENGE, Reason.ROBOTS_CHALLENGED),
    Silence.OTHER_HOST: (LookOutcome.MOVED, Reason.OTHER_HOST),
    Silence.INSIDE_ADDRESS: (LookOutcome.UNREACHABLE, Reason.INSIDE_ADDRESS),
    Silence.BAD_ADDRESS: (LookOutcome.UNREACHABLE, Reason.BAD_ADDRESS),
    Silence.FAILED: (LookOutcome.UNREACHABLE, Reason.FAILED),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a look, why, and the figures that its sentence names."""

    outcome: LookOutcome
    reason: Reason
    details: Mapping[str, object] = field(default_factory=dict)

    def note(self) -> dict[str, object]:
        """Return what the look remembers of it."""
        return {"reason": self.reason.value, **self.details}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a column showed this time, all pages together; `missing_page`: the first page that could not be read."""

    entries: int
    earlier_report: bool  # a report of a year before the running one stands there
    missing_page: int | None = None
    too_many_pages: bool = False
    is_report_itself: bool = False
    pages_read: int = 1


@dataclass(frozen=True, slots=True)
class Before:
    """What is known from before: entries of the last complete look (None: there was none), and of earlier reports."""

    entries: int | None
    earlier_report: bool


def judge_answer(answer: Answer, text: str) -> Verdict | None:
    """Return the verdict on an answer that holds nothing to read, None where there is a page or file to read."""
    if answer.silence is not None:
        outcome, reason = _OF_SILENCE[answer.silence]
        detail = answer.url if answer.silence is Silence.OTHER_HOST else answer.detail
        return Verdict(outcome, reason, {"detail": detail})
    status = answer.status or 0
    details: dict[str, object] = {"status": status}
    if status == 304:
        return Verdict(LookOutcome.UNCHANGED, Reason.NOT_MODIFIED, details)
    if _is_file(answer):
        return None if 200 <= status < 300 else Verdict(LookOutcome.ERROR_PAGE, Reason.HTTP_ERROR, details)
    if is_challenge(status=status, headers=answer.headers, text=text):
        return Verdict(LookOutcome.CHALLENGE, Reason.CHALLENGE_PAGE, details)
    if status in _REFUSING:
        return Verdict(LookOutcome.REFUSED, Reason.HTTP_REFUSED, details)
    if not 200 <= status < 300:
        return Verdict(LookOutcome.ERROR_PAGE, Reason.HTTP_ERROR, details)
    if is_error_page(text):
        return Verdict(LookOutcome.ERROR_PAGE, Reason.ERROR_TEXT, details)
    if not text.strip():
        return Verdict(LookOutcome.EMPTY, Reason.NO_ENTRIES, details)
    return None


def judge_list(shown: Shown, before: Before) -> Verdict:
    """Return the verdict on a column that was read: whether it showed everything it should.

    The canary is an earlier year's report: where one is known from before and none stands there now, the column broke
    or moved. A column that is itself a report replaces the earlier one, so nothing is lost then.
    """
    count: dict[str, object] = {"count": shown.entries}
    if shown.is_report_itself:
        return Verdict(LookOutcome.COMPLETE, Reason.REPORT_ITSELF, count)
    if shown.missing_page is not None:
        return Verdict(LookOutcome.TRUNCATED, Reason.PAGE_MISSING, {**count, "page": shown.missing_page})
    if shown.too_many_pages:
        return Verdict(LookOutcome.TRUNCATED, Reason.TOO_MANY_PAGES, {**count, "page": shown.pages_read})
    if shown.entries == 0:
        return Verdict(LookOutcome.EMPTY, Reason.NO_ENTRIES, count)
    if before.earlier_report and not shown.earlier_report:
        return Verdict(LookOutcome.TRUNCATED, Reason.CANARY_LOST, count)
    if before.entries is not None and before.entries >= _SMALL_LIST and shown.entries * 2 <= before.entries:
        return Verdict(LookOutcome.TRUNCATED, Reason.LIST_HALVED, {**count, "before": before.entries})
    return Verdict(LookOutcome.COMPLETE, Reason.LIST_READ, count)


def _is_file(answer: Answer) -> bool:
    return sniff_binary(answer.body) is not None
