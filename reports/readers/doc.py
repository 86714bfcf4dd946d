"""Binary Word files (DOC, and WPS Writer's files in the same container): own reader, no office program needed."""

from __future__ import annotations

import io
import struct

import olefile

from reports.errors import DamagedDocument
from reports.model import Document
from reports.readers.sniff import DOC
from reports.readers.word.blocks import blocks_of
from reports.readers.word97.file import WordFile
from reports.readers.word97.story import StoryReader


def read_doc(data: bytes) -> Document:
    """Return the document of a binary Word file; places are paths like body/tbl[2] with table, row and column.

    Headers, footers, notes and the table of contents are left out; list numbers stand in the text. Raises
    DamagedDocument for a file that is damaged or older than Word 97 (another program may still read it),
    EncryptedDocument or DocumentTooLarge.
    """
    try:
        story = StoryReader(WordFile(data))
        content = story.read()
    except (struct.error, IndexError, OSError, ValueError) as error:
        raise DamagedDocument("Word 97-2003") from error
    return Document(DOC, blocks_of(content), _metas(data), images=story.pictures)


_TITLE_PROPERTY = 2
_CODE_PAGE_PROPERTY = 1
_SUMMARY = "\x05SummaryInformation"


def _metas(data: bytes) -> dict[str, str]:
    """Return the title of the document's properties."""
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        try:
            properties = container.getproperties(_SUMMARY) if container.exists(_SUMMARY) else {}
        except (struct.error, IndexError, OSError, ValueError, TypeError, KeyError):
            return {}
    title = properties.get(_TITLE_PROPERTY)
    if not isinstance(title, bytes):
        return {}
    charsets = ("utf-8", "gb18030") if properties.get(_CODE_PAGE_PROPERTY) in (65001, -535) else ("gb18030", "utf-8")
    for charset in charsets:
        try:
            shown = " ".join(title.strip(b"\0").decode(charset).split())
        except UnicodeDecodeError:
            continue
        return {"title": shown} if shown else {}
    return {}
