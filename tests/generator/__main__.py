"""`python -m tests.generator N SEED [FORMAT…]`: N reports in every layout, what was read of each; exit 1 below a bound.

With `-v` the places that were not right are named.
"""

from __future__ import annotations

import sys

from tests.generator.formats import FORMATS
from tests.generator.run import run


def main(arguments: list[str]) -> int:
    """Print a line for each layout and return 1 where a bound is missed, 2 for a wrong call."""
    verbose = "-v" in arguments
    match [word for word in arguments if word != "-v"]:
        case [count, seed, *names] if count.isdecimal() and seed.isdecimal() and FORMATS.keys() >= set(names):
            seeds = range(int(seed), int(seed) + int(count))
        case _:
            print(f"usage: python -m tests.generator N SEED [FORMAT…] [-v]; formats: {', '.join(FORMATS)}")
            return 2
    kept = True
    for name in names or FORMATS:
        for layout, total in run(name, seeds):
            problems = total.problems(FORMATS[name].least(layout))
            kept &= not problems
            print(f"{'FAIL' if problems else 'ok  '} {name} {layout}: {total.line()}", flush=True)
            for line in total.details() if verbose else problems:
                print(f"       {line}", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
