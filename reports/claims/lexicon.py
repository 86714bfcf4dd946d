"""The words in which reports state their figures: each with the part it plays. Data; the grammar is in the readers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reports.claims.lexicon_form import FORM_WORDS
from reports.claims.roles import Role

_FRAME_WORDS: Mapping[Role, Mapping[str, str]] = {
    Role.COMMA: {
        "": "， ,",
    },
    Role.STOP: {
        "": "。 ； ！ ？ ：",
    },
    Role.OPEN: {
        "": "（",
    },
    Role.CLOSE: {
        "": "）",
    },
    Role.PAUSE: {
        "": "、",
    },
    Role.AND: {
        "": "和 及 与 或 以及 或者 并",
    },
    Role.FILLER: {
        "": (
            "共 共计 累计 合计 总计 总共 一共 总数 总量 数量 的 了 为 是 有 已 已经 计 总 全年 年内 当年 年度内 期间 "
            "截至 截止 底 年底 止 由 公民、法人和其他组织 公民、法人或其他组织 公民、法人或者其他组织 "
            "公民、法人及其他组织 社会公众 人民群众 群众 公众 申请人 提交 提出 递交 申请量 各类 件数 同时 另 另外 "
            "另有 还有 尚有 仍有 “ ” \" ' "
            "因 被 对 案件 案 情形 属于 决定 给予 类 类型 信息 政府信息 方面 之中 到 情况 其中的 "
            "条例 工作 中 事项 次数 起因 提起 申请被 引起 引发 了共 数 经 主要 则 原因 等原因 行政 办件 结果 "
            "处理决定 办理结果 从办理结果看 从申请人类型看 月 日 各级行政机关 行政机关 各级政府部门 金额 收取 在 "
            "共有 内 范围 至 从 自 起"
        ),
    },
    Role.TIMELY: {
        "": (
            "法定期限 法定时限 规定时限 规定期限 期限内 时限内 按期 按时 及时 时限 限期 应 应当 到期 如期 期限 零超期"
        ),
    },
    Role.LAWFULLY: {
        "": "依法 依法依规 依规 按规定 依规定 规范 按照规定 妥善 认真 严格",
    },
    Role.THIS_YEAR: {
        "": "本年度 本年 今年 年度 本年内 本报告年度 报告期内",
    },
    Role.LAST_YEAR: {
        "": "上年 上年度 上一年度 上一年 去年 去年度 上年同期 去年同期 同期 上年度同期 往年 前年",
    },
    Role.NEXT_YEAR: {
        "": "下年 下年度 下一年度 下一年 次年 明年",
    },
    Role.PART_OF_YEAR: {
        "": "上半年 下半年 一季度 二季度 三季度 四季度 第一季度 第二季度 第三季度 第四季度 前三季度 前三个季度 季度",
    },
    Role.WHOLE: {
        "": (
            "全市 全区 全县 全省 全州 全旗 全盟 全镇 全乡 全街道 我市 我区 我县 我省 我州 我旗 我盟 我镇 我乡 "
            "我街道 本市 本区 本县 本省 本镇 本街道 全市共 全市各级 全市范围内 全市范围 全市行政机关 "
            "全市各级行政机关 全市政府信息公开 全区各级行政机关 全县各级行政机关"
        ),
    },
    Role.OFFICE: {
        "": (
            "我局 本局 我办 本办 我委 本委 我厅 本厅 我单位 本单位 本机关 我机关 本部门 我部门 我中心 我院 我司 "
            "我会 本会 我处 全局 我部 本部"
        ),
    },
    Role.PART: {
        "": (
            "市本级 区本级 县本级 省本级 本级 机关本级 局机关 委机关 办机关 厅机关 市政府办 市政府办公室 "
            "市政府办公厅 省政府办公厅 区政府办 区政府办公室 县政府办 县政府办公室 市政府 区政府 县政府 省政府 "
            "镇政府 市人民政府 区人民政府 县人民政府 省人民政府 各区 各县 各区县 各县区 各县（市、区） 各部门 "
            "各单位 各乡镇 各镇 各街道 各镇街 市级部门 市直部门 区级 县级 市级 省级 乡镇 街道 下属单位 直属单位 "
            "所属单位 基层 全系统 系统 各分局 分局 各地 办公室"
        ),
    },
    Role.BARE_OBJECT: {
        "": "申请 申请件 该申请 上述申请 各类申请",
    },
    Role.NEWLY: {
        "": "新收 新收到 新收件 本年新收 新接收 新接到 本年度新收",
    },
    Role.RECEIVE: {
        "": "收到 接到 接收 接收到 接获 共收到 收到了",
    },
    Role.DEAL: {
        "": "受理 办理 处理 受理并办理 接收办理 收到并办理 登记 收到和办理 办理了 处置 收件 收",
    },
    Role.FINISH: {
        "": (
            "办结 答复 办复 回复 办理完毕 办理完结 办结完毕 答复完毕 作出答复 予以答复 完成答复 完成办理 办理答复 "
            "答复办结 办理并答复 已办结 已答复"
        ),
    },
    Role.CARRY: {
        "": "结转 转结 顺延 转入 转至 延至 跨年 结转至 结转到 结转入 顺延到 顺延至 正在办理 正在办理中 尚在办理 在办",
    },
    Role.MAKE: {
        "sure": "制发 制定 制定出台 制定并出台",
        "loose": "新制定 新制发 出台 印发 制定印发 新增 制作 制定发布 新出台",
    },
    Role.REPEAL: {
        "sure": "废止",
        "loose": "失效 宣布失效 清理",
    },
    Role.IN_FORCE: {
        "sure": "现行有效",
        "loose": "有效 继续有效",
    },
    Role.DECIDE: {
        "": "作出 作出了 做出",
    },
    Role.PUBLISH: {
        "": "公开 发布 主动公开 公布 刊发 刊登 公示 推送 报送 备案 转载 解读 审查 审核 修订",
    },
    Role.NOT: {
        "": "未 没有 无 未曾 暂无 未有 零 不 未能 没",
    },
    Role.HAPPEN: {
        "": "发生 产生 出现 涉及 存在 涉",
    },
    Role.ALL: {
        "": "全部 均 都 全部为 均为 均系 均属",
    },
    Role.AMONG: {
        "": "其中 其中有",
    },
    Role.INCLUDING: {
        "": "含 包括 包含 其中含 其中包括 其中包含 含有",
    },
    Role.ETC: {
        "": "等",
    },
    Role.SHARE: {
        "": "占 占比 占总数 占总量 占比为 所占比例 比例 比重",
    },
    Role.THAN: {
        "": "较 比 同比 相比 环比 相较 相较于 对比",
    },
    Role.RISE: {
        "": "上升 增长 增加 增多 提高 上涨 增幅 多了",
    },
    Role.FALL: {
        "": "下降 减少 降低 下滑 降幅 少了",
    },
    Role.EXCEPT: {
        "": "除 外 以外 其余 除外 剩余",
    },
    Role.RESPECTIVELY: {
        "": "分别 各",
    },
    Role.OTHER: {
        "": "其他 其它",
    },
    Role.ELSEWHERE: {
        "": (
            "建议 提案 建议提案 人大建议 政协提案 信访件 信访 投诉 举报 留言 网民留言 工单 咨询 热线 来信 来电 来访 "
            "邮件 信件 热线电话 网站 公众号 微信 新媒体 培训 会议 发布会 稿件 公报 政策解读 开放活动 建议和提案 "
            "公证 仲裁 补助 补贴 贷款 专利 商标 举报投诉 政务服务 办件量 网上信访 市长信箱 民生诉求 案件线索 "
            "征求意见 调查 访谈 12345"
        ),
    },
}


def _flat() -> Mapping[str, tuple[Role, str]]:
    return {
        word: (role, key)
        for words in (_FRAME_WORDS, FORM_WORDS)
        for role, keyed in words.items()
        for key, spelt in keyed.items()
        for word in spelt.split()
    }


WORDS: Mapping[str, tuple[Role, str]] = MappingProxyType(_flat())
"""Every word with its role and key ("disclosed", "natural_person"); the key is empty where the role says all."""
