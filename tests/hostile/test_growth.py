"""Long hostile texts through reading and extracting: the time grows with the size, whatever our patterns meet."""

from __future__ import annotations

import time

import pytest

from reports.errors import ReportError
from reports.extract import extract
from reports.readers import read

pytestmark = pytest.mark.soak

TITLE = "2025年度明川市人民政府外事办公室政府信息公开工作年度报告\n"
PIECES = {
    "spaces": " ",
    "digits": "1",
    "numbers": "1 ",
    "decimals": "1,000.0",
    "brackets": "（",
    "closing": "）（",
    "headings": "一、总体情况\n",
    "half headings": "一、",
    "titles": TITLE,
    "years": "2025年",
    "dates": "2025年1月1日至",
    "counts": "收到申请1件，",
    "labels": "予以公开\n",
    "label row": "予以公开 1 2 3 4 5 6 7\n",
    "label": "其他",
    "bars": "|",
    "dashes": "—",
    "rule line": "|--|--|\n",
    "letter spaced": "政 ",
    "marks": "# ",
    "tags": "<b>",
    "open tags": "<a ",
    "comments": "<!--",
    "entities": "&amp",
    "styles": "<style>a{display:none}</style>",
    "header": "A: b\n c\n",
    "quotes": "“",
    "addresses": "http://a/",
}
LEAST_S = 0.02
"""Below this the clock says nothing."""


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
@pytest.mark.parametrize("as_page", [False, True], ids=["text", "page"])
def test_four_times_the_text_takes_no_more_than_a_few_times_as_long(piece: str, *, as_page: bool) -> None:
    def taken(characters: int) -> float:
        text = TITLE + piece * (characters // len(piece)) + "。"
        data = (f"<html><body><p>{text}</p></body></html>" if as_page else text).encode()
        best = float("inf")
        for _ in range(2):
            began = time.perf_counter()
            try:
                extract(read(data))
            except ReportError as refused:
                assert refused.message_zh  # noqa: PT017  refusing is an answer as well
            best = min(best, time.perf_counter() - began)
        return best

    assert taken(40_000) < 10 * max(taken(10_000), LEAST_S)
