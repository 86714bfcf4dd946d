"""The frozen values that storage hands out and takes in; times are aware UTC, JSON objects are read-only mappings."""

from reports.obligations import DutyBasis
from reports.rules.case import AgencyLevel
from storage.records.alerts import (
    Incident,
    MessageState,
    NewMessage,
    OutboxMessage,
    Receipt,
    ReceiptStatus,
)
from storage.records.duties import Axis, Duty, Transition
from storage.records.house import Beat, Run
from storage.records.overview import (
    AgencyDetail,
    MatrixCell,
    MatrixCursor,
    MatrixPage,
    MatrixRow,
    ReportDetail,
    StateCount,
    StuckWork,
)
from storage.records.reading import (
    DocumentRole,
    DocumentState,
    FindingEvent,
    FindingSync,
    SavedReport,
    SeenDocument,
    StoredDocument,
    StoredFinding,
    StoredReport,
)
from storage.records.roll import (
    Agency,
    Contact,
    FieldChange,
    InternalDay,
    LineageEvent,
    LineageKind,
    RollChange,
    RollChanges,
    Source,
)
from storage.records.watching import ListedLink, Look, LookKind, RobotsFile, RunState

__all__ = [
    "Agency",
    "AgencyDetail",
    "AgencyLevel",
    "Axis",
    "Beat",
    "Contact",
    "DocumentRole",
    "DocumentState",
    "Duty",
    "DutyBasis",
    "FieldChange",
    "FindingEvent",
    "FindingSync",
    "Incident",
    "InternalDay",
    "LineageEvent",
    "LineageKind",
    "ListedLink",
    "Look",
    "LookKind",
    "MatrixCell",
    "MatrixCursor",
    "MatrixPage",
    "MatrixRow",
    "MessageState",
    "NewMessage",
    "OutboxMessage",
    "Receipt",
    "ReceiptStatus",
    "ReportDetail",
    "RobotsFile",
    "RollChange",
    "RollChanges",
    "Run",
    "RunState",
    "SavedReport",
    "SeenDocument",
    "Source",
    "StateCount",
    "StoredDocument",
    "StoredFinding",
    "StoredReport",
    "StuckWork",
    "Transition",
]
