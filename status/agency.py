"""The page of one agency: its years, columns, originals, looks and changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from reports.answers import Standing
from status.locking import locked_documents
from status.missing import NotHere
from status.page import Page
from status.queries import is_slug
from status.words import N_
from storage import documents, duties, overview, standings
from storage.records import AgencyDetail, Duty, Look, Source, StandingFinding, StoredDocument, Transition

LOOKS_SHOWN = 50
DOCUMENTS_SHOWN = 100
TRANSITIONS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One sentence of a duty's evidence, which tells its time itself; `address` is "" where it has none."""

    zh: str
    en: str
    address: str


@dataclass(frozen=True, slots=True)
class YearView:
    """One report year of the agency; `published` is what the current report states.

    `findings` is how many open findings stand in which way, of those that who asks may see; `private` how many of them
    are for the office alone.
    """

    duty: Duty
    published: date | None
    findings: Mapping[Standing, int]
    private: int
    reasons: tuple[ReasonView, ...]


@dataclass(frozen=True, slots=True)
class AgencyView:
    """What the page of an agency shows beside the agency itself; newest first throughout."""

    years: tuple[YearView, ...]
    sources: tuple[Source, ...]
    documents: tuple[StoredDocument, ...]
    locked_documents: frozenset[int]
    looks: tuple[Look, ...]
    transitions: tuple[Transition, ...]


def find_agency(tx: sa.Connection, agency_id: str) -> AgencyDetail:
    """Return the agency with what belongs to it; raises NotHere."""
    known = is_slug(agency_id)
    detail = overview.agency_detail(tx, agency_id=agency_id, looks_limit=LOOKS_SHOWN) if known else None
    if detail is None:
        raise NotHere(N_("名录中没有编号为“%(id)s”的单位。"), id=agency_id)
    return detail


def view_agency(tx: sa.Connection, detail: AgencyDetail, page: Page) -> AgencyView:
    """Return what the page shows of the agency."""
    agency_id = detail.agency.id
    found = standings.weighed(tx, detail.open_findings, now=page.now)
    seen = [each for each in found if page.office or each.weighed.public]
    changes = [
        change
        for duty in detail.duties
        for change in duties.history(tx, agency_id=agency_id, report_year=duty.report_year)
    ]
    changes.sort(key=lambda change: (change.at, change.id), reverse=True)
    published = {report.report_year: report.published for report in detail.reports}
    return AgencyView(
        years=tuple(
            YearView(
                duty=duty,
                published=published.get(duty.report_year),
                findings=Counter(each.standing for each in seen if _is_of(each, duty) and not each.is_private),
                private=sum(_is_of(each, duty) and each.is_private for each in seen),
                reasons=reasons_of(duty.evidence),
            )
            for duty in detail.duties
        ),
        sources=detail.sources,
        documents=documents.of_agency(tx, agency_id=agency_id)[:DOCUMENTS_SHOWN],
        locked_documents=locked_documents(tx, detail.duties),
        looks=detail.looks,
        transitions=tuple(changes[:TRANSITIONS_SHOWN]),
    )


def _is_of(each: StandingFinding, duty: Duty) -> bool:
    return each.stored.report_year == duty.report_year


def reasons_of(evidence: Mapping[str, object]) -> tuple[ReasonView, ...]:
    """Return the sentences kept as evidence of a state; none where nothing was judged yet."""
    stored = evidence.get("reasons")
    return tuple(_reasons(stored if isinstance(stored, list | tuple) else ()))


def _reasons(stored: list[object] | tuple[object, ...]) -> Iterator[ReasonView]:
    for reason in stored:
        if isinstance(reason, Mapping):
            address = reason.get("address")
            yield ReasonView(
                zh=str(reason["zh"]),
                en=str(reason["en"]),
                address=address if isinstance(address, str) else "",
            )
