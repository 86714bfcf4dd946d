"""What a narrative may state of a report: the figures of its tables, and sums over them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.rendering.figures import APPLICANTS, BLOCKS, RESULTS, Figures

NUMERALS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures of one report and of the year before; `government` states figures of its whole area too."""

    figures: Figures
    previous: Figures
    year: int
    government: bool
    agency: str

    def row(self, row: str, column: str = "total") -> int:
        """Return a cell of table 3."""
        return int(self.figures.applications[row][column].text)

    def rows(self, *prefixes: str) -> int:
        """Return the sum of the total column over all rows that begin so."""
        return sum(self.row(row) for row in self.figures.applications if row.startswith(prefixes))

    def last_year(self, row: str) -> int:
        """Return the total of a row of table 3 in the year before."""
        return int(self.previous.applications[row]["total"].text)

    def review(self, block: str, result: str = "total") -> int:
        """Return a cell of table 4."""
        return int(self.figures.review[block][result].text)

    def litigation(self, result: str = "total") -> int:
        """Return the lawsuits, direct and after reconsideration."""
        return self.review("litigation_direct", result) + self.review("litigation_after_reconsideration", result)

    def stated(self, row: str, column: str) -> str:
        """Return a cell of table 2 as printed."""
        return self.figures.proactive[row][column].text

    @property
    def received(self) -> int:
        return self.row("received")

    @property
    def brought(self) -> int:
        return self.row("brought_forward")

    @property
    def outcomes(self) -> int:
        return self.row("outcomes_total")

    @property
    def carried(self) -> int:
        return self.row("carried_forward")

    @property
    def organizations(self) -> int:
        return sum(self.row("received", column) for column in APPLICANTS[1:-1])


def chinese(number: int) -> str:
    """Return a number below 10,000 in Chinese numerals."""
    if number < 10:
        return NUMERALS[number]
    out, zero = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if zero and out else "") + NUMERALS[digit] + sign
            zero = False
        elif out:
            zero = True
    return out.removeprefix("一") if out.startswith("一十") else out


def percent(part: int, whole: int, rng: Random) -> str:
    """Return the share as it is printed: rounded half up to two, one or no decimals."""
    digits = rng.choice((2, 2, 1, 0))
    scaled = (part * 100 * 10**digits * 2 + whole) // (2 * whole)
    text = str(scaled).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}%" if digits else f"{text}%"


def figure(number: int, rng: Random) -> str:
    """Return the number as somebody writes it: plain, full-width, in Chinese, with separators."""
    way = rng.random()
    if way < 0.08:
        return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if way < 0.16 and number < 10_000:
        return chinese(number)
    if way < 0.24:
        return f"{number:,}"
    return str(number)


__all__ = ["APPLICANTS", "BLOCKS", "RESULTS", "Facts", "chinese", "figure", "percent"]
