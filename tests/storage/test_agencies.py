"""The kept roll: a preview of every change, an import that loses nothing, an export that reads back the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.obligations import DutyBasis
from reports.states import Timeliness
from storage import agencies, duties, overview, sources
from storage.errors import NoSuchRow
from storage.records import Agency, RollChanges, Source
from storage.roll import RollError, read_roll
from storage.session import Database
from tests.storage.rolls import AT, import_roll, roll_text, with_agencies
from tests.storage.test_roll import GOOD

LATER = AT + timedelta(days=20)


def _import(database: Database, text: str) -> RollChanges:
    with database.write() as tx:
        return agencies.apply(tx, read_roll(text, file="roll.yml"), now=LATER)


def _preview(database: Database, text: str) -> RollChanges:
    with database.read() as tx:
        return agencies.preview(tx, read_roll(text, file="roll.yml"))


def _agency(database: Database, agency_id: str = "a1") -> Agency:
    with database.read() as tx:
        return agencies.get(tx, agency_id=agency_id)


def _sources(database: Database, agency_id: str = "a1", *, with_retired: bool = False) -> tuple[Source, ...]:
    with database.read() as tx:
        return sources.of_agencies(tx, agency_ids=[agency_id], with_retired=with_retired)


def test_an_imported_agency_comes_back_with_all_its_values(database: Database) -> None:
    _import(database, GOOD)

    agency = _agency(database, "shanghai-wsb")

    assert (agency.name, agency.aliases, agency.position) == ("上海市人民政府外事办公室", ("上海市外办",), 0)
    assert (agency.internal_dates[0].month, agency.internal_dates[0].day) == (1, 26)
    assert agency.contacts[0].phone == "021-1"
    assert agency.lineage[0].day == date(2018, 11, 28)
    assert _sources(database, "shanghai-wsb")[0].politeness_key == "sh.gov.cn"


def test_a_preview_tells_what_is_new_changed_retired_and_unchanged(database: Database) -> None:
    with_agencies(database, 3)
    text = roll_text(4).replace("name: 某市第2局", "name: 某市第二局").replace("id: a3", "id: a9")

    changes = _preview(database, text)

    assert changes.added == (("a9", "某市第3局"), ("a4", "某市第4局"))
    assert [(change.agency_id, change.fields[0].before) for change in changes.changed] == [("a2", "某市第2局")]
    assert changes.retired == (("a3", "某市第3局"),)
    assert changes.unchanged == 1
    assert not changes.is_empty


def test_a_preview_changes_nothing(database: Database) -> None:
    with_agencies(database)

    _preview(database, roll_text(2))

    with database.read() as tx:
        assert len(agencies.all_agencies(tx)) == 1


def test_importing_the_same_roll_again_changes_nothing(database: Database) -> None:
    _import(database, GOOD)

    again = _import(database, GOOD)

    assert (again.is_empty, again.unchanged) == (True, 1)


def test_every_field_of_an_agency_shows_in_the_preview_with_before_and_after(database: Database) -> None:
    _import(database, GOOD)
    text = (
        GOOD.replace("[上海市外办]", "[上海市外办, 市外办]")
        .replace("level: department", "level: other")
        .replace("duty_basis: statutory_department", "duty_basis: local_notice")
        .replace("    parent: shanghai\n", "")
        .replace("watch_from: 2024", "watch_from: 2023")
        .replace('"01-26"', '"01-20"')
        .replace("公开办", "公开科")
        .replace("2018-11-28", "2018-11-29")
        .replace("上海市人民政府办公厅", "市府办")
    )

    (change,) = _preview(database, text).changed

    assert {field.field for field in change.fields} == {
        "aliases",
        "level",
        "duty_basis",
        "parent",
        "watch_from",
        "internal_dates",
        "contacts",
        "lineage",
        "supervised_by",
    }
    fields = {field.field: (field.before, field.after) for field in change.fields}
    assert fields["parent"] == ("shanghai", None)
    assert fields["aliases"] == ("上海市外办", "上海市外办; 市外办")


def test_a_changed_column_shows_in_the_preview(database: Database) -> None:
    with_agencies(database)

    (change,) = _preview(database, roll_text().replace("/nb/", "/new/")).changed
    (verified,) = _preview(database, roll_text().replace("hosts:", "verified: true, hosts:")).changed

    assert [(f.field, f.before is None, f.after is None) for f in change.fields] == [
        ("sources http://127.0.0.1/nb/", False, True),
        ("sources http://127.0.0.1/new/", True, False),
    ]
    assert verified.fields[0].after == "family auto, hosts 127.0.0.1, verified True, enabled True"


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


def test_an_agency_of_another_jurisdiction_is_refused_with_its_line(database: Database) -> None:
    with_agencies(database, 2)

    with pytest.raises(RollError, match=r"roll.yml:9: .*a2 已属于 here"):
        _preview(database, roll_text(2, jurisdiction="there").replace("id: a1", "id: b1"))


def test_an_agency_can_move_once_it_left_its_old_roll(database: Database) -> None:
    with_agencies(database, 2)
    _import(database, roll_text(1))
    moved = roll_text(2, jurisdiction="there").replace("id: a1", "id: b1").replace("127.0.0.1", "127.0.0.9")

    _import(database, moved)

    assert _agency(database, "a2").jurisdiction == "there"
    with database.read() as tx:
        counts = {(c.jurisdiction, c.duties) for c in overview.state_counts(tx, report_year=2025)}
    assert counts == {("here", 1), ("there", 2)}


def test_two_rolls_live_side_by_side(database: Database) -> None:
    with_agencies(database)
    other = roll_text(jurisdiction="there").replace("id: a1", "id: b1").replace("127.0.0.1", "127.0.0.9")

    _import(database, other)

    with database.read() as tx:
        assert agencies.jurisdictions(tx) == ("here", "there")
        assert [agency.id for agency in agencies.all_agencies(tx, jurisdiction="there")] == ["b1"]


def test_an_agency_is_found_by_id_name_or_alias_and_nothing_less(database: Database) -> None:
    _import(database, GOOD)

    with database.read() as tx:
        for name in ("shanghai-wsb", "上海市人民政府外事办公室", "上海市外办"):
            assert [agency.id for agency in agencies.find(tx, name_or_id=name)] == ["shanghai-wsb"]
        assert agencies.find(tx, name_or_id="外办") == ()


def test_an_unknown_agency_or_jurisdiction_is_named(database: Database) -> None:
    with database.read() as tx:
        with pytest.raises(NoSuchRow, match="agency nobody"):
            agencies.get(tx, agency_id="nobody")
        with pytest.raises(NoSuchRow, match="jurisdiction nowhere"):
            agencies.export(tx, jurisdiction="nowhere")


def test_an_exported_roll_reads_back_to_the_same(database: Database) -> None:
    _import(database, GOOD)

    with database.read() as tx:
        text = agencies.export(tx, jurisdiction="shanghai")

    before, after = read_roll(GOOD, file="a"), read_roll(text, file="b")
    assert after.agencies == before.agencies
    assert _preview(database, text).is_empty


NAMES = st.text(st.characters(blacklist_categories=["Cc", "Cs"]), min_size=1, max_size=20).filter(lambda t: t.strip())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(name=NAMES, alias=NAMES, note=NAMES)
def test_any_names_survive_export_and_import(database: Database, name: str, alias: str, note: str) -> None:
    roll = read_roll(roll_text(), file="x")
    entry = roll.agencies[0].model_copy(
        update={"name": name.strip(), "aliases": (alias.strip(),), "not_applicable_reason": note.strip()}
    )
    with database.write() as tx:
        agencies.apply(tx, type(roll)("x", "here", (entry,), roll.lines), now=AT)
        text = agencies.export(tx, jurisdiction="here")

    assert read_roll(text, file="x").agencies == (entry,)


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
