"""The words for closed sets that have no label elsewhere; states, looks and incidents bring their own."""

from __future__ import annotations

from collections.abc import Mapping

from reports.model import CellState
from storage.records import (
    AgencyLevel,
    Axis,
    DocumentRole,
    DocumentState,
    DutyBasis,
    LineageKind,
    LookKind,
    MessageState,
    ReceiptStatus,
)


def N_(text: str) -> str:  # noqa: N802 - the name by which Babel finds strings that are translated where they are shown
    """Return the text as it is."""
    return text


LEVELS: Mapping[AgencyLevel, str] = {
    AgencyLevel.DEPARTMENT: N_("部门"),
    AgencyLevel.GOVERNMENT: N_("政府"),
    AgencyLevel.TOWNSHIP: N_("乡镇（街道）"),
    AgencyLevel.OTHER: N_("其他机构"),
}

DUTY_BASES: Mapping[DutyBasis, str] = {
    DutyBasis.STATUTORY_DEPARTMENT: N_("法定义务（政府部门）"),
    DutyBasis.STATUTORY_GOVERNMENT: N_("法定义务（政府）"),
    DutyBasis.LOCAL_NOTICE: N_("依本地通知"),
    DutyBasis.VOLUNTARY: N_("自愿公布"),
}

LINEAGE: Mapping[LineageKind, str] = {
    LineageKind.FOUNDED: N_("成立"),
    LineageKind.MERGED: N_("合并"),
    LineageKind.RENAMED: N_("更名"),
    LineageKind.ABOLISHED: N_("撤销"),
}

LOOK_KINDS: Mapping[LookKind, str] = {
    LookKind.COLUMN: N_("栏目"),
    LookKind.REPORT: N_("报告原网址"),
    LookKind.MANUAL: N_("人工查看"),
}

DOCUMENT_ROLES: Mapping[DocumentRole, str] = {
    DocumentRole.REPORT: N_("报告页面"),
    DocumentRole.ATTACHMENT: N_("附件"),
}

DOCUMENT_STATES: Mapping[DocumentState, str] = {
    DocumentState.PENDING: N_("等待读取"),
    DocumentState.PARSED: N_("已读取"),
    DocumentState.UNREAD: N_("暂不能读取"),
    DocumentState.QUARANTINED: N_("读取失败，已隔离"),
    DocumentState.WAIVED: N_("经人工决定不读取"),
}

DOCUMENT_ADVICE: Mapping[DocumentState, str] = {
    DocumentState.UNREAD: N_("原件已保存。请人工查看原件；装好所需组件或升级后再试一次："),
    DocumentState.QUARANTINED: N_("原件已保存，没有丢失。请查看原件并核对原因，处理后再试一次："),
}

DOCUMENT_CSS: Mapping[DocumentState, str] = {
    DocumentState.PENDING: "idle",
    DocumentState.PARSED: "ok",
    DocumentState.UNREAD: "wait",
    DocumentState.QUARANTINED: "fail",
    DocumentState.WAIVED: "idle",
}

MESSAGE_STATES: Mapping[MessageState, str] = {
    MessageState.PENDING: N_("等待发送"),
    MessageState.SENDING: N_("正在发送"),
    MessageState.DELIVERED: N_("已送达"),
    MessageState.SUPPRESSED: N_("未发送（有原因）"),
    MessageState.DEAD: N_("发送失败"),
}

MESSAGE_CSS: Mapping[MessageState, str] = {
    MessageState.PENDING: "wait",
    MessageState.SENDING: "wait",
    MessageState.DELIVERED: "ok",
    MessageState.SUPPRESSED: "idle",
    MessageState.DEAD: "fail",
}

RECEIPTS: Mapping[ReceiptStatus, str] = {
    ReceiptStatus.DELIVERED: N_("接收方已接收"),
    ReceiptStatus.FAILED: N_("失败"),
}

AXES: Mapping[Axis, str] = {Axis.TIMELINESS: N_("时效"), Axis.CONTENT: N_("内容")}

CELL_WORDS: Mapping[CellState, str] = {
    CellState.BLANK: N_("空白"),
    CellState.PLACEHOLDER: N_("占位符，按0计"),
    CellState.NOT_A_NUMBER: N_("不是数字"),
    CellState.UNREADABLE: N_("无法读取"),
}

WITNESSES: Mapping[str, str] = {
    "shown": N_("页面显示的日期"),
    "address": N_("网址中的日期"),
    "meta": N_("网页元数据中的日期"),
    "list": N_("栏目列表中的日期"),
    "signature": N_("落款日期"),
}

# findings that show two texts or days side by side, by rule: what the first and the second one are
SIDE_BY_SIDE: Mapping[str, tuple[str, str]] = {
    "N120": (N_("本报告"), N_("上一年度报告")),
    "N121": (N_("本报告"), N_("对照的报告")),
    "D103": (N_("所示日期"), N_("首次见到")),
    "D106": (N_("现在的文字"), N_("原来的文字")),
}
