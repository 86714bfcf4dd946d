"""A report with a fault in the watch of two agencies, and rules whose findings are for few."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from unittest.mock import patch

from reports.model import TableKey
from reports.rules import RULES, Audience, Case, Rule, Validation, lookup, validate
from scheduler.watch import Watch
from storage import documents, reports, standings
from storage.records import StandingFinding
from tests.scheduler.house import YEAR, add_document
from tests.storage.figures import annual_report, number

AT = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
NAME = "明川市人民政府外事办公室"


def publish(watch: Watch, *, faulty: bool = True, at: datetime = AT, year: int = YEAR, received: int = 4) -> None:
    """Have the agency's report read: balanced, or with one number of table 3 off (A101 and A102 in two columns)."""
    off = {
        (TableKey.APPLICATIONS, "outcomes_total", column): number(received + 1)
        for column in ("natural_person", "total")
    }
    report = annual_report(NAME, year, received=received, cells=off if faulty else None)
    address = f"http://127.0.2.1/zfxxgknb/{year}.html"
    document = add_document(watch, f"{year} {faulty} {received}".encode(), at, url=address)
    with watch.database.write() as tx:
        reports.save(tx, document_id=document.id, report_year=year, report=report, now=at)
        documents.mark_parsed(tx, document_id=document.id, now=at)


def standing(watch: Watch, code: str, *, now: datetime, year: int = YEAR) -> list[StandingFinding]:
    """Return the agency's findings of that rule as they stand."""
    with watch.database.read() as tx:
        found = standings.of_duty(tx, agency_id="mc-waiban", report_year=year, now=now)
    return [each for each in found if each.stored.finding.code == code]


@contextmanager
def changed_rules(**changes: object) -> Iterator[None]:
    """Let rule A101 be another one for the time of the block: by fields of Rule, such as its version or audience."""
    rules = tuple(
        replace(rule, **changes) if rule.code == "A101" else rule  # type: ignore[arg-type]  # fields by name
        for rule in RULES
    )
    by_code = {rule.code: rule for rule in rules}

    def with_rules(case: Case) -> Validation:
        return validate(case, rules=rules)

    def audience_of(code: str) -> Audience:
        return by_code[code].audience

    def versions_of() -> dict[str, int]:
        return lookup.versions_of(rules)

    with (
        patch("scheduler.judging.validate", with_rules),
        patch("scheduler.judging.versions_of", versions_of),
        patch("storage.standings.audience_of", audience_of),
    ):
        yield


def silent(case: Case) -> Iterator[None]:
    """A check that finds nothing."""
    yield from ()


__all__ = ["AT", "NAME", "Rule", "changed_rules", "publish", "silent", "standing"]
