"""`python -m benchmarks [NAME…]`: every figure with its bound; exit 1 when one is not kept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module

from benchmarks.result import Measure

PARTS = ("reading", "rules", "word", "pdf", "page", "polling", "memory", "reprocess", "rechecking", "copies")


def main(names: list[str]) -> int:
    """Run the named parts, all if none is named."""
    unknown = sorted(set(names) - set(PARTS))
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    kept = True
    for part in names or PARTS:
        run: Callable[[], list[Measure]] = import_module(f"benchmarks.{part}").run
        for measure in map(_as_measure, run()):
            kept &= measure.ok
            bound = f"  (bound {measure.bound})" if measure.bound else ""
            print(f"{'ok  ' if measure.ok else 'FAIL'} {part}: {measure.name}: {measure.value}{bound}", flush=True)
    return 0 if kept else 1


def _as_measure(entry: Measure | tuple[str, str, str, bool]) -> Measure:
    return entry if isinstance(entry, Measure) else Measure(*entry)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
