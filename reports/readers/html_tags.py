"""What each element of a page means to the reader: skipped, inline, a block; and which parts of a page are chrome."""

from __future__ import annotations

import re
from typing import Final

SKIPPED: Final = frozenset(
    (
        "script",
        "style",
        "template",
        "head",
        "svg",
        "canvas",
        "math",
        "audio",
        "video",
        "map",
        "button",
        "datalist",
        "dialog",
        "noframes",
        "noembed",
        "col",
        "colgroup",
        "xml",
        "o:wrapblock",
        "-comment",
        "-doctype",
    )
)
INLINE: Final = frozenset(
    (
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "textarea",
    )
)
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
FRAMES: Final = frozenset(("iframe", "frame", "embed", "object"))
CHROME_TAGS: Final = frozenset(("nav", "footer", "aside", "noscript"))
TEXT_TAG: Final = "-text"

_CHROME_NAMES = frozenset(
    (
        "nav",
        "navbar",
        "navigation",
        "menu",
        "mainnav",
        "topnav",
        "footer",
        "foot",
        "copyright",
        "breadcrumb",
        "breadcrumbs",
        "crumb",
        "crumbs",
        "bread",
        "share",
        "bdsharebuttonbox",
        "social-share",
        "jiathis_style",
        "gwds_bdsharebuttonbox",
        "qrcode",
        "ewm",
        "erweima",
        "sidebar",
        "toolbar",
        "pager",
        "pagination",
        "prev-next",
        "related",
        "dqwz",
        "ucap-share",
        "share-box",
        "print-hide",
    )
)

CONTAINER_NAMES: Final = frozenset(
    (
        "zoom",
        "zoomcon",
        "trs_editor",
        "trs_uedit",
        "trs_editor_view",
        "view",
        "article-content",
        "article_content",
        "pages_content",
        "xxgk-content",
        "xxgk_content",
        "v_news_content",
        "ivs_content",
        "article-con",
        "articlecontent",
        "content-text",
        "news_content",
        "ucap-content",
        "ucapcontent",
        "detail-content",
        "bt_content",
        "zwxl-article",
        "article_con",
        "pages-content",
    )
)
"""Ids and classes (lower case) that sites give to the element that holds an article's body."""

HIDDEN_QUERY: Final = '[hidden],[style*="is" i]'
"""What may be out of sight: "is" stands in display and visibility, and one look at a style costs half of two."""

_HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def hides(style: str | None) -> bool:
    """True for an inline style that takes the element out of sight."""
    return style is not None and _HIDING_STYLE.search(style) is not None


_LONGEST_DECLARATION = 40


def may_hide(page: bytes) -> bool:
    """False where nothing in the page, in lower case, can put an element out of sight: looking for it takes its time.

    Text without decoration, elements without a border and overflow are no reason to look.
    """
    for word in (b"none", b"hidden"):
        at = page.find(word)
        while at >= 0:
            before = page[max(0, at - _LONGEST_DECLARATION) : at].rstrip()
            if before.endswith(b":"):
                if before[:-1].rstrip().endswith((b"display", b"visibility")):
                    return True
            elif word == b"hidden":  # the attribute, or a class that may say what it does
                return True
            at = page.find(word, at + 1)
    return False


_AT_RULE = re.compile(r"@[a-z-]+[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|/\*.*?\*/", re.DOTALL | re.IGNORECASE)
_SIMPLE_SELECTOR = re.compile(r"\s*([.#][A-Za-z_][\w-]*)\s*")


def hiding_selectors(sheet: str) -> set[str]:
    """Return the plain selectors (.class, #id) that a page's own style sheet always hides, not only in print.

    A name that any other rule shows again (tabs, folding parts) is not among them.
    """
    if "none" not in sheet:
        return set()
    hidden: set[str] = set()
    mentioned: list[str] = []
    for rule in _AT_RULE.sub("", sheet).split("}"):
        selectors, _, body = rule.rpartition("{")
        hiding = _HIDING_STYLE.search(body) is not None
        for selector in selectors.split(","):
            simple = _SIMPLE_SELECTOR.fullmatch(selector)
            if hiding and simple is not None:
                hidden.add(simple[1])
            else:
                mentioned.append(selector)
    return {name for name in hidden if not any(name in selector for selector in mentioned)}


def is_chrome(names: str) -> bool:
    """True where an element's id and classes say navigation, footer, sharing and the like."""
    return not _CHROME_NAMES.isdisjoint(names.lower().split())


_SMALL_PICTURE = re.compile(
    r"icon|ico[_/.-]|logo|/file_?type|filetype|arrow|button|btn|share|qrcode|ewm|spacer|blank\.gif|dot\.", re.I
)
_PIXELS = re.compile(r"^\s*([0-9]{1,5})")
_STYLE_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*([0-9.]{1,7})\s*(px|pt|%|em|cm|mm|in)?", re.IGNORECASE)
_IN_PIXELS = {"px": 1.0, "": 1.0, "pt": 1.33, "em": 16.0, "cm": 37.8, "mm": 3.78, "in": 96.0, "%": 8.0}
_LEAST_WIDTH = 200


def is_large_picture(attributes: dict[str, str | None]) -> bool:
    """True where a picture is wide enough to hold a table, or does not tell its width and is no icon by its name."""
    if _SMALL_PICTURE.search(attributes.get("src") or "") is not None:
        return False
    width = _PIXELS.match(attributes.get("width") or "")
    if width is not None and "%" not in (attributes.get("width") or ""):
        return int(width[1]) >= _LEAST_WIDTH
    styled = _STYLE_WIDTH.search(attributes.get("style") or "")
    if styled is not None:
        try:
            return float(styled[1]) * _IN_PIXELS[(styled[2] or "").lower()] >= _LEAST_WIDTH
        except ValueError:
            return True
    return True
