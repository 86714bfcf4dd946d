"""A small writer of PDF files for the tests: text in any script, rules, pictures, forms, turned pages, encryption."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_SHOWN = re.compile(r"<([0-9a-f]+)> Tj")


@dataclass(slots=True)
class Canvas:
    """One page; everything in points from the top left corner."""

    width: float = 595.0
    height: float = 842.0
    rotate: int = 0
    pictures: int = 0
    content: list[str] = field(default_factory=list)
    forms: list[tuple[list[str], tuple[float, ...]]] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10.0, *, mode: int = 0, turn: int = 0) -> None:
        """Write a line whose top left corner is there; `turn` in quarters counter-clockwise, `mode` as in Tr."""
        a, b = ((1, 0), (0, 1), (-1, 0), (0, -1))[turn]
        codes = text.encode("utf-16-be").hex()
        base = self.height - y - 0.88 * size
        self.content.append(f"BT /F1 {size} Tf {mode} Tr {a} {b} {-b} {a} {x:.2f} {base:.2f} Tm <{codes}> Tj ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, filled: bool = False) -> None:
        """Draw a level or upright line, as a stroke or as a thin filled box."""
        if filled:
            wide, tall = max(x1 - x0, 0.5), max(y1 - y0, 0.5)
            self.content.append(f"{x0:.2f} {self.height - y1:.2f} {wide:.2f} {tall:.2f} re f")
        else:
            self.content.append(f"0.5 w {x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S")

    def shade(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Fill a box in grey."""
        box = f"{x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f}"
        self.content.append(f"0.9 g {box} re f 0 g")

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Place a picture."""
        self.pictures += 1
        self.content.append(f"q {x1 - x0:.2f} 0 0 {y1 - y0:.2f} {x0:.2f} {self.height - y1:.2f} cm /Im Do Q")

    def put_in_form(self, matrix: tuple[float, ...] = (1, 0, 0, 1, 0, 0)) -> None:
        """Move all that was drawn so far into a form XObject that is placed with this matrix."""
        self.forms.append((self.content, matrix))
        placed = " ".join(f"{value:.4f}" for value in matrix)
        self.content = [f"q {placed} cm /Fm{len(self.forms) - 1} Do Q"]


def pdf_file(pages: Sequence[Canvas], *, title: str | None = None, password: bytes | None = None) -> bytes:
    """Return the file; `password` (b"" opens without asking) encrypts it with the oldest standard handler."""
    writer = _Writer()
    catalog, tree = writer.reserve(), writer.reserve()
    font = _font(writer, _codes(pages))
    picture = writer.stream(
        b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", b"\x80"
    )
    kids = [_page(writer, page, tree, font, picture) for page in pages]
    writer.put(catalog, b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    names = b" ".join(b"%d 0 R" % kid for kid in kids)
    writer.put(tree, b"<</Type/Pages/Kids[%s]/Count %d>>" % (names, len(kids)))
    info = None
    if title is not None:
        info = writer.add(b"<</Title <FEFF%s>>>" % title.encode("utf-16-be").hex().encode())
    return writer.file(catalog, info, password)


def _codes(pages: Sequence[Canvas]) -> list[str]:
    """Return the codes of all characters that are shown, four digits each."""
    contents = [part for page in pages for part in (page.content, *(content for content, _ in page.forms))]
    shown = "".join(code for content in contents for code in _SHOWN.findall("\n".join(content)))
    return sorted({shown[at : at + 4] for at in range(0, len(shown), 4)})


def _to_unicode(codes: Sequence[str]) -> str:
    blocks = [codes[start : start + 100] for start in range(0, len(codes), 100)]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "\n".join(
            f"{len(block)} beginbfchar\n" + "\n".join(f"<{code}> <{code}>" for code in block) + "\nendbfchar"
            for block in blocks
        )
        + "\nendcmap end end"
    )


def _font(writer: _Writer, codes: Sequence[str]) -> int:
    unicode = writer.stream(b"", _to_unicode(codes).encode())
    program = writer.stream(b"", box_font())
    every_character = writer.stream(b"", b"\0\1" * 0x10000)
    descriptor = writer.add(
        b"<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 700/StemV 80/FontFile2 %d 0 R>>" % program
    )
    inner = writer.add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/FontDescriptor %d 0 R/CIDToGIDMap %d 0 R/DW 1000/W[32 126 500]>>"
        % (descriptor, every_character)
    )
    return writer.add(
        b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (inner, unicode)
    )


def _page(writer: _Writer, page: Canvas, tree: int, font: int, picture: int) -> int:
    fonts = b"/Font<</F1 %d 0 R>>" % font
    placed = []
    for number, (content, _matrix) in enumerate(page.forms):
        box = b"/Type/XObject/Subtype/Form/BBox[-2000 -2000 4000 4000]/Resources<<%s/XObject<<%s>>>>"
        inner = b"".join(placed[-1:])
        placed.append(b"/Fm%d %d 0 R" % (number, writer.stream(box % (fonts, inner), "\n".join(content).encode())))
    objects = b"".join(placed) + (b"/Im %d 0 R" % picture if page.pictures else b"")
    content = writer.stream(b"", "\n".join(page.content).encode())
    return writer.add(
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %d %d]/Rotate %d/Contents %d 0 R/Resources<<%s/XObject<<%s>>>>>>"
        % (tree, page.width, page.height, page.rotate, content, fonts, objects)
    )


def box_font() -> bytes:
    """Return a TrueType font whose one visible character is a box: what is printed must have a size to be found."""
    corners = ((40, -80), (40, 840), (460, 840), (460, -80))
    outline = struct.pack(">hhhhhHH", 1, 40, -80, 460, 840, 3, 0) + b"\1\1\1\1"
    for axis in (0, 1):
        before = 0
        for corner in corners:
            outline += struct.pack(">h", corner[axis] - before)
            before = corner[axis]
    glyph = outline + b"\0" * (-len(outline) % 4)
    tables = {
        b"glyf": glyph,
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, 1000, 0, 0, 0, -120, 1000, 880, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">IhhhHhhhhhh8xhH", 0x10000, 880, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 2),
        b"hmtx": struct.pack(">HhHh", 1000, 0, 1000, 0),
        b"loca": struct.pack(">III", 0, 0, len(glyph)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    directory = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32)
    offset, body = len(directory) + 16 * len(tables), b""
    for name, content in tables.items():
        directory += name + struct.pack(">III", 0, offset + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    return directory + body


class _Writer:
    """The objects of a file; streams are kept apart because encryption changes them."""

    def __init__(self) -> None:
        self._objects: list[tuple[bytes, bytes | None]] = []

    def reserve(self) -> int:
        return self.add(b"null")

    def add(self, body: bytes) -> int:
        self._objects.append((body, None))
        return len(self._objects)

    def put(self, number: int, body: bytes) -> None:
        self._objects[number - 1] = (body, None)

    def stream(self, entries: bytes, content: bytes) -> int:
        self._objects.append((entries + b"/Filter/FlateDecode", zlib.compress(content)))
        return len(self._objects)

    def file(self, catalog: int, info: int | None, password: bytes | None) -> bytes:
        extra = b"" if info is None else b"/Info %d 0 R" % info
        key = None
        if password is not None:
            entries, key = _encryption(password)
            extra += b"/Encrypt %d 0 R/ID[<00><00>]" % self.add(entries)
        out = bytearray(b"%PDF-1.5\n")
        offsets = []
        for number, (body, content) in enumerate(self._objects, start=1):
            offsets.append(len(out))
            if content is None:
                out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
                continue
            written = content if key is None else _rc4(_object_key(key, number), content)
            out += b"%d 0 obj\n<<%s/Length %d>>stream\n%s\nendstream\nendobj\n" % (number, body, len(written), written)
        table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        start, size = len(out), len(offsets) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
            size,
            table,
            size,
            catalog,
            extra,
            start,
        )
        return bytes(out)


def _encryption(password: bytes) -> tuple[bytes, bytes]:
    """Return the entry of the standard handler, revision 2, and the file's key."""
    padded = (password + _PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + b"\0").digest()[:5]
    user = _rc4(key, _PADDING)
    return b"<</Filter/Standard/V 1/R 2/P -4/O <%s>/U <%s>>>" % (owner.hex().encode(), user.hex().encode()), key


def _object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
