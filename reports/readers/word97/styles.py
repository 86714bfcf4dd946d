"""Paragraph styles of a binary Word file as far as reading needs them: headings, tables of contents, numbering."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from reports.readers.word97.file import STYLES, WordFile
from reports.readers.word97.properties import paragraph_properties

_HEADINGS: Final = range(1, 10)
_CONTENTS: Final = range(19, 28)
_PARAGRAPH: Final = 1
_NO_BASE: Final = 0xFFF
_DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph has from its style; `based_on` is another style's index."""

    heading: bool = False
    contents: bool = False
    list_number: int | None = None
    list_level: int | None = None
    based_on: int = _NO_BASE


def read_styles(file: WordFile) -> dict[int, Style]:
    """Return the paragraph styles by index, each with what it has from the styles that it is based on."""
    own = dict(_styles(file))
    return {index: _inherited(style, own) for index, style in own.items()}


def _inherited(style: Style, own: dict[int, Style]) -> Style:
    base = own.get(style.based_on)
    for _ in range(_DEEPEST):
        if base is None:
            break
        if style.list_number is None:
            style = replace(style, list_number=base.list_number, list_level=style.list_level or base.list_level)
        style = replace(style, heading=style.heading or base.heading)
        base = own.get(base.based_on)
    return style


def _styles(file: WordFile) -> Iterator[tuple[int, Style]]:
    sheet = file.table(STYLES)
    if len(sheet) < 6:
        return
    header, count, base_size = struct.unpack_from("<HHH", sheet)
    at = 2 + header
    for index in range(min(count, 4095)):
        if at + 2 > len(sheet):
            return
        (size,) = struct.unpack_from("<H", sheet, at)
        definition = sheet[at + 2 : at + 2 + size]
        at += 2 + size + size % 2
        if len(definition) >= 10:
            style = _style(definition, base_size, file.data)
            if style is not None:
                yield index, style


def _style(definition: bytes, base_size: int, data: bytes) -> Style | None:
    invariant = struct.unpack_from("<H", definition)[0] & 0xFFF
    kind = struct.unpack_from("<H", definition, 2)[0]
    if kind & 0xF != _PARAGRAPH:
        return None
    style = Style(heading=invariant in _HEADINGS, contents=invariant in _CONTENTS, based_on=kind >> 4)
    name_length = struct.unpack_from("<H", definition, base_size)[0] if base_size + 2 <= len(definition) else 0
    at = base_size + 2 + 2 * name_length + 2
    if at + 4 > len(definition):
        return style
    (size,) = struct.unpack_from("<H", definition, at)
    properties = paragraph_properties(0, definition[at + 4 : at + 2 + size], data)
    heading = style.heading or (properties.outline is not None and properties.outline < 9)
    return replace(style, heading=heading, list_number=properties.list_number, list_level=properties.list_level)
