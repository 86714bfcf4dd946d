"""Facts read back into a report, every value checked on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from reports.codec.encode import FACTS_VERSION
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

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class FactsError(ValueError):
    """Facts that cannot be read back into a report."""


class UnknownFactsVersion(FactsError):
    """Facts written by another version of the program; the document has to be read again."""

    def __init__(self, version: object) -> None:
        super().__init__(f"facts of version {version!r}, this program reads {FACTS_VERSION}")
        self.version = version


class WrongFactsShape(FactsError):
    """A value that is not what stands at this place of the facts."""

    def __init__(self, path: str, wanted: str) -> None:
        super().__init__(f"{path}: {wanted} wanted")
        self.path = path
        self.wanted = wanted


def report_from_json(facts: Mapping[str, object]) -> AnnualReport:
    """Return the report that these facts were written from.

    Raises UnknownFactsVersion for facts of another version, WrongFactsShape (with the path) for anything that is
    not what `report_to_json` writes; keys that it does not write are left alone.
    """
    if facts.get("facts_version") != FACTS_VERSION:
        raise UnknownFactsVersion(facts.get("facts_version"))
    root = _Node(facts, "facts")
    return AnnualReport(
        form=root.get("form").maybe(_Node.text),
        title=root.get("title").maybe(_Node.text),
        agency=root.get("agency").maybe(_Node.text),
        report_year=root.get("report_year").maybe(_Node.whole),
        published=root.get("published").maybe(_Node.day),
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


@dataclass(frozen=True, slots=True)
class _Node:
    """A value inside the facts together with its path, so that an error can name it."""

    value: object
    path: str

    def get(self, key: str) -> _Node:
        fields = self.fields()
        if key not in fields:
            raise WrongFactsShape(f"{self.path}.{key}", "a value")
        return _Node(fields[key], f"{self.path}.{key}")

    def fields(self) -> Mapping[str, object]:
        if not isinstance(self.value, Mapping):
            raise WrongFactsShape(self.path, "an object")
        return self.value

    def items(self) -> Iterator[tuple[str, _Node]]:
        for key, value in self.fields().items():
            yield key, _Node(value, f"{self.path}.{key}")

    def each(self) -> Iterator[_Node]:
        if not isinstance(self.value, list):
            raise WrongFactsShape(self.path, "a list")
        for index, value in enumerate(self.value):
            yield _Node(value, f"{self.path}[{index}]")

    def maybe(self, read: Callable[[_Node], T]) -> T | None:
        return None if self.value is None else read(self)

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise WrongFactsShape(self.path, "a string")
        return self.value

    def whole(self) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise WrongFactsShape(self.path, "a whole number")
        return self.value

    def real(self) -> float:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise WrongFactsShape(self.path, "a number")
        return float(self.value)

    def count_or_amount(self) -> int | Decimal:
        if not isinstance(self.value, str):
            return self.whole()
        try:
            amount = Decimal(self.value)
        except InvalidOperation:
            raise WrongFactsShape(self.path, "a decimal string") from None
        if not amount.is_finite():
            raise WrongFactsShape(self.path, "a finite decimal string")
        return amount

    def day(self) -> date:
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise WrongFactsShape(self.path, "a day like 2025-01-31") from None

    def one_of(self, choices: type[E]) -> E:
        try:
            return choices(self.text())
        except ValueError:
            raise WrongFactsShape(self.path, f"one of {', '.join(choices)}") from None


def _read_place(node: _Node) -> Place | None:
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
        table=node.get("table").maybe(_Node.whole),
        row=node.get("row").maybe(_Node.whole),
        column=node.get("column").maybe(_Node.whole),
    )


def _read_period(node: _Node) -> Period:
    return Period(
        start=node.get("start").maybe(_Node.day),
        end=node.get("end").maybe(_Node.day),
        raw=node.get("raw").text(),
        place=_read_place(node.get("place")),
    )


def _read_section(root: _Node, detail: _Node) -> Section:
    key = detail.get("key").one_of(SectionKey)
    text = root.get("sections").get(key.value).text()
    start, end = detail.get("start").whole(), detail.get("end").whole()
    if not 0 <= start <= end <= len(text):
        raise WrongFactsShape(detail.path, f"offsets inside the text of {key.value}")
    return Section(
        key=key,
        text=text[start:end],
        heading=detail.get("heading").maybe(_Node.text),
        number=detail.get("number").maybe(_Node.whole),
        place=_read_place(detail.get("place")),
        own_tables=detail.get("own_tables").text() if "own_tables" in detail.fields() else "",
    )


def _read_table(root: _Node, key: TableKey) -> Table | None:
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


def _read_of_tables(root: _Node, name: str) -> dict[TableKey, str]:
    """Return a detail of the tables that have it; "file" is there for tables out of archives alone."""
    details = root.get("table_details")
    found = {key: details.get(key.value).fields().get(name) for key in TableKey if key.value in details.fields()}
    return {
        key: _Node(value, f"table_details.{key}.{name}").text() for key, value in found.items() if value is not None
    }


def _is_scanned(details: _Node, key: TableKey) -> bool:
    """Facts written before scans could be read do not say so."""
    table = details.fields().get(key.value)
    return isinstance(table, Mapping) and table.get("scanned") is True


def _read_names(root: _Node) -> tuple[NameWitness, ...]:
    """Facts written before names were kept hold none."""
    if "names" not in root.fields():
        return ()
    return tuple(
        NameWitness(name.get("kind").one_of(NameKind), name.get("text").text()) for name in root.get("names").each()
    )


def _read_disagreement(node: _Node) -> Disagreement:
    return Disagreement(
        table=node.get("table").one_of(TableKey),
        row=node.get("row").text(),
        column=node.get("column").text(),
        shown=node.get("shown").maybe(_Node.count_or_amount),
        elsewhere=node.get("elsewhere").maybe(_Node.count_or_amount),
        document=node.get("document").text(),
    )


def _read_row(node: _Node) -> dict[str, Cell | None]:
    return {
        column: _plain_cell(value) or _Node(value, f"{node.path}.{column}").maybe(_read_cell)
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


def _read_cell(node: _Node) -> Cell:
    state = node.get("state").one_of(CellState)
    value = node.get("value").maybe(_Node.count_or_amount)
    if (value is None) != (state in VALUELESS):
        raise WrongFactsShape(f"{node.path}.value", f"a value that goes with the state {state.value}")
    return Cell(
        value=value,
        raw=node.get("raw").text(),
        state=state,
        place=_read_place(node.get("place")),
        remark=node.get("remark").text() if "remark" in node.fields() else None,
    )


def _read_problem(node: _Node) -> Problem:
    return Problem(
        code=node.get("code").text(),
        part=node.get("part").text(),
        message=node.get("message").text(),
        message_en=node.get("message_en").text(),
    )
