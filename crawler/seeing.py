"""What the crawler sees on one page, without knowing anything of it from before."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.answers import Answer
from crawler.families import AUTO, ListReading, PageKind, family_of
from crawler.messages import Reason
from crawler.outcome import Before, Shown, Verdict, judge_answer, judge_list
from crawler.pages import Page
from crawler.report_pages import is_file, page_text
from reports.looks import LookOutcome


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as the crawler sees it; `family` is None where there was nothing to read."""

    verdict: Verdict
    reading: ListReading
    family: str | None


def see(answer: Answer, *, family: str = AUTO) -> Seen:
    """Return what the crawler makes of an answer."""
    text = page_text(answer)
    verdict = judge_answer(answer, text)
    if verdict is None and is_file(answer):
        verdict = Verdict(LookOutcome.ERROR_PAGE, Reason.NOT_A_PAGE, {"detail": answer.media_type or ""})
    if verdict is not None:
        return Seen(verdict, ListReading(PageKind.OTHER), None)
    page = Page(answer.url, text)
    reader = family_of(page, named=family)
    reading = reader.read_list(page)
    shown = Shown(len(reading.items), earlier_report=True, is_report_itself=reading.page_kind is PageKind.REPORT)
    return Seen(judge_list(shown, Before(None, earlier_report=False)), reading, reader.name)
