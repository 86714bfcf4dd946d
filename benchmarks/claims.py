"""`python -m benchmarks.claims FILE…`: what share of the figures stated in reports is decided, claim by claim."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from reports.checking import read_report
from reports.claims import Verdict, author_of, judged_claims
from reports.errors import ReportError


def main(names: list[str]) -> int:
    """Print every claim with its verdict, and the share decided of each file and of all; 2 where nothing was read."""
    total: Counter[Verdict] = Counter()
    for name in names:
        try:
            _, report = read_report(Path(name).read_bytes(), filename=Path(name).name)
        except (OSError, ReportError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        judged = judged_claims(report, author_of(report))
        print(f"{name}: {report.agency}, {report.report_year}")
        for one in judged:
            expected = "" if one.expected is None else f" ({one.expected:f})"
            print(f"  {one.verdict:12} {one.claim.name:42} {one.claim.quote!r}{expected} {one.reason.en}")
        found = Counter(one.verdict for one in judged)
        total.update(found)
        print(f"  {_summary(found)}")
    print(f"all: {_summary(total)}")
    return 0 if total else 2


def _summary(found: Counter[Verdict]) -> str:
    decided = found[Verdict.CONFIRMED] + found[Verdict.CONTRADICTED]
    share = decided / found.total() if found else 0
    counts = ", ".join(f"{verdict} {found[verdict]}" for verdict in Verdict)
    return f"{found.total()} claims, {share:.0%} decided: {counts}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
