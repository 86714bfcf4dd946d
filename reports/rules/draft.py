"""D116: what was published against the draft that the office approved."""

from __future__ import annotations

from collections.abc import Iterator

from reports.model import Level, TableSpot
from reports.obligations.verdict import time_en, time_zh
from reports.rules.case import Case
from reports.rules.cell_changes import changes_between, changes_told, form_of_changed, tables_in_common
from reports.rules.rule import Audience, NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import ACCURACY
from reports.rules.tables import report_of
from reports.rules.wording import cells_are, table_name
from reports.states import Sentence

_DIFFERS = ("{name}审定稿为{before}，公布为{after}", "{name} {before} in the draft and {after} as published")


def published_as_approved(case: Case) -> Iterator[Observation | Undecided]:
    """D116: every number that was read in both is the one of the draft approved last; one finding for each table."""
    report, draft = report_of(case), case.surroundings.draft
    if draft is None:
        raise NotApplicable("没有登记审定稿。", "No approved draft is on record.")
    common = tables_in_common(draft.report, report)
    if not common:
        raise NotEvaluable("审定稿与公布的报告没有可对照的表格。", "Draft and report have no table in common.")
    changes = changes_between(draft.report, report)
    for key in common:
        in_table = [change for change in changes if change.at.table is key]
        if not in_table:
            continue
        form = form_of_changed(report, key)
        name, what = table_name(form, key), changes_told(form, in_table, wording=_DIFFERS)
        yield Observation(
            TableSpot(key),
            Sentence(
                f"{name.zh}公布的数字与审定稿有{len(in_table)}处不同：{what.zh}。审定稿：{draft.file_name}，{draft.approved_by}于"
                f"{time_zh(draft.approved_at)}审定。请核对以哪一份为准；如为审定后更正，请重新登记审定稿。",
                f"In {name.en}, {cells_are(len(in_table))} published otherwise than approved: {what.en}. The draft is "
                f"{draft.file_name}, approved by {draft.approved_by} at {time_en(draft.approved_at)}. Please check "
                "which holds; if it was corrected after approval, record the new draft.",
            ),
            places=tuple(change.at for change in in_table),
        )


D116 = Rule(
    "D116",
    Level.WARNING,
    published_as_approved,
    "公布的数字与审定稿一致",
    "Published as approved",
    "公布的表格与主管部门最后审定的稿件（duban draft 登记）逐格对照。只告知主管部门，不对外显示。",
    "The published tables against the draft that the office approved last (duban draft), cell by cell. For the office "
    "only, never shown in public.",
    ACCURACY,
    audience=Audience.PRIVATE,
    formula=Sentence(
        "公布的数字 = 审定稿的数字（逐格）",
        "published number = number of the approved draft, cell by cell",
    ),
)
