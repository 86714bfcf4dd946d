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


def interleaved(
    works: Sequence[Callable[[], object]], *, rounds: int, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Return the median seconds of each work, all run in turn in every round, so that noise meets them alike.

    With `clock=time.process_time` for what happens in this process alone: other work on the machine counts less.
    """
    times: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(rounds):
        for work, taken in zip(works, times, strict=True):
            began = clock()
            work()
            taken.append(clock() - began)
    return [statistics.median(taken) for taken in times]
