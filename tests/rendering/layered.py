"""Scans with a layer of text, as programs of scanners leave it: unpainted, below the picture or above it."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from enum import Enum

from PIL import Image

_DPI = 200
_UNPAINTED = 3


class Layer(Enum):
    """Where the text lies; below a picture that is half transparent it can be seen."""

    UNPAINTED = "unpainted"
    BELOW = "below"
    BELOW_GLASS = "below glass"
    ABOVE = "above"


def layered(page: Image.Image, lines: Sequence[str], layer: Layer) -> bytes:
    """Return a PDF of one page that is the picture, with lines of (Latin) text in that layer."""
    width, height = (edge * 72 / _DPI for edge in page.size)
    mode = _UNPAINTED if layer is Layer.UNPAINTED else 0
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    text = f"BT /F1 9 Tf {mode} Tr 60 {height - 40:.0f} Td 12 TL {shown} ET"
    picture = f"q {width} 0 0 {height} 0 0 cm /I Do Q"
    below = layer in (Layer.BELOW, Layer.BELOW_GLASS)
    content = "\n".join((text, picture) if below else (picture, text)).encode()
    jpeg = io.BytesIO()
    page.save(jpeg, "JPEG", quality=90)
    glass = zlib.compress(bytes([60]) * (page.width * page.height))
    box = (
        f"/Type/XObject/Subtype/Image/Width {page.width}/Height {page.height}/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    masked = "/SMask 7 0 R" if layer is Layer.BELOW_GLASS else ""
    return _file(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 4 0 R"
            "/Resources<</Font<</F1 5 0 R>>/XObject<</I 6 0 R>>>>>>".encode(),
            _stream("", content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            _stream(f"{box}/Filter/DCTDecode{masked}", jpeg.getvalue()),
            _stream(f"{box}/Filter/FlateDecode", glass),
        ]
    )


def _stream(head: str, content: bytes) -> bytes:
    return f"<<{head}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


def _file(parts: Sequence[bytes]) -> bytes:
    written, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
    return written + head + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(written))
