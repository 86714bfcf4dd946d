"""What a target is written: one message about the decisions of one office and one round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from uuid import uuid4

from alerts.incidents import Decision, rank
from alerts.items import Item, OtherOpen, data_of, items_of, state_of
from alerts.labels import KIND_LABELS, RESOLVED, say
from alerts.targets import Language, Target
from alerts.writing import fill, one_line

INCIDENTS_SHOWN = 20
LINES_SHOWN = 8
TEST_KIND = "test"


@dataclass(frozen=True, slots=True)
class Office:
    """Who oversees: the jurisdiction's id, and the name that messages call it by."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Message:
    """What one target is sent; `kind` is that of the worst incident, `payload` holds every incident, shown or not."""

    message_id: str
    kind: str
    subject: str
    body: str
    payload: Mapping[str, object]


def compose(
    decisions: Sequence[tuple[Decision, bool]],
    *,
    office: Office,
    target: Target,
    others: Sequence[OtherOpen],
    public_url: str | None,
    now: datetime,
    message_id: str,
) -> Message:
    """Return the one message of a round for an office and a target; `decisions` are (decision, resolved), not empty.

    Open incidents come first, worst first, then the resolved ones; after 20 the text gives their number and a link.
    `others` are all open incidents of the office.
    """
    ordered = sorted(decisions, key=lambda pair: (pair[1], rank(pair[0].kind)))
    items = items_of(ordered, others, public_url)
    page = "" if public_url is None else f"{public_url.rstrip('/')}/?jurisdiction={quote(office.id, safe='')}"
    counts = _counts(items, target.language)
    body = fill(
        "message" if target.shows_names else "counts",
        target.language,
        office=office.name,
        now=now,
        counts=tuple(counts.items()),
        items=items[:INCIDENTS_SHOWN],
        open_count=sum(not item.resolved for item in items),
        resolved_count=sum(item.resolved for item in items),
        hidden_count=max(0, len(items) - INCIDENTS_SHOWN),
        limit=LINES_SHOWN,
        page=page,
        message_id=message_id,
    )
    payload: dict[str, object] = {
        "message_id": message_id,
        "office": office.id,
        "language": str(target.language),
        "at": now.isoformat(),
        "page": page or None,
        "counts": dict(Counter(str(item.kind) for item in items if not item.resolved)),
        "resolved": sum(item.resolved for item in items),
        "incidents": [data_of(item, target.language) for item in items],
    }
    return Message(message_id, str(items[0].kind), _subject(items, counts, office, target), body, payload)


def compose_test(target: Target, *, now: datetime, message_id: str) -> Message:
    """Return a message that says it is a test and names no agency."""
    subject = "Duban（督办）测试消息" if target.language is Language.ZH else "Duban test message"
    body = fill(TEST_KIND, target.language, now=now, target=target.name, message_id=message_id)
    payload = {"message_id": message_id, "language": str(target.language), "at": now.isoformat(), "test": True}
    return Message(message_id, TEST_KIND, subject, body, payload)


def _subject(items: Sequence[Item], counts: Mapping[str, int], office: Office, target: Target) -> str:
    """Return "state | agency | year"; counts and the office where there are several or names are switched off."""
    chinese = target.language is Language.ZH
    if len(items) == 1 and target.shows_names:
        parts = [state_of(items[0], target.language), items[0].change.agency_name]
    else:
        joint = "、" if chinese else ", "
        parts = [joint.join(f"{label} {count}" for label, count in counts.items()), office.name]
    years = sorted({item.year for item in items if item.year is not None})
    if years:
        span = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
        parts.append(f"{span}年度" if chinese else span)
    return " | ".join(str(one_line(part)) for part in parts)


def _counts(items: Sequence[Item], language: Language) -> dict[str, int]:
    """Return how many of each state, in the order of the items; resolved ones under one label."""
    return dict(Counter(say(RESOLVED if item.resolved else KIND_LABELS[item.kind], language) for item in items))


def new_message_id() -> str:
    """Return an id for a message about to be written; a resend carries it again, no other message does."""
    return f"duban-{uuid4().hex}"
