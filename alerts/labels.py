"""The words of a message that are not its sentences: states, outcomes of looks, and how times are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from alerts.facts import IncidentKind
from alerts.targets import Language
from reports.looks import LookOutcome
from reports.obligations import SHANGHAI
from reports.states import TIMELINESS_LABELS, Sentence, StateLabel, Timeliness


def _state(label: StateLabel) -> Sentence:
    return Sentence(label.zh, label.en)


KIND_LABELS: Mapping[IncidentKind, Sentence] = {
    IncidentKind.OVERDUE: _state(TIMELINESS_LABELS[Timeliness.OVERDUE]),
    IncidentKind.WITHDRAWN: _state(TIMELINESS_LABELS[Timeliness.WITHDRAWN]),
    IncidentKind.NOT_SEEN: _state(TIMELINESS_LABELS[Timeliness.NOT_SEEN]),
    IncidentKind.FAILS_VALIDATION: Sentence("数据待核对", "Figures to be checked"),
    IncidentKind.LATE: _state(TIMELINESS_LABELS[Timeliness.LATE]),
    IncidentKind.PRIVATE_FINDING: Sentence("内部核实", "For the office alone"),
    IncidentKind.SOURCE_UNHEALTHY: Sentence("监测受阻", "Monitoring impeded"),
}

RESOLVED = Sentence("已解除", "Resolved")

# The rule and the article that an incident rests on; findings carry their own.
RULES: Mapping[IncidentKind, Sentence] = {
    IncidentKind.OVERDUE: Sentence("规则 D101", "Rule D101"),
    IncidentKind.WITHDRAWN: Sentence("规则 D104", "Rule D104"),
    IncidentKind.LATE: Sentence("规则 D102", "Rule D102"),
}

OUTCOME_LABELS: Mapping[LookOutcome, Sentence] = {
    LookOutcome.COMPLETE: Sentence("完整读取", "read completely"),
    LookOutcome.UNCHANGED: Sentence("与上次相同", "unchanged since the last look"),
    LookOutcome.TRUNCATED: Sentence(
        "列表不完整，或以前年度的报告不再显示", "the list is incomplete, or earlier reports are no longer shown"
    ),
    LookOutcome.EMPTY: Sentence("列表为空", "the list is empty"),
    LookOutcome.MOVED: Sentence("栏目已迁移", "the column has moved"),
    LookOutcome.CHALLENGE: Sentence("网站要求浏览器验证", "the site asks for a browser check"),
    LookOutcome.REFUSED: Sentence("网站拒绝访问", "the site refuses access"),
    LookOutcome.ERROR_PAGE: Sentence("返回错误页面", "an error page is shown"),
    LookOutcome.UNREACHABLE: Sentence("网站无法连接", "the site cannot be reached"),
    LookOutcome.SCRIPT_NEEDED: Sentence(
        "列表由脚本生成，目前无法读取", "the list is filled in by script, which is not run"
    ),
}


def say(sentence: Sentence, language: Language) -> str:
    """Return the sentence in the language."""
    return sentence.zh if language is Language.ZH else sentence.en


def say_time(moment: datetime, language: Language) -> str:
    """Return the moment to the minute as a clock in Shanghai shows it."""
    local = moment.astimezone(SHANGHAI)
    if language is Language.ZH:
        return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"
    return f"{local:%Y-%m-%d %H:%M} (Beijing time)"
