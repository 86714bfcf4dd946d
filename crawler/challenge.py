"""Pages that want a browser, a cookie or a puzzle before they show anything; they are recognised, never defeated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Final

from crawler.spans import without_spans

_LONGEST: Final = 40_000  # characters: a page of real content is not searched for the softer signs
_MOST_LINKS: Final = 8

# Marks of the products themselves: no ordinary page has them.
_SURE = re.compile(
    r"\$_ts\s*=\s*window|window\[['\"]\$_ts['\"]\]|\$_ts\.(?:nsd|cd)|__jsl_clearance|__jsluid|acw_sc__v2|cf_chl_|cf-browser-verification|"
    r"aliyun_waf_|yunsuo_session|TencentCaptcha|turing\.captcha|initGeetest|geetest_|safedog|probe\.js\?[^\"']{0,40}yundun|_waf_|"
    r"_guard/(?:slide|click|auto)|HW_CHECK|/\.well-known/ddos|challenge-platform",
    re.IGNORECASE,
)
# Words of pages that stand in the way; only on a short page with hardly a link.
_WORDS = re.compile(
    r"人机(?:身份)?验证|安全验证|滑动验证|滑块|拖动.{0,10}验证|完成验证|请输入验证码|验证码后继续|访问验证|身份校验|浏览器安全检查|正在检查您的浏览器|"
    r"Just a moment|Checking your browser|enable JavaScript and cookies|Please enable JavaScript|请开启\s*JavaScript|"
    r"Web应用防火墙|网站防火墙|云防护|云盾|安全狗|加速乐|创宇盾|知道创宇|玄武盾|网防G01|(?<![A-Za-z])WAF(?![A-Za-z])|"
    r"(?:请求|访问|操作)(?:已)?(?:被|遭到?)(?:拦截|阻断|拒绝)|存在(?:安全)?威胁|造成安全威胁|不合法的?(?:参数|请求)|异常(?:访问|流量)|访问(?:过于)?频繁|captcha",
    re.IGNORECASE,
)
_COOKIE_TEST = (re.compile(r"document\.cookie\s*="), re.compile(r"location(?:\.href\s*=|\.reload|\.replace|\s*=)"))
_HIDDEN, _HIDDEN_END = re.compile(r"<(?:script|style)\b|<!--", re.IGNORECASE), re.compile(r"</(?:script|style)\s*>|-->")
_TAGS = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"<a\b[^<>]{0,2000}\bhref", re.IGNORECASE)


def is_challenge(*, status: int, headers: Mapping[str, str], text: str) -> bool:
    """Return whether the answer is a challenge or a firewall's page; header names in lower case.

    412 with a script (瑞数), 521 or an X-Via-JSL header beside a script (加速乐), 202 without content, pages of web
    firewalls and captchas whatever their status says.
    """
    if status == 412 or (status == 521 and ("<script" in text or "x-via-jsl" in headers)):
        return True
    if status == 202 and not visible_text(text):
        return True
    if _has_many_links(text):  # first, because it is cheap and settles nearly every page
        return False
    visible = visible_text(text)
    if len(visible) < 600 and _SURE.search(text[:_LONGEST]) is not None:
        return True
    if len(visible) > 800:
        return False
    if "x-via-jsl" in headers and status >= 400:
        return True
    if not visible and all(part.search(text) is not None for part in _COOKIE_TEST):
        return True
    return _WORDS.search(visible) is not None


def visible_text(text: str) -> str:
    """Return what a reader would see of the page, roughly, without blanks; enough to judge short pages."""
    shown = _TAGS.sub(" ", without_spans(text[:_LONGEST], _HIDDEN, _HIDDEN_END))
    return "".join(shown.replace("&nbsp;", "").split())


def _has_many_links(text: str) -> bool:
    return len(list(islice(_LINK.finditer(text, 0, _LONGEST), _MOST_LINKS + 1))) > _MOST_LINKS
