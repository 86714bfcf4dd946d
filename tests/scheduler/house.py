"""A watch over two agencies in a fresh directory, and short ways to put looks and documents into it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from alerts.targets import Target
from duban.demo import pages
from duban.demo.script import Figures, load_season
from reports.looks import LookOutcome
from scheduler.watch import Watch
from storage import agencies, documents, looks, sources
from storage.archive import Archive
from storage.records import DocumentRole, ListedLink, LookKind, StoredDocument
from storage.roll import read_roll
from storage.session import Database

YEAR = 2025
IMPORTED = datetime(2025, 12, 5, 1, 0, tzinfo=UTC)
COLUMN = "http://127.0.2.1/zfxxgknb/"
ROLL = """
jurisdiction: mingchuan
agencies:
  - id: mc-waiban
    name: 明川市人民政府外事办公室
    level: department
    duty_basis: statutory_department
    watch_from: 2025
    sources: [{url: "http://127.0.2.1/zfxxgknb/", family: auto, hosts: [127.0.2.1], verified: true}]
  - id: mc-dangan
    name: 明川市档案局
    level: department
    duty_basis: statutory_department
    watch_from: 2025
    sources: []
"""
ROLL_WITHOUT_WAIBAN = """
jurisdiction: mingchuan
agencies:
  - id: mc-dangan
    name: 明川市档案局
    level: department
    duty_basis: statutory_department
    watch_from: 2025
    sources: []
"""
OFFICE = Target(name="office", url="mailto://127.0.0.1:1?from=a@example.invalid&to=b@example.invalid")
LAST_YEAR = ListedLink("http://127.0.2.1/zfxxgknb/2024.html", "2024年度报告", None, 2024, is_report=True)
THIS_YEAR = ListedLink("http://127.0.2.1/zfxxgknb/2025.html", "2025年度报告", None, 2025, is_report=True)


def new_watch(folder: Path, *, targets: tuple[Target, ...] = (OFFICE,)) -> Watch:
    """Return a watch whose roll was imported in December of the report year."""
    database = Database.open(f"sqlite:///{folder / 'duban.db'}", create=True)
    with database.write() as tx:
        agencies.apply(tx, read_roll(ROLL, file="roll.yml"), now=IMPORTED)
    return Watch(
        database=database, archive=Archive(folder / "originals"), contact="test@example.invalid", targets=targets
    )


def add_look(
    watch: Watch,
    at: datetime,
    outcome: LookOutcome = LookOutcome.COMPLETE,
    *,
    links: tuple[ListedLink, ...] = (LAST_YEAR,),
    canary: bool | None = True,
) -> None:
    """Put one look at the column of mc-waiban into the world, and have its duty judged."""
    from storage import duties

    with watch.database.write() as tx:
        (source,) = sources.of_agencies(tx, agency_ids=["mc-waiban"])
        looks.add(
            tx,
            agency_id="mc-waiban",
            kind=LookKind.COLUMN,
            url=COLUMN,
            asked_at=at,
            answered_at=at,
            outcome=outcome,
            source_id=source.id,
            pages_read=1 if outcome.is_good else 0,
            canary=canary if outcome.is_good else None,
            links=links if outcome is LookOutcome.COMPLETE else (),
        )
        sources.settle(tx, source_id=source.id, outcome=outcome, at=at, next_check_at=at)
        duties.touch(tx, agency_id="mc-waiban", report_year=YEAR, at=at)


def add_document(
    watch: Watch, data: bytes, at: datetime, *, url: str = THIS_YEAR.url, media_type: str = "text/html"
) -> StoredDocument:
    """Put an original into archive and database, waiting to be read."""
    sha256 = watch.archive.put(data)
    with watch.database.write() as tx:
        return documents.record(
            tx,
            agency_id="mc-waiban",
            url=url,
            sha256=sha256,
            size=len(data),
            role=DocumentRole.REPORT,
            now=at,
            media_type=media_type,
            title="2025年度明川市人民政府外事办公室政府信息公开工作年度报告",
            report_year=YEAR,
        ).document


def report_html(figures: Figures | None = None, *, year: int = YEAR) -> bytes:
    """Return the agency's report as its site would serve it."""
    season = load_season()
    agency = next(agency for agency in season.agencies if agency.id == "mc-waiban")
    published = datetime(2026, 1, 13, 7, 0, tzinfo=UTC)
    chosen = season.figures[agency.figures] if figures is None else figures
    return pages.report_page(season, agency, year, published, figures=chosen).encode()
