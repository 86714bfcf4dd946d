"""The content axis of a duty: what is known of a report that was seen."""

from __future__ import annotations

from itertools import pairwise

from reports.model import Level
from reports.obligations.evidence import Evidence
from reports.obligations.verdict import Reason, time_en, time_zh
from reports.states import Content

TIMELINESS_CODES = frozenset({"D101", "D102", "D103", "D104"})
"""Findings that restate the timeliness axis; they say nothing about what the report contains."""


def judge_content(evidence: Evidence) -> tuple[Content, tuple[Reason, ...]]:
    """Return the content state of a report that was seen, with its reasons.

    An open error or warning comes first, then what could not be read yet, then a change after publication.
    """
    open_codes = sorted(
        {
            finding.code
            for finding in evidence.open_findings
            if finding.level is not Level.NOTICE and finding.code not in TIMELINESS_CODES
        }
    )
    unread = _unread(evidence)
    if open_codes:
        codes = "、".join(open_codes)
        reason = Reason(f"有未处理的疑点：{codes}。", f"Open findings: {', '.join(open_codes)}.")
        return Content.FINDINGS, (reason, *unread)
    if unread:
        return Content.UNREAD, unread
    changed = _changed(evidence)
    if changed is not None:
        return Content.UPDATED, (changed,)
    return Content.CLEAN, ()


def _unread(evidence: Evidence) -> tuple[Reason, ...]:
    parts = [
        Reason(f"未能读取：{part.name}（{part.reason.zh}）", f"Could not be read: {part.name} ({part.reason.en})")
        for part in (*evidence.unread_parts, *evidence.quarantined)
    ]
    if parts or evidence.versions:
        return tuple(parts)
    if evidence.sightings:
        return (Reason("报告已取得，等待读取。", "The report was fetched and waits to be read."),)
    return (
        Reason(
            "已看到报告，但还没有取得原文。",
            "The report was seen, but its document has not been fetched yet.",
        ),
    )


def _changed(evidence: Evidence) -> Reason | None:
    """Return the last change of numbers or text, or None where all versions say the same."""
    versions = sorted(evidence.versions, key=lambda version: version.seen_at)
    for older, newer in reversed(list(pairwise(versions))):
        when_zh, when_en = time_zh(newer.seen_at), time_en(newer.seen_at)
        if newer.facts_hash != older.facts_hash:
            return Reason(f"{when_zh}发现公布后数据有更新。", f"{when_en}: figures had changed.", newer.seen_at)
        if newer.text_hash != older.text_hash:
            return Reason(f"{when_zh}发现公布后文字有更新。", f"{when_en}: the text had changed.", newer.seen_at)
    return None
