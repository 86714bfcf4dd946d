"""Bytes in, a Document of text blocks and rectangular grids out; one reader per format, found by content."""

from __future__ import annotations

from reports.errors import UnsupportedFormat
from reports.model import Document


def read(
    data: bytes, *, media_type: str | None = None, url: str | None = None, filename: str | None = None
) -> Document:
    """Return the document that the bytes hold, in reading order, navigation left out.

    What the bytes are is decided by the bytes themselves; `media_type` and `filename` only settle what the content leaves
    open. `url` makes links absolute. Raises EmptyDocument, UnsupportedFormat, NotText or DocumentTooLarge.
    """
    raise UnsupportedFormat(media_type or "application/octet-stream")
