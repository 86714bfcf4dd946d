"""What one round writes: incidents, and one message per office and target."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from alerts.facts import Change, IncidentKind
from alerts.rounds import alert, load_open
from alerts.targets import Target
from reports.states import Content, Timeliness
from storage.records import MessageState
from storage.session import Database
from tests.alerts.house import all_incidents, house, messages, the_column, told
from tests.alerts.samples import ENGLISH, MAIL, NOW, duty, finding, published

OTHER = {"agency_id": "shanghai-hzjl", "agency_name": "上海市人民政府合作交流办公室"}
SHENYANG = {"agency_id": "shenyang-wb", "agency_name": "沈阳市人民政府外事办公室", "jurisdiction": "shenyang"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with house(tmp_path) as opened:
        yield opened


def test_a_round_is_one_message_per_office_and_target(database: Database) -> None:
    changes: list[Change] = [duty(), duty(**OTHER), the_column(database), duty(Timeliness.OVERDUE, **SHENYANG)]

    queued = told(database, changes, MAIL, ENGLISH)

    assert (queued.messages, queued.suppressed) == (4, 0)
    assert [(m.jurisdiction, m.target, m.kind, len(m.incident_ids)) for m in messages(database)] == [
        ("shenyang", "office", "overdue", 1),
        ("shenyang", "english", "overdue", 1),
        ("shanghai", "office", "not_seen", 3),
        ("shanghai", "english", "not_seen", 3),
    ]


def test_a_target_gets_only_its_jurisdictions_and_kinds(database: Database) -> None:
    operator = Target("operator", MAIL.url, kinds=(IncidentKind.SOURCE_UNHEALTHY,))
    shenyang = Target("shenyang", MAIL.url, jurisdictions=("shenyang",))

    queued = told(database, [the_column(database), duty(**SHENYANG)], operator, shenyang)

    assert queued.suppressed == 0
    assert [(m.target, m.kind) for m in messages(database)] == [
        ("shenyang", "not_seen"),
        ("operator", "source_unhealthy"),
    ]


def test_a_decision_that_no_target_takes_is_kept_as_suppressed_with_the_reason(database: Database) -> None:
    queued = told(database, [duty(), duty(**SHENYANG)], Target("north", MAIL.url, jurisdictions=("shenyang",)))

    assert (queued.messages, queued.suppressed) == (1, 1)
    kept = next(m for m in messages(database) if m.jurisdiction == "shanghai")
    assert kept.state is MessageState.SUPPRESSED
    assert kept.reason is not None
    assert "[[alerts.targets]]" in kept.reason
    assert "未检索到2024年度报告" in kept.body


def test_a_suppressed_decision_is_not_suppressed_again_and_is_told_once_somebody_takes_it(database: Database) -> None:
    told(database, [duty()])

    again = told(database, [duty()])
    heard = told(database, [duty()], MAIL)
    after = told(database, [duty()], MAIL)

    assert [(q.messages, q.suppressed) for q in (again, heard, after)] == [(0, 0), (1, 0), (0, 0)]


def test_the_same_round_twice_writes_nothing_new(database: Database) -> None:
    changes: list[Change] = [
        duty(),
        published(content=Content.FINDINGS, findings=(finding(),), **OTHER),
        the_column(database),
    ]
    told(database, changes, MAIL)
    before = (all_incidents(database), messages(database))

    queued = told(database, changes, MAIL)

    assert not queued.decisions
    assert (all_incidents(database), messages(database)) == before


def test_escalation_changes_the_incident_and_keeps_its_beginning(database: Database) -> None:
    told(database, [duty()], MAIL)

    told(database, [duty(Timeliness.OVERDUE)], MAIL)

    (incident,) = all_incidents(database)
    assert (incident.kind, incident.opened_at, incident.resolved_at) == ("overdue", NOW, None)
    assert [m.kind for m in messages(database)] == ["not_seen", "overdue"]


def test_a_resolved_incident_is_told_once_and_stays_as_history(database: Database) -> None:
    told(database, [duty()], MAIL)

    told(database, [published()], MAIL)
    told(database, [published()], MAIL)

    (incident,) = all_incidents(database)
    assert incident.resolved_at == NOW
    assert [m.subject.split(" | ")[0] for m in messages(database)] == ["栏目未见·待核实", "已解除·栏目未见·待核实"]
    assert incident.last_message_id == messages(database)[-1].message_id


def test_an_incident_that_nobody_heard_of_ends_without_a_message(database: Database) -> None:
    told(database, [duty()])

    told(database, [published()], MAIL)

    assert [m.state for m in messages(database)] == [MessageState.SUPPRESSED]
    assert all_incidents(database)[0].resolved_at == NOW


def test_an_error_is_told_once_even_if_it_goes_and_comes_back_while_another_stays(database: Database) -> None:
    first, second = finding("A101"), finding("A103")
    rounds = [(first,), (first, second), (first,), (first, second)]

    written = [told(database, [published(content=Content.FINDINGS, findings=found)], MAIL).messages for found in rounds]

    assert written == [1, 1, 0, 0]


def test_what_else_is_open_for_the_agency_is_named(database: Database) -> None:
    told(database, [the_column(database)], MAIL)

    told(database, [duty()], MAIL)

    assert "该机关其他未解除事项：监测受阻" in messages(database)[-1].body


def test_the_office_is_called_by_its_name_where_one_is_given(database: Database) -> None:
    with database.write() as tx:
        alert(tx, [duty()], [MAIL], now=NOW, office_names={"shanghai": "上海市政府办公厅"})

    assert messages(database)[0].body.startswith("上海市政府办公厅：")


def test_a_round_that_is_rolled_back_leaves_nothing(database: Database) -> None:
    def broken() -> None:
        with database.write() as tx:
            alert(tx, [duty()], [MAIL], now=NOW)
            raise RuntimeError("the round breaks")

    with pytest.raises(RuntimeError):
        broken()

    assert all_incidents(database) == ()
    assert messages(database) == ()


def test_an_incident_keeps_its_facts_in_both_languages(database: Database) -> None:
    told(database, [duty()], MAIL)

    facts = all_incidents(database)[0].detail["facts"]
    assert isinstance(facts, dict)
    assert {language: facts[language]["state"] for language in facts} == {
        "zh": "栏目未见·待核实",
        "en": "Not seen, to be verified",
    }


def test_open_incidents_are_loaded_as_deciding_needs_them(database: Database) -> None:
    change = published(content=Content.FINDINGS, findings=(finding(),))
    told(database, [change], MAIL)

    with database.read() as tx:
        (held,) = load_open(tx, jurisdiction="shanghai")
        assert load_open(tx, jurisdiction="shenyang") == ()

    assert (held.kind, held.told, held.told_findings) == (
        IncidentKind.FAILS_VALIDATION,
        True,
        frozenset({"A101-1"}),
    )


def test_two_seasons_of_one_agency_are_two_incidents(database: Database) -> None:
    told(database, [duty(), duty(report_year=2023)], MAIL)

    assert {incident.dedupe_key for incident in all_incidents(database)} == {
        "absence:shanghai-wsb:2024",
        "absence:shanghai-wsb:2023",
    }


def test_a_later_relapse_is_a_new_incident(database: Database) -> None:
    for change in (duty(), published(), duty()):
        told(database, [change], MAIL)

    later = all_incidents(database)
    assert [incident.resolved_at for incident in later] == [NOW, None]


def test_a_message_waits_from_the_moment_of_its_decision(database: Database) -> None:
    told(database, [duty()], MAIL)

    (message,) = messages(database)
    assert (message.state, message.next_try_at, message.attempts) == (MessageState.PENDING, NOW, 0)
    assert message.lease_until is None
    assert message.created_at == NOW
