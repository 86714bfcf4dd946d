"""Scans and pictures: picture files, and the pages of a PDF that hold nothing but a picture."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from reports.errors import DocumentTooLarge, OcrMissing, PicturesWait
from reports.model import Document, Grid, Place, TextBlock
from reports.readers.paper.compose import compose
from reports.readers.paper.marks import Sheet

if TYPE_CHECKING:
    from reports.readers.scanned.page import ScannedSheet

MAX_SCANNED: Final = 60
"""Pages of one document that are recognised; each takes seconds."""
_NEEDED: Final = ("cv2", "numpy", "onnxruntime", "PIL", "rapidocr")


def is_installed() -> bool:
    """Return whether the extra "ocr" is installed."""
    return all(find_spec(name) is not None for name in _NEEDED)


def read_picture(data: bytes, media_type: str, *, pictures: bool = True) -> Document:
    """Return the document of a picture file, a page per picture.

    Raises OcrMissing, DamagedDocument or DocumentTooLarge, and PicturesWait where `pictures` is False.
    """
    if not is_installed():
        raise OcrMissing(media_type)
    if not pictures:
        raise PicturesWait(media_type)
    from reports.readers.scanned.engine import engine
    from reports.readers.scanned.page import read_page
    from reports.readers.scanned.pictures import open_pictures

    own = engine()
    sheets = [read_page(picture, number, own) for number, picture in enumerate(open_pictures(data), start=1)]
    blocks, _ = composed(sheets, frozenset(sheet.page for sheet in sheets))
    pages = tuple(sheet.page for sheet in sheets)
    unsure, certain = unsure_of(sheets), certain_of(sheets)
    return Document(media_type, tuple(blocks), scanned_pages=pages, unsure=unsure, certain=certain)


def unsure_of(sheets: Sequence[ScannedSheet]) -> frozenset[Place]:
    """Return the places of all cells of these pages that were read less surely than most."""
    return frozenset().union(*(sheet.unsure for sheet in sheets))


def certain_of(sheets: Sequence[ScannedSheet]) -> frozenset[Place]:
    """Return the places of all lines of these pages that were read beyond doubt."""
    return frozenset().union(*(sheet.certain for sheet in sheets))


def scanned_sheets(pdf: Any, pages: Sequence[int]) -> list[ScannedSheet]:
    """Return the sheets of those pages of an open PDF. Raises DocumentTooLarge."""
    if len(pages) > MAX_SCANNED:
        raise DocumentTooLarge("scanned pages", MAX_SCANNED)
    from reports.readers.scanned.engine import engine
    from reports.readers.scanned.page import read_page
    from reports.readers.scanned.rendering import rendered

    own = engine()
    return [read_page(rendered(pdf, number), number, own) for number in pages]


def composed(sheets: Sequence[Sheet], scanned: frozenset[int]) -> tuple[list[TextBlock | Grid], tuple[str, ...]]:
    """Return the blocks of sheets of which some are scanned; tables that no rules part are in doubt there."""
    from reports.readers.scanned.page import with_doubts

    known = {id(placed.grid) for sheet in sheets for placed in sheet.grids}
    blocks, heads = compose(sheets)
    return [
        with_doubts(block, scanned) if isinstance(block, Grid) and id(block) not in known else block for block in blocks
    ], heads
