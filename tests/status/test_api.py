"""The interface: the same data as the pages, as JSON of a fixed shape."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.codec import report_from_json
from status.api import ENDPOINTS
from status.config import StatusConfig
from tests.status.conftest import Served, serving
from tests.status.seeing import words


def answer(served: Served, path: str) -> Any:
    """Return the JSON of an address that must be there."""
    response = served.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    return response.json()


def test_agencies_carry_the_state_of_every_year_in_which_they_owed(page: Served) -> None:
    found = {agency["id"]: agency for agency in answer(page, "/api/agencies")["agencies"]}

    assert found["sh-hezuo"]["years"]["2025"] == {
        "timeliness": "on_time",
        "content": "findings",
        "for_reference_only": False,
        "findings_waived": 0,
    }
    assert set(found["sh-tongji"]["years"]) == {"2025"}
    assert found["sh-waiban"]["years"]["2023"]["for_reference_only"] is True
    assert [agency["id"] for agency in found.values() if agency["needs_column"]] == ["sh-lishi"]


def test_agencies_come_in_pages_that_follow_each_other(page: Served) -> None:
    everything = [agency["id"] for agency in answer(page, "/api/agencies")["agencies"]]
    with serving(page.world, StatusConfig(page_size=3)) as served:
        found, after = [], ""
        while after is not None:
            part = answer(served, f"/api/agencies?after={after}")
            found += [agency["id"] for agency in part["agencies"]]
            after = part["next"]

    assert found == everything


def test_agencies_take_the_filters_of_the_front_page(page: Served) -> None:
    found = answer(page, "/api/agencies?year=2025&state=late&level=department")

    assert [agency["id"] for agency in found["agencies"]] == ["sh-tongji"]


def test_an_agency_carries_duties_columns_and_looks(page: Served) -> None:
    agency = answer(page, "/api/agencies/sh-waiban")

    assert agency["aliases"] == ["上海市外办", "市政府外办"]
    assert [duty["report_year"] for duty in agency["duties"]] == [2025, 2024, 2023]
    assert agency["duties"][0]["evidence"]["reasons"][0]["zh"] == "经网上巡查得出。"
    assert agency["sources"][0]["last_outcome"] == "complete"
    assert agency["looks"][0]["asked_at"] == "2026-02-09T01:00:00+00:00"


def test_a_report_carries_facts_that_read_back_and_its_findings(page: Served) -> None:
    report = answer(page, "/api/reports/sh-hezuo/2025")

    assert report["facts"]["tables"]["applications"]["received"]["total"]["value"] == 10
    assert report["facts"]["tables"]["review"]["reconsideration"]["upheld"]["value"] is None
    assert report_from_json(report["facts"]).report_year == 2025
    assert {finding["code"] for finding in report["findings"]} == {"A101", "F007"}
    assert [version["version"] for version in report["versions"]] == [2, 1]


def test_an_earlier_version_carries_its_own_facts(page: Served) -> None:
    report = answer(page, "/api/reports/sh-hezuo/2025?version=1")

    assert report["is_current"] is False
    assert report["facts"]["tables"]["applications"]["received"]["total"]["value"] == 9


def test_a_report_that_was_not_read_has_no_facts(page: Served) -> None:
    report = answer(page, "/api/reports/sh-shi/2025")

    assert report["facts"] is None
    assert report["documents"][0]["state"] == "unread"


def test_incidents_and_deliveries_come_newest_first(page: Served) -> None:
    incidents = answer(page, "/api/incidents")["incidents"]
    deliveries = answer(page, "/api/deliveries")

    assert [incident["id"] for incident in incidents] == sorted((i["id"] for i in incidents), reverse=True)
    assert deliveries["counts"] == {"delivered": 3, "dead": 1}
    assert all("body" not in delivery for delivery in deliveries["deliveries"])


def test_open_incidents_can_be_asked_for_alone(page: Served) -> None:
    found = answer(page, "/api/incidents?open=1")["incidents"]

    assert found
    assert all(incident["resolved_at"] is None for incident in found)


def test_counts_add_up_to_the_duties_of_the_year(page: Served) -> None:
    counts = answer(page, "/api/counts?year=2025")

    assert counts["years"] == [2025, 2024, 2023]
    assert sum(entry["duties"] for entry in counts["counts"]) == counts["total"] == 9


def test_counts_of_one_jurisdiction(page: Served) -> None:
    assert answer(page, "/api/counts?year=2025&jurisdiction=shenyang")["counts"] == [
        {"timeliness": "withdrawn", "content": "clean", "duties": 1}
    ]


@pytest.mark.parametrize("path", ["/api/agencies", "/api/incidents", "/api/deliveries", "/api/counts"])
def test_a_fresh_install_answers_with_empty_lists(empty_page: Served, path: str) -> None:
    value = answer(empty_page, path)

    assert [entry for entry in value.values() if isinstance(entry, list) and entry] == []


def test_every_address_of_the_interface_is_documented_with_its_parameters(page: Served) -> None:
    text = words(page, "/api")

    for entry in ENDPOINTS:
        assert entry.path in text
        for name, _ in entry.parameters:
            assert name in text


def test_the_examples_of_the_documentation_are_links_that_work(page: Served) -> None:
    tree = LexborHTMLParser(page.get("/api").text)
    examples = [str(link.attributes["href"]) for link in tree.css("section a")]

    statuses = {example: page.get(example).status_code for example in examples}
    # the two examples that name an agency are of the starter roll, which the small world does not have
    assert {status for example, status in statuses.items() if "shanghai-wsb" not in example} == {200}
    assert len(examples) == len(ENDPOINTS)
