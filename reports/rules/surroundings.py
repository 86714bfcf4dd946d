"""What is known around a report beside its text: other bodies' reports, looks, files, the hub, the approved draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reports.model import AnnualReport, SectionKey
from reports.obligations import Reason


@dataclass(frozen=True, slots=True)
class Member:
    """A body that the government's report declares to cover, with its own report of the year; None: not at hand."""

    agency_id: str
    name: str
    report: AnnualReport | None


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Another body's report whose text may be nearly the same; `names` are the body's name and aliases.

    `one_office`: two names of one office (两块牌子), so that the same text is in order.
    """

    agency_id: str
    names: tuple[str, ...]
    report_year: int
    sections: Mapping[SectionKey, str]
    address: str | None = None
    one_office: bool = False


@dataclass(frozen=True, slots=True)
class DeadAttachment:
    """A file that the report's page links and that was gone (404, 410) at each of these looks, earliest first."""

    address: str
    looks: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class SameFile:
    """A file of this report that stands, byte for byte, as another body's report as well."""

    agency_id: str
    name: str
    address: str
    sha256: str
    one_office: bool = False


@dataclass(frozen=True, slots=True)
class ReportElsewhere:
    """A report of the same body and year that stands at another address at the same time."""

    report: AnnualReport
    address: str


@dataclass(frozen=True, slots=True)
class OutsideColumn:
    """The report was found, and a later complete look at every fixed column did not show it there.

    `address` is where it stands, `looks` are those looks, one for each fixed column.
    """

    address: str
    looks: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class HubShown:
    """What the last complete look at a hub of the government showed for the report year.

    `linked` are the names of bodies with a link, `unlinked` those printed without one.
    """

    address: str
    looked_at: datetime
    linked: tuple[str, ...]
    unlinked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApprovedDraft:
    """The draft that the office approved before publication."""

    report: AnnualReport
    approved_by: str
    approved_at: datetime
    file_name: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What looks, files and the office's own records say of one report; everything is empty where nothing is known.

    `absences` are complete looks at the columns before the report was first seen that did not show it. `fixed_columns`
    are the addresses at which the roll says the report belongs; `hubs` what the government's hubs showed.
    """

    absences: tuple[Reason, ...] = ()
    dead_attachments: tuple[DeadAttachment, ...] = ()
    same_files: tuple[SameFile, ...] = ()
    elsewhere: tuple[ReportElsewhere, ...] = ()
    fixed_columns: tuple[str, ...] = ()
    outside: OutsideColumn | None = None
    hubs: tuple[HubShown, ...] = ()
    draft: ApprovedDraft | None = None
