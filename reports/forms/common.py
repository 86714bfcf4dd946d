"""What the editions of 2019 and 2021 share: applicants, the rows of table 3, table 4 and the six headings."""

from __future__ import annotations

from types import MappingProxyType

from reports.forms.form import Column, Row, TableForm
from reports.model import SectionKey, TableKey

_LEGAL_PERSONS = "法人或其他组织"

APPLICANTS: tuple[Column, ...] = (
    Column("natural_person", "自然人"),
    Column("commercial_enterprise", "商业企业", group=_LEGAL_PERSONS, aliases=("企业", "商业企 业")),
    Column("research_institution", "科研机构", group=_LEGAL_PERSONS),
    Column("public_welfare_organization", "社会公益组织", group=_LEGAL_PERSONS, aliases=("社会组织", "公益组织")),
    Column("legal_service_institution", "法律服务机构", group=_LEGAL_PERSONS, aliases=("法律服务组织",)),
    Column("other_organization", "其他", group=_LEGAL_PERSONS, aliases=("其他组织",)),
    Column("total", "总计", aliases=("合计",)),
)

_OUTCOMES = "三、本年度办理结果"
_NOT_DISCLOSED = (_OUTCOMES, "（三）不予公开")
_UNABLE = (_OUTCOMES, "（四）无法提供")
_NOT_PROCESSED = (_OUTCOMES, "（五）不予处理")
_OTHERWISE = (_OUTCOMES, "（六）其他处理")


def _row(key: str, label: str, *aliases: str, groups: tuple[str, ...] = ()) -> Row:
    return Row(key, label, APPLICANTS, groups, aliases)


RECEIVED_TO_NOT_PROCESSED: tuple[Row, ...] = (
    _row("received", "一、本年新收政府信息公开申请数量", "本年新收申请数量", "本年收到政府信息公开申请数量"),
    _row("brought_forward", "二、上年结转政府信息公开申请数量", "上年结转申请数量", "上年度结转政府信息公开申请数量"),
    _row("disclosed", "（一）予以公开", groups=(_OUTCOMES,)),
    _row(
        "partly_disclosed",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "部分公开",
        groups=(_OUTCOMES,),
    ),
    _row("not_disclosed.state_secret", "1.属于国家秘密", "国家秘密", groups=_NOT_DISCLOSED),
    _row(
        "not_disclosed.prohibited_by_other_law",
        "2.其他法律行政法规禁止公开",
        "法律行政法规禁止公开",
        groups=_NOT_DISCLOSED,
    ),
    _row(
        "not_disclosed.endangers_security_or_stability",
        "3.危及“三安全一稳定”",
        "危及三个安全一个稳定",
        groups=_NOT_DISCLOSED,
    ),
    _row("not_disclosed.third_party_rights", "4.保护第三方合法权益", groups=_NOT_DISCLOSED),
    _row("not_disclosed.internal_affairs", "5.属于三类内部事务信息", "三类内部事务信息", groups=_NOT_DISCLOSED),
    _row("not_disclosed.process_information", "6.属于四类过程性信息", "四类过程性信息", groups=_NOT_DISCLOSED),
    _row("not_disclosed.enforcement_case_file", "7.属于行政执法案卷", "行政执法案卷", groups=_NOT_DISCLOSED),
    _row("not_disclosed.administrative_inquiry", "8.属于行政查询事项", "行政查询事项", groups=_NOT_DISCLOSED),
    _row("unable_to_provide.not_held", "1.本机关不掌握相关政府信息", groups=_UNABLE),
    _row("unable_to_provide.requires_creation", "2.没有现成信息需要另行制作", "没有现成信息", groups=_UNABLE),
    _row("unable_to_provide.unclear_after_correction", "3.补正后申请内容仍不明确", groups=_UNABLE),
    _row(
        "not_processed.petition_or_complaint", "1.信访举报投诉类申请", "信访、举报、投诉类申请", groups=_NOT_PROCESSED
    ),
    _row("not_processed.repeated", "2.重复申请", groups=_NOT_PROCESSED),
    _row("not_processed.public_publication", "3.要求提供公开出版物", "公开出版物", groups=_NOT_PROCESSED),
    _row("not_processed.excessive_without_reason", "4.无正当理由大量反复申请", groups=_NOT_PROCESSED),
    _row(
        "not_processed.reissue_of_held_information",
        "5.要求行政机关确认或重新出具已获取信息",
        groups=_NOT_PROCESSED,
    ),
)

OTHERWISE_HANDLED = _row("otherwise_handled", "（六）其他处理", groups=(_OUTCOMES,))
"""The single row of form 2019, also seen in reports that otherwise follow form 2021 (sub-rows merged into one)."""

OTHERWISE_HANDLED_PARTS: tuple[Row, ...] = (
    _row(
        "otherwise_handled.correction_overdue",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "申请人无正当理由逾期不补正",
        groups=_OTHERWISE,
    ),
    _row(
        "otherwise_handled.fee_unpaid",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "申请人逾期未按收费通知要求缴纳费用",
        groups=_OTHERWISE,
    ),
    _row("otherwise_handled.other", "3.其他", groups=_OTHERWISE),
)

TOTAL_AND_CARRIED_FORWARD: tuple[Row, ...] = (
    _row("outcomes_total", "（七）总计", "合计", groups=(_OUTCOMES,)),
    _row("carried_forward", "四、结转下年度继续办理", "结转下年继续办理"),
)

BALANCE_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
"""Stands in the top left cell of table 3."""

_REVIEW_RESULTS: tuple[Column, ...] = (
    Column("upheld", "结果维持", aliases=("维持",)),
    Column("corrected", "结果纠正", aliases=("纠正",)),
    Column("other_result", "其他结果", aliases=("其他",)),
    Column("pending", "尚未审结", aliases=("未审结",)),
    Column("total", "总计", aliases=("合计",)),
)

REVIEW = TableForm(
    TableKey.REVIEW,
    (
        Row("reconsideration", "行政复议", _REVIEW_RESULTS),
        Row("litigation_direct", "未经复议直接起诉", _REVIEW_RESULTS, groups=("行政诉讼",)),
        Row("litigation_after_reconsideration", "复议后起诉", _REVIEW_RESULTS, groups=("行政诉讼",)),
    ),
)
"""Table 4 is printed with its three blocks side by side: 15 numbers in one line."""

HEADINGS = MappingProxyType(
    {
        SectionKey.OVERVIEW: "一、总体情况",
        SectionKey.PROACTIVE: "二、主动公开政府信息情况",
        SectionKey.APPLICATIONS: "三、收到和处理政府信息公开申请情况",
        SectionKey.REVIEW: "四、政府信息公开行政复议、行政诉讼情况",
        SectionKey.PROBLEMS_AND_IMPROVEMENTS: "五、存在的主要问题及改进情况",
        SectionKey.OTHER_MATTERS: "六、其他需要报告的事项",
    }
)
