"""Bytes in, a Document of text blocks and rectangular grids out; one reader per format, found by content."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from reports.errors import DocumentTooLarge, EmptyDocument, NotText, UnsupportedFormat
from reports.model import Document
from reports.readers.charset import decode
from reports.readers.html import read_html
from reports.readers.sniff import HTML, MARKDOWN, PLAIN, sniff_binary, sniff_text
from reports.readers.text import read_text

MAX_BYTES: Final = 64 * 1024 * 1024

Reader = Callable[[bytes, str | None, str | None], Document]
"""A reader takes the bytes, the media type as the server stated it and the address; it returns the document."""


def _read_page(data: bytes, stated: str | None, url: str | None) -> Document:
    text, charset = decode(data, declared=_charset_of(stated))
    return read_html(text, charset=charset, url=url)


def _read_plain(data: bytes, stated: str | None, url: str | None) -> Document:
    text, charset = decode(data, declared=_charset_of(stated))
    return read_text(text, media_type=PLAIN, charset=charset, url=url)


def _read_markdown(data: bytes, stated: str | None, url: str | None) -> Document:
    text, charset = decode(data, declared=_charset_of(stated))
    return read_text(text, media_type=MARKDOWN, charset=charset, url=url)


READERS: Final[Mapping[str, Reader]] = MappingProxyType({HTML: _read_page, PLAIN: _read_plain, MARKDOWN: _read_markdown})
"""By media type as sniffed; a format without a line here is UnsupportedFormat."""


def read(
    data: bytes,
    *,
    media_type: str | None = None,
    url: str | None = None,
    filename: str | None = None,
    limit: int = MAX_BYTES,
) -> Document:
    """Return the document that the bytes hold, in reading order, navigation left out.

    What the bytes are is decided by the bytes themselves; `media_type` and `filename` only settle what the content
    leaves open (text without any markup). `url` makes links absolute. Raises EmptyDocument, UnsupportedFormat (with the
    sniffed media type), NotText or DocumentTooLarge.
    """
    if len(data) > limit:
        raise DocumentTooLarge("bytes", limit)
    sniffed = sniff(data, media_type=media_type, filename=filename)
    reader = READERS.get(sniffed)
    if reader is None:
        raise UnsupportedFormat(sniffed)
    return reader(data, media_type, url)


def sniff(data: bytes, *, media_type: str | None = None, filename: str | None = None) -> str:
    """Return the media type of the bytes, told by their content. Raises EmptyDocument or NotText."""
    if not data.strip(b" \t\r\n\f\x00"):
        raise EmptyDocument
    binary = sniff_binary(data)
    if binary is not None:
        return binary
    try:
        text, _ = decode(data[:400_000], declared=_charset_of(media_type))
    except NotText:
        text, _ = decode(data, declared=_charset_of(media_type))
    if not text.strip("\ufeff \t\r\n\f\u3000\xa0"):
        raise EmptyDocument
    told = sniff_text(text)
    if told == PLAIN:
        return _stated_text_type(media_type, filename) or PLAIN
    return told


def _stated_text_type(media_type: str | None, filename: str | None) -> str | None:
    """Text without markup: a page's or markdown's name may still be right about it."""
    suffix = PurePosixPath(filename or "").suffix.lower()
    if suffix in (".md", ".markdown") or (media_type or "").startswith(MARKDOWN):
        return MARKDOWN
    return HTML if suffix == "" and (media_type or "").split(";")[0].strip().lower() == HTML else None


_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:-]+)", re.IGNORECASE)


def _charset_of(media_type: str | None) -> str | None:
    match = _CHARSET.search(media_type or "")
    return None if match is None else match[1]
