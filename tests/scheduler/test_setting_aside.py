"""Answers and waivers in the judging round: what counts, what is told, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from alerts.targets import Target
from reports.answers import AnswerKind, Standing
from reports.rules import Audience
from reports.states import Content
from reports.waivers import WaiverScope
from scheduler.watch import Watch
from storage import answers, duties, outbox, waivers
from storage.records import Duty, MessageState, OutboxMessage
from tests.scheduler.faulty import AT, changed_rules, publish, standing
from tests.scheduler.house import OFFICE, YEAR, new_watch
from tests.scheduler.test_judging import judge_all, open_kinds

DAY = timedelta(days=1)
CHAT = Target(name="chat", url="slack://a/b/c")


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    watch = new_watch(tmp_path, targets=(OFFICE, CHAT))
    publish(watch)
    yield watch
    watch.database.close()


def duty(watch: Watch) -> Duty:
    with watch.database.read() as tx:
        return duties.get(tx, agency_id="mc-waiban", report_year=YEAR)


def reasons(watch: Watch) -> str:
    return str(duty(watch).evidence)


def messages(watch: Watch) -> list[OutboxMessage]:
    """Return the messages, the oldest first."""
    with watch.database.read() as tx:
        return list(outbox.page(tx, limit=100))[::-1]


def answer_all(watch: Watch, kind: AnswerKind, at: datetime) -> None:
    open_ids = [
        each.stored.finding.id
        for code in ("A101", "A102")
        for each in standing(watch, code, now=at)
        if each.standing is not Standing.CLOSED
    ]
    with watch.database.write() as tx:
        for finding_id in open_ids:
            answers.add(tx, finding_id=finding_id, kind=kind, author="张三", now=at)


def waive(watch: Watch, code: str, at: datetime, *, until: date) -> int:
    with watch.database.write() as tx:
        return waivers.add(
            tx,
            code=code,
            scope=WaiverScope.AGENCY,
            scope_id="mc-waiban",
            reason="迁移",
            author="张三",
            expires_on=until,
            now=at,
        ).id


def test_findings_that_count_make_the_report_doubtful(watch: Watch) -> None:
    judge_all(watch, AT)

    assert duty(watch).content is Content.FINDINGS
    assert "fails_validation" in open_kinds(watch)


def test_a_true_explanation_ends_the_doubt_and_is_still_told_on_the_page(watch: Watch) -> None:
    judge_all(watch, AT)
    answer_all(watch, AnswerKind.EXPLAINED, AT + DAY)

    judge_all(watch, AT + DAY)

    assert duty(watch).content is Content.CLEAN
    assert "已有答复，不再计入：A101、A102" in reasons(watch)
    assert "fails_validation" not in open_kinds(watch)
    assert "主管部门答复或豁免" in messages(watch)[-2].body + messages(watch)[-1].body


def test_an_explained_finding_stays_so_over_a_new_version_with_another_number(watch: Watch) -> None:
    judge_all(watch, AT)
    answer_all(watch, AnswerKind.EXPLAINED, AT + DAY)
    publish(watch, received=9, at=AT + 2 * DAY)

    judge_all(watch, AT + 2 * DAY)

    assert {each.standing for each in standing(watch, "A101", now=AT + 3 * DAY)} == {Standing.ANSWERED}


def test_a_finding_not_upheld_comes_back_with_its_answers_when_the_number_changes(watch: Watch) -> None:
    judge_all(watch, AT)
    answer_all(watch, AnswerKind.DISMISSED, AT + DAY)
    judge_all(watch, AT + DAY)
    assert duty(watch).content is Content.CLEAN

    publish(watch, received=9, at=AT + 2 * DAY)
    judge_all(watch, AT + 2 * DAY)

    (found, *_) = standing(watch, "A101", now=AT + 2 * DAY)
    assert found.standing is Standing.COUNTS
    assert [each.kind for each in found.answers] == [AnswerKind.DISMISSED]


def test_what_is_put_right_closes_by_itself_and_keeps_its_answers(watch: Watch) -> None:
    judge_all(watch, AT)
    answer_all(watch, AnswerKind.RECTIFIED, AT + DAY)
    judge_all(watch, AT + DAY)
    assert duty(watch).content is Content.FINDINGS

    publish(watch, faulty=False, at=AT + 2 * DAY)
    judge_all(watch, AT + 2 * DAY)

    (found, *_) = standing(watch, "A101", now=AT + 2 * DAY)
    assert duty(watch).content is Content.UPDATED
    assert found.standing is Standing.CLOSED
    assert [each.kind for each in found.answers] == [AnswerKind.RECTIFIED]


def test_a_waiver_ends_the_doubt_until_its_last_day_and_then_it_is_told_again(watch: Watch) -> None:
    judge_all(watch, AT)
    for code in ("A101", "A102"):
        waive(watch, code, AT + DAY, until=date(2026, 1, 25))
    judge_all(watch, AT + DAY)
    assert duty(watch).content is Content.CLEAN
    assert duty(watch).findings_waived == 4
    assert "已豁免，不计入：A101、A102" in reasons(watch)
    assert duty(watch).assess_at == datetime(2026, 1, 25, 16, tzinfo=UTC)  # the end of that day in Shanghai
    told = len(messages(watch))

    judge_all(watch, datetime(2026, 1, 25, 16, tzinfo=UTC))

    assert duty(watch).content is Content.FINDINGS
    assert duty(watch).findings_waived == 0
    assert "fails_validation" in open_kinds(watch)
    assert len(messages(watch)) > told


def test_a_waiver_over_some_errors_has_them_told_again_although_the_incident_stayed_open(watch: Watch) -> None:
    judge_all(watch, AT)
    waive(watch, "A101", AT + DAY, until=date(2026, 1, 25))
    judge_all(watch, AT + DAY)
    assert "fails_validation" in open_kinds(watch)
    told = len(messages(watch))

    judge_all(watch, datetime(2026, 1, 25, 16, tzinfo=UTC))

    again = messages(watch)[told:]
    assert {message.kind for message in again} == {"fails_validation"}
    assert any("A101" in message.body for message in again)


def test_what_a_reviewer_must_see_first_is_neither_counted_nor_told_before(watch: Watch) -> None:
    waive(watch, "A102", AT, until=date(2026, 12, 31))
    with changed_rules(audience=Audience.REVIEWED):
        judge_all(watch, AT)
        assert duty(watch).content is Content.CLEAN
        assert duty(watch).findings_to_review == 2
        assert "A101" not in reasons(watch)
        assert not any("A101" in str((message.body, message.payload)) for message in messages(watch))

        answer_all(watch, AnswerKind.PASSED, AT + DAY)
        judge_all(watch, AT + DAY)

        assert duty(watch).content is Content.FINDINGS
        assert any("A101" in message.body for message in messages(watch))


def test_private_findings_go_by_the_offices_mail_alone_and_show_in_no_state(watch: Watch) -> None:
    waive(watch, "A102", AT, until=date(2026, 12, 31))
    with changed_rules(audience=Audience.PRIVATE):
        judge_all(watch, AT)

        told = [message for message in messages(watch) if "A101" in str((message.body, message.payload))]
        assert duty(watch).content is Content.CLEAN
        assert duty(watch).findings_private == 2
        assert "A101" not in reasons(watch)
        assert [(message.target, message.kind) for message in told] == [("office", "private_finding")]
        assert "请勿转发" in told[0].body

        publish(watch, faulty=False, at=AT + DAY)
        judge_all(watch, AT + DAY)

        assert "private_finding" not in open_kinds(watch)
        assert {message.target for message in messages(watch) if message.kind == "private_finding"} == {"office"}


def test_without_a_mail_target_a_private_finding_is_kept_and_sent_to_nobody(tmp_path: Path) -> None:
    watch = new_watch(tmp_path, targets=(CHAT,))
    publish(watch)
    with changed_rules(audience=Audience.PRIVATE):
        judge_all(watch, AT)

    kept = [message for message in messages(watch) if message.kind == "private_finding"]
    watch.database.close()

    assert [(message.target, message.state) for message in kept] == [("-", MessageState.SUPPRESSED)]
