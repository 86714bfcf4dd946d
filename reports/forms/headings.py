"""How the six section headings are worded in real reports; the first wording of each is the form's own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from reports.model import SectionKey

WORDINGS: Final[Mapping[SectionKey, tuple[str, ...]]] = MappingProxyType(
    {
        SectionKey.OVERVIEW: (
            "总体情况",
            "总体情况概述",
            "总体概况",
            "概述",
            "概况",
            "基本情况",
            "政府信息公开工作总体情况",
            "政府信息公开总体情况",
            "工作总体情况",
            "本年度总体情况",
        ),
        SectionKey.PROACTIVE: (
            "主动公开政府信息情况",
            "主动公开政府信息的情况",
            "行政机关主动公开政府信息情况",
            "政府信息主动公开情况",
            "主动公开信息情况",
            "主动公开情况",
            "主动公开政府信息情况统计表",
            "主动公开政府信息情况表",
        ),
        SectionKey.APPLICATIONS: (
            "收到和处理政府信息公开申请情况",
            "收到和处理政府信息公开申请的情况",
            "行政机关收到和处理政府信息公开申请情况",
            "政府信息公开申请情况",
            "政府信息依申请公开情况",
            "依申请公开政府信息情况",
            "依申请公开情况",
            "收到和处理政府信息公开申请情况统计表",
            "收到和处理政府信息公开申请情况表",
        ),
        SectionKey.REVIEW: (
            "政府信息公开行政复议、行政诉讼情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "因政府信息公开工作被申请行政复议和提起行政诉讼情况",
            "因政府信息公开被申请行政复议、提起行政诉讼情况",
            "因政府信息公开申请行政复议、提起行政诉讼情况",
            "政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "政府信息公开行政复议和行政诉讼情况",
            "政府信息公开行政复议、诉讼情况",
            "行政复议、行政诉讼情况",
            "行政复议和行政诉讼情况",
            "政府信息公开行政复议、行政诉讼情况统计表",
            "政府信息公开行政复议、行政诉讼情况表",
        ),
        SectionKey.PROBLEMS_AND_IMPROVEMENTS: (
            "存在的主要问题及改进情况",
            "政府信息公开工作存在的主要问题及改进情况",
            "政府信息公开工作中存在的主要问题及改进情况",
            "存在的主要问题和改进情况",
            "存在的主要问题及改进措施",
            "存在的主要问题和改进措施",
            "存在的问题及改进情况",
            "存在的问题及改进措施",
            "存在问题及改进情况",
            "存在问题及改进措施",
            "主要问题及改进情况",
            "存在的不足及改进情况",
            "存在的不足及改进措施",
        ),
        SectionKey.OTHER_MATTERS: (
            "其他需要报告的事项",
            "其他需要报告事项",
            "需要报告的其他事项",
            "其他需要说明的事项",
            "其他需要报告的情况",
            "其他报告事项",
            "其他事项",
        ),
    }
)
