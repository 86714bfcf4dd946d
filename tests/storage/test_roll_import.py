"""An import: what left is kept, what returns is the same again, and the running season follows the roll."""

from __future__ import annotations

from datetime import date, timedelta

from reports.obligations import DutyBasis
from reports.states import Timeliness
from storage import agencies, duties, overview, sources
from storage.records import Agency, RollChanges, Source
from storage.roll import read_roll
from storage.session import Database
from tests.storage.rolls import AT, import_roll, roll_text, with_agencies

LATER = AT + timedelta(days=20)


def _import(database: Database, text: str) -> RollChanges:
    with database.write() as tx:
        return agencies.apply(tx, read_roll(text, file="roll.yml"), now=LATER)


def _agency(database: Database, agency_id: str = "a1") -> Agency:
    with database.read() as tx:
        return agencies.get(tx, agency_id=agency_id)


def _sources(database: Database, agency_id: str = "a1", *, with_retired: bool = False) -> tuple[Source, ...]:
    with database.read() as tx:
        return sources.of_agencies(tx, agency_ids=[agency_id], with_retired=with_retired)


def test_a_changed_address_is_a_new_source_and_the_old_one_is_no_longer_asked(database: Database) -> None:
    (old,) = with_agencies(database)

    _import(database, roll_text().replace("/nb/", "/new/"))

    (new,) = _sources(database)
    assert (new.url, new.next_check_at) == ("http://127.0.0.1/new/", LATER)
    retired = next(s for s in _sources(database, with_retired=True) if s.id == old.id)
    assert (retired.retired_at, retired.next_check_at) == (LATER, None)


def test_an_address_that_returns_to_the_roll_is_the_old_source_again(database: Database) -> None:
    (old,) = with_agencies(database)
    _import(database, roll_text().replace("/nb/", "/new/"))

    _import(database, roll_text())

    (source,) = _sources(database)
    assert (source.id, source.retired_at, source.next_check_at) == (old.id, None, LATER)


def test_an_agency_that_left_the_roll_is_kept_and_no_longer_asked(database: Database) -> None:
    with_agencies(database, 2)

    _import(database, roll_text(1))

    assert _agency(database, "a2").retired_at == LATER
    assert _sources(database, "a2") == ()
    with database.read() as tx:
        assert [agency.id for agency in agencies.all_agencies(tx)] == ["a1"]
        assert [agency.id for agency in agencies.all_agencies(tx, with_retired=True)] == ["a1", "a2"]
        # judged one last time, which closes what is open about it
        assert duties.get(tx, agency_id="a2", report_year=2025).assess_at == LATER


def test_an_agency_that_returns_is_watched_again(database: Database) -> None:
    with_agencies(database, 2)
    _import(database, roll_text(1))

    _import(database, roll_text(2))

    assert _agency(database, "a2").retired_at is None
    assert len(_sources(database, "a2")) == 1
    with database.read() as tx:
        assert duties.get(tx, agency_id="a2", report_year=2025).assess_at == LATER


def test_the_order_of_the_roll_is_the_order_everywhere(database: Database) -> None:
    with_agencies(database, 3)
    lines = roll_text(3).split("\n  - ")
    turned = "\n  - ".join([lines[0], lines[3].rstrip("\n"), lines[2], lines[1]]) + "\n"

    changes = _import(database, turned)

    assert changes.is_empty
    with database.read() as tx:
        page = overview.matrix(tx, report_years=[2025], limit=10)
        filtered = overview.matrix(tx, report_years=[2025], limit=10, year=2025, timeliness=Timeliness.NOT_DUE)
    assert [row.agency_id for row in page.rows] == ["a3", "a2", "a1"]
    assert [row.agency_id for row in filtered.rows] == ["a3", "a2", "a1"]


def test_the_running_season_follows_a_corrected_roll_and_earlier_ones_stay_frozen(database: Database) -> None:
    with_agencies(database, watch_from=2024)

    _import(database, roll_text(watch_from=2024).replace("statutory_department", "statutory_government"))

    with database.read() as tx:
        running = duties.get(tx, agency_id="a1", report_year=2025)
        frozen = duties.get(tx, agency_id="a1", report_year=2024)
    assert (running.duty_basis, running.due_on) == (DutyBasis.STATUTORY_GOVERNMENT, date(2026, 3, 31))
    assert (frozen.duty_basis, frozen.due_on) == (DutyBasis.STATUTORY_DEPARTMENT, date(2025, 1, 31))
    assert running.assess_at == LATER


def test_a_body_found_not_to_owe_is_exempt_from_the_running_season_on(database: Database) -> None:
    with_agencies(database, watch_from=2024)

    _import(database, roll_text(watch_from=2024).replace("    sources", "    not_applicable_reason: 涉密\n    sources"))

    with database.read() as tx:
        assert duties.get(tx, agency_id="a1", report_year=2025).exempt_reason == "涉密"
        assert duties.get(tx, agency_id="a1", report_year=2024).exempt_reason is None


def test_an_agency_can_move_once_it_left_its_old_roll(database: Database) -> None:
    with_agencies(database, 2)
    _import(database, roll_text(1))
    moved = roll_text(2, jurisdiction="there").replace("id: a1", "id: b1").replace("127.0.0.1", "127.0.0.9")

    _import(database, moved)

    assert _agency(database, "a2").jurisdiction == "there"
    with database.read() as tx:
        counts = {(c.jurisdiction, c.duties) for c in overview.state_counts(tx, report_year=2025)}
    assert counts == {("here", 1), ("there", 2)}


def test_a_roll_of_hundreds_is_imported_in_one_go(database: Database) -> None:
    many = roll_text(1) + "".join(
        f"  - {{id: b{n}, name: 第{n}号, level: other, duty_basis: voluntary, watch_from: 2020, sources: []}}\n"
        for n in range(600)
    )

    with database.write() as tx:
        import_roll(tx, many)

    with database.read() as tx:
        assert sum(count.duties for count in overview.state_counts(tx, report_year=2020)) == 600


def test_an_empty_roll_retires_everybody(database: Database) -> None:
    with_agencies(database, 2)

    changes = _import(database, roll_text(0))

    assert len(changes.retired) == 2
    with database.read() as tx:
        assert agencies.all_agencies(tx) == ()
