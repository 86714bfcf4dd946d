"""Changes, findings and targets for the tests of alerting."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from alerts.facts import DutyChange, OpenIncident, SourceHealthChange
from alerts.incidents import Decision, Decisions
from alerts.targets import Language, Target
from reports.looks import LookOutcome
from reports.model import Finding, Level, TableKey, TableSpot
from reports.obligations import DutyBasis, Reason, due_dates
from reports.states import Content, Timeliness

NOW = datetime(2025, 2, 2, 1, 0, tzinfo=UTC)

MAIL = Target("office", "mailto://127.0.0.1:25?from=duban@example.org&to=office@example.org")
ENGLISH = replace(MAIL, name="english", language=Language.EN)


def duty(timeliness: Timeliness = Timeliness.NOT_SEEN, **changed: object) -> DutyChange:
    """Return the duty of the Shanghai office for 2024, due 31 January 2025."""
    base = DutyChange(
        agency_id="shanghai-wsb",
        agency_name="上海市人民政府外事办公室",
        jurisdiction="shanghai",
        report_year=2024,
        timeliness=timeliness,
        content=None,
        due=due_dates(DutyBasis.STATUTORY_DEPARTMENT, 2024),
        reasons=(
            Reason(
                "2025年2月1日20:00完整查看栏目，未检索到该年度报告。",
                "2025-02-01 20:00: the column was read completely and did not show the report.",
                NOW - timedelta(hours=13),
                "https://wsb.sh.gov.cn/2020zfxxgknb/",
            ),
        ),
        column_url="https://wsb.sh.gov.cn/2020zfxxgknb/",
        looked_at=NOW - timedelta(hours=1),
    )
    return replace(base, **changed)  # type: ignore[arg-type]  # fields by name, checked by the dataclass


def published(timeliness: Timeliness = Timeliness.ON_TIME, **changed: object) -> DutyChange:
    """Return the same duty with a report that was found and read."""
    given: dict[str, object] = {
        "content": Content.CLEAN,
        "report_url": "https://wsb.sh.gov.cn/2020zfxxgknb/20250113/01d422.html",
        "reasons": (),
    }
    return duty(timeliness, **(given | changed))


def source(failures: int = 3, hours: int = 24, **changed: object) -> SourceHealthChange:
    """Return the office's column, not readable at so many looks for so many hours; 0 failures: readable."""
    base = SourceHealthChange(
        source_id=7,
        agency_id="shanghai-wsb",
        agency_name="上海市人民政府外事办公室",
        jurisdiction="shanghai",
        url="https://wsb.sh.gov.cn/2020zfxxgknb/",
        outcome=LookOutcome.CHALLENGE if failures else LookOutcome.COMPLETE,
        failing_since=NOW - timedelta(hours=hours) if failures else None,
        failures=failures,
        last_look_at=NOW,
    )
    return replace(base, **changed)  # type: ignore[arg-type]  # fields by name, checked by the dataclass


def finding(code: str = "A101", level: Level = Level.ERROR, mark: str = "1") -> Finding:
    """Return an open finding in table 3."""
    return Finding(
        id=f"{code}-{mark}",
        code=code,
        level=level,
        message="表三“自然人”一列：第一项加第二项为5，第三项加第四项为4",
        message_en="Table 3, natural persons: received and brought forward give 5, outcomes and carried forward 4",
        places=(TableSpot(TableKey.APPLICATIONS, "outcomes_total", "natural_person"),),
        stated=4,
        expected=5,
        raw="4",
        source="form 2021, note to table 3",
    )


def held_after(
    decisions: Decisions, before: tuple[OpenIncident, ...] = (), *, told: bool = True
) -> tuple[OpenIncident, ...]:
    """Return the incidents that are open once the decisions are written down."""
    held = {incident.key: incident for incident in before}
    for decision in (*decisions.opened, *decisions.updated):
        held[decision.key] = _written(decision, held.get(decision.key), told)
    for decision in decisions.resolved:
        del held[decision.key]
    return tuple(held.values())


def _written(decision: Decision, before: OpenIncident | None, told: bool) -> OpenIncident:
    known = frozenset() if before is None else before.told_findings
    return OpenIncident(
        id=1 if before is None else before.id,
        key=decision.key,
        kind=decision.kind,
        opened_at=decision.opened_at,
        told=told or (before is not None and before.told),
        told_findings=known | {error.id for error in decision.findings},
    )
