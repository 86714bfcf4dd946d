"""The lawful readings of each subject: which cells of the tables a figure may stand for, the plainest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.claims.model import Reading, Term
from reports.forms.common import APPLICANTS
from reports.model import TableKey

COLUMNS = tuple(column.key for column in APPLICANTS if column.key != "total")
LEGAL_PERSONS = tuple(column for column in COLUMNS if column != "natural_person")
GROUPS = ("disclosed", "partly_disclosed", "not_disclosed", "unable_to_provide", "not_processed", "otherwise_handled")
"""The six kinds of outcome; the last four are groups of rows."""

LITIGATION = ("litigation_direct", "litigation_after_reconsideration")
RESULTS = ("upheld", "corrected", "other_result", "pending")


def applications(*rows: str, less: Iterable[str] = ()) -> Reading:
    """Return the sum of the totals of rows of table 3."""
    terms = (*(Term(row, "total") for row in rows), *(Term(row, "total", -1) for row in less))
    return Reading(TableKey.APPLICATIONS, terms)


def by_columns(row: str, columns: Sequence[str] = COLUMNS) -> Reading:
    """Return the sum of columns of one row of table 3: what its total should be, where all columns are taken."""
    return Reading(TableKey.APPLICATIONS, tuple(Term(row, column) for column in columns))


def received(*, including_brought_forward: bool, newly: bool) -> tuple[Reading, ...]:
    """Return what 收到N件 may be: received, or that with what was brought forward; 新收N件 is received alone."""
    both = (applications("received", "brought_forward"),)
    alone = (applications("received"), by_columns("received"))
    if newly:
        return (*alone, *both) if including_brought_forward else alone
    return (*both, *alone) if including_brought_forward else (*alone, *both)


def brought_forward() -> tuple[Reading, ...]:
    """Return what 上年结转N件 may be."""
    return applications("brought_forward"), by_columns("brought_forward")


def carried_forward() -> tuple[Reading, ...]:
    """Return what 结转下年度N件 may be."""
    return applications("carried_forward"), by_columns("carried_forward")


def finished(*, including_brought_forward: bool) -> tuple[Reading, ...]:
    """Return what 办结N件 or 答复N件 may be: all outcomes; those of this year's applications; those with an answer."""
    everything = (applications("outcomes_total"), by_columns("outcomes_total"), applications(*GROUPS))
    if including_brought_forward:
        return everything
    return (
        *everything,
        applications("received", less=("carried_forward",)),
        applications("outcomes_total", less=_BROUGHT),
        applications("outcomes_total", less=("otherwise_handled",)),
        applications("outcomes_total", less=("otherwise_handled", "not_processed")),
    )


_BROUGHT = ("brought_forward",)


def outcome(keys: Sequence[str]) -> tuple[Reading, ...]:
    """Return what a figure for outcomes (one, or several taken together) may be."""
    plain = applications(*keys)
    if tuple(keys) == ("disclosed",):
        return plain, by_columns("disclosed"), applications("disclosed", "partly_disclosed")
    if tuple(keys) == ("not_disclosed",):
        refused = ("not_disclosed", "unable_to_provide")
        return plain, applications(*refused), applications(*refused, "not_processed")
    return (plain, by_columns(keys[0])) if len(keys) == 1 else (plain,)


def applicants(columns: Sequence[str]) -> tuple[Reading, ...]:
    """Return what a figure for applicants may be: of those received, with those brought forward, or of those closed."""
    named = tuple(column for key in columns for column in (LEGAL_PERSONS if key == "legal_persons" else (key,)))
    return (
        by_columns("received", named),
        Reading(TableKey.APPLICATIONS, tuple(Term(row, column) for row in ("received", *_BROUGHT) for column in named)),
        by_columns("outcomes_total", named),
    )


def review(blocks: Sequence[str], results: Sequence[str]) -> tuple[Reading, ...]:
    """Return what a figure for blocks of table 4 may be; 行政诉讼 is both kinds of it, or either alone."""
    together = _review(_rows_of(blocks), results or ("total",))
    parts = () if results else (_review(_rows_of(blocks), RESULTS),)
    if tuple(blocks) != ("litigation",):
        return (together, *parts)
    return (together, *parts, *(_review((row,), results or ("total",)) for row in LITIGATION))


def _review(rows: Sequence[str], columns: Sequence[str]) -> Reading:
    return Reading(TableKey.REVIEW, tuple(Term(row, column) for row in rows for column in columns))


def _rows_of(blocks: Sequence[str]) -> tuple[str, ...]:
    return tuple(row for block in blocks for row in (LITIGATION if block == "litigation" else (block,)))


def settled(blocks: Sequence[str]) -> tuple[Reading, ...]:
    """Return what a figure for reviews that are settled may be."""
    return (_review(_rows_of(blocks), RESULTS[:3]),)


def proactive(row: str, *columns: str) -> tuple[Reading, ...]:
    """Return what a figure for table 2 may be: any of the columns."""
    return tuple(Reading(TableKey.PROACTIVE, (Term(row, column),)) for column in columns)
