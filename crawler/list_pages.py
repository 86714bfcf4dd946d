"""Reads a list with all its pages, and the one in a frame where the page around it has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from crawler.answers import Answer
from crawler.families import Family, ListedItem, ListReading, PageKind, PageRequest, family_of
from crawler.outcome import judge_answer
from crawler.pages import Page
from crawler.report_pages import is_file, page_text
from crawler.tasks import SourceTask
from crawler.visits import Asker

MOST_PAGES: Final = 20
MOST_FRAMES: Final = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with all its pages; `missing_page` is the first that could not be read."""

    kind: PageKind
    items: tuple[ListedItem, ...]
    pages_read: int
    missing_page: int | None
    unlinked: tuple[str, ...]
    framed: bool  # the list stands in a frame: that the page around it did not change says nothing


async def read_list(task: SourceTask, answer: Answer, text: str, *, ask: Asker) -> Listed:
    """Return the list that begins on this page, as the source's family reads it."""
    page = Page(answer.url, text)
    family = family_of(page, named=task.family)
    reading = family.read_list(page)
    framed = reading.page_kind is PageKind.OTHER and bool(reading.requests)
    if framed:
        reading = await _read_frame(family, reading.requests, ask=ask)
    items = {item.url: item for item in reading.items}
    pages_read, missing = await _read_further(family, reading, items, {answer.url, task.url}, ask=ask)
    stated = reading.pages_stated
    if missing is None and stated is not None and pages_read < min(stated, MOST_PAGES):
        missing = pages_read + 1
    return Listed(reading.page_kind, tuple(items.values()), pages_read, missing, reading.unlinked, framed)


async def _read_frame(family: Family, requests: tuple[PageRequest, ...], *, ask: Asker) -> ListReading:
    """Return the list that stands in one of the page's frames."""
    for request in requests[:MOST_FRAMES]:
        answer = await ask(_address(request))
        text = page_text(answer)
        if judge_answer(answer, text) is None and not is_file(answer):
            reading = family.read_list(Page(answer.url, text))
            if reading.page_kind in (PageKind.LIST, PageKind.HUB):
                return reading
    return ListReading(PageKind.OTHER)


async def _read_further(
    family: Family, reading: ListReading, items: dict[str, ListedItem], seen: set[str], *, ask: Asker
) -> tuple[int, int | None]:
    """Return (pages read, the first page that could not be read); some servers repeat their last page for ever."""
    pages_read = 1
    following = reading.next_page
    while following is not None and pages_read < MOST_PAGES:
        url = _address(following)
        if url in seen:
            break
        seen.add(url)
        answer = await ask(url)
        text = page_text(answer)
        if judge_answer(answer, text) is not None:
            return pages_read, pages_read + 1
        pages_read += 1
        further = family.read_list(Page(answer.url, text))
        new = {item.url: item for item in further.items if item.url not in items}
        if not new:
            break
        items |= new
        following = further.next_page
    return pages_read, None


def _address(request: PageRequest) -> str:
    return f"{request.url}?{urlencode(request.params)}" if request.params else request.url
