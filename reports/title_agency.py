"""The agency that a title names, as printed."""

from __future__ import annotations

import re

from reports.title_text import fold
from reports.title_words import ORGAN_END, PAPERS_ABOUT, SITE_WORDS, YEAR

_DECORATION = re.compile(
    rf"^(?:附件?[0-9一二三四五]*[:、.]?|[0-9]{{1,3}}[.、:)]|[\[【(](?:置顶|最新|new|图文|热|附件|年报|公告|公示|转载)[\])】]|关于|报送|公布|发布|"
    rf"[·•◆■★※>*#\-:,、.]|\({YEAR}年?度?\)|{YEAR}年?度?)+",
    re.IGNORECASE,
)
_TAIL = re.compile(rf"(?:{YEAR}年?度?(?:的)?|的|关于|[\[《“\"(【\-:,、·#]|年度|报送|公布|发布|编制)+$")
_VERSION = re.compile(
    r"[\[(【](?:全文|正文|全|含附表|附表|附件|更正版?|修订版?|修改版?|更新|新|pdf版?|word版?|文字版|图片版|超链版?|电子版|网络版|定稿|终稿|"
    r"公开版|公布稿|发布稿|简版|完整版|盖章版?|扫描件?|[0-9]{1,2})[\])】]",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"信息公开|政务公开|年报|报告|专栏|首页|本机关|我[局办委厅市县区院]|全文|内容|附件|下载|正文|^本[局办委]|^[a-zA-Z0-9]+$"
)


def agency_beside(before: str, after: str) -> str | None:
    """Return the agency as printed before the report's name, else after it; None where neither names one."""
    name = _VERSION.sub("", before).replace(YEAR + "年度", YEAR).replace(YEAR + "年", YEAR)
    name = _TAIL.sub("", _DECORATION.sub("", name.rpartition(":")[2] if ":" in name else name))
    name = re.sub(rf"^.*?[《“\"]|^[\[【][^\]】]*[\]】](?=.)|{YEAR}", "", name).strip('《》“”"[]【】-:,、.·')
    name = name[1:-1] if re.fullmatch(r"\([^()]*\)", name) else name
    if _is_name(name):
        return _balanced(name)
    tail = _without_site_words(re.sub(rf"{YEAR}年?度?|^[:,、·\-#]+", "", _VERSION.sub("", after)))
    bracketed = re.match(r"^[\[(【《]([^\])】》]+)[\])】》]", tail)
    tail = bracketed[1] if bracketed is not None else tail.strip("()[]【】《》-:,、.·")
    return tail if _is_name(tail) and ORGAN_END.search(tail) and not _paper(tail) else None


def _is_name(name: str) -> bool:
    return 2 <= len(name) <= 40 and not _NOT_A_NAME.search(name) and re.search("[\u4e00-\u9fff]{2}", name) is not None


def _paper(name: str) -> bool:
    """True where words after the report's name are more likely a meeting or a paper than a body."""
    ends = re.search(r"(?:局|委员会|政府|厅|办公室|街道|[乡镇县市省区])$", name)
    return ends is None and any(re.search(pattern, name) for pattern, _ in PAPERS_ABOUT)


def _balanced(name: str) -> str:
    """Close or drop a bracket that the cut left open."""
    opened, closed = name.count("("), name.count(")")
    return name + ")" if opened > closed else name.lstrip(")") if closed > opened else name


def owner_of_site(part: str) -> str | None:
    """Return the body that another part of a page title names ("青江市水务局门户网站"), None where it names none."""
    name = _without_site_words(fold(part).text.replace(YEAR, ""))
    return name if _is_name(name) and ORGAN_END.search(name) and not _paper(name) else None


def _without_site_words(name: str) -> str:
    return SITE_WORDS.sub("", SITE_WORDS.sub("", name))
