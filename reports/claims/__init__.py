"""The figures that a report states in its text, read as claims and compared with its tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from reports.claims.judge import judge
from reports.claims.model import Claim, Doubt, Judged, Topic, Verdict
from reports.claims.reader import read_claims
from reports.claims.tokens import Author
from reports.model import AnnualReport

_GOVERNMENT = re.compile(r"(?:人民政府(?:办公[厅室])?|[省市区县旗镇乡州盟]|街道(?:办事处)?|管理委员会|管委会)$")


def author_of(report: AnnualReport, *, names: Sequence[str] = (), is_government: bool | None = None) -> Author:
    """Return who speaks in the report; None: a government or not, as the printed name says."""
    printed = report.agency or ""
    known = tuple(dict.fromkeys(name for name in (printed, *names) if name))
    government = any(named_as_government(name) for name in known[:1]) if is_government is None else is_government
    return Author(known, government, report.report_year)


def named_as_government(name: str) -> bool:
    """Return whether a body with this name speaks for a whole place: 某市人民政府, 某区, 某街道办事处."""
    return _GOVERNMENT.search(name) is not None


def judged_claims(
    report: AnnualReport,
    author: Author,
    *,
    previous: Sequence[AnnualReport] = (),
    topics: Collection[Topic] = frozenset(Topic),
) -> tuple[Judged, ...]:
    """Return the claims on these topics, each with its verdict, in the order of the text."""
    claims = (claim for claim in read_claims(report, author) if claim.topic in topics)
    return tuple(judge(claims, report, previous))


__all__ = [
    "Author",
    "Claim",
    "Doubt",
    "Judged",
    "Topic",
    "Verdict",
    "author_of",
    "judged_claims",
    "named_as_government",
]
