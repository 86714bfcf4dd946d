"""What a planted mistake is."""

from __future__ import annotations

from dataclasses import dataclass

from tests.planting.plants import Plant


@dataclass(frozen=True, slots=True)
class Defect:
    """A mistake: how it is planted, and the codes that must come of it and no others.

    `part` is what it touches, several parts with blanks between: mistakes in different parts do not hide each other.
    """

    name: str
    codes: frozenset[str]
    plant: Plant
    part: str
