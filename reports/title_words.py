"""The words that make a title an annual report's, and the words that make it something else: data for `titles`.

Every pattern is matched against a folded title: NFKC, no blanks, simplified characters, and the digits of each year
replaced by `YEAR`, so that "政府信息公开工作2021年度报告" and "政府信息公开工作年度报告" differ by one mark.
"""

from __future__ import annotations

import re
from typing import Final

YEAR: Final = "\ue000"
"""Stands for the digits of a year (a private-use character, so that no title contains it)."""

# Pages with a switch to traditional characters are served both ways; only characters of the wordings below matter.
TRADITIONAL: Final = str.maketrans(
    "開報務區縣鎮鄉廳辦會處財稅訊況編製總結圖讀歷學業統計單傳發佈關於國際東廣濟衛醫療電視觀環護產規劃銀險標準與門慶陽寧華龍雲灣臺蘇現數據請應據條項體級實際圍時間結",
    "开报务区县镇乡厅办会处财税讯况编制总结图读历学业统计单传发布关于国际东广济卫医疗电视观环护产规划银险标准与门庆阳宁华龙云湾台苏现数据请应据条项体级实际围时间结",
)


def _words(words: str) -> tuple[str, ...]:
    """Return the words (separated by blanks)."""
    return tuple(words.split())


def _any(words: str) -> str:
    """Return a pattern for any of the words (separated by blanks; each may itself be a pattern)."""
    return "(?:" + "|".join(_words(words)) + ")"


_FILL = rf"(?:工作|年度|度|情况|的|年|及|和|与|暨|政务公开|总结(?=报告)|[{YEAR}()《》“”\"])"
_ENDS = r"(?P<kind>年报告?|报告书?|总结(?!报告))"

# 政府信息公开 … 报告 | 年报, with 工作, 年度, 情况, the year or brackets in any order between the two ends.
CORE: Final = re.compile(
    r"(?P<body>政府|政务|机关|行政)?(?P<act>信息(?:与政务|依申请|主动)?公开|公开信息|(?<=政府)信息)"
    rf"(?P<fill>{_FILL}{{0,12}}?){_ENDS}"
)

# 政务公开 is wider than the duty; some bodies title the report so all the same: the text has to say.
WIDE_CORE: Final = re.compile(rf"(?P<body>政务|政府)(?P<act>公开)(?P<fill>{_FILL}{{0,12}}?){_ENDS}")

# "2024年年报", "2024年度报告" in a column of annual reports: only the column or the text can tell.
BARE_CORE: Final = re.compile(rf"(?P<body>)(?P<act>)(?P<fill>{YEAR}年?(?:年度|度)?)(?P<kind>年报|报告书?)")

# Words right before 信息公开 that make it another kind of disclosure.
OTHER_DISCLOSURE: Final = re.compile(
    _any(
        "环境 企业 上市公司 公共企事业单位 企事业单位 校务 院务 村务 居务 党务 厂务 警务 检务 审判 司法 预决算 "
        "预算 决算 财政 "
        "食品安全 安全生产 产品质量 重大项目 教育 高校 高等学校 医疗机构 医疗卫生机构 公用事业 慈善 基金会 "
        "依申请 采购 招投标"
    )
    + "$"
)

# Other yearly papers: no word of the duty in them, whatever else they are.
OTHER_KINDS: Final = re.compile(
    _any(
        "法治政府 法治建设 依法行政 网站.{0,12}报表 年度工作报表 政务新媒体 部门[预决]算 "
        "[预决]算(?:公开|说明|报告) 行政执法 双随机 "
        "权责清单 权力清单 行政许可实施 政府工作报告 国民经济 统计公报 环境状况 企业(?:信息公示|年报) 社会责任 "
        "提案办理 建议办理 "
        "绩效 审计报告 国有资产 普法 内部控制 信用信息 质量公报 白皮书 发展报告 述职"
    )
)

# Named after the report's words: a paper about reports, not one. Each with what to call it.
PAPERS_ABOUT: Final = (
    (_any("图解 一图 图说 图读 图表解读 图表版 长图 动画 漫画 视频"), "a picture telling the report"),
    (
        _any("解读 读懂 看懂 问答 说明会 亮点 摘要 概览 解析 浅析 研究 分析 思考 述评 说明 背后"),
        "an explanation of the report",
    ),
    (
        _any("格式 模板 模版 样式 样本 样表 范本 范文 (?:填报|填写|编制|编写)说明 撰写 指引 提纲"),
        "a form or its instructions",
    ),
    (_any("制度 办法 规定 规范 细则 要点 方案 计划 流程 须知"), "a rule or a plan"),
    (_any("指南 目录"), "a guide or a catalogue"),
    (_any("统计表 报表 一览表 附表$ 汇总表 情况表 数据表 台账"), "a table of figures"),
    (
        _any(
            "历年 往年 历史 各(?:地|市|县|区|乡|镇|街|部门|单位|委办|级|省|州|科室|直属|有关) 专栏 专题 栏目 "
            "列表 汇总 汇编 合集 集锦 "
            "链接 入口 更多 导航 系统 所属单位 下属"
        ),
        "an index of reports",
    ),
    (_any("评估 考核 评议 通报 排名 督查 检查 抽查 测评 整改 问卷 意见征集 征求意见"), "a review of reports"),
    (_any("会议 培训 部署 发布会 座谈 推进会 动员 召开 举办 约谈 调研 学习 讲话 致辞"), "news"),
    (_any("上半年 下半年 季度 月份 月报 季报 半年"), "a report on part of a year"),
)

ENCLOSED: Final = re.compile(r"\((?:附|含)[^()]{0,20}\)")
"""What the report encloses: "（附：统计表）" is no table of figures."""

# Before the report's words only these count: agencies' own names hold 规划, 统计, 研究 and the like.
LEADING_PICTURE: Final = _any(
    "图解 一图 图说 图读 图文解读 政策解读 解读 读懂 看懂 视频 动画 长图 漫画 数说 海报 [Hh]5"
)
LEADING_PAPERS: Final = (
    (LEADING_PICTURE, "an explanation of the report"),
    (_any("格式 模板 范本 填报"), "a form or its instructions"),
    (
        _any(
            "历年 往年 各(?:地|市|县|区|乡|镇|街|部门|单位|委办|级|省|州|直属|有关) 专栏 汇总 汇编 部门及 "
            "部门、 区县及 镇街 "
            "(?:政府|县直|市直|区直|省直|直属)(?:各)?部门"
        ),
        "an index of reports",
    ),
    (_any("评估 通报 排名 督查情况 抽查 召开 举办 部署 培训会 推进会 会议 研讨"), "news"),
    (_any("上半年 下半年 季度 半年 月份 [0-9]月$"), "a report on part of a year"),
    (_any("指南 目录 制度"), "a guide or a catalogue"),
)

# "关于做好…的通知": an order about reports. 关于…的报告 is a report.
ORDER_BEFORE: Final = re.compile(
    _any(
        "做好 报送 上报 填报 编制 编写 开展 进一步 规范 加强 组织 转发 印发 征集 撰写 抓好 落实 提交 启动 调整 "
        "公布 发布"
    )
)
ORDER_AFTER: Final = re.compile(_any("通知 的函 复函 批复 请示 意见 决定 通告 提示 提醒 工作的 事项"))
ANNOUNCEMENT: Final = re.compile(_any("公告 公示 公布 发布稿"))

# Verbs beside the report's name make a sentence of it, so a piece of news.
NEWS_BEFORE: Final = re.compile(
    _any(
        "发布 公布 (?<!信息)(?<!政务)(?<!政府)公开 晒出 晒 出炉 亮相 推出 刊发 印发 出台 编印 完成 提交 上报 "
        "报送 编制完成 编制 编写 "
        "解读 审议 通过"
    )
    + rf"了?(?:[《“\"(本其{YEAR}年度了]|首份|首个|首次|第一份|最新|全市|全区|全县)*$"
)
NEWS_AFTER: Final = re.compile(
    r"^[》”\")]*(?:正式|全部|全面|已经?|顺利|按时|如期|集中|统一|陆续|首次|今日|今天|即将|新鲜)*"
    + _any(
        "发布 公布 公开 出炉 上线 亮相 完成 编制 编写 印发 显示 指出 获 受 看 里 中的 透露 报送 上报 审核 审查 "
        "提交 来[了啦] 请查收"
    )
)

# "2025年公布2024年度…": the first year is that of publishing.
PUBLISHED_IN: Final = re.compile(rf"{YEAR}年?(?:[0-9]+月)?(?:发布|公布|公开|编制|印发|上报|上传)的?(?=[《(]?{YEAR})")

SCHOOL_YEAR: Final = re.compile(r"学年")
NOT_AN_ORGAN: Final = re.compile(
    _any(
        "大学 (?<!行政)(?<!社会主义)学院 学校 [中小]学 [一二三四五]中 高中 中专 技校 职教中心 幼儿园 医院 "
        "卫生院 卫生服务中心 公司 集团 基金会 "
        "学会 商会 促进会 供电所 水厂 银行 出版社 报社 电视台 景区"
    )
    + "$"
)

ORGAN_END: Final = re.compile(
    _any(
        "局 厅 委 委员会 办 政府 部 院 署 会 处 所 站 中心 队 街道 镇 乡 苏木 区 市 县 省 旗 州 盟 园 馆 社 "
        "海关 机关 公安 农场 林场 室 党校 "
        r"大学 学校 公司 集团 \)"
    )
    + "$"
)
SITE_WORDS: Final = re.compile(
    _any("(?:政府)?(?:门户|官方)?网站? 官网 门户 信息公开(?:平台|专栏|网)? 政务(?:公开|服务)(?:网|平台)? 首页") + "$"
)

# The section headings and labels of the forms of 2019 and 2021, and of the outline before 2019.
SECTION_MARKS: Final = (
    re.compile(r"总体情况|概述|基本情况|总体概况|工作情况"),
    re.compile(r"主动公开政府信息(?:的)?情况|政府信息主动公开(?:的)?情况|主动公开情况|主动公开信息情况"),
    re.compile(
        r"收到和处理政府信息公开申请|依申请公开政府信息(?:的)?(?:情况|办理)|政府信息依申请公开|依申请公开(?:的)?情况"
    ),
    re.compile(r"(?:行政复议|复议)[、,和及与]*(?:提起)?(?:行政)?(?:诉讼|申诉)|举报、?复议"),
    re.compile(r"存在的?(?:主要)?问题"),
    re.compile(r"其他需要(?:报告|说明)的(?:事项|情况)|需要(?:报告|说明)的其他事项|收费(?:及|和)减免|附表|附件"),
)
TABLE_MARKS: Final = _words(
    "制发件数 废止件数 现行有效件数 本年新制作数量 对外公开总数量 处理决定数量 本年收费金额 商业企业 科研机构 "
    "法律服务机构 "
    "本年新收政府信息公开申请数量 上年结转政府信息公开申请数量 结转下年度继续办理 未经复议直接起诉 复议后起诉 "
    "尚未审结 结果纠正 "
    "勾稽关系 属于三类内部事务信息 主动公开规范性文件数 收到申请数 申请办结数"
)
