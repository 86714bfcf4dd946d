"""Answers and waivers in the database: kept for good, weighed each time anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from reports.answers import AnswerKind, Standing
from reports.model import Finding, Level
from reports.waivers import Waiver, WaiverScope
from storage import answers, duties, findings, schema, standings, versions, waivers
from storage.errors import NoSuchRow, Refused
from storage.records import StandingFinding
from storage.session import Database
from tests.storage.rolls import AT, import_roll, roll_text, with_agencies

DAY = timedelta(days=1)
GROUPED = """
jurisdiction: here
agencies:
  - {id: city, name: 某市人民政府, level: government, duty_basis: statutory_government, watch_from: 2025, sources: []}
  - {id: office, name: 某市办公厅, level: department, duty_basis: statutory_department, watch_from: 2025, sources: [],
     parent: city}
  - {id: centre, name: 某市中心, level: other, duty_basis: local_notice, watch_from: 2025, sources: [], parent: office}
"""


def finding(id_: str = "f1", code: str = "A101") -> Finding:
    return Finding(id_, code, Level.ERROR, "不平衡", "unbalanced", (), 3, 2, "3", "form 2021")


def fire(database: Database, *found: Finding, day: int = 0, agency_id: str = "a1") -> None:
    with database.write() as tx:
        findings.sync(
            tx,
            agency_id=agency_id,
            report_year=2025,
            report_id=None,
            codes={"A101", "F007", "D104"},
            found=found,
            now=AT + DAY * day,
        )


def answer(database: Database, kind: AnswerKind, *, day: int = 1, id_: str = "f1", **given: str) -> StandingFinding:
    with database.write() as tx:
        return answers.add(
            tx,
            finding_id=id_,
            kind=kind,
            author=given.get("author", "张三"),
            note=given.get("note", ""),
            now=AT + DAY * day,
        )


def standing(database: Database, *, day: int = 2, id_: str = "f1") -> StandingFinding:
    with database.read() as tx:
        return standings.get(tx, finding_id=id_, now=AT + DAY * day)


def waive(database: Database, *, day: int = 1, **changed: object) -> Waiver:
    given: dict[str, object] = {
        "code": "A101",
        "scope": WaiverScope.AGENCY,
        "scope_id": "a1",
        "reason": "系统升级",
        "author": "张三",
        "expires_on": date(2026, 1, 31),
    }
    with database.write() as tx:
        return waivers.add(tx, now=AT + DAY * day, **(given | changed))  # type: ignore[arg-type]  # by name


def test_every_answer_is_kept_with_name_time_and_note(database: Database) -> None:
    with_agencies(database)
    fire(database, finding())

    answer(database, AnswerKind.FED_BACK, note="已电话告知")
    answer(database, AnswerKind.EXPLAINED, day=2, author="李四")

    kept = standing(database)
    assert [(each.kind, each.author, each.at, each.note) for each in kept.answers] == [
        (AnswerKind.FED_BACK, "张三", AT + DAY, "已电话告知"),
        (AnswerKind.EXPLAINED, "李四", AT + 2 * DAY, ""),
    ]
    assert kept.standing is Standing.ANSWERED


def test_answers_outlive_the_closing_and_reopening_of_their_finding(database: Database) -> None:
    with_agencies(database)
    fire(database, finding())
    answer(database, AnswerKind.RECTIFIED)
    fire(database, day=2)
    assert standing(database, day=3).standing is Standing.CLOSED

    fire(database, finding(), day=4)

    again = standing(database, day=5)
    assert again.standing is Standing.COUNTS
    assert [each.kind for each in again.answers] == [AnswerKind.RECTIFIED]


def test_an_answer_has_the_duty_judged_and_the_pages_made_anew(database: Database) -> None:
    with_agencies(database)
    fire(database, finding())
    with database.read() as tx:
        before = versions.current(tx)

    answer(database, AnswerKind.DISMISSED)

    with database.read() as tx:
        assert duties.get(tx, agency_id="a1", report_year=2025).assess_at == AT  # already waiting since the import
        assert versions.current(tx) == before + 1


@pytest.mark.parametrize("author", ["", "  ", "张\n三", "三" * 101])
def test_an_answer_without_a_usable_name_is_refused_and_nothing_is_kept(database: Database, author: str) -> None:
    with_agencies(database)
    fire(database, finding())

    with pytest.raises(Refused, match="姓名"):
        answer(database, AnswerKind.DISMISSED, author=author)

    assert standing(database).answers == ()


def test_an_unknown_finding_cannot_be_answered(database: Database) -> None:
    with_agencies(database)

    with pytest.raises(NoSuchRow):
        answer(database, AnswerKind.DISMISSED)


def test_a_finding_that_waits_for_its_reviewer_cannot_be_fed_back_yet(database: Database) -> None:
    with_agencies(database)
    fire(database, finding(code="D104"))

    with pytest.raises(Refused, match="复核通过"):
        answer(database, AnswerKind.FED_BACK)

    assert standing(database).standing is Standing.AWAITS_REVIEW
    assert answer(database, AnswerKind.PASSED).standing is Standing.COUNTS
    assert answer(database, AnswerKind.FED_BACK, day=2).standing is Standing.COUNTS


def test_the_beginning_of_an_id_is_enough_where_only_one_begins_so(database: Database) -> None:
    with_agencies(database)
    fire(database, finding("abcdef01"), finding("abcdef02"))

    with database.read() as tx:
        assert findings.get(tx, finding_id="abcdef01").finding.id == "abcdef01"
        with pytest.raises(NoSuchRow):
            findings.get(tx, finding_id="abcdef")
        with pytest.raises(NoSuchRow):
            findings.get(tx, finding_id="abc")


def test_a_waiver_covers_until_its_last_day_and_then_the_finding_counts_again(database: Database) -> None:
    with_agencies(database)
    fire(database, finding())

    waiver = waive(database, expires_on=date(2025, 12, 12))

    assert standing(database, day=2).standing is Standing.WAIVED
    assert standing(database, day=2).waiver == waiver
    assert standing(database, day=3).standing is Standing.COUNTS


def test_an_ended_waiver_covers_nothing_and_is_kept(database: Database) -> None:
    with_agencies(database)
    fire(database, finding())
    waiver = waive(database)

    with database.write() as tx:
        ended = waivers.end(tx, waiver_id=waiver.id, author="李四", now=AT + 2 * DAY)
        with pytest.raises(Refused, match="已经失效"):
            waivers.end(tx, waiver_id=waiver.id, author="李四", now=AT + 3 * DAY)

    assert (ended.ended_by, ended.ended_at) == ("李四", AT + 2 * DAY)
    assert standing(database, day=3).standing is Standing.COUNTS
    with database.read() as tx:
        assert waivers.everything(tx) == (ended,)


@pytest.mark.parametrize("code", ["D101", "D102"])
def test_a_statutory_duty_cannot_be_waived(database: Database, code: str) -> None:
    with_agencies(database)

    with pytest.raises(Refused, match=r"法定义务.*不适用"):
        waive(database, code=code)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"code": "X999"}, "没有编号"),
        ({"scope_id": "nobody"}, "名录中没有"),
        ({"scope": WaiverScope.JURISDICTION}, "名录中没有"),
        ({"reason": " "}, "理由"),
        ({"author": ""}, "决定人"),
        ({"expires_on": date(2025, 12, 10)}, "已经过了"),
        ({"year_from": 2026, "year_to": 2025}, "年度范围"),
        ({"year_from": 20}, "年度范围"),
    ],
)
def test_a_waiver_that_makes_no_sense_is_refused_with_the_reason(
    database: Database, changed: dict[str, object], why: str
) -> None:
    with_agencies(database)

    with pytest.raises(Refused, match=why):
        waive(database, **changed)


def test_a_waiver_for_a_group_covers_all_below_its_body(database: Database) -> None:
    with database.write() as tx:
        import_roll(tx, GROUPED)
    for number, agency_id in enumerate(("city", "office", "centre")):
        fire(database, finding(f"f{number}"), agency_id=agency_id)

    waiver = waive(database, scope=WaiverScope.GROUP, scope_id="office")

    assert [standing(database, id_=f"f{number}").standing for number in range(3)] == [
        Standing.COUNTS,
        Standing.WAIVED,
        Standing.WAIVED,
    ]
    with database.read() as tx:
        assert waivers.covered(tx, waiver) == 2


def test_a_waiver_has_exactly_the_duties_judged_that_it_speaks_of(database: Database) -> None:
    with_agencies(database, 3)
    fire(database, finding("f1"), agency_id="a1")
    fire(database, finding("f2"), agency_id="a2")
    fire(database, finding("f3", "F007"), agency_id="a3")
    with database.write() as tx:
        tx.execute(sa.update(schema.duties).values(assess_at=None))

    waive(database, scope=WaiverScope.JURISDICTION, scope_id="here")

    with database.read() as tx:
        due = duties.due_for_assessment(tx, now=AT + DAY, limit=10)
    assert [duty.agency_id for duty in due] == ["a1", "a2"]


def test_findings_are_listed_by_how_they_stand(database: Database) -> None:
    with database.write() as tx:
        import_roll(tx, roll_text(3))
    for number in (1, 2, 3):
        fire(database, finding(f"f{number}"), agency_id=f"a{number}")
    answer(database, AnswerKind.DISMISSED, id_="f2")
    waive(database, scope_id="a3")

    def listed(*wanted: Standing, **given: str) -> list[str]:
        with database.read() as tx:
            found = standings.listed(
                tx, now=AT + 2 * DAY, limit=9, standings=wanted, jurisdiction=given.get("jurisdiction")
            )
        return [each.standing.stored.finding.id for each in found]

    assert listed(Standing.COUNTS) == ["f1"]
    assert listed(Standing.ANSWERED, Standing.WAIVED) == ["f2", "f3"]
    assert listed(*Standing, jurisdiction="there") == []


def test_answers_and_waivers_are_kept_on_postgresql_too(postgres: Database) -> None:
    with_agencies(postgres)
    fire(postgres, finding(), finding("f2", "F007"))

    answer(postgres, AnswerKind.DISMISSED)
    waive(postgres, code="F007", scope=WaiverScope.GROUP)

    assert standing(postgres).standing is Standing.ANSWERED
    assert standing(postgres, id_="f2").standing is Standing.WAIVED
