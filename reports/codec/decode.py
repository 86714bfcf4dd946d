"""Facts read back into a report, every value checked on the way."""

from __future__ import annotations

from collections.abc import Mapping

from reports.codec.encode import FACTS_VERSION
from reports.codec.node import Node, UnknownFactsVersion, WrongFactsShape
from reports.model import (
    AnnualReport,
    Cell,
    CellState,
    DateWitness,
    Disagreement,
    HtmlPlace,
    NameKind,
    NameWitness,
    PagePlace,
    Period,
    Place,
    Problem,
    Section,
    SectionKey,
    Table,
    TableKey,
    TextPlace,
)

VALUELESS = frozenset({CellState.BLANK, CellState.NOT_A_NUMBER, CellState.UNREADABLE})
_STATES = {state.value: state for state in CellState}
_HTML_PLACE = {"path", "table", "row", "column"}


def report_from_json(facts: Mapping[str, object]) -> AnnualReport:
    """Return the report that these facts were written from.

    Raises UnknownFactsVersion for facts of another version, WrongFactsShape (with the path) for anything that is
    not what `report_to_json` writes; keys that it does not write are left alone.
    """
    if facts.get("facts_version") != FACTS_VERSION:
        raise UnknownFactsVersion(facts.get("facts_version"))
    root = Node(facts, "facts")
    return AnnualReport(
        form=root.get("form").maybe(Node.text),
        title=root.get("title").maybe(Node.text),
        agency=root.get("agency").maybe(Node.text),
        report_year=root.get("report_year").maybe(Node.whole),
        published=root.get("published").maybe(Node.day),
        dates=tuple(
            DateWitness(kind=seen.get("kind").text(), day=seen.get("day").day(), raw=seen.get("raw").text())
            for seen in root.get("dates").each()
        ),
        period=root.get("period").maybe(_read_period),
        sections=tuple(_read_section(root, detail) for detail in root.get("section_details").each()),
        tables={key: _read_table(root, key) for key in TableKey},
        problems=tuple(_read_problem(problem) for problem in root.get("problems").each()),
        unread_parts=tuple(part.text() for part in root.get("unread_parts").each()),
        table_documents=_read_of_tables(root, "document"),
        table_files=_read_of_tables(root, "file"),
        disagreements=tuple(_read_disagreement(found) for found in root.get("disagreements").each()),
        scanned_tables=tuple(key for key in TableKey if _is_scanned(root.get("table_details"), key)),
        lead=root.get("lead").text() if "lead" in root.fields() else "",
        names=_read_names(root),
    )


def _read_place(node: Node) -> Place | None:
    fields = node.fields()
    if not fields:
        return None
    if "line" in fields:
        return TextPlace(line=node.get("line").whole(), column=node.get("column").whole())
    if "page" in fields:
        box = tuple(edge.real() for edge in node.get("box").each())
        if len(box) != 4:
            raise WrongFactsShape(f"{node.path}.box", "four numbers")
        return PagePlace(page=node.get("page").whole(), box=(box[0], box[1], box[2], box[3]))
    return HtmlPlace(
        path=node.get("path").text(),
        table=node.get("table").maybe(Node.whole),
        row=node.get("row").maybe(Node.whole),
        column=node.get("column").maybe(Node.whole),
    )


def _read_period(node: Node) -> Period:
    return Period(
        start=node.get("start").maybe(Node.day),
        end=node.get("end").maybe(Node.day),
        raw=node.get("raw").text(),
        place=_read_place(node.get("place")),
    )


def _read_section(root: Node, detail: Node) -> Section:
    key = detail.get("key").one_of(SectionKey)
    text = root.get("sections").get(key.value).text()
    start, end = detail.get("start").whole(), detail.get("end").whole()
    if not 0 <= start <= end <= len(text):
        raise WrongFactsShape(detail.path, f"offsets inside the text of {key.value}")
    return Section(
        key=key,
        text=text[start:end],
        heading=detail.get("heading").maybe(Node.text),
        number=detail.get("number").maybe(Node.whole),
        place=_read_place(detail.get("place")),
        own_tables=detail.get("own_tables").text() if "own_tables" in detail.fields() else "",
    )


def _read_table(root: Node, key: TableKey) -> Table | None:
    rows = root.get("tables").get(key.value)
    if rows.value is None:
        return None
    details = root.get("table_details").get(key.value)
    return Table(
        key=key,
        rows={row: cells.maybe(_read_row) for row, cells in rows.items()},
        extra_rows=tuple(label.text() for label in details.get("extra_rows").each()),
        extra_columns=tuple(label.text() for label in details.get("extra_columns").each()),
    )


def _read_of_tables(root: Node, name: str) -> dict[TableKey, str]:
    """Return a detail of the tables that have it; "file" is there for tables out of archives alone."""
    details = root.get("table_details")
    found = {key: details.get(key.value).fields().get(name) for key in TableKey if key.value in details.fields()}
    return {key: Node(value, f"table_details.{key}.{name}").text() for key, value in found.items() if value is not None}


def _is_scanned(details: Node, key: TableKey) -> bool:
    """Facts written before scans could be read do not say so."""
    table = details.fields().get(key.value)
    return isinstance(table, Mapping) and table.get("scanned") is True


def _read_names(root: Node) -> tuple[NameWitness, ...]:
    """Facts written before names were kept hold none."""
    if "names" not in root.fields():
        return ()
    return tuple(
        NameWitness(name.get("kind").one_of(NameKind), name.get("text").text()) for name in root.get("names").each()
    )


def _read_disagreement(node: Node) -> Disagreement:
    return Disagreement(
        table=node.get("table").one_of(TableKey),
        row=node.get("row").text(),
        column=node.get("column").text(),
        shown=node.get("shown").maybe(Node.count_or_amount),
        elsewhere=node.get("elsewhere").maybe(Node.count_or_amount),
        document=node.get("document").text(),
    )


def _read_row(node: Node) -> dict[str, Cell | None]:
    return {
        column: _plain_cell(value) or Node(value, f"{node.path}.{column}").maybe(_read_cell)
        for column, value in node.fields().items()
    }


def _plain_cell(value: object) -> Cell | None:
    """Return the cell where it is a whole number, or none, in a page of markup: nearly all are, and 200 are a report.

    None says nothing but that it is to be read with care, which takes four times as long.
    """
    if type(value) is not dict or "remark" in value:
        return None
    state, number, raw, place = (value.get(key) for key in ("state", "value", "raw", "place"))
    known = _STATES.get(state) if type(state) is str else None
    if known is None or type(raw) is not str or type(place) is not dict or place.keys() != _HTML_PLACE:
        return None
    if number is not None if known in VALUELESS else type(number) is not int:
        return None
    path, *numbers = place["path"], place["table"], place["row"], place["column"]
    if type(path) is not str or any(type(each) is not int for each in numbers):
        return None
    return Cell(number, raw, known, HtmlPlace(path, *numbers))


def _read_cell(node: Node) -> Cell:
    state = node.get("state").one_of(CellState)
    value = node.get("value").maybe(Node.count_or_amount)
    if (value is None) != (state in VALUELESS):
        raise WrongFactsShape(f"{node.path}.value", f"a value that goes with the state {state.value}")
    return Cell(
        value=value,
        raw=node.get("raw").text(),
        state=state,
        place=_read_place(node.get("place")),
        remark=node.get("remark").text() if "remark" in node.fields() else None,
    )


def _read_problem(node: Node) -> Problem:
    return Problem(
        code=node.get("code").text(),
        part=node.get("part").text(),
        message=node.get("message").text(),
        message_en=node.get("message_en").text(),
    )
