"""What today's rules say of what is stored: which findings would open and close, and then the judging itself.

1. The stored facts are judged again, agency by agency, in several processes; no original is read and no site is asked.
2. What fires is compared with what is open: that is shown before anything is applied.
3. Applying judges the same duties for good, a batch to a transaction, like the daemon's round.
"""

from __future__ import annotations

import multiprocessing
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from reports.codec import FactsError
from reports.model import AnnualReport, Finding
from scheduler.duty_jobs import DUTIES_A_ROUND, RoundCounts, judge_duties
from scheduler.evidence import Load
from scheduler.judging import examine
from scheduler.watch import Watch
from storage import duties, reports
from storage.records import StoredReport
from storage.session import Database

BATCH = 100  # duties that one process takes at a time: some seconds of work
EXAMPLES = 3
KEPT = 8  # decoded reports at hand

DutyKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class FindingChange:
    """One finding that would open (or close, `opens` False), of which duty, and what it says."""

    agency_id: str
    report_year: int
    code: str
    opens: bool
    message: str
    message_en: str


@dataclass
class Recheck:
    """What re-checking found; `examples` holds a few changes of each rule, `unreadable` the duties left out and why."""

    duties: int = 0
    opens: Counter[str] = field(default_factory=Counter)
    closes: Counter[str] = field(default_factory=Counter)
    examples: list[FindingChange] = field(default_factory=list)
    crashes: Counter[str] = field(default_factory=Counter)
    unreadable: list[tuple[DutyKey, str]] = field(default_factory=list)

    def add(self, other: Recheck) -> None:
        """Take what another part found."""
        self.duties += other.duties
        self.opens += other.opens
        self.closes += other.closes
        self.crashes += other.crashes
        self.unreadable += other.unreadable
        for change in other.examples:
            self.note(change)

    def note(self, change: FindingChange) -> None:
        """Keep the change as an example while there are few of its kind."""
        like = sum((each.code, each.opens) == (change.code, change.opens) for each in self.examples)
        if like < EXAMPLES:
            self.examples.append(change)

    @property
    def changes(self) -> int:
        """Return how many findings would open or close."""
        return self.opens.total() + self.closes.total()


def recheck(
    database: Database,
    keys: Sequence[DutyKey],
    *,
    now: datetime,
    processes: int = 2,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Recheck:
    """Return what judging these duties again would open and close; nothing is written."""
    found = Recheck()
    batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
    for part in _parts(database, batches, now, min(processes, len(batches))):
        found.add(part)
        progress(found.duties, len(keys))
    return found


def apply(
    watch: Watch,
    keys: Sequence[DutyKey],
    *,
    now: datetime,
    tell_old_years: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> RoundCounts:
    """Return what judging these duties again did; alerts are decided in the transaction of their batch."""
    counts = RoundCounts()
    for start in range(0, len(keys), DUTIES_A_ROUND):
        batch = keys[start : start + DUTIES_A_ROUND]
        with watch.database.write() as tx:
            due = [duties.get(tx, agency_id=agency_id, report_year=year) for agency_id, year in batch]
            counts += judge_duties(tx, watch, due, now=now, tell_old_years=tell_old_years)
        progress(start + len(batch), len(keys))
    return counts


def _parts(
    database: Database, batches: Sequence[Sequence[DutyKey]], now: datetime, processes: int
) -> Iterator[Recheck]:
    if processes < 2:
        yield from (_examine_all(database, batch, now) for batch in batches)
        return
    url = database.engine.url.render_as_string(hide_password=False)
    # spawned: a forked child would share the parent's open connections
    with ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), initializer=_open_in_child, initargs=(url,)
    ) as pool:
        yield from pool.map(_examine_in_child, batches, [now] * len(batches))


def _examine_all(database: Database, batch: Sequence[DutyKey], now: datetime) -> Recheck:
    found = Recheck()
    load = _remembering()
    with database.read() as tx:
        for agency_id, report_year in batch:
            found.duties += 1
            duty = duties.get(tx, agency_id=agency_id, report_year=report_year)
            try:
                examined = examine(tx, duty, now=now, load=load)
            except FactsError as error:  # written by another version of the program: read the original again
                found.unreadable.append(((agency_id, report_year), str(error)))
                continue
            found.crashes.update(crash.code for crash in examined.validation.crashes)
            is_open = {each.finding.id: each.finding for each in examined.records.findings if each.closed_at is None}
            fired = {finding.id: finding for finding in examined.validation.findings}
            for finding in fired.values():
                if finding.id not in is_open:
                    found.opens[finding.code] += 1
                    found.note(_change(agency_id, report_year, finding, opens=True))
            for finding in is_open.values():
                over = finding.code in examined.settled_codes and finding.id not in examined.undecided_ids
                if over and finding.id not in fired:
                    found.closes[finding.code] += 1
                    found.note(_change(agency_id, report_year, finding, opens=False))
    return found


def _remembering() -> Load:
    """Return what decodes facts and keeps the last few: one year's report is the next one's previous report.

    For one reading transaction alone, in which a version cannot become another.
    """
    kept: OrderedDict[int, AnnualReport] = OrderedDict()

    def load(stored: StoredReport) -> AnnualReport:
        if stored.id not in kept:
            kept[stored.id] = reports.load(stored)
            if len(kept) > KEPT:
                kept.popitem(last=False)
        return kept[stored.id]

    return load


def _change(agency_id: str, report_year: int, finding: Finding, *, opens: bool) -> FindingChange:
    return FindingChange(agency_id, report_year, finding.code, opens, finding.message, finding.message_en)


# --- in the child -------------------------------------------------------------------------------------

_opened: list[Database] = []


def _open_in_child(url: str) -> None:
    """Open the database once for all batches that this process will take."""
    _opened.append(Database.connect(url))


def _examine_in_child(batch: Sequence[DutyKey], now: datetime) -> Recheck:
    return _examine_all(_opened[0], batch, now)
