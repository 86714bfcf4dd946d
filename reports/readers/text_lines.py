"""Lines of text sorted into rows of a table and running text: tab rows, pipe rows, one cell per line behind a tab."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reports.grid import ragged
from reports.labels import KNOWN, fold
from reports.model import Grid, GridCell, Place, TextBlock, TextPlace
from reports.numbers import looks_like_number


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands, without its end, and where it begins."""

    text: str
    place: Place

    def at(self, offset: int) -> Place:
        """Return the place of a character of this line; in a page all of it is the line's own."""
        if isinstance(self.place, TextPlace):
            return TextPlace(self.place.line, self.place.column + offset)
        return self.place


_Test = Callable[[str], bool]
_LONGEST_CELL = 60
_SENTENCE_ENDS = ("。", "；", ";", "!", "！")


def tables_in(lines: Sequence[Line]) -> Iterator[Line | Grid | TextBlock]:
    """Yield the lines in order, those that are rows or cells of a table gathered into grids.

    Rows that a page break has parted (blank lines between) stay one grid. A line that is no row comes out as it is.
    """
    index = 0
    while index < len(lines):
        if _is_pipe_row(lines[index].text):
            end = _end_of(lines, index, _is_pipe_row)
            yield _pipe_grid(lines[index:end])
        elif "\t" in lines[index].text and lines[index].text.strip():
            end = _end_of(lines, index, _has_tab)
            yield from _tab_region(lines[index:end])
        else:
            yield lines[index]
            end = index + 1
        index = end


def _end_of(lines: Sequence[Line], start: int, belongs: _Test) -> int:
    """Return the index after the last line of the region: blank lines and broken cells inside it do not end it."""
    end = start + 1
    index = end
    while index < len(lines):
        text = lines[index].text
        if belongs(text):
            end = index + 1
        elif text.strip() and not (belongs is _has_tab and _continues_cell(lines, index)):
            break
        index += 1
    return end


def _has_tab(text: str) -> bool:
    return "\t" in text


_NUMBERED_HEADING = re.compile(r"^\s*(?:#+\s*)?(?:[一二三四五六][、.．]|第[一二三四五六]部分)")


def _continues_cell(lines: Sequence[Line], index: int) -> bool:
    """True for a short piece (纠正 of 结果纠正) right below a tab line, more tab lines following soon."""
    text = lines[index].text.strip()
    if len(text) > 16 or text.endswith(_SENTENCE_ENDS) or _NUMBERED_HEADING.match(text) is not None:
        return False
    if index == 0 or not lines[index - 1].text.strip():
        return False
    return any(_has_tab(line.text) for line in lines[index + 1 : index + 4])


def _tab_region(lines: Sequence[Line]) -> Iterator[Line | Grid | TextBlock]:
    rows = sum(1 for line in lines if "\t" in line.text.strip() or "\t" in line.text.lstrip("\t").rstrip(" "))
    single = sum(1 for line in lines if line.text.startswith("\t") and "\t" not in line.text.strip())
    if rows and rows * 2 >= single:
        cells = [_tab_cells(line) for line in lines if line.text.strip(" ")]
        if rows >= 2 or _is_table([cell for row in cells for cell in row]):
            yield ragged(cells, lines[0].place)
        else:
            yield from lines
        return
    run: list[Line] = []
    for line in lines:
        if len(line.text.strip()) > _LONGEST_CELL or line.text.rstrip().endswith(_SENTENCE_ENDS):
            yield from _cell_lines(run)
            yield line
            run = []
        else:
            run.append(line)
    yield from _cell_lines(run)


def _tab_cells(line: Line) -> list[GridCell]:
    cells, offset = [], 0
    for text in line.text.split("\t"):
        lead = len(text) - len(text.lstrip())
        cells.append(GridCell(text.strip(), line.at(offset + lead if text.strip() else offset)))
        offset += len(text) + 1
    return cells


def _cell_lines(lines: Sequence[Line]) -> Iterator[Line | Grid | TextBlock]:
    """One cell per line, each behind a tab; a line without one goes on with the cell above, an empty one ends the row."""
    rows: list[list[GridCell]] = [[]]
    for line in lines:
        text = line.text.strip()
        if line.text.startswith("\t"):
            lead = len(line.text) - len(line.text.lstrip()) if text else 1
            rows[-1].append(GridCell(text, line.at(lead)))
        elif text and rows[-1]:
            above = rows[-1].pop()
            rows[-1].append(GridCell(f"{above.text}\n{text}" if above.text else text, above.place))
        elif text:
            rows[-1].append(GridCell(text, line.place))
        elif rows[-1]:
            rows.append([])
    rows = [row for row in rows if row]
    cells = [cell for row in rows for cell in row]
    if not _is_table(cells):
        yield from lines
    elif sum(1 for row in rows if len(row) > 1) >= 3:
        yield ragged(rows, cells[0].place)
    else:  # every cell a paragraph of its own: the rows are told by their labels later
        yield from (TextBlock(cell.text, cell.place) for cell in cells)


def _is_table(cells: Sequence[GridCell]) -> bool:
    labels = sum(1 for cell in cells if fold(cell.text) in KNOWN)
    numbers = sum(1 for cell in cells if looks_like_number(cell.text))
    return labels >= 3 or (numbers >= 3 and numbers * 2 >= len(cells))


_PIPE = re.compile(r"(?<!\\)[|｜]")
_PIPE_RULE = re.compile(r"^[\s|:+-]*-[\s|:+-]*$")


def _is_pipe_row(text: str) -> bool:
    stripped = text.strip()
    marks = len(_PIPE.findall(stripped))
    return marks >= 2 or (marks == 1 and stripped[:1] in "|｜" and len(stripped) > 1)


def _pipe_grid(lines: Sequence[Line]) -> Grid:
    rows = [_pipe_cells(line) for line in lines if line.text.strip() and _PIPE_RULE.match(line.text) is None]
    return ragged(rows, lines[0].place)


_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def _pipe_cells(line: Line) -> list[GridCell]:
    """Return the cells between pipes; the outer pipes open and close the row and make no cells."""
    cells, offset = [], 0
    fields = _PIPE.split(line.text)
    for number, field in enumerate(fields):
        outside = not field.strip() and number in (0, len(fields) - 1)
        if not outside:
            text = _BREAK.sub("\n", field.replace("\\|", "|").replace("**", "").replace("&nbsp;", " ")).strip()
            cells.append(GridCell(text, line.at(offset + len(field) - len(field.lstrip()))))
        offset += len(field) + 1
    return cells
