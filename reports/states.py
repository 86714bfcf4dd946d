"""The two axes of a duty's state, timeliness and content, and how each state is written and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.model import Level


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement in Chinese and in English; both say the same."""

    zh: str
    en: str


class Timeliness(StrEnum):
    """Whether the report of one agency and year came in time, as far as it can be seen from outside."""

    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    ON_TIME = "on_time"
    AFTER_INTERNAL_DATE = "after_internal_date"
    LATE = "late"
    UNCERTAIN = "uncertain"
    NOT_SEEN = "not_seen"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"
    NOT_APPLICABLE = "not_applicable"


class Content(StrEnum):
    """What is known of a published report's content; there is none while no report was seen."""

    UNREAD = "unread"
    CLEAN = "clean"
    FINDINGS = "findings"
    UPDATED = "updated"


class Colour(StrEnum):
    """A colour by name; the page maps it to shades the colour-blind can tell apart, never without icon and word."""

    GREY = "grey"
    BLUE = "blue"
    GREEN = "green"
    TEAL = "teal"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    PURPLE = "purple"


@dataclass(frozen=True, slots=True)
class StateLabel:
    """How one state is shown: an icon, a word in each language, a colour, and one sentence on what it means."""

    icon: str
    zh: str
    en: str
    colour: Colour
    meaning: Sentence


TIMELINESS_LABELS: Mapping[Timeliness, StateLabel] = {
    Timeliness.NOT_DUE: StateLabel(
        "○", "未到期", "Not due yet", Colour.GREY, Sentence("公布期限未到。", "The due date has not come yet.")
    ),
    Timeliness.DUE_SOON: StateLabel(
        "◔",
        "临近截止",
        "Due soon",
        Colour.BLUE,
        Sentence("期限将近，栏目中尚未见到报告。", "The due date is near and the report has not been seen yet."),
    ),
    Timeliness.ON_TIME: StateLabel(
        "✓", "按时发布", "On time", Colour.GREEN, Sentence("在期限内公布。", "Published by the due date.")
    ),
    Timeliness.AFTER_INTERNAL_DATE: StateLabel(
        "◑",
        "晚于本地要求",
        "After the local date",
        Colour.TEAL,
        Sentence("晚于本地要求，未超法定期限。", "After the local date, within the statutory one."),
    ),
    Timeliness.LATE: StateLabel(
        "▲", "逾期发布", "Late", Colour.ORANGE, Sentence("公布时间在期限之后。", "Published after the due date.")
    ),
    Timeliness.UNCERTAIN: StateLabel(
        "?",
        "时效待核实",
        "Date to be verified",
        Colour.YELLOW,
        Sentence(
            "已见到报告，但各处日期不一致或没有日期，无法判断是否按时。",
            "The report is there, but its dates disagree or are missing, so its timeliness cannot be told.",
        ),
    ),
    Timeliness.NOT_SEEN: StateLabel(
        "◇",
        "栏目未见·待核实",
        "Not seen, to be verified",
        Colour.YELLOW,
        Sentence(
            "期限已过，两次完整巡查（相隔至少12小时）都未见到报告，请核实。",
            "The due date has passed and two complete looks, 12 hours apart, did not show the report: verify.",
        ),
    ),
    Timeliness.OVERDUE: StateLabel(
        "✕",
        "逾期未发布",
        "Overdue",
        Colour.RED,
        Sentence(
            "期限已过，多次完整巡查未见到报告，并已由人工确认（或持续三十天、十次完整巡查未见）。",
            "The due date has passed, complete looks did not show the report, and a person confirmed it "
            "(or thirty days and ten complete looks did).",
        ),
    ),
    Timeliness.UNKNOWN: StateLabel(
        "…",
        "无法判断",
        "Cannot tell",
        Colour.PURPLE,
        Sentence(
            "期限已过，但没有足够的完整巡查；请监测系统的维护人员处理，与单位无关。",
            "The due date has passed without enough complete looks: a task for the operator of the monitor.",
        ),
    ),
    Timeliness.WITHDRAWN: StateLabel(
        "⊘",
        "已撤下",
        "Withdrawn",
        Colour.ORANGE,
        Sentence(
            "报告原网址相隔一天的两次巡查均显示页面不存在。",
            "The report's own address answered that the page is gone, at two looks a day apart.",
        ),
    ),
    Timeliness.NOT_APPLICABLE: StateLabel(
        "—",
        "不适用",
        "Not applicable",
        Colour.GREY,
        Sentence("不判断时效，原因另注。", "Not judged; the reason is given."),
    ),
}

CONTENT_LABELS: Mapping[Content, StateLabel] = {
    Content.UNREAD: StateLabel(
        "◌",
        "待读取",
        "To be read",
        Colour.PURPLE,
        Sentence("有部分内容还未能读取。", "A part of the report could not be read yet."),
    ),
    Content.CLEAN: StateLabel(
        "✓", "未见问题", "Nothing noticed", Colour.GREEN, Sentence("自动检查未见问题。", "The checks noticed nothing.")
    ),
    Content.FINDINGS: StateLabel(
        "!",
        "有疑点",
        "Has findings",
        Colour.ORANGE,
        Sentence("有尚未处理的疑点，请核对。", "Open findings are waiting for an answer."),
    ),
    Content.UPDATED: StateLabel(
        "↻",
        "已更正/已更新",
        "Corrected or updated",
        Colour.TEAL,
        Sentence(
            "公布后数据或文字有更新，目前没有未处理的疑点。",
            "Figures or text changed after publication; no finding is open.",
        ),
    ),
}

LEVEL_LABELS: Mapping[Level, Sentence] = {
    Level.ERROR: Sentence("错误", "error"),
    Level.WARNING: Sentence("疑点", "warning"),
    Level.NOTICE: Sentence("提示", "notice"),
}

REFERENCE_ONLY = Sentence("仅供参考", "for reference only")
"""What marks a duty whose season was over when its agency was first watched."""
