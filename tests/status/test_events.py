"""Incidents, messages with their receipts, and the rules."""

from __future__ import annotations

from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from reports.rules import RULES
from storage import outbox
from storage.records import NewMessage
from tests.status.conftest import Served
from tests.status.seeing import words
from tests.storage.world import NOW


def test_incidents_are_listed_with_agency_year_and_standing(page: Served) -> None:
    text = words(page, "/incidents")

    assert "2026-02-02 10:00 栏目未见·待核实 上海市档案局 2025 待处理" in text
    assert "逾期发布 上海市统计局 2025 已解除 2026-02-04 10:00" in text


def test_open_incidents_can_be_shown_alone(page: Served) -> None:
    assert "已解除" not in words(page, "/incidents?open=1")


def test_an_incident_leads_to_the_message_about_it(page: Served) -> None:
    tree = LexborHTMLParser(page.get("/incidents").text)
    links = [str(link.attributes["href"]) for link in tree.css("a[href^='/deliveries/']")]

    assert all(page.get(link).status_code == 200 for link in links)


def test_a_dead_message_shows_its_reason_and_what_to_do(page: Served) -> None:
    text = words(page, "/deliveries/" + quote("<source_unhealthy.sh-guozi@duban.invalid>"))

    assert "发送失败" in text
    assert "550 mailbox unavailable" in text
    assert "duban alerts test" in text


def test_a_delivered_message_shows_text_and_receipt(page: Served) -> None:
    text = words(page, "/deliveries/" + quote("<late.sh-tongji@duban.invalid>"))

    assert "请核实。" in text
    assert "接收方已接收 250 OK" in text


def test_messages_can_be_shown_by_state(page: Served) -> None:
    text = words(page, "/deliveries?state=dead")

    assert "上海市国有资产监督管理委员会" in text
    assert "上海市统计局" not in text


def test_a_suppressed_message_keeps_its_reason(own_page: Served) -> None:
    message = NewMessage(
        message_id="<quiet@duban.invalid>",
        jurisdiction="shanghai",
        target="office-mail",
        kind="late",
        subject="不发送的消息",
        body="正文",
        suppressed_because="没有接收人订阅这类事项",
    )
    with own_page.world.database.write() as tx:
        outbox.put(tx, message=message, now=NOW)

    assert "未发送（有原因） 2026-02-10 16:00 没有接收人订阅这类事项" in words(own_page, "/deliveries?state=suppressed")


def test_old_messages_are_reached_page_by_page(own_page: Served) -> None:
    with own_page.world.database.write() as tx:
        for number in range(120):
            message = NewMessage(f"<{number}@duban.invalid>", "shanghai", "office-mail", "late", f"消息{number}号", "")
            outbox.put(tx, message=message, now=NOW)

    path, seen = "/deliveries", []
    while path:
        tree = LexborHTMLParser(own_page.get(path).text)
        seen += [link.text() for link in tree.css("td a[href^='/deliveries/']")]
        older = tree.css_first("a[rel=next]")
        path = "" if older is None else str(older.attributes["href"])

    assert len(seen) == len(set(seen)) == 124


def test_the_rules_are_those_of_the_program(page: Served) -> None:
    tree = LexborHTMLParser(page.get("/rules").text)

    assert [link.text() for link in tree.css("tbody th a")] == [rule.code for rule in RULES]


def test_each_rule_has_a_page_with_explanation_and_source(page: Served) -> None:
    for rule in RULES:
        text = page.get(f"/rules/{rule.code}").text

        assert rule.title_zh in text
        assert rule.code in text
