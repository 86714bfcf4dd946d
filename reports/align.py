"""Rows of a document matched to rows of the form: labels may be damaged or repeat, but their order holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from reports.forms import Row
from reports.labels import SHORT, fold, printed_number

_LEAST_RATIO = 70.0
_LEAST_LENGTH = 0.7  # a shorter piece is a label cut in two: likeness says nothing about which
_CUT_SCORE = 0.8
_LEAST_CUT = 4
_DAMAGE = 0.4
_TIE = 0.06
_LONGEST_KEPT = 60


class FormRows:
    """Rows of a table of the form in order, with the folded names each goes by; made once, used for every document."""

    __slots__ = ("by_name", "names", "numbers", "rows")

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = tuple(rows)
        self.names = tuple(tuple(dict.fromkeys(fold(name) for name in (row.label, *row.aliases))) for row in self.rows)
        self.numbers = tuple(printed_number(row.label) for row in self.rows)
        self.by_name: dict[str, list[int]] = {}
        for index, names in enumerate(self.names):
            for name in names:
                self.by_name.setdefault(name, []).append(index)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the document: the folded labels it may go by, and whether numbers stand in it."""

    labels: tuple[str, ...]
    has_numbers: bool
    printed: str = ""  # the label as it stands, for its number


def align(candidates: Sequence[Candidate], rows: FormRows) -> tuple[int | None, ...]:
    """Return, per candidate, the index of the form's row it is, None for none; indexes only ever rise.

    Of all such assignments the one with the greatest likeness in sum is taken; between equally like rows one that holds
    numbers wins. Short labels (其他, 总计, 规章) match by equality alone; a damaged label that is left is matched where
    its gap holds as many rows of numbers as the form has there, and it is like enough.
    """
    asked = tuple(candidates)
    return _align_again(asked, rows) if len(asked) <= _LONGEST_KEPT else _align(asked, rows)


def _align(candidates: Sequence[Candidate], rows: FormRows) -> tuple[int | None, ...]:
    found = _assigned(candidates, rows)
    _fill_gaps(found, candidates, rows)
    return tuple(found)


_align_again = lru_cache(maxsize=256)(_align)
"""Most reports print the form's labels unchanged, so that the same question comes with every one of them."""


def _assigned(candidates: Sequence[Candidate], rows: FormRows) -> list[int | None]:
    scores = [_scores(candidate, rows) for candidate in candidates]
    if (plain := _in_order(scores)) is not None:
        return plain
    width = len(rows.rows)
    # best[i][j]: the greatest sum using candidates from i on and rows from j on
    best = [[0.0] * (width + 1) for _ in range(len(candidates) + 1)]
    for i in range(len(candidates) - 1, -1, -1):
        below, line, score = best[i + 1], best[i], scores[i]
        for j in range(width - 1, -1, -1):
            top = max(below[j], line[j + 1])
            if (likeness := score.get(j)) is not None:
                top = max(top, likeness + below[j + 1])
            line[j] = top
    return _without_ties(_trace(scores, best, width), scores, width)


def _in_order(scores: Sequence[dict[int, float]]) -> list[int | None] | None:
    """Return the assignment where nothing is to be weighed: one row each at most, in the form's order."""
    found: list[int | None] = []
    reached = -1
    for score in scores:
        if len(score) > 1:
            return None
        index = next(iter(score), None)
        if index is not None:
            if index <= reached:
                return None
            reached = index
        found.append(index)
    return found


def _trace(scores: Sequence[dict[int, float]], best: Sequence[Sequence[float]], width: int) -> list[int | None]:
    found: list[int | None] = [None] * len(scores)
    i = j = 0
    while i < len(scores) and j < width:
        likeness = scores[i].get(j)
        if likeness is not None and best[i][j] <= likeness + best[i + 1][j + 1]:
            found[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] <= best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _without_ties(found: list[int | None], scores: Sequence[dict[int, float]], width: int) -> list[int | None]:
    """Leave out a match by likeness where another free row in the same gap is nearly as like."""
    kept = list(found)
    matched = [(at, index) for at, index in enumerate(found) if index is not None]
    for (_, before), (at, index), (_, after) in zip(
        [(-1, -1), *matched], matched, [*matched[1:], (len(found), width)], strict=False
    ):
        score = scores[at]
        rivals = (other for other in range(before + 1, after) if other != index and other in score)
        if score[index] < 1.0 and any(score[other] > score[index] - _TIE for other in rivals):
            kept[at] = None
    return kept


def _scores(candidate: Candidate, rows: FormRows) -> dict[int, float]:
    bonus = 0.05 if candidate.has_numbers else 0.0
    exact = {index: 1.0 + bonus for label in candidate.labels for index in rows.by_name.get(label, ())}
    if exact:
        return exact
    scores: dict[int, float] = {}
    for label in candidate.labels:
        if len(label) <= SHORT:
            continue
        for index, names in enumerate(rows.names):
            whole = (name for name in names if len(name) > SHORT and len(label) >= _LEAST_LENGTH * len(name))
            ratio = max((fuzz.ratio(label, name, score_cutoff=_LEAST_RATIO) for name in whole), default=0.0)
            if ratio > 0:
                scores[index] = max(scores.get(index, 0.0), ratio / 100 + bonus)
        if not scores and (cut := _cut_label(label, rows)) is not None:
            scores[cut] = _CUT_SCORE + bonus
    return scores


def _cut_label(label: str, rows: FormRows) -> int | None:
    """Return the only row whose label begins or ends with this piece (cut by a page break)."""
    if len(label) < _LEAST_CUT:
        return None
    begins = [index for index, names in enumerate(rows.names) if any(name.startswith(label) for name in names)]
    ends = [index for index, names in enumerate(rows.names) if any(name.endswith(label) for name in names)]
    found = begins or ends
    return found[0] if len(found) == 1 else None


def _fill_gaps(found: list[int | None], candidates: Sequence[Candidate], rows: FormRows) -> None:
    """Match what is left between two matched rows where as many rows of numbers stand there as the form has."""
    matched = [(-1, -1), *((at, index) for at, index in enumerate(found) if index is not None)]
    for (at, index), (next_at, next_index) in pairwise([*matched, (len(found), len(rows.rows))]):
        left = [position for position in range(at + 1, next_at) if candidates[position].has_numbers]
        if not left or len(left) != next_index - index - 1:
            continue
        pairs = list(zip(left, range(index + 1, next_index), strict=True))
        if all(_is_damaged(candidates[position], rows, target) for position, target in pairs):
            for position, target in pairs:
                found[position] = target


def _is_damaged(candidate: Candidate, rows: FormRows, index: int) -> bool:
    """True where the label is the form's with a few characters or its number damaged; a short one keeps its number."""
    label, name = candidate.labels[0], rows.names[index][0]
    if label.endswith(name) and len(label) - len(name) <= 3:
        return True
    if len(label) != len(name):
        return False
    wrong = sum(1 for seen, meant in zip(label, name, strict=True) if seen != meant)
    if len(name) <= SHORT:
        return wrong <= 1 and printed_number(candidate.printed) == rows.numbers[index]
    return wrong <= _DAMAGE * len(name)
