"""What a target is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import alerts
from alerts.facts import Change, IncidentKind
from alerts.incidents import Decision, decide
from alerts.items import OtherOpen
from alerts.labels import KIND_LABELS, OUTCOME_LABELS
from alerts.messages import Message, Office, compose, compose_test, new_message_id
from alerts.targets import Language, Target
from reports.looks import LookOutcome
from reports.model import Level
from reports.obligations import DutyBasis, due_dates
from reports.states import Content, Timeliness
from tests.alerts.samples import ENGLISH, MAIL, NOW, duty, finding, held_after, published, source

OFFICE = Office("shanghai", "上海市")
PAGE = "http://127.0.0.1:8765"
NEVER = ("违法", "造假", "倒签", "未提交", "违规", "illegal", "forged", "back-dat", "not submitted")

EVERYTHING: list[Change] = [
    *(source(source_id=number, outcome=outcome) for number, outcome in enumerate(LookOutcome)),
    source(source_id=99, http_status=403, last_good_at=NOW - timedelta(days=9)),
    published(Timeliness.LATE, agency_id="late"),
    duty(Timeliness.NOT_SEEN, agency_id="not-seen"),
    duty(Timeliness.NOT_SEEN, agency_id="no-look", looked_at=None, column_url=None, reasons=()),
    duty(Timeliness.OVERDUE, agency_id="overdue"),
    duty(Timeliness.UNKNOWN, agency_id="no-column", column_url=None),
    duty(Timeliness.UNKNOWN, agency_id="cannot-tell", due=due_dates(DutyBasis.STATUTORY_DEPARTMENT, 2023)),
    published(Timeliness.WITHDRAWN, agency_id="withdrawn"),
    published(agency_id="fails", content=Content.FINDINGS, findings=(finding(), finding("F007", Level.WARNING))),
]


def opened(changes: Sequence[Change]) -> list[tuple[Decision, bool]]:
    return [(decision, False) for decision in decide(changes, [], now=NOW).opened]


def resolved(changes: Sequence[Change]) -> list[tuple[Decision, bool]]:
    held = held_after(decide(changes, [], now=NOW))
    good: list[Change] = [
        source(0, source_id=change.source_id)
        if not hasattr(change, "report_year")
        else published(agency_id=change.agency_id)
        for change in changes
    ]
    return [(decision, True) for decision in decide(good, held, now=NOW).resolved]


def write(
    decisions: Sequence[tuple[Decision, bool]],
    *,
    target: Target = MAIL,
    others: Sequence[OtherOpen] = (),
    public_url: str | None = PAGE,
) -> Message:
    return compose(
        decisions, office=OFFICE, target=target, others=others, public_url=public_url, now=NOW, message_id="duban-1"
    )


def test_one_incident_is_titled_state_agency_and_year() -> None:
    assert write(opened([duty(Timeliness.OVERDUE)])).subject == "逾期未发布 | 上海市人民政府外事办公室 | 2024年度"
    assert (
        write(opened([duty(Timeliness.OVERDUE)]), target=ENGLISH).subject == "Overdue | 上海市人民政府外事办公室 | 2024"
    )


def test_several_incidents_are_titled_by_their_counts_worst_first() -> None:
    message = write(opened([duty(Timeliness.NOT_SEEN, agency_id="a"), duty(Timeliness.OVERDUE, agency_id="b")]))

    assert message.subject == "逾期未发布 1、栏目未见·待核实 1 | 上海市 | 2024年度"
    assert message.kind == "overdue"


def test_an_absence_is_told_in_the_words_of_the_domain() -> None:
    body = write(opened([duty(Timeliness.NOT_SEEN)])).body

    assert (
        "经网上巡查，截至2025年2月2日08:00，在 https://wsb.sh.gov.cn/2020zfxxgknb/ 栏目"
        "未检索到2024年度报告，请核实；已发布的请提供网址。"
    ) in body


@pytest.mark.parametrize(
    "part",
    [
        "起始：2025年2月2日09:00",
        "依据：《政府信息公开条例》第四十九条第一款",
        "- 2025年2月1日20:00完整查看栏目，未检索到该年度报告。 https://wsb.sh.gov.cn/2020zfxxgknb/",
        "下一步：",
        "该机关其他未解除事项：逾期发布（2023年度）",
        "详情：http://127.0.0.1:8765/agencies/shanghai-wsb",
        "消息编号：duban-",
    ],
)
def test_an_entry_tells_since_rule_evidence_next_step_what_else_and_where(part: str) -> None:
    others = [OtherOpen("late:shanghai-wsb:2023", IncidentKind.LATE, "shanghai-wsb", 2023)]

    body = write(opened([duty(Timeliness.NOT_SEEN)]), others=others).body

    assert part in body


def test_other_incidents_of_other_agencies_are_not_named() -> None:
    others = [OtherOpen("late:other:2023", IncidentKind.LATE, "other", 2023)]

    assert "其他未解除" not in write(opened([duty()]), others=others).body


def test_without_a_public_address_no_link_is_written() -> None:
    body = write(opened([duty(column_url=None, reasons=())]), public_url=None).body

    assert "http" not in body


def test_the_link_leads_to_the_report_where_one_was_seen() -> None:
    body = write(opened([published(Timeliness.LATE)])).body

    assert "详情：http://127.0.0.1:8765/reports/shanghai-wsb/2024\n" in body


def test_failed_validation_lists_errors_with_rule_and_source_and_warnings_apart() -> None:
    change = published(content=Content.FINDINGS, findings=(finding(), finding("F007", Level.WARNING)))

    body = write(opened([change])).body

    assert "- A101：表三“自然人”一列" in body
    assert "（依据：form 2021, note to table 3）" in body
    assert body.index("- A101") < body.index("同时请留意（不是本次提醒的原因）：\n- F007")


def test_a_long_list_of_findings_is_cut_with_its_number() -> None:
    errors = tuple(finding(mark=str(number)) for number in range(11))

    body = write(opened([published(content=Content.FINDINGS, findings=errors)])).body

    assert body.count("- A101") == 8
    assert "- 另有3处，见状态页。" in body


def test_a_long_list_of_incidents_is_cut_with_its_number_and_a_link_and_the_data_hold_all() -> None:
    message = write(opened([duty(agency_id=f"a{number:02}") for number in range(25)]))

    assert message.body.count("【栏目未见·待核实】") == 20
    assert "另有5件未在此列出，请查看：http://127.0.0.1:8765/?jurisdiction=shanghai" in message.body
    incidents = message.payload["incidents"]
    assert isinstance(incidents, list)
    assert len(incidents) == 25


def test_a_source_is_told_as_the_monitors_problem() -> None:
    body = write(opened([source()])).body

    assert "这是监测方面的问题，不代表该机关没有公开" in body
    assert "下一步（系统维护人员）" in body


def test_a_resolution_says_so_in_subject_and_text() -> None:
    message = write(resolved([duty(Timeliness.NOT_SEEN)]))

    assert message.subject == "已解除·栏目未见·待核实 | 上海市人民政府外事办公室 | 2024年度"
    assert "现已检索到2024年度报告" in message.body
    assert "现状态：按时发布，未见问题" in message.body


def test_open_incidents_come_before_resolved_ones() -> None:
    decisions = resolved([duty(Timeliness.OVERDUE, agency_id="a")]) + opened([published(Timeliness.LATE)])

    message = write(decisions)

    assert message.kind == "late"
    assert message.body.index("【逾期发布】") < message.body.index("【已解除·逾期未发布】")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("names", [True, False])
def test_no_message_ever_accuses(language: Language, names: bool) -> None:
    target = replace(MAIL, language=language, names=names)
    more = [published(agency_id="fails", content=Content.FINDINGS, findings=(finding(), finding("A102")))]
    held = held_after(decide(EVERYTHING, [], now=NOW))
    worse = [(decision, False) for decision in decide(more, held, now=NOW).updated]

    for decision in opened(EVERYTHING) + resolved(EVERYTHING) + worse:
        message = write([decision], target=target)
        text = f"{message.subject}\n{message.body}"
        assert [word for word in NEVER if word in text] == []


def test_no_template_holds_an_accusing_word() -> None:
    templates = sorted((Path(alerts.__file__).parent / "templates").rglob("*.txt"))

    assert templates
    assert [(path.name, word) for path in templates for word in NEVER if word in path.read_text("utf-8")] == []


def test_both_languages_have_the_same_templates() -> None:
    folder = Path(alerts.__file__).parent / "templates"
    names = [{path.name for path in (folder / language).iterdir()} for language in Language]

    assert names[0] == names[1]
    assert {f"{kind}.txt" for kind in IncidentKind} <= names[0]


def test_every_kind_and_outcome_has_its_words() -> None:
    assert set(KIND_LABELS) == set(IncidentKind)
    assert set(OUTCOME_LABELS) == set(LookOutcome)


@pytest.mark.parametrize(
    "name", ["外办\r\nBcc: x@example.org", "外办\u2028行", "外\u202e办", "外\x00办", "外\n\n1. 【x】"]
)
def test_a_line_break_or_control_character_in_a_name_adds_no_line(name: str) -> None:
    plain = write(opened([duty(agency_name="外办")]))

    message = write(opened([duty(agency_name=name)]))

    assert "\n" not in message.subject
    assert "\r" not in message.subject
    assert message.body.count("\n") == plain.body.count("\n")
    assert all(letter.isprintable() or letter == "\n" for letter in message.subject + message.body)


def test_template_marks_in_a_name_are_text() -> None:
    body = write(opened([duty(agency_name="{{ 7 * 7 }}{% raw %}")])).body

    assert "{{ 7 * 7 }}{% raw %}" in body


def test_a_target_without_names_gets_counts_and_a_link() -> None:
    message = write(opened([duty(), source()]), target=replace(MAIL, names=False))

    assert message.subject == "栏目未见·待核实 1、监测受阻 1 | 上海市 | 2024年度"
    assert "外事办公室" not in message.body
    assert "栏目未见·待核实：1件" in message.body
    assert "http://127.0.0.1:8765/?jurisdiction=shanghai" in message.body


@pytest.mark.parametrize("names", [True, False])
def test_the_message_id_stands_in_the_text_and_in_the_data(names: bool) -> None:
    message = write(opened([duty()]), target=replace(MAIL, names=names))

    assert "消息编号：duban-1" in message.body
    assert message.payload["message_id"] == "duban-1"


def test_no_two_messages_get_the_same_id() -> None:
    assert len({new_message_id() for _ in range(100)}) == 100


def test_the_test_message_names_no_agency_and_says_that_it_is_a_test() -> None:
    message = compose_test(MAIL, now=NOW, message_id="duban-1")

    assert "测试" in message.subject
    assert message.kind == "test"
    assert "收到后无需处理" in message.body
