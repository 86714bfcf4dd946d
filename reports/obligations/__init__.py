"""Due dates, and the state of one duty (agency, report year) from what was observed; no I/O, `now` is an argument."""

from __future__ import annotations

from reports.obligations.assess import REMINDER_DAYS, Assessment, assess
from reports.obligations.calendar import (
    SHANGHAI,
    Due,
    DutyBasis,
    InternalDate,
    day_of,
    due_dates,
    end_of,
    running_report_year,
    season_over,
    season_start,
    start_of,
)
from reports.obligations.evidence import (
    ColumnLook,
    Confirmation,
    Duty,
    Evidence,
    ManualLook,
    OpenFinding,
    ReportAnswer,
    ReportLook,
    Sighting,
    UnreadPart,
    Version,
)
from reports.obligations.verdict import Reason

__all__ = [
    "REMINDER_DAYS",
    "SHANGHAI",
    "Assessment",
    "ColumnLook",
    "Confirmation",
    "Due",
    "Duty",
    "DutyBasis",
    "Evidence",
    "InternalDate",
    "ManualLook",
    "OpenFinding",
    "Reason",
    "ReportAnswer",
    "ReportLook",
    "Sighting",
    "UnreadPart",
    "Version",
    "assess",
    "day_of",
    "due_dates",
    "end_of",
    "running_report_year",
    "season_over",
    "season_start",
    "start_of",
]
