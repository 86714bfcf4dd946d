"""Lines of text sorted into rows of a table and running text: tab rows, pipe rows, one cell per line behind a tab."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reports.grid import ragged
from reports.headings import heading_in
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
            yield from _pipe_region(lines[index:end])
        elif _begins_tab_rows(lines, index):
            end = _end_of(lines, index, _has_tab)
            yield from _tab_region(lines[index:end])
        else:
            yield lines[index]
            end = index + 1
        index = end


def _begins_tab_rows(lines: Sequence[Line], index: int) -> bool:
    """True for a line of fields, and for a label right above one whose own trailing tabs are lost."""
    text = lines[index].text
    if "\t" in text:
        return bool(text.strip())
    return index + 1 < len(lines) and "\t" in lines[index + 1].text and fold(text) in KNOWN


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


def _continues_cell(lines: Sequence[Line], index: int) -> bool:
    """True for a short piece (纠正 of 结果纠正) right below a tab line, more tab lines following soon."""
    text = lines[index].text.strip()
    if len(text) > 16 or text.endswith(_SENTENCE_ENDS) or heading_in(text) is not None:
        return False
    if index == 0 or not lines[index - 1].text.strip():
        return False
    return any(_has_tab(line.text) for line in lines[index + 1 : index + 4])


def _tab_region(lines: Sequence[Line]) -> Iterator[Line | Grid | TextBlock]:
    """Cut a region of lines with tabs at its headings and sentences (paragraphs may be indented by a tab as well)."""
    run: list[Line] = []
    for line in lines:
        if _is_running_text(line.text):
            yield from _tab_run(run)
            yield line
            run = []
        else:
            run.append(line)
    yield from _tab_run(run)


def _is_running_text(text: str) -> bool:
    stripped = text.strip()
    if not stripped or "\t" in stripped or text.rstrip(" ").endswith("\t"):
        return False
    return len(stripped) > _LONGEST_CELL or stripped.endswith(_SENTENCE_ENDS) or heading_in(stripped) is not None


def _tab_run(lines: Sequence[Line]) -> Iterator[Line | Grid | TextBlock]:
    rows = [index for index, line in enumerate(lines) if _has_fields(line.text)]
    single = sum(1 for line in lines if line.text.startswith("\t") and not _has_fields(line.text))
    if not rows or len(rows) * 2 < single:
        yield from _cell_lines(lines)
        return
    first = next((index for index, line in enumerate(lines) if fold(line.text) in KNOWN or index == rows[0]))
    last = max(index for index, line in enumerate(lines) if index == rows[-1] or _is_cell(line.text)) + 1
    cells = [_tab_cells(line) for line in lines[first:last] if line.text.strip(" ")]
    yield from lines[:first]
    if len(rows) >= 2 or _is_table([cell for row in cells for cell in row]):
        yield ragged(cells, lines[first].place)
    else:
        yield from lines[first:last]
    yield from lines[last:]


def _is_cell(text: str) -> bool:
    """True for a known label, and for a row of blank cells."""
    return fold(text) in KNOWN or (_has_tab(text) and not text.strip())


def _has_fields(text: str) -> bool:
    """True for a line of several fields; a tab in front alone only indents."""
    return "\t" in text.strip() or "\t" in text.lstrip("\t").rstrip(" ")


def _tab_cells(line: Line) -> list[GridCell]:
    cells, offset = [], 0
    for text in line.text.split("\t"):
        lead = len(text) - len(text.lstrip())
        cells.append(GridCell(text.strip(), line.at(offset + lead if text.strip() else offset)))
        offset += len(text) + 1
    return cells


def _cell_lines(lines: Sequence[Line]) -> Iterator[Line | Grid | TextBlock]:
    """One cell per line, each behind a tab; a line without one continues the cell above, an empty one ends the row."""
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
_GRID_RULE = re.compile(r"^\+(?:[-=:]+\+){2,}$")
_PIPE_RULE = re.compile(r"(?=[^-=]*[-=])[\s|:+=-]+$")


def _is_pipe_row(text: str) -> bool:
    stripped = text.strip()
    if _GRID_RULE.match(stripped) is not None:
        return True
    marks = len(_PIPE.findall(stripped))
    return marks >= 2 or (marks == 1 and stripped[:1] in "|｜" and len(stripped) > 1)


def _is_rule(text: str, *, second: bool) -> bool:
    """True for a line that only rules a table; single dashes do so in the second line, elsewhere they stand for 0."""
    return _PIPE_RULE.match(text) is not None and (second or "---" in text or "===" in text or "|" not in text)


def _pipe_region(lines: Sequence[Line]) -> Iterator[Line | Grid]:
    """Yield the table of these lines; a single one ("首页 | 新闻 | 公开") is one only if it holds figures or labels."""
    printed = [line for line in lines if line.text.strip()]
    edges, width = _edges(printed), _width(printed)
    rows = [
        _pipe_cells(line, _edges_of(line.text, width) or edges)
        for number, line in enumerate(printed)
        if not _is_rule(line.text, second=number == 1)
    ]
    if len(lines) > 1 or _is_table([cell for row in rows for cell in row]):
        yield ragged(rows, lines[0].place)
    else:
        yield from lines


_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def _edges(lines: Sequence[Line]) -> tuple[bool, bool]:
    """Return whether a pipe opens and closes each row: as the rule below the head has it, else as most rows have it."""
    texts = [line.text.strip() for line in lines]
    asked = texts[1:2] if len(texts) > 1 and _is_rule(texts[1], second=True) else texts
    opened = sum(1 for text in asked if text[:1] in ("|", "｜", "+"))
    closed = sum(1 for text in asked if text[-1:] in ("|", "｜", "+"))
    return opened * 2 >= len(asked), closed * 2 >= len(asked)


def _width(lines: Sequence[Line]) -> int | None:
    """Return how many columns the rule below the head has, None without one."""
    if len(lines) < 2 or not _is_rule(lines[1].text, second=True):
        return None
    return sum(1 for field in _PIPE.split(lines[1].text) if field.strip())


def _edges_of(text: str, width: int | None) -> tuple[bool, bool] | None:
    """Return whether a pipe opens and closes this row so that it has as many cells as columns, None where none does.

    Programs that leave outer pipes out still write them where a row's first or last cell is blank.
    """
    spare = None if width is None else len(_PIPE.split(text)) - width
    opens, closes = text.lstrip()[:1] in ("|", "｜"), text.rstrip()[-1:] in ("|", "｜")
    if spare == 0:
        return False, False
    if spare == 2 and opens and closes:
        return True, True
    return (opens, closes) if spare == 1 and opens != closes else None


def _pipe_cells(line: Line, edges: tuple[bool, bool]) -> list[GridCell]:
    """Return the cells between pipes; outer pipes open and close the row and make no cells."""
    cells, offset = [], 0
    fields = _PIPE.split(line.text)
    for number, field in enumerate(fields):
        outer = (edges[0] and number == 0) or (edges[1] and number == len(fields) - 1)
        if field.strip() or not outer:
            text = _BREAK.sub("\n", field.replace("\\|", "|").replace("**", "").replace("&nbsp;", " ")).strip()
            cells.append(GridCell(text, line.at(offset + len(field) - len(field.lstrip()))))
        offset += len(field) + 1
    return cells
