"""The text of a binary Word file walked paragraph by paragraph: fields, deletions, pictures, cells and rows."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from reports.readers.html_strings import SUBSCRIPT, SUPERSCRIPT
from reports.readers.word.signs import sign
from reports.readers.word.tables import TableBuilder
from reports.readers.word.tree import PICTURE, SHOWS_WITHOUT_RESULT, Content, Paragraph
from reports.readers.word97.boxes import Boxes
from reports.readers.word97.file import WordFile
from reports.readers.word97.lists import plain_level, read_lists
from reports.readers.word97.properties import CharacterProperties, ParagraphProperties, Properties
from reports.readers.word97.sprms import row_definition
from reports.readers.word97.styles import Style, read_styles

_CELL_END: Final = "\x07"
_PARAGRAPH_ENDS: Final = frozenset("\r\x07\x0c")
_SPECIAL: Final = frozenset("\x00\x01\x02\x03\x04\x05\x07\x08\x0b\x0c\r\x0e\x13\x14\x15\x1e\x1f(")
_LEAST_WIDTH_TWIPS: Final = 3_100
"""About 5.5 cm: a narrower picture holds no table of the form."""

_BODY_LEVEL: Final = 9


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction, until its result begins."""

    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class _Text:
    """The text of the open paragraph and the shapes anchored in it."""

    pieces: list[str] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)  # character positions
    deletions: bool = False


class StoryReader:
    """Reads the stories of one file; `pictures` counts the large ones met."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._properties = Properties(file)
        self._styles = read_styles(file)
        self._lists = read_lists(file)
        self._boxes = Boxes(file)
        self._fields: list[_Field] = []
        self.pictures = 0

    def read(self) -> list[Content]:
        """Return the content of the main text, text boxes behind the paragraph that they hang on."""
        content = self._story(0, self._file.text_length, anchored=True)
        for start, end in self._boxes.remaining():
            content += self._story(start, end, anchored=False)
        return content

    def _story(self, start: int, end: int, *, anchored: bool) -> list[Content]:
        builder = TableBuilder()
        text = _Text()
        self._fields = []
        for first, mark in self._paragraphs(start, end):
            properties = self._properties.of_paragraph(mark)
            self._gather(first, mark, text)
            self._fields = [each for each in self._fields if each.in_result]
            deleted = any(run.deleted for _, _, run in self._properties.of_characters(mark, mark + 1))
            is_cell = self._file.characters[mark] == _CELL_END
            if properties.row_end and (is_cell or properties.depth > 1):
                definition = row_definition(properties.definition)
                builder.end_row(definition, depth=max(1, properties.depth), deleted=deleted)
                text = _Text()
                continue
            ends_cell = is_cell or properties.inner_cell_end
            if deleted and not ends_cell:
                continue  # the paragraph runs on in the next
            depth = max(1, properties.depth) if ends_cell else properties.depth
            paragraph = self._paragraph(properties, "".join(text.pieces))
            builder.add(paragraph, depth=depth, deletions=text.deletions)
            for position in text.shapes if anchored else ():
                builder.add_content(self._box(position), depth=depth)
            if ends_cell:
                builder.end_cell()
            text = _Text()
        return builder.finish()

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield (first character, end mark) of every paragraph; a page break inside one does not end it."""
        characters = self._file.characters
        first = start
        for position in range(start, min(end, len(characters))):
            character = characters[position]
            if character in _PARAGRAPH_ENDS and (character != "\x0c" or self._properties.ends_paragraph(position)):
                yield first, position
                first = position + 1
        if first < end:
            yield first, end - 1

    def _paragraph(self, properties: ParagraphProperties, text: str) -> Paragraph | None:
        style = self._styles.get(properties.style, _NO_STYLE)
        if style.contents:
            return None
        number, level = style.list_number, style.list_level
        if properties.list_number is not None:
            number = properties.list_number
        if properties.list_level is not None:
            level = properties.list_level
        label = "" if not number or number < 0 else self._lists.label(str(number), plain_level(level))
        heading = style.heading if properties.outline is None else properties.outline < _BODY_LEVEL
        return Paragraph(label + text, heading)

    def _box(self, position: int) -> list[Content]:
        found = self._boxes.anchored_at(position)
        if found is None:
            self.pictures += self._boxes.width_at(position) >= _LEAST_WIDTH_TWIPS
            return []
        fields = self._fields
        content = self._story(*found, anchored=False)
        self._fields = fields
        return content

    # --- characters --------------------------------------------------------------------------------

    def _gather(self, start: int, end: int, text: _Text) -> None:
        for first, last, run in self._properties.of_characters(start, end):
            if run.deleted or run.hidden:
                text.deletions = text.deletions or run.deleted
                self._mark_fields(first, last)
                continue
            pieces: list[str] = []
            for position in range(first, last):
                character = self._file.characters[position]
                if character in _SPECIAL:
                    self._special(position, character, run, pieces, text.shapes)
                elif not self._fields or self._shown(character):
                    pieces.append(character)
            shown = "".join(pieces)
            if run.raised in (1, 2):  # a footnote mark behind a number must not become its last digit
                shown = shown.translate(SUPERSCRIPT if run.raised == 1 else SUBSCRIPT)
            text.pieces.append(f" {shown} " if run.struck else shown)

    def _mark_fields(self, start: int, end: int) -> None:
        """Fields begin and end in hidden text as well."""
        for position in range(start, end):
            character = self._file.characters[position]
            if character in "\x13\x14\x15":
                self._field_mark(character, [])

    def _shown(self, character: str) -> bool:
        """True where text shows; an instruction is kept aside instead."""
        telling = next((each for each in reversed(self._fields) if not each.in_result), None)
        if telling is None:
            return True
        telling.instruction += character
        return False

    def _field_mark(self, mark: str, pieces: list[str]) -> None:
        if mark == "\x13":
            self._fields.append(_Field())
        elif self._fields and mark == "\x14":
            self._fields[-1].in_result = True
        elif self._fields:
            ended = self._fields.pop()
            if not ended.in_result and SHOWS_WITHOUT_RESULT.match(ended.instruction) is not None:
                pieces.append(PICTURE)

    def _special(
        self, position: int, character: str, run: CharacterProperties, pieces: list[str], shapes: list[int]
    ) -> None:
        if character in "\x13\x14\x15":
            self._field_mark(character, pieces)
        elif self._fields and not self._shown(""):
            return
        elif character in "\x0b\x0c\x0e":
            pieces.append("\n")
        elif character == "\x1e":
            pieces.append("-")
        elif character == "\x00":  # no program writes it: the file is damaged here
            pieces.append(PICTURE)
        elif character == "(":
            pieces.append("(" if run.symbol is None else sign(f"{run.symbol:02X}"))
        elif character == "\x08":
            shapes.append(position)
        elif character == "\x01" and shapes and self._fields and _IS_SHAPE.match(self._fields[-1].instruction):
            return  # what old programs show instead of the text box before it
        elif character == "\x01" and not run.form_data and run.picture is not None:
            self.pictures += self._picture_width(run.picture) >= _LEAST_WIDTH_TWIPS
            pieces.append(PICTURE)

    def _picture_width(self, offset: int) -> float:
        """Return how wide a picture in the line is shown, in twips ([MS-DOC] 2.9.192 PICF)."""
        data = self._file.data
        if offset + 0x24 > len(data):
            return 0.0
        wide, _, scale = struct.unpack_from("<HHH", data, offset + 0x1C)
        return float(wide * scale) / 1000


_IS_SHAPE: Final = re.compile(r"\s*SHAPE\b", re.IGNORECASE)
_NO_STYLE: Final = Style()
