"""Content controls as LibreOffice 7 saves them: form fields that repeat the whole paragraph, its end mark included."""

from __future__ import annotations

import re
from typing import Final

FORM_FIELD: Final = "\x13 FORMTEXT \x01\x14"
"""How a form field begins in the text of a binary Word file, behind it what it holds, then FIELD_END."""

FIELD_END: Final = "\x15"
_FIELD: Final = "\x13 FORMTEXT \x01?\x14"
_REPEATED = re.compile(
    f"{_FIELD}(?P<echo>[^\x07\x13-\x15]*\r)\x15(?:[^\x07\x13]*\x13 FORMTEXT \x01?\x14(?P=echo)\x15)+"
)
_ONE = re.compile(f"{_FIELD}[^\x07\x13-\x15]*\r\x15")
_MARKS = str.maketrans("", "", "\r\x05")


def without_echoes(characters: list[str]) -> list[str]:
    """Return the characters with "" for all that only repeats what such a field holds: it is kept once.

    The end mark in a field goes as well, the paragraph runs on behind the field.
    """
    text = "".join(characters)
    if " FORMTEXT " not in text or len(text) != len(characters):
        return characters
    kept = list(characters)
    for field in _ONE.finditer(text):
        kept[field.end() - 2] = ""
    for group in _REPEATED.finditer(text):
        between = _ONE.sub("", group[0]).translate(_MARKS)
        if between in group["echo"]:  # the first characters may stand in the field alone
            first = group.end("echo") + 1
            kept[first : group.end()] = [""] * (group.end() - first)
    return kept
