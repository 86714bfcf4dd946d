"""What the small world lacks for the page: text that tries to be markup, and cells of every state."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import sqlalchemy as sa

from reports.looks import LookOutcome
from reports.model import (
    AnnualReport,
    Cell,
    CellState,
    DateWitness,
    Finding,
    Level,
    Problem,
    SectionKey,
    SectionSpot,
    Table,
    TableKey,
    TableSpot,
)
from reports.states import Content, Timeliness
from storage import agencies, findings, looks, sources
from storage.records import LookKind
from storage.roll import read_roll
from tests.storage.figures import annual_report
from tests.storage.world import IMPORTED, NOW, World, publish, settle, source_of

SCRIPT = '<script>document.title="owned";alert(1)</script>'
IMAGE = '<img src=x onerror="alert(2)">'
SEEN = datetime(2026, 1, 20, 2, tzinfo=UTC)

ROLL = f"""
jurisdiction: odd
agencies:
  - id: odd-one
    name: '奇怪{SCRIPT}局'
    aliases: ['{IMAGE}']
    level: department
    duty_basis: statutory_department
    watch_from: 2025
    sources: [{{url: "http://127.0.3.1/nb/", family: auto, hosts: [127.0.3.1], verified: true}}]
"""

ODD_CELLS = {
    (TableKey.PROACTIVE, "government_rules", "issued"): Cell(0, "/", CellState.PLACEHOLDER),
    (TableKey.PROACTIVE, "government_rules", "in_force"): Cell(
        17, "17（其中修订15件）", CellState.NUMBER, remark="（其中修订15件）"
    ),
    (TableKey.PROACTIVE, "licences", "decisions"): Cell(None, "见附件", CellState.NOT_A_NUMBER),
    (TableKey.PROACTIVE, "penalties", "decisions"): Cell(None, "3 4", CellState.UNREADABLE),
    (TableKey.PROACTIVE, "compulsory_measures", "decisions"): Cell(None, "", CellState.BLANK),
    (TableKey.PROACTIVE, "administrative_fees", "wan_yuan"): Cell(Decimal("748.365"), "748.365", CellState.NUMBER),
}


def odd_report() -> AnnualReport:
    """Return a report with a cell of every state, a missing row and table, a merged row, and markup as its words."""
    report = annual_report(
        "奇怪局",
        received=1234,
        cells=ODD_CELLS,
        words={SectionKey.OVERVIEW: f"本年度{SCRIPT}工作有序。"},
        problems=(Problem("table_missing", "review", "没有找到表四。", "Table 4 was not found."),),
    )
    applications = report.tables[TableKey.APPLICATIONS]
    assert applications is not None
    rows = dict(applications.rows)
    for part in ("correction_overdue", "fee_unpaid", "other"):
        del rows[f"otherwise_handled.{part}"]
    rows["partly_disclosed"] = None
    names = list(rows)
    merged = {"natural_person": Cell(7, "7", CellState.NUMBER)}
    names.insert(names.index("outcomes_total"), "otherwise_handled")
    return replace(
        report,
        title=f"{SCRIPT}2025年度报告",
        dates=(DateWitness("signature", date(2026, 1, 19), "2026年1月19日"),),
        sections=report.sections[:-1],
        tables={
            **report.tables,
            TableKey.APPLICATIONS: Table(
                TableKey.APPLICATIONS,
                {name: merged if name == "otherwise_handled" else rows[name] for name in names},
                extra_rows=(IMAGE,),
            ),
            TableKey.REVIEW: None,
        },
        unread_parts=("附件.pdf",),
    )


def add_odd_things(world: World, tx: sa.Connection) -> None:
    """Add one agency whose name, report and findings are hostile or strange."""
    agencies.apply(tx, read_roll(ROLL, file="odd.yml"), now=IMPORTED)
    stored = publish(world, tx, "odd-one", odd_report(), at=SEEN, words=SCRIPT)
    finding = Finding(
        id="odd-finding",
        code="F008",
        level=Level.ERROR,
        message=f"许可一格不是数字：{IMAGE}",
        message_en=f"A cell is no number: {IMAGE}",
        places=(
            TableSpot(TableKey.PROACTIVE, "licences", "decisions"),
            TableSpot(TableKey.PROACTIVE, "government_rules", None),
            TableSpot(TableKey.PROACTIVE, None, "issued"),
            TableSpot(TableKey.REVIEW),
            SectionSpot(SectionKey.OVERVIEW, 0, 4),
        ),
        stated="见附件",
        expected=None,
        raw=SCRIPT,
        source="国办公开办函〔2021〕30号",
    )
    findings.sync(
        tx, agency_id="odd-one", report_year=2025, report_id=stored.id, codes={"F008"}, found=[finding], now=SEEN
    )
    settle(tx, "odd-one", Timeliness.ON_TIME, Content.FINDINGS, at=SEEN, sentence=f"见到报告{SCRIPT}。")
    source = source_of(tx, "odd-one")
    sources.settle(tx, source_id=source.id, outcome=LookOutcome.UNREACHABLE, at=SEEN, next_check_at=NOW)
    looks.add(
        tx,
        agency_id="odd-one",
        source_id=source.id,
        kind=LookKind.COLUMN,
        url="javascript:alert(3)",
        asked_at=SEEN,
        answered_at=None,
        outcome=LookOutcome.UNREACHABLE,
    )
