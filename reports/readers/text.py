"""Plain text and markdown: lines, tab and pipe tables, one cell per line, and HTML tables inside markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from reports.model import Document, DocumentLink, Grid, LinkKind, TextBlock, TextPlace
from reports.readers.html_fragment import grids_of
from reports.readers.links import link_kind
from reports.readers.text_lines import Line, tables_in

_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r"^\s{0,3}#{1,6}(?!#)(.*)$")
_EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_IMAGE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)[^)]*\)|<img\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(r"(?<!!)\[([^\[\]]{0,200})\]\(\s{0,8}<?([^)\s>]{1,2000})>?[^)]{0,200}\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_TABLE_OPEN = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)


def read_text(text: str, *, media_type: str, charset: str | None, url: str | None) -> Document:
    """Return the document of plain text or markdown; places are line and column, counted from 1.

    Empty lines stand as blocks without text: where one cell stands per line they may be blank cells.
    """
    blocks: list[TextBlock | Grid] = []
    links: list[DocumentLink] = []
    images = 0
    for part in _parts(_lines(text)):
        if isinstance(part, Grid | TextBlock):
            blocks.append(part)
            continue
        images += len(_IMAGE.findall(part.text))
        links.extend(_links(part.text, url))
        blocks.append(_block(part))
    return Document(media_type, tuple(blocks), links=tuple(links), images=images, charset=charset)


def _lines(text: str) -> list[Line]:
    """Return the lines; a form feed (page break) is white space, Python's other separators end no line here."""
    lines = _LINE_END.split(text.replace("\f", " "))
    return [Line(line, TextPlace(number, 1)) for number, line in enumerate(lines, start=1)]


def _parts(lines: Sequence[Line]) -> Iterator[Line | Grid | TextBlock]:
    """Yield lines and tables in order, HTML tables first taken out whole."""
    start = index = 0
    while index < len(lines):
        if _TABLE_OPEN.search(lines[index].text) is None:
            index += 1
            continue
        end = index
        depth = 0
        while end < len(lines):
            depth += len(_TABLE_OPEN.findall(lines[end].text)) - len(_TABLE_CLOSE.findall(lines[end].text))
            end += 1
            if depth <= 0:
                break
        yield from tables_in(lines[start:index])
        before = lines[index].text[: _first(_TABLE_OPEN, lines[index].text)]
        before = _TAG.sub("", before)
        if before.strip():
            yield Line(before, lines[index].place)
        table_at = _first(_TABLE_OPEN, lines[index].text)
        markup = "\n".join(line.text for line in lines[index:end])[table_at:]
        yield from grids_of(markup, lines[index].at(table_at))
        start = index = end
    yield from tables_in(lines[start:])


def _first(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return len(text) if match is None else match.start()


def _block(line: Line) -> TextBlock:
    heading = _HEADING.match(line.text)
    text = line.text if heading is None else heading[1].strip().rstrip("#")
    text = _LINK.sub(r"\1", _IMAGE.sub("", _EMPHASIS.sub("", text))).replace("\\", "").strip()
    lead = len(line.text) - len(line.text.lstrip())
    return TextBlock(text, line.at(lead if text else 0), heading=heading is not None)


def _links(text: str, url: str | None) -> Iterator[DocumentLink]:
    for match in _LINK.finditer(text):
        address = urljoin(url, match[2]) if url is not None else match[2]
        yield DocumentLink(address, match[1].strip(), link_kind(match[2], match[1]) or LinkKind.PAGE)
