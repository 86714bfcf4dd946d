"""What is not shown although it is kept: a withdrawn report may have held secrets or personal data."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from reports.states import Timeliness
from status.words import N_
from storage import duties, overview
from storage.records import Duty, StoredDocument, StoredFinding

REPORT_LOCKED = N_(
    "报告已撤下，内容和原件已锁定，不在本页显示：撤下的报告可能含有不宜公开的信息。需要查看的，请由有权限的人员在安装督办的机器上处理。"
)


def is_locked(duty: Duty | None) -> bool:
    """Return whether the report of the duty was withdrawn: nothing of its content is shown until it is back."""
    return duty is not None and duty.timeliness is Timeliness.WITHDRAWN


def may_be_shown(found: StoredFinding, duty: Duty | None) -> bool:
    """Return whether a finding may be shown: of a withdrawn report only what speaks of the duty, not of its content."""
    return not is_locked(duty) or not found.finding.places


def locked_documents(tx: sa.Connection, owed: Iterable[Duty]) -> frozenset[int]:
    """Return the ids of the originals that belong to withdrawn reports among these duties."""
    locked: set[int] = set()
    for duty in owed:
        if is_locked(duty):
            detail = overview.report_detail(tx, agency_id=duty.agency_id, report_year=duty.report_year)
            locked.update(() if detail is None else (document.id for document in detail.documents))
    return frozenset(locked)


def any_locked(tx: sa.Connection, found: Iterable[StoredDocument]) -> bool:
    """Return whether one of the documents belongs to a withdrawn report; the same bytes are then locked everywhere."""
    return any(
        document.id in locked_documents(tx, duties.of_agency(tx, agency_id=document.agency_id)) for document in found
    )
