"""Texts that are nearly the same: marks that find them among many, and what exactly two of them have in common.

1. A text is brought to a plain form: spacing and character width made one, the body's own names and its years replaced
   by signs, so that "2024年，本局" and "2023年，某市水务局" read alike.
2. For finding, the plain text's pieces of five characters are signed by MinHash; texts that agree to about 0.7 or more
   share one of its twelve marks nearly always, others hardly ever.
3. For judging, pieces of eight characters count: what both texts have, without what many bodies print (usual phrases:
   in four or more of the other bodies' reports, or in the form itself). Figures must agree, or their clause does not
   count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby

from reports.forms import FORMS
from reports.model import AnnualReport, SectionKey
from reports.plain_text import SIGNS, PlainText, plain_text

MARKS_VERSION = 1  # grows whenever marks are made otherwise: marks of two versions never meet
COMPARED = (SectionKey.OVERVIEW, SectionKey.PROBLEMS_AND_IMPROVEMENTS)
USUAL_FROM = 4  # so many other bodies that print a phrase make it usual
FEWEST_CHARACTERS = 100  # of a body's own, in either text: fewer say nothing
NEARLY_THE_SAME = 0.8
FEWEST_UNSIFTED, SAME_UNSIFTED = 150, 0.95  # where usual phrases are not known, only what is copied word by word
PASSAGES = 3
SHORTEST_PASSAGE = 12

_PIECE, _MARKED_PIECE = 8, 5
_BANDS, _ROWS, _SEED = 12, 5, 42
_CLAUSE_END = re.compile("[，。；：！？,;:!?\n]")
_ALWAYS_USUAL = (
    "以习近平新时代中国特色社会主义思想为指导",
    "坚持以习近平新时代中国特色社会主义思想为指导",
    "深入学习贯彻习近平新时代中国特色社会主义思想",
    "全面贯彻落实党的二十大和二十届历次全会精神",
    "深入贯彻落实党的二十大精神和二十届三中全会精神",
    "认真贯彻落实《中华人民共和国政府信息公开条例》",
    "根据《中华人民共和国政府信息公开条例》要求编制",
    "国务院办公厅政府信息与政务公开办公室关于印发政府信息公开工作年度报告格式的通知",
    "本报告由总体情况主动公开政府信息情况收到和处理政府信息公开申请情况",
    "因政府信息公开工作被申请行政复议提起行政诉讼情况",
    "存在的主要问题及改进情况其他需要报告的事项",
    "所列数据的统计期限自1月1日起至12月31日止",
    "按照国务院办公厅政府信息公开处理费管理办法规定",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece that both texts have: where it stands in either, offsets in characters of the text as printed."""

    start: int
    end: int
    text: str
    other_start: int
    other_end: int
    other_text: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of each text's own words stands in the other, from 0 to 1; `passages` the longest first."""

    share: float
    other_share: float
    own: int
    other_own: int
    passages: tuple[Passage, ...]
    sifted: bool = True  # what other bodies print as well was left out

    @property
    def nearly_the_same(self) -> bool:
        """Return whether the two texts are nearly the same, and long enough to say so."""
        fewest, same = (FEWEST_CHARACTERS, NEARLY_THE_SAME) if self.sifted else (FEWEST_UNSIFTED, SAME_UNSIFTED)
        return min(self.own, self.other_own) >= fewest and min(self.share, self.other_share) >= same


def may_be_alike(one: PlainText, other: PlainText) -> bool:
    """Return whether half of the shorter text's pieces stand in the other: a cheap look before `compare`."""
    pieces, others = set(_pieces(one.plain, _PIECE)), set(_pieces(other.plain, _PIECE))
    return 2 * len(pieces & others) >= min(len(pieces), len(others)) > 0


def usual_phrases(texts: Iterable[Collection[str]], *, usual_from: int = USUAL_FROM) -> frozenset[str]:
    """Return the pieces that many bodies print; `texts` are the plain texts of one body each."""
    bodies: Counter[str] = Counter()
    for of_one in texts:
        bodies.update({piece for plain in of_one for piece in _pieces(plain, _PIECE)})
    return frozenset(piece for piece, number in bodies.items() if number >= usual_from)


def compare(one: PlainText, other: PlainText, *, usual: Collection[str] | None = None) -> Likeness:
    """Return what the two texts have in common beside usual phrases; None: no other reports tell which are usual."""
    mine, theirs = _Side(one, usual or ()), _Side(other, usual or ())
    share, other_share = mine.share_in(theirs), theirs.share_in(mine)
    passages = tuple(_passages(mine, theirs))
    return Likeness(share, other_share, mine.own, theirs.own, passages, sifted=usual is not None)


def marks(sections: Mapping[SectionKey, str], *, report_year: int | None, names: Sequence[str]) -> tuple[int, ...]:
    """Return the marks of the compared sections, whole numbers of 64 bits; texts too short to compare have none."""
    found: list[int] = []
    for key in COMPARED:
        plain = plain_text(sections.get(key, ""), report_year=report_year, names=names).plain
        letters = "".join(character for character in plain if character.isalpha() or character in SIGNS)
        if len(letters) >= FEWEST_CHARACTERS:
            found += _bands(key, letters)
    return tuple(dict.fromkeys(found))


def _bands(key: SectionKey, letters: str) -> list[int]:
    from rensa import RMinHash  # takes a gigabyte of address space, which a reading child does not have

    signing = RMinHash(_BANDS * _ROWS, _SEED)
    signing.update(list(_pieces(letters, _MARKED_PIECE)))
    signature = signing.digest()
    bands = []
    for band in range(_BANDS):
        rows = ",".join(map(str, signature[band * _ROWS : (band + 1) * _ROWS]))
        digest = blake2b(f"{key}:{band}:{rows}".encode(), digest_size=8).digest()
        bands.append(int.from_bytes(digest, "big", signed=True))
    return bands


class _Side:
    """One of two texts that are compared: which of its characters are its own, and which clauses hold figures."""

    def __init__(self, text: PlainText, usual: Collection[str]) -> None:
        self.text, self.plain = text, text.plain
        self.pieces = set(_pieces(self.plain, _PIECE))
        is_usual = _covered(self.plain, lambda piece: piece in _FORM_PIECES or piece in usual)
        self.is_own = [not common and letter.isalnum() for common, letter in zip(is_usual, self.plain, strict=True)]
        self.own = sum(self.is_own)

    def shared_with(self, other: _Side) -> list[bool]:
        """Return for each character whether the other text has it in the same surroundings, with the same figures."""
        shared = _covered(self.plain, lambda piece: piece in other.pieces)
        start = 0
        for end in [*(match.end() for match in _CLAUSE_END.finditer(self.plain)), len(self.plain)]:
            clause = self.plain[start:end].strip("，。；：！？,;:!?\n")
            if any(letter.isdigit() for letter in clause) and clause not in other.plain:
                shared[start:end] = [False] * (end - start)
            start = end
        return shared

    def share_in(self, other: _Side) -> float:
        """Return how much of the text's own words stands in the other."""
        shared = self.shared_with(other)
        return sum(map(bool.__and__, self.is_own, shared)) / self.own if self.own else 0.0


def _pieces(plain: str, length: int) -> Iterable[str]:
    return (plain[at : at + length] for at in range(len(plain) - length + 1))


_FORM_PIECES = frozenset(
    piece
    for phrase in (*_ALWAYS_USUAL, *(heading for form in FORMS for heading in form.headings.values()))
    for piece in _pieces(unicodedata.normalize("NFKC", phrase), _PIECE)
)


def _covered(plain: str, wanted: Callable[[str], bool]) -> list[bool]:
    """Return for each character whether it stands in a piece that is wanted."""
    covered = [False] * len(plain)
    until = 0
    for at, piece in enumerate(_pieces(plain, _PIECE)):
        if wanted(piece):
            first = max(at, until)
            until = at + _PIECE
            covered[first:until] = [True] * (until - first)
    return covered


def _passages(mine: _Side, theirs: _Side) -> Iterable[Passage]:
    """Yield the longest pieces that both texts have and that hold words of their own."""
    runs = []
    for shared, run in groupby(enumerate(mine.shared_with(theirs)), key=lambda entry: entry[1]):
        places = [at for at, _ in run]
        if shared and any(mine.is_own[at] for at in places):
            runs += _split_where_the_other_ends(mine.plain, places[0], places[-1] + 1, theirs.plain)
    runs.sort(key=lambda run: run[0] - run[1])
    for start, end, there in runs[:PASSAGES]:
        if end - start >= SHORTEST_PASSAGE:
            here_from, here_to = _as_printed(mine.text, start, end)
            there_from, there_to = _as_printed(theirs.text, there, there + end - start)
            yield Passage(
                here_from,
                here_to,
                mine.text.printed[here_from:here_to],
                there_from,
                there_to,
                theirs.text.printed[there_from:there_to],
            )


def _split_where_the_other_ends(plain: str, start: int, end: int, other: str) -> list[tuple[int, int, int]]:
    """Return the run as (start, end, start in the other text): pieces may join here that stand apart there."""
    found = []
    while end - start >= _PIECE:
        there = other.find(plain[start : start + _PIECE])
        if there < 0:
            start += 1
            continue
        length = _PIECE
        while start + length < end and plain[start + length] == other[there + length : there + length + 1]:
            length += 1
        found.append((start, start + length, there))
        start += length
    return found


def _as_printed(text: PlainText, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of a piece in the text as printed."""
    last = text.origins[end] if end < len(text.origins) else len(text.printed)
    first = text.origins[start]
    return first, first + len(text.printed[first:last].rstrip())


def compared_texts(report: AnnualReport) -> dict[SectionKey, str]:
    """Return the sections that are compared, each whole: doubled ones joined by a line break."""
    texts: dict[SectionKey, str] = {}
    for section in report.sections:
        if section.key in COMPARED:
            texts[section.key] = f"{texts[section.key]}\n{section.text}" if section.key in texts else section.text
    return texts
