"""Long numbers made unreadable: what a finding about personal data says must not be such data itself."""

from __future__ import annotations

import re

KEPT_BEFORE, KEPT_AFTER = 3, 2
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ -]?\d){10,}[Xx]?")  # phone numbers (11 digits) and longer


def masked(text: str) -> str:
    """Return the text with all but the first three and last two characters of every long number as stars."""
    return _LONG_NUMBER.sub(_stars, text)


def _stars(match: re.Match[str]) -> str:
    number = re.sub(r"[ -]", "", match[0])
    hidden = len(number) - KEPT_BEFORE - KEPT_AFTER
    return f"{number[:KEPT_BEFORE]}{'*' * hidden}{number[-KEPT_AFTER:]}"
