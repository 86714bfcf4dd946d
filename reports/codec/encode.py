"""A report, its findings and its places as JSON values (the shape is told in the package's docstring)."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from reports.model import (
    AnnualReport,
    Cell,
    Disagreement,
    Finding,
    HtmlPlace,
    PagePlace,
    Period,
    Place,
    Problem,
    Section,
    SectionKey,
    SectionSpot,
    Spot,
    Table,
    TableKey,
    TableSpot,
    TextPlace,
)

FACTS_VERSION = 1

Json = dict[str, object]


def report_to_json(report: AnnualReport) -> Json:
    """Return the report as JSON values; `report_from_json` gives the same report back."""
    texts, details = _sections_to_json(report.sections)
    return {
        "facts_version": FACTS_VERSION,
        "title": report.title,
        "agency": report.agency,
        "report_year": report.report_year,
        "form": report.form,
        "published": None if report.published is None else report.published.isoformat(),
        "dates": [{"kind": seen.kind, "day": seen.day.isoformat(), "raw": seen.raw} for seen in report.dates],
        "period": None if report.period is None else _period_to_json(report.period),
        "sections": texts,
        "section_details": details,
        "tables": {key.value: _rows_to_json(report.table(key)) for key in TableKey},
        "table_details": {
            key.value: {
                "extra_rows": list(table.extra_rows),
                "extra_columns": list(table.extra_columns),
                "document": report.table_documents.get(key),
                "scanned": key in report.scanned_tables,
                **({"file": report.table_files[key]} if key in report.table_files else {}),
            }
            for key, table in report.tables.items()
            if table is not None
        },
        "problems": [problem_to_json(problem) for problem in report.problems],
        "unread_parts": list(report.unread_parts),
        "disagreements": [_disagreement_to_json(found) for found in report.disagreements],
        "lead": report.lead,
        "names": [{"kind": name.kind.value, "text": name.text} for name in report.names],
    }


def finding_to_json(finding: Finding) -> Json:
    """Return the finding with the keys of the contract, `raw` beside them."""
    return {
        "id": finding.id,
        "code": finding.code,
        "level": finding.level.value,
        "message": finding.message,
        "message_en": finding.message_en,
        "places": [spot_to_json(spot) for spot in finding.places],
        "stated": finding.stated,
        "expected": finding.expected,
        "raw": finding.raw,
        "source": finding.source,
    }


def problem_to_json(problem: Problem) -> Json:
    """Return the problem as {"code", "part", "message", "message_en"}."""
    return {
        "code": problem.code,
        "part": problem.part,
        "message": problem.message,
        "message_en": problem.message_en,
    }


def spot_to_json(spot: Spot) -> Json:
    """Return {"table", "row", "column"}, or {"section", "start", "end"} and the "claim" if it is about one."""
    match spot:
        case TableSpot():
            return {"table": spot.table.value, "row": spot.row, "column": spot.column}
        case SectionSpot():
            section = None if spot.section is None else spot.section.value
            claim = {} if spot.claim is None else {"claim": spot.claim}
            return {"section": section, "start": spot.start, "end": spot.end, **claim}
        case _:
            assert_never(spot)


def place_to_json(place: Place | None) -> Json:
    """Return the place by its kind: line and column, path and cell, or page and box; {} where it is unknown."""
    match place:
        case None:
            return {}
        case TextPlace():
            return {"line": place.line, "column": place.column}
        case HtmlPlace():
            return {"path": place.path, "table": place.table, "row": place.row, "column": place.column}
        case PagePlace():
            return {"page": place.page, "box": list(place.box)}
        case _:
            assert_never(place)


def _disagreement_to_json(found: Disagreement) -> Json:
    return {
        "table": found.table.value,
        "row": found.row,
        "column": found.column,
        "shown": _number_to_json(found.shown),
        "elsewhere": _number_to_json(found.elsewhere),
        "document": found.document,
    }


def _sections_to_json(sections: tuple[Section, ...]) -> tuple[Json, list[Json]]:
    """Return the texts by key (None: missing; doubled sections joined by a line break) and each section's details.

    A detail tells by offsets which stretch of the joined text is its own, so that no text is stored twice.
    """
    texts: dict[str, str | None] = {key.value: None for key in SectionKey}
    details: list[Json] = []
    for section in sections:
        before = texts[section.key.value]
        start = 0 if before is None else len(before) + 1
        texts[section.key.value] = section.text if before is None else f"{before}\n{section.text}"
        details.append(
            {
                "key": section.key.value,
                "heading": section.heading,
                "number": section.number,
                "start": start,
                "end": start + len(section.text),
                "place": place_to_json(section.place),
                "own_tables": section.own_tables,
            }
        )
    return dict(texts), details


def _period_to_json(period: Period) -> Json:
    return {
        "start": None if period.start is None else period.start.isoformat(),
        "end": None if period.end is None else period.end.isoformat(),
        "raw": period.raw,
        "place": place_to_json(period.place),
    }


def _rows_to_json(table: Table | None) -> Json | None:
    if table is None:
        return None
    return {
        row: None if cells is None else {column: _cell_to_json(cell) for column, cell in cells.items()}
        for row, cells in table.rows.items()
    }


def _cell_to_json(cell: Cell | None) -> Json | None:
    if cell is None:
        return None
    written: Json = {
        "value": _number_to_json(cell.value),
        "raw": cell.raw,
        "place": place_to_json(cell.place),
        "state": cell.state.value,
    }
    if cell.remark is not None:
        written["remark"] = cell.remark
    return written


def _number_to_json(value: int | Decimal | None) -> int | str | None:
    return format(value, "f") if isinstance(value, Decimal) else value
