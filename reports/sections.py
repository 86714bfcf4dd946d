"""The six sections as they stand in a document: headings chosen over sub-headings and lists, text between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.headings import Heading, Numbering, bare_heading_in, heading_in
from reports.model import Grid, Place, Section, SectionKey, TableKey, TextBlock

_ORDER = tuple(SectionKey)
_STYLES = (Numbering.CHINESE, Numbering.PART, Numbering.ARABIC, Numbering.PAREN)
_LIST = 3
"""So many headings with nothing between them, all of which come again, are a table of contents."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading found in a block."""

    index: int
    heading: Heading
    place: Place


def find_headings(blocks: Sequence[TextBlock | Grid]) -> list[Mark]:
    """Return the section headings in the document's order; doubled and misplaced ones stay as they are.

    Sub-headings with the same words ("（一）主动公开政府信息情况" inside 一) are not among them: one numbering style is
    the sections', a heading of another style must at least carry its section's own number and fill a gap.
    """
    marks = _without_contents(_candidates(blocks), blocks)
    style = _style(marks)
    chosen = [mark for mark in marks if mark.heading.numbering is style]
    found = {mark.heading.key for mark in chosen}
    for mark in marks:
        heading = mark.heading
        if heading.key not in found and (heading.numbering is Numbering.NONE or heading.in_place):
            chosen.append(mark)
    chosen.sort(key=lambda mark: mark.index)
    return _with_bare(_without_strays(chosen), blocks)


def _with_bare(marks: list[Mark], blocks: Sequence[TextBlock | Grid]) -> list[Mark]:
    """Add 一 and 六 where only a short wording stands for their heading ("工作总体情况"), before or behind all others.

    Only among headings without numbers, or right beside the neighbour in the form (that one may stand in a table and
    have kept its number): elsewhere such a line is a sub-heading or a caption.
    """
    found = {mark.heading.key for mark in marks}
    if not marks:
        return marks
    bare = all(mark.heading.number is None for mark in marks)
    if SectionKey.OVERVIEW not in found and (bare or marks[0].heading.key is SectionKey.PROACTIVE):
        before = _bare(SectionKey.OVERVIEW, range(marks[0].index), blocks)
        marks = [*before[:1], *marks]
    last = marks[-1].heading.key
    if SectionKey.OTHER_MATTERS not in found and (bare or last is SectionKey.PROBLEMS_AND_IMPROVEMENTS):
        behind = _bare(SectionKey.OTHER_MATTERS, range(marks[-1].index + 1, len(blocks)), blocks)
        marks = [*marks, *behind[:1]]
    return marks


def _bare(key: SectionKey, where: range, blocks: Sequence[TextBlock | Grid]) -> list[Mark]:
    marks: list[Mark] = []
    for index in where:
        block = blocks[index]
        if isinstance(block, TextBlock):
            heading = bare_heading_in(block.text)
            if heading is not None and heading.key is key:
                marks.append(Mark(index, heading, block.place))
    return marks


def _candidates(blocks: Sequence[TextBlock | Grid]) -> list[Mark]:
    marks: list[Mark] = []
    for index, block in enumerate(blocks):
        if isinstance(block, TextBlock):
            heading = heading_in(block.text, marked=block.heading)
            if heading is not None:
                marks.append(Mark(index, heading, block.place))
    return marks


def _without_contents(marks: Sequence[Mark], blocks: Sequence[TextBlock | Grid]) -> list[Mark]:
    """Leave out a table of contents: headings right below each other that all come again further down."""
    kept: list[Mark] = []
    last = {mark.heading.key: position for position, mark in enumerate(marks)}
    start = 0
    for position, mark in enumerate(marks):
        if position + 1 < len(marks) and _adjacent(mark, marks[position + 1], blocks):
            continue
        run = marks[start : position + 1]
        listed = 0
        while listed < len(run) and last[run[listed].heading.key] > start + listed:
            listed += 1
        kept.extend(run[listed:] if listed >= _LIST else run)
        start = position + 1
    return kept


def _adjacent(first: Mark, second: Mark, blocks: Sequence[TextBlock | Grid]) -> bool:
    between = blocks[first.index + 1 : second.index]
    empty = all(isinstance(block, TextBlock) and not block.text for block in between)
    return empty and not first.heading.rest and second.index > first.index


def _style(marks: Sequence[Mark]) -> Numbering:
    """Return the numbering style under which most sections carry their own number; then the one with most sections."""

    def weight(style: Numbering) -> tuple[int, int]:
        own = [mark.heading for mark in marks if mark.heading.numbering is style]
        return len({heading.key for heading in own if heading.in_place}), len({heading.key for heading in own})

    return max(_STYLES, key=weight)


def _without_strays(marks: Sequence[Mark]) -> list[Mark]:
    """Leave out unnumbered lines with a heading's words where a numbered one exists, or right behind one (captions)."""
    numbered = {mark.heading.key for mark in marks if mark.heading.number is not None}
    kept: list[Mark] = []
    for mark in marks:
        caption = bool(kept) and kept[-1].heading.key is mark.heading.key
        if mark.heading.number is not None or not (caption or mark.heading.key in numbered):
            kept.append(mark)
    return kept


_TABLE_SECTION = {
    TableKey.PROACTIVE: SectionKey.PROACTIVE,
    TableKey.APPLICATIONS: SectionKey.APPLICATIONS,
    TableKey.REVIEW: SectionKey.REVIEW,
}


def section_by_block(marks: Sequence[Mark], count: int) -> dict[int, SectionKey]:
    """Return the section that each of the document's blocks lies in; blocks before the first heading are not in it."""
    where: dict[int, SectionKey] = {}
    for position, mark in enumerate(marks):
        end = marks[position + 1].index if position + 1 < len(marks) else count
        where.update(dict.fromkeys(range(mark.index, max(end, mark.index + 1)), mark.heading.key))
    return where


def read_sections(
    blocks: Sequence[TextBlock | Grid],
    marks: Sequence[Mark],
    tables: Mapping[TableKey, int],
    *,
    end: int,
    of_the_form: Collection[int] = (),
) -> tuple[Section, ...]:
    """Return the sections in the document's order, each with the text up to the next, tables left out.

    `tables` tells at which block each located table begins: a table whose section has no heading stands for it
    (heading None). `end` is where the last section's text ends (a signature may follow). `of_the_form` are the blocks
    that are tables of the form.
    """
    named = {mark.heading.key for mark in marks}
    starts: list[tuple[int, SectionKey, Mark | None]] = [(mark.index, mark.heading.key, mark) for mark in marks]
    for table, index in tables.items():
        if _TABLE_SECTION[table] not in named:
            starts.append((index, _TABLE_SECTION[table], None))
    starts.sort(key=lambda start: (start[0], start[2] is None))
    sections: list[Section] = []
    for position, (index, key, mark) in enumerate(starts):
        after = starts[position + 1][0] if position + 1 < len(starts) else max(end, index + 1)
        first = [mark.heading.rest] if mark is not None and mark.heading.rest else []
        inside = blocks[index + (1 if mark is not None else 0) : after]
        text = "\n".join([*first, *(block.text for block in inside if isinstance(block, TextBlock) and block.text)])
        heading = None if mark is None else mark.heading.text
        number = None if mark is None else mark.heading.number
        place = blocks[index].place if mark is None else mark.place
        own = (at for at in range(index, after) if at not in of_the_form)
        tables_text = "\n".join(text for at in own if isinstance(grid := blocks[at], Grid) for text in _rows_of(grid))
        sections.append(Section(key, text, heading, number, place, tables_text))
    return tuple(sections)


def _rows_of(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        cells = [cell.text for cell in row if cell.text]
        if cells:
            yield "\t".join(cells)


def missing_sections(sections: Sequence[Section]) -> list[SectionKey]:
    """Return the sections of the form of which neither heading nor content was found."""
    found = {section.key for section in sections}
    return [key for key in _ORDER if key not in found]
