"""Chinese first, English complete: the switch, the catalog, and no Chinese left on English pages but data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from selectolax.lexbor import LexborHTMLParser

import status
from status.config import Language, StatusConfig
from status.language import CATALOG
from tests.status.conftest import Served, serving
from tests.status.seeing import tree_of

CHINESE = re.compile(r"[\u3400-\u9fff]")
ROOT = Path(status.__path__[0])
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}

PAGES = [
    "/",
    "/?q=nothing-of-that-name",
    "/agencies/sh-waiban",
    "/agencies/sh-guozi",
    "/agencies/sh-lishi",
    "/agencies/sy-waiban",
    "/reports/sh-waiban/2025",
    "/reports/sh-hezuo/2025",
    "/reports/sh-hezuo/2025?version=1",
    "/reports/odd-one/2025",
    "/reports/odd-one/2025/cells/proactive/penalties/decisions",
    "/reports/sh-shi/2025",
    "/reports/sh-dangan/2025",
    "/findings",
    "/findings/a101-sh-hezuo-2025-total",
    "/waivers",
    "/incidents",
    "/deliveries",
    "/deliveries/%3Clate.sh-tongji%40duban.invalid%3E",
    "/deliveries/%3Csource_unhealthy.sh-guozi%40duban.invalid%3E",
    "/rules",
    "/rules/A101",
    "/api",
    "/no-such-page",
    "/agencies/nobody",
    "/?year=never",
    "/?never=1",
]


def source_strings() -> set[str]:
    """Return every string of code and templates that is shown translated."""
    extracted = extract_from_dir(ROOT, METHODS, keywords=KEYWORDS)
    return {message for _, _, message, _, _ in extracted if isinstance(message, str)}


def english() -> Catalog:
    """Return the English catalog."""
    with CATALOG.open("rb") as source:
        return read_po(source, locale="en", domain="status", abort_invalid=True)


def with_language(path: str, language: str) -> str:
    """Return the address in the language."""
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def test_the_english_catalog_is_complete_and_has_nothing_else() -> None:
    translated = {str(message.id) for message in english() if message.id and message.string and not message.fuzzy}

    assert translated == source_strings()


def test_translations_keep_the_named_values() -> None:
    def names(text: str) -> list[str]:
        return sorted(re.findall(r"%\((\w+)\)s", text))

    wrong = [message.id for message in english() if names(str(message.id)) != names(str(message.string))]
    assert wrong == []


def test_translations_are_english() -> None:
    assert [message.string for message in english() if message.id and CHINESE.search(str(message.string))] == []


@pytest.mark.parametrize("path", PAGES)
def test_no_chinese_is_left_on_an_english_page_but_data(page: Served, path: str) -> None:
    tree = LexborHTMLParser(page.get(with_language(path, "en")).text)
    assert tree.css_first("html").attributes["lang"] == "en"
    for data in tree.css("[lang=zh-Hans]"):
        data.decompose()

    left = CHINESE.findall(tree.css_first("html").text())
    attributes = [
        value
        for element in tree.css("[title], [aria-label], [placeholder], [alt]")
        for name, value in element.attributes.items()
        if name in {"title", "aria-label", "placeholder", "alt"} and value and CHINESE.search(value)
    ]
    assert (left, attributes) == ([], [])


@pytest.mark.parametrize("path", PAGES)
def test_the_switch_leads_to_the_same_page_in_the_other_language_and_back(page: Served, path: str) -> None:
    there = LexborHTMLParser(page.get(path).text).css_first("a.switch").attributes["href"]
    back = LexborHTMLParser(page.get(str(there)).text).css_first("a.switch").attributes["href"]

    assert page.client.build_request("GET", str(back)).url == page.client.build_request("GET", path).url


def test_every_link_of_an_english_page_stays_english(page: Served) -> None:
    tree = tree_of(page, "/?lang=en&state=late")
    links = [str(link.attributes["href"]) for link in tree.css("a:not(.switch)")]

    ours = [link for link in links if link.startswith("/") and not link.startswith("/originals/")]
    assert [link for link in ours if "lang=en" not in link] == []


def test_the_filter_form_keeps_the_language(page: Served) -> None:
    hidden = tree_of(page, "/?lang=en").css_first("form input[name=lang]")

    assert hidden.attributes["value"] == "en"


def test_an_office_may_have_english_first(page: Served) -> None:
    with serving(page.world, StatusConfig(language=Language.EN)) as served:
        assert "Annual reports: who has published" in served.get("/").text
        assert "年度报告公布情况总表" in served.get("/?lang=zh").text
        assert 'href="/?lang=zh"' in served.get("/").text


def test_a_page_without_a_wish_is_chinese(page: Served) -> None:
    assert tree_of(page, "/").css_first("html").attributes["lang"] == "zh-Hans"
