"""Which encoding the bytes of an RTF file are in: that of their font, or the document's where the font's cannot be."""

from __future__ import annotations

from reports.readers.richtext.groups import CHARSETS, CODE_PAGES
from reports.readers.word.signs import sign

_SYMBOLS = 2
_WESTERN = "cp1252"


class Fonts:
    """The fonts of one document by number, filled while its font table is read."""

    def __init__(self) -> None:
        self._charsets: dict[int, int] = {}
        self.document = _WESTERN
        self.default: int | None = None

    def set_code_page(self, number: int) -> None:
        """Note the document's code page (\\ansicpg)."""
        self.document = CODE_PAGES.get(number, f"cp{number}" if 1250 <= number <= 1258 else _WESTERN)

    def set_charset(self, font: int, charset: int) -> None:
        """Note a font's character set (\\fcharset)."""
        self._charsets[font] = charset

    def decode(self, raw: bytes, font: int | None) -> str:
        """Return the text of bytes in that font."""
        if raw.isascii():
            return raw.decode("ascii")
        used = self.default if font is None else font
        charset = None if used is None else self._charsets.get(used)
        if charset == _SYMBOLS:
            return "".join(chr(byte) if byte < 0x80 else sign(f"{byte:02X}") for byte in raw)
        own = self.document if charset is None else CHARSETS.get(charset, self.document)
        tried = (self.document, own) if own == _WESTERN and self.document != _WESTERN else (own, self.document)
        for encoding in tried:
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
        return raw.decode(own, "replace")
