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
    works: Sequence[Callable[[], object]],
    *,
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
    repeats: int = 1,
) -> list[float]:
    """Return the median seconds of each work, all run in turn in every round, so that noise meets them alike.

    With `clock=time.process_time` for what happens in this process alone: other work on the machine counts less. With
    `repeats` a work runs so often in a row when it is its turn and the best time counts: what short works leave in the
    processor's caches for each other, and a first run after another work, decides nothing then.
    """
    times: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(rounds):
        for work, taken in zip(works, times, strict=True):
            taken.append(min(_seconds(work, clock) for _ in range(repeats)))
    return [statistics.median(taken) for taken in times]


def _seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    began = clock()
    work()
    return clock() - began
