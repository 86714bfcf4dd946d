"""Narrative of our own for reports in tests: two bodies' texts, last year's and this year's."""

from __future__ import annotations

from dataclasses import replace

from reports.model import AnnualReport, SectionKey
from tests.reports.building import report

OVERVIEW = (
    "{year}年，我局把群众问得最多的供水水质、停水检修两件事放在信息公开首位。\n"
    "（一）主动公开。水质检测结果由月报改为周报，停水通知提前两天在小区门口和公众号同时贴出。\n"
    "（二）依申请公开。全年收到申请{received}件，窗口收件后当天登记，疑难件由法制科与业务科当面会商。\n"
    "（三）政府信息管理。旧管网图纸补录了成图年份，涉及军用管线的页面逐张标注不公开理由。\n"
    "（四）平台建设。网站检索框可以按小区名称查停水记录，手机页面字号放大一档。\n"
    "（五）监督保障。请三位居民代表试用查询页面，提出的九条意见改了七条。"
)
PROBLEMS = (
    "存在的问题：水质周报里专业缩写偏多，老年读者反映看不懂；两个镇的停水通知晚发过一次。\n"
    "改进情况：周报后面附一页名词解释，请退休化验员朗读成音频；停水通知改由值班长签发，晚发一次通报一次。"
    "明年春季把老旧小区二次供水的清洗记录也放进同一页，住户凭楼号就能查到。"
)
OTHER_OVERVIEW = (
    "{year}年，县档案馆围绕家谱查阅和婚姻档案出证安排公开工作。\n"
    "（一）主动公开。开放档案目录按姓氏编排，新增民国契约影像三百余页，附有释文。\n"
    "（二）依申请公开。收到申请{received}件，多为工龄核对，当日能查的当日给复印件。\n"
    "（三）政府信息管理。移交进馆的文书逐卷核对密级，拿不准的请原单位书面确认。\n"
    "（四）平台建设。查档预约搬进县里的便民小程序，节假日也能约次日上午。\n"
    "（五）监督保障。读者意见簿每季度在馆务会上念一遍，办理结果写在意见旁边。"
)
OTHER_PROBLEMS = (
    "存在的问题：影像清晰度不一，竖排文字检索命中率低；乡镇档案室没有专人接电话。\n"
    "改进情况：模糊影像分三批重扫，检索词表请中学历史教师校过一遍；乡镇统一留馆里的总机号码。"
    "新馆搬迁期间每周三下午照常接待，地址和公交站名写进每一条答复。"
)


def telling(overview: str, problems: str, *, year: int = 2024, received: int = 12) -> AnnualReport:
    """Return a report with that text in 一 and 五, and with so many applications, all of them granted."""
    cells = {"natural_person": received, "total": received}
    whole = report(year=year, applications=dict.fromkeys(("received", "disclosed", "outcomes_total"), cells))
    texts = {
        SectionKey.OVERVIEW: overview.format(year=year, received=received),
        SectionKey.PROBLEMS_AND_IMPROVEMENTS: problems,
    }
    sections = tuple(replace(section, text=texts.get(section.key, section.text)) for section in whole.sections)
    return replace(whole, sections=sections)
