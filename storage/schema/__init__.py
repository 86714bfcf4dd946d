"""Every table of Duban, on one MetaData; only `storage` imports this package."""

from storage.schema.alerts import incidents, outbox, receipts
from storage.schema.answering import answers, rule_sets, waivers
from storage.schema.base import metadata
from storage.schema.duties import duties, duty_counts, transitions
from storage.schema.house import counters, heartbeats
from storage.schema.reading import documents, drafts, findings, reports, text_marks
from storage.schema.roll import agencies, sources
from storage.schema.watching import looks, robots, runs

__all__ = [
    "agencies",
    "answers",
    "counters",
    "documents",
    "drafts",
    "duties",
    "duty_counts",
    "findings",
    "heartbeats",
    "incidents",
    "looks",
    "metadata",
    "outbox",
    "receipts",
    "reports",
    "robots",
    "rule_sets",
    "runs",
    "sources",
    "text_marks",
    "transitions",
    "waivers",
]
