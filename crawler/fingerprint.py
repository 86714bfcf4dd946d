"""A hash of a page that stays the same while nothing but counters, clocks and tokens changes.

It is taken of the raw text before any parsing, so that an unchanged page costs no parse.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from crawler.spans import without_spans

# A date alone is never dropped: the dates beside the links of a list are what a change may consist of.
_DATE = r"(?:20\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?)"
_TIME = r"(?:\d{1,2}\s*[:时]\s*\d{1,2}(?:\s*[:分]\s*\d{1,2}\s*秒?)?)"
_TAGS = r"(?:<[^<>]{0,160}>\s*){0,3}"
_COUNTER = (
    r"(?:浏览|访问|点击|阅读|查看|下载|在线)(?:次数|总数|人数|人次|数|量)?\s*"
    + _TAGS
    + r"[:：\[(（]\s*"
    + _TAGS
    + r"[\d,]+"
)
_CLOCK = (
    r"(?:今天是?|现在是?|当前|系统|服务器|页面(?:生成|更新)?|生成)(?:日期|时间)?\s*[:：]?\s*"
    + _TAGS
    + _DATE
    + r"?\s*"
    + _TIME
    + "?"
)
# Names of tokens; a short one is a name only where it begins after one of these marks.
_STAMP_NAMES = ("csrf", "token", "sessionid", "timestamp", "nonce", "requestid", "traceid", "random")
_STAMP_VALUE = r"[\"']?\s*[:=]\s*[\"']?[A-Za-z0-9_.+/=-]{1,200}[\"']?"
_STAMP = r"[\"']?\b(?:csrf|_?token|j?sessionid|timestamp|nonce|requestid|traceid|random)" + _STAMP_VALUE
_SHORT_STAMP = r"[?&\"'\s,;{(](?:_t|_r|rnd|v|ver)" + _STAMP_VALUE

# Every pattern beside the words without one of which (in lower case) it cannot match: looking for a word is far cheaper
# than trying a pattern at every character. A pattern that begins with a character that has no case needs no such help.
_VOLATILE: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (_COUNTER, ()),
        (_CLOCK, ()),
        (r"星期[一二三四五六日天]|农历[^\s<]{0,12}", ("星期", "农历")),
        (r"<input\b[^<>]{0,200}type\s*=\s*[\"']?hidden[^<>]{0,4000}>", ()),
        (r"<meta\b[^<>]{0,200}(?:csrf|token|others|generat)[^<>]{0,400}>", ()),
        (r"\bnonce\s*=\s*[\"'][^\"'<>]{0,200}[\"']", ("nonce",)),
        (_STAMP, _STAMP_NAMES),
        (_SHORT_STAMP, ()),
        (r";jsessionid=[\w.!-]+", ()),
        (r"1(?<![\w-]1)[5-9]\d{8}(?:\d{3})?(?!\w)", ()),  # a moment in seconds or milliseconds
    )
)
_COMMENT, _COMMENT_END = re.compile("<!--"), re.compile("-->")


def fingerprint(text: str) -> str:
    """Return the hex SHA-256 of the page's text without counters, clocks, tokens and blanks."""
    text = without_spans(text, _COMMENT, _COMMENT_END)
    lowered = text.lower()
    for pattern, words in _VOLATILE:
        if not words or any(word in lowered for word in words):
            text = pattern.sub(" ", text)
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()
