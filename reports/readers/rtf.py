"""RTF, also under the name of a DOC: into the same blocks as other Word documents."""

from __future__ import annotations

from reports.model import Document
from reports.readers.richtext.reader import RichTextReader
from reports.readers.sniff import RTF
from reports.readers.word.blocks import blocks_of


def read_rtf(data: bytes) -> Document:
    """Return the document of an RTF file; places are paths like body/tbl[2] with table, row and column.

    Headers, footers, notes, comments and the table of contents are left out. Raises DocumentTooLarge; what is cut off
    is read as far as it goes.
    """
    reader = RichTextReader()
    content = reader.read(data.decode("latin-1"))
    title = " ".join(reader.title.split())
    return Document(RTF, blocks_of(content), {"title": title} if title else {}, images=reader.pictures)
