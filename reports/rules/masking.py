"""Long numbers made unreadable: what a finding about personal data says must not be such data itself."""

from __future__ import annotations

import re

KEPT_BEFORE, KEPT_AFTER = 3, 2
# an address is left alone; a number is one from the length of a phone's (11 digits) on
_ADDRESS_OR_NUMBER = re.compile(r"https?://\S+|(?<!\d)\d(?:[ -]?\d){10,}[Xx]?")


def masked(text: str) -> str:
    """Return the text with all but the first three and last two characters of every long number as stars."""
    return _ADDRESS_OR_NUMBER.sub(_stars, text)


def _stars(match: re.Match[str]) -> str:
    if match[0].startswith("http"):
        return match[0]
    number = re.sub(r"[ -]", "", match[0])
    hidden = len(number) - KEPT_BEFORE - KEPT_AFTER
    return f"{number[:KEPT_BEFORE]}{'*' * hidden}{number[-KEPT_AFTER:]}"
