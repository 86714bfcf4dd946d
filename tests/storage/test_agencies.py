"""The kept roll: a preview of every change, an import that loses nothing, an export that reads back the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import agencies, sources
from storage.errors import NoSuchRow
from storage.records import Agency, RollChanges, Source
from storage.roll import RollError, read_roll
from storage.session import Database
from tests.storage.rolls import AT, roll_text, with_agencies
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
    assert verified.fields[0].after == "family auto, hosts 127.0.0.1, verified True, enabled True, fixed True"


def test_an_agency_of_another_jurisdiction_is_refused_with_its_line(database: Database) -> None:
    with_agencies(database, 2)

    with pytest.raises(RollError, match=r"roll.yml:9: .*a2 已属于 here"):
        _preview(database, roll_text(2, jurisdiction="there").replace("id: a1", "id: b1"))


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


def test_names_of_other_bodies_in_the_roll_are_told_from_its_own_and_from_strangers(database: Database) -> None:
    with_agencies(database, 3)
    agency = _agency(database, "a1")

    with database.read() as tx:
        found = agencies.others_named(tx, agency, ["某市第1局", "某市第2局", "某市第", "某市某局", "%"])

    assert found == {"某市第2局": "a2"}
