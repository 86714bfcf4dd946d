"""Reports as plain text and markdown, in the shapes in which converters leave them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.rendering.layout import Layout, spread
from tests.rendering.specimen import Specimen


def tabs(report: Specimen, _rng: Random) -> bytes:
    """Rows as tab-separated lines, covered positions left empty, trailing tabs kept."""
    return _text(report, lambda table: ["\t".join(row) for row in _rectangle(table)])


def shifted_tabs(report: Specimen, rng: Random) -> bytes:
    """Tab-separated, spans flattened: merged labels take fewer positions, the row is filled up at its end."""

    def lines(table: Layout) -> list[str]:
        width = len(spread(table)[0])
        return ["\t".join([*row, *[""] * (width - len(row))]) for row in _flattened(table, rng)]

    return _text(report, lines)


def cut_tabs(report: Specimen, rng: Random) -> bytes:
    """Tab-separated, interrupted: empty lines fall between the rows where a page ended."""

    def lines(table: Layout) -> list[str]:
        cut: list[str] = []
        for row in _rectangle(table):
            cut.extend(["", "\t".join(row)] if rng.random() < 0.08 else ["\t".join(row)])
        return cut

    return _text(report, lines)


def stripped_tabs(report: Specimen, rng: Random) -> bytes:
    """Tab-separated as an editor saves it: white space at the end of lines is gone."""
    lines = tabs(report, rng).decode().split("\n")
    return "\n".join(line.rstrip() for line in lines).encode()


def windows_text(report: Specimen, rng: Random) -> bytes:
    """Tab-separated with byte order mark, CR LF and a form feed before each section."""
    text = tabs(report, rng).decode()
    for _key, heading, _paragraphs, _table in report.parts():
        text = text.replace(f"\n{heading}\n", f"\n\f{heading}\n")
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def utf16(report: Specimen, rng: Random) -> bytes:
    """Tab-separated, saved as “Unicode text”: UTF-16 with byte order mark."""
    return tabs(report, rng).decode().encode("utf-16")


def gb18030(report: Specimen, rng: Random) -> bytes:
    """Tab-separated in GB18030, which no mark tells."""
    return tabs(report, rng).decode().encode("gb18030")


def cell_per_line(report: Specimen, rng: Random) -> bytes:
    """Every cell a line of its own behind a tab, rows apart by an empty line; some labels break inside."""

    def lines(table: Layout) -> list[str]:
        rows = collapsed(table)
        return [line for row in rows for line in (*(f"\t{_broken(cell, rng)}" for cell in row), "")]

    return _text(report, lines)


def markdown(report: Specimen, _rng: Random) -> bytes:
    """Markdown with pipe tables and headings of any depth."""
    return _text(report, lambda table: _pipes(_rectangle(table)), heading="## ", title="# ")


def repeated_labels(report: Specimen, _rng: Random) -> bytes:
    """Markdown in which a merged cell's text stands in every position that it covered."""

    def lines(table: Layout) -> list[str]:
        return _pipes([["" if at.box.number and not at.anchor else at.box.text for at in row] for row in spread(table)])

    return _text(report, lines, heading="## ", title="# ")


def bare_pipes(report: Specimen, _rng: Random) -> bytes:
    """Markdown without outer pipes where none is needed, columns aligned by colons, numbers in bold."""

    def lines(table: Layout) -> list[str]:
        rows = [[f"**{at.text}**" if at.box.number and at.text else at.text for at in row] for row in spread(table)]
        first, *others = (" | ".join(row) if row[0] and row[-1] else f"| {' | '.join(row)} |" for row in rows)
        return ["", first, " | ".join([":---:"] * len(rows[0])), *others, ""]

    return _text(report, lines, heading="# ")


def damaged_markdown(report: Specimen, rng: Random) -> bytes:
    """Markdown whose heading marks are of changing depth, or bold instead, over tab-separated tables."""
    text = tabs(report, rng).decode()
    for _key, heading, _paragraphs, _table in report.parts():
        mark = rng.choice(["## {}", "#### {}", "**{}**", "{}", "### **{}**"])
        text = text.replace(f"\n{heading}\n", f"\n{mark.format(heading)}\n")
    return text.encode()


def _text(report: Specimen, lines: Callable[[Layout], list[str]], *, heading: str = "", title: str = "") -> bytes:
    written = [title + report.title, "", report.lead, ""]
    for _key, printed, paragraphs, table in report.parts():
        written += [heading + printed, ""]
        for paragraph in paragraphs:
            written += [paragraph, ""]
        if table is not None:
            written += [*lines(table), ""]
    return "\n".join([*written, report.agency, report.signed_day, ""]).encode()


def _pipes(rows: list[list[str]]) -> list[str]:
    first, *others = ("| " + " | ".join(row) + " |" for row in rows)
    return ["", first, "|" + " --- |" * len(rows[0]), *others, ""]


def _rectangle(table: Layout) -> list[list[str]]:
    return [[position.text for position in row] for row in spread(table)]


def _flattened(table: Layout, rng: Random) -> list[list[str]]:
    """Return rows in which covered positions left of the numbers are dropped at random."""
    rows = []
    for row in spread(table):
        first = next((x for x, position in enumerate(row) if position.anchor and position.box.number), len(row))
        rows.append(
            [at.text for x, at in enumerate(row) if at.anchor or x >= first or rng.random() < 0.6]  # labels shift
        )
    return rows


def collapsed(table: Layout) -> list[list[str]]:
    """Return rows in which a box that spans columns takes one position; below a box one empty position stays."""
    return [
        [at.text for x, at in enumerate(row) if at.anchor or (x == at.left and at.top < y)]
        for y, row in enumerate(spread(table))
    ]


def _broken(label: str, rng: Random) -> str:
    if label in {"结果维持", "结果纠正", "其他结果", "尚未审结"} and rng.random() < 0.7:
        return f"{label[:2]}\n{label[2:]}"
    return label
