"""The form for report years 2019 and 2020: 国办公开办函〔2019〕60号."""

from __future__ import annotations

from types import MappingProxyType

from reports.forms.common import (
    HEADINGS,
    OTHERWISE_HANDLED,
    RECEIVED_TO_NOT_PROCESSED,
    REVIEW,
    TOTAL_AND_CARRIED_FORWARD,
)
from reports.forms.form import Column, Form, NumberKind, Row, TableForm
from reports.model import TableKey

_ITEM_1 = ("第二十条第（一）项",)
_ITEM_5 = ("第二十条第（五）项",)
_ITEM_6 = ("第二十条第（六）项",)
_ITEM_8 = ("第二十条第（八）项",)
_ITEM_9 = ("第二十条第（九）项",)

_DOCUMENTS = (
    Column("made", "本年新制作数量", aliases=("本年制作数量",)),
    Column("newly_published", "本年新公开数量", aliases=("本年公开数量",)),
    Column("public_total", "对外公开总数量", aliases=("对外公开总数",)),
)
_ITEMS_LAST_YEAR = Column("items_last_year", "上一年项目数量", aliases=("上年项目数量",))
_CHANGE = Column("change", "本年增/减", NumberKind.SIGNED)
_ITEMS_AND_DECISIONS = (_ITEMS_LAST_YEAR, _CHANGE, Column("decisions", "处理决定数量", aliases=("处理决定数",)))
_PROCUREMENT = (
    Column("projects", "采购项目数量"),
    Column("amount", "采购总金额", NumberKind.AMOUNT, aliases=("采购金额",)),
)

_PROACTIVE = TableForm(
    TableKey.PROACTIVE,
    (
        Row("government_rules", "规章", _DOCUMENTS, _ITEM_1),
        Row("normative_documents", "规范性文件", _DOCUMENTS, _ITEM_1, ("行政规范性文件",)),
        Row("licences", "行政许可", _ITEMS_AND_DECISIONS, _ITEM_5),
        Row("other_services", "其他对外管理服务事项", _ITEMS_AND_DECISIONS, _ITEM_5),
        Row("penalties", "行政处罚", _ITEMS_AND_DECISIONS, _ITEM_6),
        Row("compulsory_measures", "行政强制", _ITEMS_AND_DECISIONS, _ITEM_6, ("行政强制措施",)),
        Row("administrative_fees", "行政事业性收费", (_ITEMS_LAST_YEAR, _CHANGE), _ITEM_8, ("行政事业收费",)),
        Row("central_procurement", "政府集中采购", _PROCUREMENT, _ITEM_9),
    ),
)

_APPLICATIONS = TableForm(
    TableKey.APPLICATIONS,
    (*RECEIVED_TO_NOT_PROCESSED, OTHERWISE_HANDLED, *TOTAL_AND_CARRIED_FORWARD),
)

FORM_2019 = Form(
    name="2019",
    notice="国办公开办函〔2019〕60号",
    first_year=2019,
    last_year=2020,
    tables=MappingProxyType(
        {TableKey.PROACTIVE: _PROACTIVE, TableKey.APPLICATIONS: _APPLICATIONS, TableKey.REVIEW: REVIEW}
    ),
    headings=HEADINGS,
)
