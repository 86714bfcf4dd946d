"""Bytes to characters: the encoding is decided by the bytes, since headers and metas lie."""

from __future__ import annotations

import codecs
import re

from reports.errors import NotText

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:-]{2,20})""", re.IGNORECASE)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_DAMAGE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd\ue000-\uf8ff]")
_SAMPLE = 20_000
_STEP = 3  # every so many characters, and no even number: half of UTF-16 read as something else is zeros


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """Return (text, name of the encoding) of bytes that may be text.

    A byte order mark decides; else UTF-16 by its zero bytes; else strict UTF-8, strict GB18030, strict Big5 where that
    is declared; else whichever of them leaves the least damage. `declared` is what the HTTP header said: only a
    tie-breaker, like the document's own meta. Raises NotText where every reading is damaged throughout.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(name, errors="replace"), name)
    if (wide := _utf16_without_mark(data)) is not None:
        return _checked(data.decode(wide, errors="replace"), wide)
    return _checked(*_decode_bytes(data, declared))


def _decode_bytes(data: bytes, declared: str | None) -> tuple[str, str]:
    text = _strictly(data, "utf-8")
    if text is not None and (text.isascii() or _CHINESE.search(text) is not None):
        return text, "utf-8"
    hints = _hints(data, declared)
    names = ("big5", "gb18030") if "big5" in hints and "gb18030" not in hints else ("gb18030",)
    for name in names:  # a few GBK pairs are valid UTF-8 by chance; they give no Chinese then
        other = _strictly(data, name)
        if other is not None and (text is None or _CHINESE.search(other) is not None):
            return other, name
    if text is not None:
        return text, "utf-8"
    readings = [(data.decode(name, errors="replace"), name) for name in ("utf-8", *names)]
    return min(readings, key=lambda reading: (_damage(reading[0]), reading[1] not in hints))


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _hints(data: bytes, declared: str | None) -> set[str]:
    names = [match.decode("ascii") for match in _DECLARED.findall(data[:4096])]
    known = set()
    for name in [*names, *([declared] if declared is not None else [])]:
        try:
            canonical = codecs.lookup(name).name
        except LookupError:
            continue
        known.add("gb18030" if canonical in ("gb2312", "gbk") else "big5" if canonical == "big5hkscs" else canonical)
    return known


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 markup and digits have a zero in every other byte."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 8 and even * 8 < odd:
        return "utf-16-le"
    if even > len(sample) // 8 and odd * 8 < even:
        return "utf-16-be"
    return None


def _damage(text: str) -> float:
    """Return the share of characters that no text has."""
    return len(_DAMAGE.findall(text)) / max(1, len(text))


def _checked(text: str, name: str) -> tuple[str, str]:
    if _damage(text[:_SAMPLE:_STEP]) > 0.05:
        raise NotText
    return text, name
