"""Rows of a document matched to rows of the form: labels may be damaged or repeat, but their order holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from reports.labels import SHORT, fold

_LEAST_RATIO = 70.0
_CUT_SCORE = 0.8
_LEAST_CUT = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row of the form: its key and the folded names it goes by."""

    key: str
    names: tuple[str, ...]


def wanted(key: str, label: str, aliases: Sequence[str] = ()) -> Wanted:
    """Return the row with its label and aliases folded."""
    return Wanted(key, tuple(dict.fromkeys(fold(name) for name in (label, *aliases))))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the document: the folded labels it may go by, and whether numbers stand in it."""

    labels: tuple[str, ...]
    has_numbers: bool


def align(candidates: Sequence[Candidate], rows: Sequence[Wanted]) -> list[int | None]:
    """Return, per candidate, the index of the form's row it is, None for none; indexes only ever rise.

    Of all such assignments the one with the greatest likeness in sum is taken; between equally like rows one that holds
    numbers wins. Short labels (其他, 总计, 规章) match by equality alone.
    """
    scores = [_scores(candidate, rows) for candidate in candidates]
    width = len(rows)
    # best[i][j]: the greatest sum using candidates from i on and rows from j on
    best = [[0.0] * (width + 1) for _ in range(len(candidates) + 1)]
    for i in range(len(candidates) - 1, -1, -1):
        below, line, score = best[i + 1], best[i], scores[i]
        for j in range(width - 1, -1, -1):
            top = max(below[j], line[j + 1])
            if (likeness := score.get(j)) is not None:
                top = max(top, likeness + below[j + 1])
            line[j] = top
    return _trace(scores, best, width)


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


def _scores(candidate: Candidate, rows: Sequence[Wanted]) -> dict[int, float]:
    bonus = 0.05 if candidate.has_numbers else 0.0
    exact = {index: 1.0 + bonus for index, row in enumerate(rows) if any(name in candidate.labels for name in row.names)}
    if exact:
        return exact
    scores: dict[int, float] = {}
    for label in candidate.labels:
        if len(label) <= SHORT:
            continue
        for index, row in enumerate(rows):
            ratio = max(
                (fuzz.ratio(label, name, score_cutoff=_LEAST_RATIO) for name in row.names if len(name) > SHORT), default=0.0
            )
            if ratio > 0:
                scores[index] = max(scores.get(index, 0.0), ratio / 100 + bonus)
        if not scores and (cut := _cut_label(label, rows)) is not None:
            scores[cut] = _CUT_SCORE + bonus
    return scores


def _cut_label(label: str, rows: Sequence[Wanted]) -> int | None:
    """Return the only row whose label begins or ends with this piece (cut by a page break)."""
    if len(label) < _LEAST_CUT:
        return None
    begins = [index for index, row in enumerate(rows) if any(name.startswith(label) for name in row.names)]
    ends = [index for index, row in enumerate(rows) if any(name.endswith(label) for name in row.names)]
    found = begins or ends
    return found[0] if len(found) == 1 else None
