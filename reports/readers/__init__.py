"""Bytes in, a Document of text blocks and rectangular grids out; one reader per format, found by content."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from reports.errors import (
    ConverterMissing,
    DamagedDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    UnsupportedFormat,
)
from reports.model import Document
from reports.readers.charset import decode
from reports.readers.html import read_html
from reports.readers.limits import parseable, within_limits
from reports.readers.sniff import (
    DOC,
    DOCX,
    ENCRYPTED,
    HTML,
    MARKDOWN,
    OFD,
    PDF,
    PICTURES,
    PLAIN,
    RTF,
    WORD_XML,
    XLS,
    XLSX,
    sniff_binary,
    sniff_text,
)
from reports.readers.text import read_text

MAX_BYTES: Final = 64 * 1024 * 1024


Converter = Callable[[bytes, str], bytes]
"""Returns an old Word document of the media type as DOCX; raises ConversionFailed. Handed in: reading is pure."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader is handed: the bytes, their text and its encoding if they are text, the address they came from."""

    data: bytes
    text: str
    charset: str | None
    url: str | None
    convert: Converter | None = None
    pictures: bool = True


Reader = Callable[[Source], Document]


def _read_page(source: Source) -> Document:
    # as it came where that is what the text would be encoded to: the parser wants UTF-8
    exact = source.charset == "utf-8" and not source.data.startswith(BOM_UTF8) and "\ufffd" not in source.text
    return read_html(source.text, source.data if exact else None, charset=source.charset, url=source.url)


def _read_plain(source: Source) -> Document:
    return read_text(source.text, media_type=PLAIN, charset=source.charset, url=source.url)


def _read_markdown(source: Source) -> Document:
    return read_text(source.text, media_type=MARKDOWN, charset=source.charset, url=source.url)


def _read_pdf(source: Source) -> Document:
    from reports.readers.pdf import read_pdf  # the library takes its time to load, and most documents are pages

    return read_pdf(source.data, pictures=source.pictures)


def _read_picture(source: Source) -> Document:
    from reports.readers.scan import read_picture

    return read_picture(source.data, sniff_binary(source.data) or "image", pictures=source.pictures)


def _read_docx(source: Source) -> Document:
    from reports.readers.docx import read_docx

    return read_docx(source.data)


def _read_word_xml(source: Source) -> Document:
    from reports.readers.docx import read_word_xml

    return read_word_xml(source.text)


def _read_doc(source: Source) -> Document:
    from reports.readers.doc import read_doc
    from reports.readers.docx import read_docx

    try:
        return read_doc(source.data)
    except DamagedDocument as error:
        if source.convert is not None:
            return replace(read_docx(source.convert(source.data, DOC)), media_type=DOC)
        raise ConverterMissing(DOC) from error


def _read_rtf(source: Source) -> Document:
    from reports.readers.rtf import read_rtf

    return read_rtf(source.data)


def _read_xlsx(source: Source) -> Document:
    from reports.readers.sheet import read_xlsx

    return read_xlsx(source.data)


def _read_xls(source: Source) -> Document:
    from reports.readers.sheet import read_xls

    return read_xls(source.data)


def _read_ofd(source: Source) -> Document:
    from reports.readers.ofd import read_ofd

    return read_ofd(source.data)


def _refuse_encrypted(source: Source) -> Document:
    raise EncryptedDocument


READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        HTML: _read_page,
        PLAIN: _read_plain,
        MARKDOWN: _read_markdown,
        PDF: _read_pdf,
        DOCX: _read_docx,
        WORD_XML: _read_word_xml,
        DOC: _read_doc,
        RTF: _read_rtf,
        XLSX: _read_xlsx,
        XLS: _read_xls,
        OFD: _read_ofd,
        ENCRYPTED: _refuse_encrypted,
        **dict.fromkeys(PICTURES, _read_picture),
    }
)
"""By media type as sniffed; a format without a line here is UnsupportedFormat."""


def read(
    data: bytes,
    *,
    media_type: str | None = None,
    url: str | None = None,
    filename: str | None = None,
    limit: int = MAX_BYTES,
    convert: Converter | None = None,
    pictures: bool = True,
) -> Document:
    """Return the document that the bytes hold, in reading order, navigation left out.

    What the bytes are is decided by the bytes themselves; `media_type` and `filename` only settle what the content
    leaves open (text without any markup). `url` makes links absolute; `convert` is asked for old Word files that the
    own reader refuses; `pictures` False raises PicturesWait instead of recognising scans, which takes seconds a page
    and a gigabyte of memory. Raises EmptyDocument, UnsupportedFormat (with the sniffed media type), NotText,
    DocumentTooLarge or another ReadError.
    """
    if len(data) > limit:
        raise DocumentTooLarge("bytes", limit)
    sniffed, source = _sniffed(data, media_type, filename, url)
    reader = READERS.get(sniffed)
    if reader is None:
        raise UnsupportedFormat(sniffed)
    document = reader(replace(source, convert=convert, pictures=pictures))
    return within_limits(document, longest=len(source.text) if source.text else None)  # what is text grows no longer


def sniff(data: bytes, *, media_type: str | None = None, filename: str | None = None) -> str:
    """Return the media type of the bytes, told by their content. Raises EmptyDocument or NotText."""
    return _sniffed(data, media_type, filename, None)[0]


def _sniffed(data: bytes, media_type: str | None, filename: str | None, url: str | None) -> tuple[str, Source]:
    if not data.strip(b" \t\r\n\f\x00"):
        raise EmptyDocument
    binary = sniff_binary(data)
    if binary is not None:
        return binary, Source(data, "", None, url)
    text, charset = decode(data, declared=_charset_of(media_type))
    parseable(text)
    if not text.strip("\ufeff \t\r\n\f\u3000\xa0"):
        raise EmptyDocument
    told = sniff_text(text)
    if told == PLAIN:
        told = _stated_text_type(media_type, filename) or PLAIN
    return told, Source(data, text, charset, url)


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
