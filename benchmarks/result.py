"""One measured figure with the bound it must keep."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure, what it must be ("≤ 6", "" for information only) and whether it is."""

    name: str
    value: str
    bound: str
    ok: bool


def interleaved(works: Sequence[Callable[[], object]], *, rounds: int) -> list[float]:
    """Return the median seconds of each work, all run in turn in every round, so that noise meets them alike."""
    times: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(rounds):
        for work, taken in zip(works, times, strict=True):
            began = time.perf_counter()
            work()
            taken.append(time.perf_counter() - began)
    return [statistics.median(taken) for taken in times]
