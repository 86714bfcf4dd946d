"""One report out of several documents: the page and what is attached to it.

1. Each table is taken from the most machine-readable document that shows it in full, else from the fullest one.
2. The other documents' tables are compared with it cell by cell; numbers that differ are disagreements (D113).
3. Sections, title, year and dates are the page's, and the attachments' where the page has none.
4. What is missing everywhere stays a problem; what is still unread stays named, so that rules on it wait.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports.model import AnnualReport, CellState, Disagreement, Problem, SectionKey, Table, TableKey
from reports.problems import SCANNED_PAGES

# from surest to least sure; a kind that is not named here comes last
MACHINE_READABLE = (
    "text/html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel",
    "application/msword",
    "application/rtf",
    "text/markdown",
    "text/plain",
    "application/ofd",
    "application/pdf",
)
COMPARED = frozenset({CellState.NUMBER, CellState.PLACEHOLDER, CellState.BLANK})


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a report as read; `address` is where it stood, the page itself comes first among parts.

    `file` is the name inside the document where that is an archive.
    """

    address: str
    sha256: str
    media_type: str | None
    report: AnnualReport
    file: str | None = None


def assemble(parts: Sequence[Part], *, unread: Sequence[str] = ()) -> AnnualReport:
    """Return the one report that the parts make; `unread` are addresses of documents that could not be read yet.

    A single part is returned as it is, but for what is unread. Raises ValueError for no part at all.
    """
    if not parts:
        raise ValueError("a report is made of at least one document")
    first = parts[0].report
    chosen = {key: part for key in TableKey if (part := _choose(key, parts)) is not None}
    sections = _sections(parts)
    scanned = tuple(key for key, part in chosen.items() if key in part.report.scanned_tables)
    missing_tables = [key for key in TableKey if key not in chosen]
    year = next((part.report.report_year for part in parts if part.report.report_year is not None), None)
    agency = next((part.report.agency for part in parts if part.report.agency is not None), None)
    best = next(iter(chosen.values()), parts[0]).report
    return replace(
        first,
        form=best.form,
        title=next((part.report.title for part in parts if part.report.title is not None), None),
        agency=agency,
        report_year=year,
        published=first.published or next((part.report.published for part in parts if part.report.published), None),
        dates=tuple(dict.fromkeys(witness for part in parts for witness in part.report.dates)),
        period=next((part.report.period for part in parts if part.report.period is not None), None),
        sections=sections.report.sections,
        tables={key: chosen[key].report.table(key) if key in chosen else None for key in TableKey},
        problems=tuple(
            dict.fromkeys(
                _problems(parts, chosen, sections, year_known=year is not None, agency_known=agency is not None)
            )
        ),
        unread_parts=_still_unread(parts, unread)
        if missing_tables
        else (*(unread if scanned else ()), *_unsure_scans(parts, chosen, sections)),
        table_documents={key: part.sha256 for key, part in chosen.items()},
        table_files={key: part.file for key, part in chosen.items() if part.file is not None},
        disagreements=tuple(found for key, part in chosen.items() for found in _disagreements(key, part, parts)),
        scanned_tables=scanned,
        lead=sections.report.lead or first.lead,
        names=tuple(dict.fromkeys(name for part in parts for name in part.report.names)),
    )


def _rank(part: Part) -> int:
    return MACHINE_READABLE.index(part.media_type) if part.media_type in MACHINE_READABLE else len(MACHINE_READABLE)


def _choose(key: TableKey, parts: Sequence[Part]) -> Part | None:
    """Return the part whose table is taken: the fewest cells in doubt first, then the kind, then the order.

    A scan is taken only where nothing machine-readable shows the table.
    """
    with_it = [part for part in parts if part.report.table(key) is not None]
    readable = [part for part in with_it if key not in part.report.scanned_tables]
    return min(readable or with_it, key=lambda part: (_doubts(part.report.table(key)), _rank(part)), default=None)


def _doubts(table: Table | None) -> int:
    """Return how many cells and rows of a table could not be read."""
    if table is None:
        return 0
    missing = sum(1 for cells in table.rows.values() if cells is None)
    return missing + sum(1 for _, _, cell in table.cells() if cell.state is CellState.UNREADABLE)


def _sections(parts: Sequence[Part]) -> Part:
    """Return the part whose sections are taken: the one with the most of them that hold text, the page if equal."""
    return max(parts, key=lambda part: len({section.key for section in part.report.sections if section.text.strip()}))


def _problems(
    parts: Sequence[Part], chosen: dict[TableKey, Part], sections: Part, *, year_known: bool, agency_known: bool
) -> Iterator[Problem]:
    """Yield what is a problem of the whole: of a chosen table, of the chosen sections, or of a part's identity."""
    for part in parts:
        for problem in part.report.problems:
            owner = problem.part.partition(".")[0]
            match problem.code:
                case "table_missing":
                    if TableKey(owner) not in chosen:
                        yield problem
                case "section_missing":
                    if part is sections and sections.report.section(SectionKey(owner)) is None:
                        yield problem
                case "year_unknown":
                    if not year_known:
                        yield problem
                case "agency_unknown":
                    if not agency_known:
                        yield problem
                case "not_a_report":
                    if not chosen:
                        yield problem
                case _:
                    if owner not in set(TableKey) or chosen.get(TableKey(owner)) is part:
                        yield problem


def _still_unread(parts: Sequence[Part], unread: Sequence[str]) -> tuple[str, ...]:
    """Return what may hold a missing part: documents not read, and frames or pictures that no document stands for."""
    read = {part.address for part in parts}
    named = [name for part in parts for name in part.report.unread_parts if name not in read]
    return tuple(dict.fromkeys([*unread, *named]))


def _unsure_scans(parts: Sequence[Part], chosen: dict[TableKey, Part], sections: Part) -> Iterator[str]:
    """Yield the scanned pages that may hold a section or row which seems to be missing in what was taken."""
    for part in parts:
        tables = [part.report.table(key) for key, taken in chosen.items() if taken is part]
        if part is sections or any(table is not None and None in table.rows.values() for table in tables):
            yield from (name for name in part.report.unread_parts if name.startswith(SCANNED_PAGES))


def _disagreements(key: TableKey, chosen: Part, parts: Sequence[Part]) -> Iterator[Disagreement]:
    taken = chosen.report.table(key)
    for part in parts:
        other = part.report.table(key)
        if part is chosen or taken is None or other is None:
            continue
        for row, column, cell in taken.cells():
            against = other.cell(row, column)
            if against is None or cell.state not in COMPARED or against.state not in COMPARED:
                continue
            if cell.value != against.value and {cell.value, against.value} != {
                None,
                0,
            }:  # blank and 0 are F007's business
                yield Disagreement(key, row, column, cell.value, against.value, part.address)
