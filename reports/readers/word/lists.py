"""List numbers that Word makes itself ("一、", "（一）", "1."): they are counted here, the text does not hold them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from reports.readers.word.numerals import formatted

LEVELS: Final = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_CLOSED = re.compile(r"[\W_]$")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the format of its number by its OOXML name, and the text around it ("（%1）")."""

    kind: str
    text: str
    start: int = 1
    spaced: bool = True  # something stands between number and text
    restart: int | None = None  # 0: never starts anew; n: anew behind level n; None: behind any level above
    style: str | None = None  # the paragraph style that is numbered by this level


@dataclass(slots=True)
class Count:
    """The running numbers of an abstract list; every list that points to it goes on counting."""

    levels: Mapping[int, Level]
    numbers: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(frozen=True, slots=True)
class ListInstance:
    """A list as paragraphs name it: the count it shares, its own levels, where it begins anew when first met."""

    count: Count
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


class Lists:
    """The lists of one document by name; `label` is asked once per numbered paragraph, in the document's order."""

    def __init__(self, instances: Mapping[str, ListInstance]) -> None:
        self._instances = instances
        self._met: set[tuple[str, int]] = set()

    def level_of_style(self, name: str, style: str) -> int:
        """Return the level that a list keeps for a paragraph style, 0 where it names none."""
        instance = self._instances.get(name)
        levels = {} if instance is None else instance.levels
        return next((index for index, level in levels.items() if level.style == style), 0)

    def label(self, name: str, level: int) -> str:
        """Return the number that stands before the paragraph, with a blank behind it where the text would run into it.

        "" for bullets and for a list that the document does not have.
        """
        instance = self._instances.get(name)
        if instance is None or (form := instance.levels.get(level)) is None:
            return ""
        self._advance(name, instance, level, form)
        if form.kind == "bullet":
            return ""
        text = _PLACEHOLDER.sub(lambda match: _number(instance, int(match[1]) - 1), form.text)
        return f"{text} " if text and form.spaced and _CLOSED.search(text) is None else text

    def _advance(self, name: str, instance: ListInstance, level: int, form: Level) -> None:
        numbers = instance.count.numbers
        begins = level in instance.starts and (name, level) not in self._met
        self._met.add((name, level))
        before = numbers[level]
        if begins:
            numbers[level] = instance.starts[level]
        else:
            numbers[level] = form.start if before is None else before + 1
        for below in range(level + 1, LEVELS):
            restart = None if (under := instance.levels.get(below)) is None else under.restart
            if restart is None or level < restart:
                numbers[below] = None


def _number(instance: ListInstance, level: int) -> str:
    form = instance.levels.get(level)
    if form is None:
        return ""
    number = instance.count.numbers[level]
    return formatted(form.start if number is None else number, form.kind)
