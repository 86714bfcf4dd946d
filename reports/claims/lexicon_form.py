"""What the rows and columns of the form are called in running text: the labels themselves and looser words. Data."""

from __future__ import annotations

from collections.abc import Mapping

from reports.claims.roles import Role

FORM_WORDS: Mapping[Role, Mapping[str, str]] = {
    Role.DISCLOSURE: {
        "": "政府信息公开 信息公开 政府信息公开工作 政府信息公开类 涉及政府信息公开 政府信息公开方面 信息公开类",
    },
    Role.OBJECT: {
        "": (
            "政府信息公开申请 信息公开申请 政府信息公开的申请 依申请公开申请 依申请公开件 依申请公开事项 依申请公开 "
            "依申请公开政府信息 依申请公开政府信息申请 依申请公开信息 依申请公开信息申请 政府信息依申请公开 "
            "政府信息依申请公开申请 公开政府信息申请 政府信息公开申请件 政府信息公开申请事项 信息公开申请件 "
            "依申请件 政府信息公开依申请 公开申请 依申请信息公开 信息公开申请事项 政府信息申请 依申请公开的申请 "
            "依申请公开办件 依申请"
        ),
    },
    Role.BROUGHT: {
        "": (
            "上年结转 上年度结转 上一年度结转 上一年结转 去年结转 上年转结 上年度转结 上年结转政府信息公开申请 "
            "上年结转申请 上年度结转申请 上一年度结转申请 上年度结转政府信息公开申请 上一年度结转政府信息公开申请 "
            "上年结转办理 上年度结转办理 上年度结转的申请 往年结转 上年遗留"
        ),
    },
    Role.CARRIED: {
        "": (
            "结转下年 结转下年度 结转下一年度 结转下一年 结转至下年 结转至下年度 结转至下一年度 结转至下一年 "
            "结转到下年 结转到下年度 结转到下一年度 结转到下一年 结转下年度继续办理 结转下年继续办理 "
            "结转至下年度继续办理 结转至下一年度继续办理 结转下一年度继续办理 结转到下一年度继续办理 下年度继续办理 "
            "下年继续办理 顺延到下年度答复 顺延至下年度答复 顺延到下年度 顺延至下年度 转入下年度 转入下一年度 "
            "转下年 转下年度 结转到下年度继续办理 结转次年 结转至次年 结转次年继续办理 结转至次年继续办理 "
            "结转下年度办理 结转至下年度办理 结转至下一年度办理 结转到下年度办理 结转下一年度办理 顺延至下一年度 "
            "转至下年度"
        ),
    },
    Role.OUTCOME: {
        "disclosed": "予以公开 同意公开 准予公开 予以公开类",
        "partly_disclosed": "部分公开 予以部分公开 部分予以公开 同意部分公开 部分公开类",
        "not_disclosed": "不予公开 不同意公开 决定不予公开 不予公开类",
        "unable_to_provide": "无法提供 无法提供类",
        "not_processed": "不予处理 不予处理类",
        "otherwise_handled": "其他处理 其它处理 作其他处理 其他处理类",
    },
    Role.REASON: {
        "not_disclosed.state_secret": "国家秘密",
        "not_disclosed.prohibited_by_other_law": (
            "其他法律行政法规禁止公开 法律行政法规禁止公开 法律、行政法规禁止公开 其他法律、行政法规禁止公开"
        ),
        "not_disclosed.endangers_security_or_stability": "危及“三安全一稳定” 三安全一稳定",
        "not_disclosed.third_party_rights": "保护第三方合法权益",
        "not_disclosed.internal_affairs": "三类内部事务信息 内部事务信息",
        "not_disclosed.process_information": "四类过程性信息 过程性信息",
        "not_disclosed.enforcement_case_file": "行政执法案卷 行政执法案卷信息",
        "not_disclosed.administrative_inquiry": "行政查询事项",
        "unable_to_provide.not_held": "本机关不掌握相关政府信息 本机关不掌握 不掌握相关政府信息",
        "unable_to_provide.requires_creation": (
            "没有现成信息需要另行制作 没有现成信息 没有现成信息，需要另行制作 没有现成信息、需要另行制作"
        ),
        "unable_to_provide.unclear_after_correction": "补正后申请内容仍不明确 补正后仍不明确",
        "not_processed.petition_or_complaint": "信访举报投诉类申请 信访举报投诉类 信访、举报、投诉类申请",
        "not_processed.repeated": "重复申请",
        "not_processed.public_publication": "要求提供公开出版物 公开出版物",
        "not_processed.excessive_without_reason": "无正当理由大量反复申请",
        "not_processed.reissue_of_held_information": "要求行政机关确认或重新出具已获取信息 确认或重新出具已获取信息",
        "otherwise_handled.correction_overdue": "申请人无正当理由逾期不补正 无正当理由逾期不补正",
        "otherwise_handled.fee_unpaid": "申请人逾期未按收费通知要求缴纳费用 逾期未按收费通知要求缴纳费用",
    },
    Role.LOOSE_REASON: {
        "not_disclosed.third_party_rights": "商业秘密 个人隐私 第三方 第三方合法权益",
        "not_disclosed.internal_affairs": "内部管理 内部事务",
        "not_disclosed.process_information": "过程性",
        "not_disclosed.enforcement_case_file": "执法案卷",
        "not_disclosed.administrative_inquiry": "行政查询",
        "unable_to_provide.not_held": (
            "不掌握 不存在 信息不存在 政府信息不存在 非本机关 不属于本机关 不属于我办职责范围 不属于我局职责范围 "
            "不属于本机关职责范围 不属于本机关负责公开 不属于我局公开范围 非我局职责 非本机关掌握"
        ),
        "unable_to_provide.requires_creation": "另行制作 需要另行制作 加工分析 需加工汇总",
        "unable_to_provide.unclear_after_correction": "内容不明确 申请内容不明确 仍不明确",
        "not_processed.petition_or_complaint": "信访举报投诉 信访类 信访投诉类",
        "not_processed.repeated": "重复提出",
        "not_processed.excessive_without_reason": "大量反复申请",
        "not_processed.reissue_of_held_information": "重新出具",
        "otherwise_handled.correction_overdue": (
            "逾期不补正 逾期未补正 未在规定时间内提交补正材料 未按期补正 视为放弃 视为放弃申请 未补正"
        ),
        "otherwise_handled.fee_unpaid": "逾期未缴费 未缴费",
        "otherwise_handled.other": (
            "主动撤销 撤销申请 主动撤销申请 撤回申请 主动撤回 主动撤回申请 撤回 申请人主动撤销 申请人主动撤回 自愿撤回"
        ),
    },
    Role.APPLICANT: {
        "natural_person": "自然人 自然人申请",
        "commercial_enterprise": "商业企业",
        "research_institution": "科研机构",
        "public_welfare_organization": "社会公益组织",
        "legal_service_institution": "法律服务机构",
        "legal_persons": "法人或其他组织 法人和其他组织 法人及其他组织 法人或者其他组织 法人、其他组织",
    },
    Role.LOOSE_APPLICANT: {
        "natural_person": "公民 个人 个人申请 公民个人",
        "commercial_enterprise": "企业 企业法人 公司",
        "public_welfare_organization": "社会组织 公益组织",
        "legal_service_institution": "律师事务所 法律服务组织",
        "other_organization": "其他组织",
        "legal_persons": "法人 法人组织 单位法人",
    },
    Role.CHANNEL: {
        "online": "网络申请 网上申请 在线申请 线上申请 网络 网上 线上 在线 网站申请 电子邮件申请 电子邮件",
        "offline": "线下申请 线下",
        "letter": "信函申请 邮寄申请 信函 邮寄 书信申请 邮政寄送 寄送",
        "in_person": "当面申请 现场申请 当面 现场 当面提交 窗口申请 现场提交",
        "fax": "传真申请 传真",
        "written": "书面申请 书面",
    },
    Role.BLOCK: {
        "reconsideration": "行政复议 复议 行政复议案件 行政复议申请 复议案件 行政复议案",
        "litigation": "行政诉讼 诉讼 行政诉讼案件 行政诉讼案 诉讼案件",
        "litigation_direct": "未经复议直接起诉 直接起诉 未经复议直接提起诉讼 未经复议直接起诉的",
        "litigation_after_reconsideration": "复议后起诉 经复议后起诉 复议后提起诉讼 复议后提起行政诉讼 复议后起诉的",
    },
    Role.RESULT: {
        "upheld": "结果维持 维持",
        "corrected": "结果纠正 纠正",
        "other_result": "其他结果 其它结果",
        "pending": "尚未审结 未审结",
    },
    Role.LOOSE_RESULT: {
        "corrected": "被纠正 被纠错 纠错 被撤销 败诉 撤销",
        "upheld": "胜诉 被维持 驳回",
        "pending": "正在审理 正在审理中 尚在审理 未结 尚未结案",
        "settled": "审结 已审结",
    },
    Role.DOCUMENT: {
        "government_rules": "规章 政府规章 市政府规章 省政府规章",
        "normative_documents": "行政规范性文件 规范性文件",
    },
    Role.DECISION: {
        "licences": "行政许可",
        "penalties": "行政处罚",
        "compulsory_measures": "行政强制 行政强制措施",
    },
    Role.FEE: {
        "": "行政事业性收费 行政事业收费 行政事业性收费金额",
    },
    Role.PROCESSING_FEE: {
        "": "信息处理费 信息公开处理费 政府信息公开处理费 处理费 政府信息公开信息处理费 检索费 复制费 工本费",
    },
}
