"""A section's text with the figures that it states marked: as in the tables, otherwise, or not judged and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.claims import Judged, Topic, Verdict, judged_claims
from reports.model import AnnualReport, Finding, Section, SectionKey, SectionSpot
from reports.rules import BodyFacts
from reports.rules.narrative_claims import author_for
from reports.states import Sentence

MARKED_AT_MOST = 300
"""More statements than this in one section are no text that somebody wrote; it is shown unmarked."""

_GRAVEST_FIRST = (Verdict.CONTRADICTED, Verdict.OPEN, Verdict.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a section's text; `verdict` None: it states nothing that is compared. `marks`: footnotes of findings."""

    text: str
    verdict: Verdict | None = None
    reason: Sentence | None = None
    marks: tuple[int, ...] = ()


def marked_texts(report: AnnualReport, body: BodyFacts, findings: Sequence[Finding]) -> tuple[tuple[Piece, ...], ...]:
    """Return the text of each section in pieces, in the order of the report's sections.

    `findings` are those that the page lists, in the order of their footnote numbers, from 1.
    """
    marks = _marks(findings)
    by_part: dict[int, list[Judged]] = {}
    for one in judged_claims(report, author_for(report, body)):
        found = marks.get((one.claim.section, one.claim.name))
        if one.claim.topic is not Topic.PARTS or one.verdict is Verdict.CONTRADICTED or found:
            by_part.setdefault(one.claim.part, []).append(one)
    return tuple(tuple(_pieces(section, by_part.get(part, ()), marks)) for part, section in enumerate(report.sections))


Marks = Mapping[tuple[SectionKey, str], tuple[int, ...]]


def _marks(findings: Sequence[Finding]) -> Marks:
    found: dict[tuple[SectionKey, str], tuple[int, ...]] = {}
    for number, finding in enumerate(findings, start=1):
        for spot in finding.places:
            if isinstance(spot, SectionSpot) and spot.section is not None and spot.claim is not None:
                found[spot.section, spot.claim] = (*found.get((spot.section, spot.claim), ()), number)
    return found


def _pieces(section: Section, judged: Sequence[Judged], marks: Marks) -> Iterator[Piece]:
    text = section.text
    if len(judged) > MARKED_AT_MOST:
        yield Piece(text)
        return
    cuts = sorted({0, len(text), *(cut for one in judged for cut in (one.claim.start, one.claim.end))})
    for start, end in pairwise(cuts):
        covering = [one for one in judged if one.claim.start <= start and end <= one.claim.end]
        yield _piece(text[start:end], end, covering, marks)


def _piece(text: str, end: int, covering: Sequence[Judged], marks: Marks) -> Piece:
    """Return the run with the gravest verdict over it; footnotes stand where their statement ends."""
    if not covering:
        return Piece(text)
    ending = [one.claim for one in covering if one.claim.end == end]
    numbers = tuple(sorted({number for claim in ending for number in marks.get((claim.section, claim.name), ())}))
    accused = any((one.claim.section, one.claim.name) in marks for one in covering)
    gravest = min(covering, key=lambda one: _GRAVEST_FIRST.index(one.verdict))
    verdict = Verdict.CONTRADICTED if accused else gravest.verdict
    return Piece(text, verdict, gravest.reason, numbers)
