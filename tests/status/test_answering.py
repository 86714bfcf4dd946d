"""What the office does on the page, what nobody else can, and what nobody else sees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from reports.answers import AnswerKind, Standing
from status.config import Access, StatusConfig
from storage import duties, incidents, outbox, standings, waivers
from storage.records import NewMessage, StandingFinding
from tests.status.answering import A101, PRIVATE, REVIEWED, add_findings, form_of, office, send
from tests.status.conftest import Served, serving
from tests.status.seeing import words
from tests.storage.world import NOW

PAGE = f"/findings/{A101}"
ANSWER = {"kind": "explained", "text": "已核对台账", "name": "张三"}
WAIVE = {"scope": "agency", "years": "one", "text": "系统升级", "until": "2026-12-31", "name": "张三"}


@pytest.fixture
def desk(own_page: Served) -> Iterator[Served]:
    """Yield the office's page over a world that the test may change."""
    add_findings(own_page.world)
    with office(own_page.world) as served:
        yield served


def kept(served: Served, finding_id: str = A101) -> StandingFinding:
    with served.world.database.read() as tx:
        return standings.get(tx, finding_id=finding_id, now=NOW + timedelta(minutes=1))


def test_an_answer_is_recorded_with_name_time_and_note_and_the_page_shows_it(desk: Served) -> None:
    answer = send(desk, PAGE, "/answer", ANSWER)

    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    (given,) = kept(desk).answers
    assert (given.kind, given.author, given.note, given.at) == (AnswerKind.EXPLAINED, "张三", "已核对台账", NOW)
    assert "单位说明属实 张三 已核对台账" in words(desk, PAGE)
    assert "已答复 1" in words(desk, "/reports/sh-hezuo/2025")


def test_earlier_answers_stay_on_the_page(desk: Served) -> None:
    send(desk, PAGE, "/answer", ANSWER | {"kind": "fed_back", "text": ""})
    send(desk, PAGE, "/answer", ANSWER)

    shown = words(desk, PAGE)

    assert "已反馈 张三" in shown
    assert "单位说明属实 张三" in shown


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://127.0.0.1:1"])
def test_a_form_from_another_place_is_refused_and_nothing_is_kept(desk: Served, origin: str) -> None:
    answer = send(desk, PAGE, "/answer", ANSWER, origin=origin)

    assert answer.status_code == 403
    assert "没有记录" in answer.text
    assert kept(desk).answers == ()


def test_a_form_that_the_browser_calls_foreign_is_refused(desk: Served) -> None:
    action, hidden = form_of(desk, PAGE, "/answer")
    headers = {"origin": desk.address, "sec-fetch-site": "cross-site"}

    assert desk.client.post(action, data=hidden | ANSWER, headers=headers).status_code == 403
    assert kept(desk).answers == ()


@pytest.mark.parametrize("mark", ["", "0" * 32, "好"])
def test_a_form_without_its_mark_is_shown_again_with_what_was_typed(desk: Served, mark: str) -> None:
    answer = send(desk, PAGE, "/answer", ANSWER | {"mark": mark})

    assert answer.status_code == 422
    assert "页面已经过期" in answer.text
    assert "已核对台账" in answer.text
    assert kept(desk).answers == ()


def test_the_mark_of_one_finding_is_none_for_another(desk: Served) -> None:
    _, hidden = form_of(desk, PAGE, "/answer")
    other = f"/findings/{REVIEWED}/answer"

    answer = desk.client.post(other, data=hidden | ANSWER, headers={"origin": desk.address})

    assert answer.status_code == 422
    assert kept(desk, REVIEWED).answers == ()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"name": " "}, "请写明是谁答复的"), ({"kind": "好"}, "请选择一种答复"), ({"text": "长" * 2001}, "说明不超过")],
)
def test_a_form_filled_in_wrongly_says_what_is_wrong(desk: Served, fields: dict[str, str], sentence: str) -> None:
    answer = send(desk, PAGE, "/answer", ANSWER | fields)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert kept(desk).answers == ()


def test_what_is_typed_never_becomes_markup(desk: Served) -> None:
    send(desk, PAGE, "/answer", ANSWER | {"text": "<script>alert(1)</script>", "name": "<b>张三"})

    text = desk.get(PAGE).text

    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "&lt;b&gt;张三" in text


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"x" * 70_000, "application/x-www-form-urlencoded", 413),
        (b"kind=%ff%fe", "application/x-www-form-urlencoded", 422),
        (b'{"kind": "explained"}', "application/json", 422),
    ],
)
def test_what_is_no_form_of_ours_is_refused(desk: Served, content: bytes, kind: str, status: int) -> None:
    headers = {"origin": desk.address, "content-type": kind}

    assert desk.client.post(f"{PAGE}/answer", content=content, headers=headers).status_code == status


def test_a_waiver_is_recorded_shown_counted_and_ended(desk: Served) -> None:
    assert send(desk, PAGE, "/waive", WAIVE).status_code == 303

    with desk.world.database.read() as tx:
        (waiver,) = waivers.everything(tx)
    assert (waiver.scope_id, waiver.year_from, waiver.year_to, waiver.author) == ("sh-hezuo", 2025, 2025, "张三")
    assert kept(desk).standing is Standing.WAIVED
    assert "已豁免 2" in words(desk, "/reports/sh-hezuo/2025")
    assert "已豁免 2" in words(desk, "/agencies/sh-hezuo")
    assert "系统升级" in words(desk, "/waivers")
    assert [each["open_findings"] for each in desk.get("/api/waivers").json()["waivers"]] == [2]
    found = desk.get("/api/reports/sh-hezuo/2025").json()["findings"]
    assert {each["standing"]: each["waiver"] and each["waiver"]["reason"] for each in found} == {
        "waived": "系统升级",
        "counts": None,
    }

    assert send(desk, "/waivers", f"/{waiver.id}/end", {"name": "李四"}).status_code == 303

    assert kept(desk).standing is Standing.COUNTS
    assert "李四" in words(desk, "/waivers")


def test_a_waiver_without_its_day_says_so_and_keeps_what_was_typed(desk: Served) -> None:
    answer = send(desk, PAGE, "/waive", WAIVE | {"until": ""})

    assert answer.status_code == 422
    assert "有效期的最后一天" in answer.text
    assert "系统升级" in answer.text


def test_a_finding_for_review_is_agreed_to_and_only_then_for_everybody(desk: Served, own_page: Served) -> None:
    report = "/reports/sh-hezuo/2025"
    assert "待复核 1" in words(desk, report)
    with serving(own_page.world) as anybody:
        assert "雷同" not in anybody.get(report).text + anybody.get("/api" + report).text
        assert anybody.get(f"/findings/{REVIEWED}").status_code == 404

        refused = send(desk, f"/findings/{REVIEWED}", "/answer", ANSWER | {"kind": "fed_back"})
        send(desk, f"/findings/{REVIEWED}", "/answer", ANSWER | {"kind": "passed"})

        assert refused.status_code == 422
        assert kept(desk, REVIEWED).standing is Standing.COUNTS
        assert "雷同" in anybody.get(report).text
        assert "雷同" in desk.get("/api" + report).text


def test_a_private_finding_is_for_the_office_alone(desk: Served, own_page: Served) -> None:
    paths = ["/reports/sh-hezuo/2025", "/agencies/sh-hezuo", "/findings"]
    assert "号码310*55" in desk.get(paths[0]).text
    assert "请勿外传" in words(desk, f"/findings/{PRIVATE}")

    api = [desk.get(path).text for path in ("/api/reports/sh-hezuo/2025", "/api/agencies/sh-hezuo")]
    with serving(own_page.world) as anybody:
        public = [anybody.get(path).text for path in paths]
        assert anybody.get(f"/findings/{PRIVATE}").status_code == 404

    assert not any("F023" in text or "310*55" in text for text in (*api, *public))


def test_without_the_office_nothing_can_be_sent(own_page: Served) -> None:
    for path in (f"{PAGE}/answer", f"{PAGE}/waive", "/waivers/1/end"):
        assert own_page.client.post(path, data=ANSWER, headers={"origin": own_page.address}).status_code == 405
    assert '<form class="action"' not in own_page.get(PAGE).text


def test_a_page_for_this_machine_is_nobodys_office_behind_an_unknown_proxy(desk: Served) -> None:
    assert '<form class="action"' in desk.get(PAGE).text
    assert '<form class="action"' not in desk.get(PAGE, **{"x-forwarded-for": "10.0.0.9"}).text

    headers = {"origin": desk.address, "via": "1.1 proxy"}
    assert desk.client.post(f"{PAGE}/answer", data=ANSWER, headers=headers).status_code == 405


def test_names_come_from_the_proxy_that_checks_who_asks(own_page: Served) -> None:
    config = StatusConfig(public_url="https://duban.example", access=Access.OFFICE_PROXY, user_header="X-Remote-User")
    with office(own_page.world, config) as served:
        named = {"x-remote-user": "%E7%8E%8B%E4%BA%94"}
        answer = send(served, PAGE, "/answer", ANSWER, origin="https://duban.example", **named)
        nobody = send(served, PAGE, "/answer", ANSWER, origin="https://duban.example")
        other = form_of(served, PAGE, "/answer", **named)[1]
        stolen = served.client.post(
            f"{PAGE}/answer", data=other | ANSWER, headers={"origin": "https://duban.example", "x-remote-user": "zhao"}
        )

    assert answer.status_code == 303
    assert [given.author for given in kept(own_page).answers] == ["王五"]
    assert (nobody.status_code, stolen.status_code) == (422, 422)
    assert "page.user_header" in nobody.text


def test_names_and_notes_stay_with_the_office(desk: Served, own_page: Served) -> None:
    send(desk, PAGE, "/answer", ANSWER)

    with serving(own_page.world) as anybody:
        public = anybody.get(PAGE).text + anybody.get("/reports/sh-hezuo/2025").text + anybody.get("/findings").text
    api = desk.get("/api/reports/sh-hezuo/2025").text

    assert "单位说明属实" in public
    assert not any(word in public + api for word in ("张三", "已核对台账"))


def test_the_list_of_findings_is_filtered_by_how_they_stand(desk: Served) -> None:
    assert "N120" in words(desk, "/findings?standing=awaits_review")
    assert "A101" not in words(desk, "/findings?standing=awaits_review")
    assert "没有符合条件的疑点" in words(desk, "/findings?standing=waived")
    assert desk.get("/findings?standing=never").status_code == 422


def test_a_page_says_in_its_forms_where_it_came_from_and_no_other_does(desk: Served) -> None:
    assert desk.get(PAGE).headers["referrer-policy"] == "same-origin"
    assert desk.get("/").headers["referrer-policy"] == "no-referrer"


def test_the_same_page_is_not_sent_twice_to_the_same_person(desk: Served) -> None:
    first = desk.get(PAGE)

    again = desk.get(PAGE, **{"if-none-match": first.headers["etag"]})
    send(desk, PAGE, "/answer", ANSWER)
    after = desk.get(PAGE, **{"if-none-match": first.headers["etag"]})

    assert (again.status_code, after.status_code) == (304, 200)


def test_the_matrix_shows_and_counts_what_no_state_counts(desk: Served, own_page: Served) -> None:
    with desk.world.database.write() as tx:
        duties.note_judgement(
            tx,
            agency_id="sh-hezuo",
            report_year=2025,
            at=NOW,
            rule_set="x",
            waived=2,
            to_review=1,
            private=3,
        )

    shown = words(desk, "/")
    with serving(own_page.world) as anybody:
        public = words(anybody, "/")
    rows = {row["id"]: row for row in desk.get("/api/agencies").json()["agencies"]}

    assert "已豁免 2 待复核 1 内部核实 3" in shown
    assert "已豁免的疑点2条 待复核的疑点1条 内部核实的疑点3条" in shown
    assert "已豁免 2" in public
    assert "待复核" not in public
    assert "内部核实" not in public
    assert rows["sh-hezuo"]["years"]["2025"]["findings_waived"] == 2
    assert desk.get("/api/counts").json()["findings_waived"] == 2


def test_incidents_and_messages_for_the_office_alone_are_in_no_json(desk: Served, own_page: Served) -> None:
    with desk.world.database.write() as tx:
        incident, _ = incidents.open_incident(
            tx,
            kind="private_finding",
            jurisdiction="shanghai",
            dedupe_key="private:sh-hezuo:2025",
            agency_id="sh-hezuo",
            report_year=2025,
            now=NOW,
        )
        outbox.put(
            tx,
            message=NewMessage(
                message_id="<private@duban.invalid>",
                jurisdiction="shanghai",
                target="office-mail",
                kind="private_finding",
                subject="内部核实",
                body="请核实。",
                incident_ids=(incident.id,),
            ),
            now=NOW,
        )
    message = "/deliveries/%3Cprivate%40duban.invalid%3E"
    api = [desk.get(path).text for path in ("/api/incidents", "/api/deliveries", "/api/reports/sh-hezuo/2025")]
    with serving(own_page.world) as anybody:
        public = [anybody.get(path).text for path in ("/incidents", "/deliveries", "/reports/sh-hezuo/2025")]
        hidden = anybody.get(message).status_code

    assert "内部核实" in words(desk, "/incidents")
    assert desk.get(message).status_code == 200
    assert hidden == 404
    assert not any("private" in text or "内部核实" in text for text in (*api, *public))


@pytest.mark.parametrize(
    ("path", "back"),
    [(f"{PAGE}/answer", PAGE), (f"{PAGE}/waive?lang=en", f"{PAGE}?lang=en"), ("/waivers/1/end", "/waivers")],
)
def test_opening_the_address_of_a_form_leads_to_its_page(desk: Served, path: str, back: str) -> None:
    answer = desk.get(path)

    assert (answer.status_code, answer.headers["location"]) == (303, back)


def test_the_page_of_a_rule_shows_formula_example_and_who_may_learn_of_it(desk: Served) -> None:
    assert "公式 本年新收 + 上年结转 = （七）总计 + 结转下年度继续办理（每一列）" in words(desk, "/rules/A101")
    assert "例 “三、收到和处理政府信息公开申请情况”表" in words(desk, "/rules/A101")
    assert "只供主管部门，不对外显示" in words(desk, "/rules/F023")
    assert "不能豁免" in words(desk, "/rules/D101")
