"""/healthz and the banner: silence, work that does not move on, and what reached nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from reports.looks import LookOutcome
from status.config import StatusConfig
from storage import documents, heartbeats, outbox, runs, sources
from storage.records import NewMessage
from tests.status.conftest import Served, serving
from tests.status.seeing import tree_of
from tests.storage.world import NOW, add_document, source_of


def health(served: Served) -> tuple[int, Any]:
    """Return status and JSON of /healthz."""
    answer = served.get("/healthz")
    return answer.status_code, answer.json()


def codes(value: Any, *, grave: bool) -> list[str]:
    """Return the codes of the concerns of that gravity."""
    return [concern["code"] for concern in value["concerns"] if concern["grave"] is grave]


def keep_alive(served: Served, *names: str) -> None:
    """Let processes of these names give a sign of life now."""
    with served.world.database.write() as tx:
        for name in names:
            heartbeats.beat(tx, name=name, now=served.clock.moment, pid=1, started_at=NOW)


def test_a_house_in_order_is_200_although_a_message_is_dead(own_page: Served) -> None:
    status, value = health(own_page)

    assert status == 200
    assert value["ok"] is True
    assert codes(value, grave=True) == []
    assert codes(value, grave=False) == ["dead.messages", "quarantined.documents"]
    assert [beat["name"] for beat in value["heartbeats"]] == ["daemon", "page", "worker"]


@pytest.mark.parametrize("silent", ["daemon", "worker", "page"])
def test_a_process_without_a_sign_of_life_is_503(own_page: Served, silent: str) -> None:
    own_page.clock.moment = NOW + timedelta(minutes=6)
    keep_alive(own_page, *({"daemon", "worker", "page"} - {silent}))

    status, value = health(own_page)

    assert status == 503
    assert codes(value, grave=True) == [f"silent.{silent}"]


def test_a_process_that_never_ran_is_503(empty_page: Served) -> None:
    status, value = health(empty_page)

    assert status == 503
    assert codes(value, grave=True) == ["silent.daemon", "silent.worker", "silent.page"]
    assert "duban run" in value["concerns"][0]["message"]


def test_only_expected_parts_are_missed(empty_page: Served) -> None:
    with serving(empty_page.world, StatusConfig(expected_parts=())) as served:
        status, _ = health(served)

    assert status == 200


def test_a_document_waiting_too_long_is_503(own_page: Served) -> None:
    with own_page.world.database.write() as tx:
        add_document(own_page.world, tx, "sh-shi", b"<html>", at=NOW - timedelta(hours=3))

    status, value = health(own_page)

    assert (status, codes(value, grave=True)) == (503, ["stuck.documents"])


def test_a_message_that_is_not_sent_is_503(own_page: Served) -> None:
    message = NewMessage("<late@duban.invalid>", "shanghai", "office-mail", "late", "消息", "正文")
    with own_page.world.database.write() as tx:
        outbox.put(tx, message=message, now=NOW - timedelta(hours=3))

    status, value = health(own_page)

    assert (status, codes(value, grave=True)) == (503, ["stuck.messages"])


def test_a_round_that_stopped_half_way_is_503(own_page: Served) -> None:
    with own_page.world.database.write() as tx:
        runs.enqueue(tx, kind="crawl", source_ids=[source_of(tx, "sh-shi").id], now=NOW - timedelta(hours=1))
        runs.take_next(tx, now=NOW - timedelta(hours=1))

    status, value = health(own_page)

    assert (status, codes(value, grave=True)) == (503, ["stuck.runs"])


def test_columns_that_nobody_asks_are_503(own_page: Served) -> None:
    with own_page.world.database.write() as tx:
        source, day = source_of(tx, "sh-shi"), timedelta(days=1)
        sources.settle(
            tx, source_id=source.id, outcome=LookOutcome.COMPLETE, at=NOW - 9 * day, next_check_at=NOW - 2 * day
        )

    status, value = health(own_page)

    assert (status, codes(value, grave=True)) == (503, ["stuck.sources"])


def test_a_last_round_of_long_ago_is_503(own_page: Served) -> None:
    own_page.clock.moment = NOW + timedelta(days=9)
    keep_alive(own_page, "daemon", "worker", "page")

    status, value = health(own_page)

    assert status == 503
    assert "stale.round" in codes(value, grave=True)


def test_health_is_never_kept_by_a_browser(page: Served) -> None:
    assert page.get("/healthz").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/agencies/sh-waiban", "/reports/sh-waiban/2025", "/incidents", "/api"])
def test_every_page_carries_the_banner(page: Served, path: str) -> None:
    assert "有1条消息发送失败，没有送到任何人。" in page.get(path).text


def test_the_banner_leads_to_what_it_speaks_of(page: Served) -> None:
    links = [str(link.attributes["href"]) for link in tree_of(page, "/?lang=en").css(".banner a")]

    assert links == ["/deliveries?state=dead&lang=en", "/agencies/sy-waiban?lang=en"]
    assert [page.get(link).status_code for link in links] == [200, 200]


def test_the_banner_goes_when_the_reason_goes(own_page: Served) -> None:
    dead = own_page.get("/api/deliveries?state=dead").json()["deliveries"][0]
    with own_page.world.database.write() as tx:
        message = outbox.find(tx, message_id=dead["message_id"])
        assert message is not None
        outbox.suppress(tx, outbox_id=message.id, reason="接收人已电话告知", now=NOW)
        for document in documents.of_agency(tx, agency_id="sy-waiban"):
            documents.waive(tx, document_id=document.id, by="李", reason="非报告", now=NOW)
    own_page.clock.moment = NOW + timedelta(seconds=11)

    assert 'class="banner' not in own_page.get("/").text
