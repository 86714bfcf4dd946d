"""A claim: one figure that a report's text states about what its tables count, and what became of comparing the two."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.claims.numerals import Figure
from reports.model import SectionKey, Spot, TableKey
from reports.states import Sentence


class Topic(StrEnum):
    """What a claim is about; each belongs to one rule."""

    RECEIVED = "received"
    BROUGHT_FORWARD = "brought_forward"
    OUTCOMES_TOTAL = "outcomes_total"
    CARRIED_FORWARD = "carried_forward"
    OUTCOME = "outcome"
    APPLICANTS = "applicants"
    RECONSIDERATION = "reconsideration"
    LITIGATION = "litigation"
    PROACTIVE = "proactive"
    SHARE = "share"
    CHANGE = "change"
    CONSISTENCY = "consistency"
    PARTS = "parts"


class Scope(StrEnum):
    """For whom a sentence speaks."""

    NONE = "none"  # says nothing
    WHOLE = "whole"  # 全市, 我市
    OFFICE = "office"  # 我局, 本机关
    PART = "part"  # 市本级, 各区


class Doubt(StrEnum):
    """Why a figure that fits nothing may still be right."""

    WORDING = "wording"
    APPROXIMATE = "approximate"
    SCOPE = "scope"
    PART_OF = "part_of"


@dataclass(frozen=True, slots=True)
class Term:
    """One row (or group of rows, "not_disclosed") and column of a table, added or taken away."""

    row: str
    column: str
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """One lawful way to read a figure: a sum over cells of one table."""

    table: TableKey
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement with the ways in which it may lawfully be read, the plainest first.

    `name` is unique in the report together with `section` ("received.1"). `part` is the index of the section in the
    report; `start` and `end` are the statement's place in that section's text, `quote` is the statement as printed.
    `doubts` are empty only where the wording leaves no doubt. `bases` are what a share or a sum is measured by, as
    stated in the text, `siblings` the shares beside one; `components` are a total and its parts, with readings.
    """

    name: str
    topic: Topic
    section: SectionKey
    part: int
    start: int
    end: int
    quote: str
    figure: Figure | None
    readings: tuple[Reading, ...]
    scope: Scope
    doubts: tuple[Doubt, ...]
    value: Decimal
    numerators: tuple[Decimal, ...] = ()
    bases: tuple[Decimal, ...] = ()
    siblings: tuple[Decimal, ...] = ()
    direction: int = 0
    components: tuple[tuple[Decimal, tuple[Reading, ...]], ...] = ()


class Verdict(StrEnum):
    """What comparing a claim came to."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with its verdict and why.

    `expected` is what the plainest reading gives and `places` are its cells; both empty where nothing could be read.
    `basis` is what a stated share or change was measured by: the counted figure and its base.
    `unread`: left open only because a cell is blank, missing or unread.
    """

    claim: Claim
    verdict: Verdict
    reason: Sentence
    expected: Decimal | None = None
    places: tuple[Spot, ...] = ()
    unread: bool = False
    basis: tuple[Decimal, Decimal] | None = None
