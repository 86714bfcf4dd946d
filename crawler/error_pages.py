"""Pages that say with a good status that there is nothing to see: not found, under repair, out of order."""

from __future__ import annotations

import re
from typing import Final

from crawler.challenge import visible_text

_SHORT: Final = 600  # characters that a reader sees; a page of real content has more
_REPORTS = re.compile(r"20\d\d.{0,60}(?:年报|年度报告)")
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_IN_TITLE = re.compile(
    r"^\s*(?:HTTP\s*)?(?:40[0-9]|50[0-9])\b|40[034]\s*(?:错误|页面|error|not found|forbidden)|"
    r"(?:页面|内容|文章|信息|网页|栏目)(?:不存在|找不到|已删除|丢失)|"
    r"找不到(?:页面|网页|文件|该页)|出错了?|错误(?:页面|提示|信息)?\s*$|系统(?:提示|维护|错误|异常|升级)|网站(?:维护|升级|改版|暂停)|服务器(?:错误|维护|繁忙)|"
    r"not found|error|bad gateway|service unavailable|gateway time-?out|internal server",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(
    r"(?:页面|网页|内容|文章|信息|栏目|文件|资源|链接|地址)(?:可能)?(?:已经?)?(?:不存在|找不到|无法找到|未找到|被删除|已删除|已失效|已下线|已移除|失效)|"
    r"(?:找不到|无法找到|未找到)(?:您|你)?(?:要|所)?(?:访问|查看|请求|浏览)?的?(?:页面|网页|内容|文件|资源)|"
    r"(?:访问|打开|请求|加载|系统|页面|程序|服务器?)(?:的页面)?(?:出错|出现错误|发生错误|错误|异常|失败|出了点?问题)|"
    r"(?:系统|网站|服务器?|平台|数据库?)(?:正在|处于|进行)?(?:维护|升级|改版|检修|割接|调整)(?:中|期间|，|,|。|$)|暂停(?:服务|访问|开放)|网站(?:已)?(?:关闭|关停|迁移|下线)|"
    r"服务器(?:繁忙|忙)|系统繁忙|稍后(?:再试|重试|访问)|没有(?:权限|访问)|无权(?:访问|查看)|"
    r"404notfound|pagenotfound|objectnotfound|500internalservererror|502badgateway|503serviceunavailable|whitelabelerrorpage|"
    r"runtimeerror|nginx/|itworks!|站点创建成功|恭喜.{0,6}(?:站点|创建成功)|java\.lang\.|exception:",
    re.IGNORECASE,
)


def is_error_page(text: str) -> bool:
    """Return whether the page speaks of an error: in its title, or in a text with little else in it."""
    title = _TITLE.search(text[:20_000])
    if title is not None and _IN_TITLE.search(title[1]) is not None and len(visible_text(text)) <= 3 * _SHORT:
        return True
    visible = visible_text(text)
    if _REPORTS.search(visible) is not None:  # a short list may well hold a notice on maintenance
        return False
    return len(visible) <= _SHORT and _IN_TEXT.search(visible) is not None
