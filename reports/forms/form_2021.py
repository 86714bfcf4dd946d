"""The form for report years 2021 and later: 国办公开办函〔2021〕30号. 10 + 175 + 15 numbers."""

from __future__ import annotations

from types import MappingProxyType

from reports.forms.common import (
    HEADINGS,
    OTHERWISE_HANDLED_PARTS,
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

_DOCUMENTS = (
    Column("issued", "本年制发件数", aliases=("本年制发数", "制发件数")),
    Column("repealed", "本年废止件数", aliases=("本年废止数", "废止件数")),
    Column("in_force", "现行有效件数", aliases=("现行有效数",)),
)
_DECISIONS = (Column("decisions", "本年处理决定数量", aliases=("本年处理决定数",)),)
_FEES = (
    Column(
        "wan_yuan",
        "本年收费金额（单位：万元）",
        NumberKind.AMOUNT,
        unit="万元",
        aliases=("本年收费金额", "本年收费总金额（单位：万元）"),
    ),
)

_PROACTIVE = TableForm(
    TableKey.PROACTIVE,
    (
        Row("government_rules", "规章", _DOCUMENTS, _ITEM_1),
        Row("normative_documents", "行政规范性文件", _DOCUMENTS, _ITEM_1, ("规范性文件",)),
        Row("licences", "行政许可", _DECISIONS, _ITEM_5),
        Row("penalties", "行政处罚", _DECISIONS, _ITEM_6),
        Row("compulsory_measures", "行政强制", _DECISIONS, _ITEM_6, ("行政强制措施",)),
        Row("administrative_fees", "行政事业性收费", _FEES, _ITEM_8, ("行政事业收费",)),
    ),
)

_APPLICATIONS = TableForm(
    TableKey.APPLICATIONS,
    (*RECEIVED_TO_NOT_PROCESSED, *OTHERWISE_HANDLED_PARTS, *TOTAL_AND_CARRIED_FORWARD),
)

FORM_2021 = Form(
    name="2021",
    notice="国办公开办函〔2021〕30号",
    first_year=2021,
    last_year=None,
    tables=MappingProxyType(
        {TableKey.PROACTIVE: _PROACTIVE, TableKey.APPLICATIONS: _APPLICATIONS, TableKey.REVIEW: REVIEW}
    ),
    headings=HEADINGS,
)
