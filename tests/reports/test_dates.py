"""The stated period, and every witness of the day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from reports.dates import DateWitness, find_period, find_signature, publication_dates
from reports.identity import is_agency
from reports.model import Grid, GridCell, TextBlock, TextPlace

PLACE = TextPlace(1, 1)


def blocks(*lines: str) -> list[TextBlock | Grid]:
    return [TextBlock(line, TextPlace(number, 1)) for number, line in enumerate(lines, start=1)]


def witnesses(*lead: str, url: str | None = None, **metas: str) -> tuple[DateWitness, ...]:
    before = blocks(*lead)
    return publication_dates(before, before, metas, url, None)


@pytest.mark.parametrize(
    "text",
    [
        "本年度报告中所列数据的统计期限自2024年1月1日起至2024年12月31日止。",
        "所列数据统计期限为 2024 年 1 月 1 日至 12 月 31 日。",
        "统计期限从2024年01月01日到2024年12月31日",
        "数据期限：2024年1月1日—2024年12月31日",
    ],
)
def test_the_period_is_read_in_every_wording(text: str) -> None:
    period = find_period(blocks("一、总体情况", text))

    assert period is not None
    assert (period.start, period.end) == (date(2024, 1, 1), date(2024, 12, 31))


def test_a_shorter_period_is_read_as_stated() -> None:
    period = find_period(blocks("统计期限为2024年3月18日至2024年12月31日。"))

    assert period is not None
    assert period.start == date(2024, 3, 18)


@pytest.mark.parametrize("text", ["自20201月1日起至202012月31日止", "202511日到20251231日"])
def test_damaged_dates_are_not_repaired(text: str) -> None:
    period = find_period(blocks(f"数据统计期限{text}。"))

    assert period is not None
    assert (period.start, period.end, period.raw) == (None, None, text)


def test_another_span_of_days_is_no_period() -> None:
    assert find_period(blocks("2024年5月10日至5月20日开展政务公开活动。")) is None


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2025-01-20 15:59",
        "【发文日期】2025年01月20日",
        "日期：2025/01/20/ 17:33",
        "[2025-01-20]",
        "（2025 年 1 月 20 日）",
        "2025-01-20 10:30 来源：市档案局",
        "临江市档案局2024年政府信息公开工作年度报告( 2025.01.20 )",
    ],
)
def test_a_shown_date_is_a_witness(line: str) -> None:
    assert [(seen.kind, seen.day) for seen in witnesses(line)] == [("shown", date(2025, 1, 20))]


@pytest.mark.parametrize(
    "line",
    [
        "今天是2026年3月5日 星期四",
        "2026年3月5日 星期四",
        "统计时间：2024年1月1日至2024年12月31日",
        "截至2024年12月31日",
    ],
)
def test_clocks_and_other_dates_are_no_witness(line: str) -> None:
    assert witnesses(line) == ()


def test_a_date_in_a_table_about_the_page_is_a_witness() -> None:
    row = tuple(GridCell(text, PLACE) for text in ("索引号", "001", "发文日期", "2025年01月20日"))

    (seen,) = publication_dates([Grid((row,), PLACE)], [], {}, None, None)

    assert (seen.kind, seen.day) == ("shown", date(2025, 1, 20))


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.gov.cn/x/202501/t20250117_123.html", date(2025, 1, 17)),
        ("https://a.gov.cn/art/2025/1/9/art_1_2.html", date(2025, 1, 9)),
        ("https://a.gov.cn/c/20250113/01d422f4.html", date(2025, 1, 13)),
        ("https://a.gov.cn/2025/01-13/1.html", date(2025, 1, 13)),
    ],
)
def test_the_address_tells_a_day(url: str, day: date) -> None:
    assert [(seen.kind, seen.day) for seen in witnesses(url=url)] == [("address", day)]


@pytest.mark.parametrize("url", ["https://a.gov.cn/c/202501/0a.shtml", "https://a.gov.cn/content/post_20251.html"])
def test_an_address_without_a_day_tells_none(url: str) -> None:
    assert witnesses(url=url) == ()


def test_all_witnesses_are_kept_and_the_shown_one_comes_first() -> None:
    seen = witnesses("发布时间：2025-02-10", url="https://a.gov.cn/t20250217_1.html", pubdate="2025-01-13 10:00")

    assert [(witness.kind, witness.day.isoformat()) for witness in seen] == [
        ("shown", "2025-02-10"),
        ("meta", "2025-01-13"),
        ("address", "2025-02-17"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("无", "临江市档案局", "2025年1月20日"),
        ("无", "临江市档案局　　2025年1月20日"),
        ("无", "临江市档案局", "二〇二五年一月二十日"),
        ("无", "临江市档案局", "2025年1月20日", "附件：年报.pdf"),
    ],
)
def test_the_signature_gives_agency_and_day(lines: tuple[str, ...]) -> None:
    signature = find_signature(blocks(*lines), is_agency=is_agency)

    assert signature is not None
    assert (signature.index, signature.agency, signature.day) == (1, "临江市档案局", date(2025, 1, 20))


def test_a_sentence_that_ends_with_a_date_is_no_signature() -> None:
    assert find_signature(blocks("六、其他事项", "上述数据截至2025年1月20日"), is_agency=is_agency) is None
