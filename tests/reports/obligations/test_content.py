"""The content axis of a report that was seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.model import Level
from reports.obligations import Evidence, OpenFinding, UnreadPart, assess
from reports.states import Content, Sentence
from tests.reports.obligations.observing import COLUMN, DEPARTMENT, at, fetched, person, version

READ = Evidence(columns=(COLUMN,), sightings=(fetched("2025-01-20 09:00"),), versions=(version("2025-01-20 09:05"),))
ATTACHMENT = UnreadPart("附件1.pdf", Sentence("暂不支持读取此格式", "this format cannot be read yet"))
CHANGED = (version("2025-01-20 09:05"), version("2025-03-01 09:00", facts="b"))

STORIES = [
    ("read, nothing noticed", READ, Content.CLEAN),
    ("fetched, not read yet", replace(READ, versions=()), Content.UNREAD),
    (
        "only a person saw it",
        Evidence(manual_looks=(person("2025-01-20 09:00", saw=True),)),
        Content.UNREAD,
    ),
    ("an attachment is unread", replace(READ, unread_parts=(ATTACHMENT,)), Content.UNREAD),
    ("its document is in quarantine", replace(READ, versions=(), quarantined=(ATTACHMENT,)), Content.UNREAD),
    ("an error is open", replace(READ, open_findings=(OpenFinding("A101", Level.ERROR),)), Content.FINDINGS),
    ("a warning is open", replace(READ, open_findings=(OpenFinding("F007", Level.WARNING),)), Content.FINDINGS),
    ("notices alone do not count", replace(READ, open_findings=(OpenFinding("F015", Level.NOTICE),)), Content.CLEAN),
    ("being late says nothing of the content", replace(READ, open_findings=(OpenFinding("D102", Level.ERROR),)),
     Content.CLEAN),
    ("an open finding comes before an unread part",
     replace(READ, unread_parts=(ATTACHMENT,), open_findings=(OpenFinding("A101", Level.ERROR),)), Content.FINDINGS),
    ("numbers changed after publication", replace(READ, versions=CHANGED), Content.UPDATED),
    ("only the text changed after publication",
     replace(READ, versions=(version("2025-01-20 09:05"), version("2025-03-01 09:00", text="b"))), Content.UPDATED),
    ("the same was read twice",
     replace(READ, versions=(version("2025-01-20 09:05"), version("2025-03-01 09:00"))), Content.CLEAN),
    ("a change that leaves a finding open is a finding",
     replace(READ, versions=CHANGED, open_findings=(OpenFinding("R101", Level.ERROR),)), Content.FINDINGS),
]  # fmt: skip


@pytest.mark.parametrize(("story", "evidence", "expected"), STORIES, ids=[story for story, _, _ in STORIES])
def test_the_content_is_judged_as_told(story: str, evidence: Evidence, expected: Content) -> None:
    assessment = assess(DEPARTMENT, evidence, now=at("2025-04-01 00:00"))

    assert assessment.content is expected


def test_an_unread_part_is_named_with_its_reason() -> None:
    assessment = assess(DEPARTMENT, replace(READ, unread_parts=(ATTACHMENT,)), now=at("2025-04-01 00:00"))

    assert [reason.zh for reason in assessment.content_reasons] == ["未能读取：附件1.pdf（暂不支持读取此格式）"]


def test_a_change_is_told_with_its_time() -> None:
    assessment = assess(DEPARTMENT, replace(READ, versions=CHANGED), now=at("2025-04-01 00:00"))

    assert [reason.zh for reason in assessment.content_reasons] == ["2025年3月1日09:00发现公布后数据有更新。"]
