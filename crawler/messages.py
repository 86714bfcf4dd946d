"""What a look's outcome means, in plain words: one sentence for each reason, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from reports.states import Sentence


class Reason(StrEnum):
    """Why a look came out as it did."""

    LIST_READ = "list_read"
    REPORT_ITSELF = "report_itself"
    PAGE_READ = "page_read"
    NOT_MODIFIED = "not_modified"
    SAME_CONTENT = "same_content"
    CANARY_LOST = "canary_lost"
    LIST_HALVED = "list_halved"
    PAGE_MISSING = "page_missing"
    TOO_MANY_PAGES = "too_many_pages"
    NO_ENTRIES = "no_entries"
    CHALLENGE_PAGE = "challenge_page"
    ROBOTS_CHALLENGED = "robots_challenged"
    HTTP_REFUSED = "http_refused"
    ROBOTS_DENIED = "robots_denied"
    HTTP_ERROR = "http_error"
    ERROR_TEXT = "error_text"
    NOT_A_PAGE = "not_a_page"
    NO_LONGER_A_REPORT = "no_longer_a_report"
    OTHER_HOST = "other_host"
    TIMEOUT = "timeout"
    NO_NAME = "no_name"
    NO_CONNECTION = "no_connection"
    TLS = "tls"
    CUT_SHORT = "cut_short"
    TOO_LARGE = "too_large"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    ROBOTS_UNAVAILABLE = "robots_unavailable"
    INSIDE_ADDRESS = "inside_address"
    BAD_ADDRESS = "bad_address"
    FAILED = "failed"
    CRASHED = "crashed"


MESSAGES: Final[Mapping[Reason, Sentence]] = {
    Reason.LIST_READ: Sentence("栏目已完整读取，共 {count} 条。", "The whole list was read: {count} entries."),
    Reason.REPORT_ITSELF: Sentence("该栏目本身就是一份年度报告。", "The column is itself an annual report."),
    Reason.PAGE_READ: Sentence("页面已读取。", "The page was read."),
    Reason.NOT_MODIFIED: Sentence(
        "网站答复：自上次完整查看以来没有变化。", "The site says: no change since the last complete look."
    ),
    Reason.SAME_CONTENT: Sentence("内容与上次完整查看时相同。", "The content is that of the last complete look."),
    Reason.CANARY_LOST: Sentence(
        "以前年度的报告从栏目中消失，栏目可能已改版或移走；请核对栏目地址。在核对之前，不能据此判断本年度报告是否发布。",
        "Earlier years' reports vanished from the column, which may have moved: check its address. Until then nothing "
        "can be concluded about this year's report.",
    ),
    Reason.LIST_HALVED: Sentence(
        "栏目由 {before} 条减为 {count} 条，可能没有显示完整；请打开栏目核对。",
        "The list went from {before} to {count} entries and may be incomplete: open the column and check.",
    ),
    Reason.PAGE_MISSING: Sentence(
        "列表第 {page} 页没有读到，只看到一部分；下次巡查会再试，若一直如此请人工查看。",
        "Page {page} of the list could not be read, so only a part was seen; it is tried again at the next look.",
    ),
    Reason.TOO_MANY_PAGES: Sentence(
        "列表超过 {page} 页，只读了前面的部分；请在名录中改用年报专栏的地址。",
        "The list has more than {page} pages and only the first were read: give the address of the annual reports' own "
        "column in the roll.",
    ),
    Reason.NO_ENTRIES: Sentence(
        "栏目打开了，但里面没有任何条目；可能需要脚本才能显示，或者栏目已移走。请打开栏目核对地址。",
        "The column opened but shows no entries: it may need script to fill in, or it moved. Open it and check.",
    ),
    Reason.CHALLENGE_PAGE: Sentence(
        "网站要求先通过浏览器验证（防护页面），程序看不到内容；请人工查看并登记，或请网站运维方放行。",
        "The site wants a browser check first (a protection page): look yourself and record it, or ask its operator "
        "to let us in.",
    ),
    Reason.ROBOTS_CHALLENGED: Sentence(
        "网站用防护页面答复了 robots.txt，程序不再继续；请人工查看并登记，或请网站运维方放行。",
        "The site answered robots.txt with a protection page, so nothing more was asked: look yourself and record it.",
    ),
    Reason.HTTP_REFUSED: Sentence(
        "网站拒绝访问（状态码 {status}）；请人工查看并登记，或请网站运维方放行。",
        "The site refused access (status {status}): look yourself and record it, or ask its operator to let us in.",
    ),
    Reason.ROBOTS_DENIED: Sentence(
        "网站的 robots.txt 不允许程序访问该地址；请人工查看并登记。",
        "The site's robots.txt does not allow this address: look yourself and record it.",
    ),
    Reason.HTTP_ERROR: Sentence(
        "该地址返回错误（状态码 {status}）；若持续如此，栏目可能已移走，请核对地址。",
        "The address answers with an error (status {status}): if it stays so, the column moved; check its address.",
    ),
    Reason.ERROR_TEXT: Sentence(
        "页面显示出错、不存在或正在维护；若持续如此，请核对栏目地址。",
        "The page speaks of an error or of maintenance: if it stays so, check the column's address.",
    ),
    Reason.NOT_A_PAGE: Sentence(
        "该地址给出的不是网页（{detail}）；请在名录中填写栏目页面的地址。",
        "The address gives no page ({detail}): put the address of the column's page into the roll.",
    ),
    Reason.NO_LONGER_A_REPORT: Sentence(
        "原报告地址现在显示的不是年度报告；请打开核对。",
        "The report's address now shows something else: open it and check.",
    ),
    Reason.OTHER_HOST: Sentence(
        "栏目转到了名录中没有登记的网站（{detail}）；请核对，确认无误后把该网站加入名录的 hosts。",
        "The column leads to a site that the roll does not list ({detail}): check it, then add it to its hosts.",
    ),
    Reason.TIMEOUT: Sentence(
        "网站在规定时间内没有答复，下次巡查会再试。", "The site did not answer in time; it is tried again."
    ),
    Reason.NO_NAME: Sentence(
        "网站域名无法解析；若持续如此，请核对地址。",
        "The site's name does not resolve: if it stays so, check the address.",
    ),
    Reason.NO_CONNECTION: Sentence(
        "无法与网站建立连接，下次巡查会再试。", "No connection to the site; it is tried again."
    ),
    Reason.TLS: Sentence(
        "与网站的加密连接无法建立，下次巡查会再试。", "No encrypted connection to the site; it is tried again."
    ),
    Reason.CUT_SHORT: Sentence(
        "网站的答复中途断开，内容不全，下次巡查会再试。", "The answer broke off; it is tried again."
    ),
    Reason.TOO_LARGE: Sentence(
        "内容超过大小上限，没有下载；请人工查看并登记。",
        "The content exceeds the size limit and was not taken: look yourself and record it.",
    ),
    Reason.TOO_MANY_REDIRECTS: Sentence(
        "该地址反复跳转，没有看到内容；请核对栏目地址。",
        "The address redirects again and again: check the column's address.",
    ),
    Reason.ROBOTS_UNAVAILABLE: Sentence(
        "网站的 robots.txt 暂时无法读取，按规矩这次不再继续，稍后会再试。",
        "The site's robots.txt could not be read, so by the rules nothing more was asked; it is tried again.",
    ),
    Reason.INSIDE_ADDRESS: Sentence(
        "该地址指向内部网络，出于安全没有访问；请核对名录中的地址。",
        "The address leads into an internal network and was not asked: check it in the roll.",
    ),
    Reason.BAD_ADDRESS: Sentence(
        "该地址不能访问（{detail}）；请核对名录中的地址。",
        "The address cannot be asked ({detail}): check it in the roll.",
    ),
    Reason.FAILED: Sentence(
        "访问失败（{detail}），下次巡查会再试。", "The visit failed ({detail}); it is tried again."
    ),
    Reason.CRASHED: Sentence(
        "巡查程序在处理该栏目时出错，与该机关无关；请把日志交给运维人员。",
        "The watch itself failed at this column, which says nothing about the agency: give the log to the operator.",
    ),
}


def describe(reason: Reason, details: Mapping[str, object]) -> Sentence:
    """Return the sentence with its details filled in; a detail that is not known is left out as "?"."""
    known = _Known(details)
    sentence = MESSAGES[reason]
    return Sentence(sentence.zh.format_map(known), sentence.en.format_map(known))


class _Known(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"
