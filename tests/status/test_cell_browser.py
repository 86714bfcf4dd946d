"""From a number to its place in a real Chromium: by mouse and keyboard, at desktop and phone width, without script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.status.conftest import Served, serving
from tests.status.originals import HOSTILE, HOSTILE_PAGE, PAGE, PDF, TEXT, add_originals
from tests.status.test_browser import ARGUMENTS, DESKTOP, SIZES, Window, opened
from tests.storage.world import build_world

RECEIVED = "/cells/applications/received/total"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Yield the page over the small world with real originals."""
    world = build_world(tmp_path_factory.mktemp("originals"))
    with world.database.write() as tx:
        add_originals(world, tx)
    with serving(world) as page:
        yield page
    world.database.close()


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Yield a headless Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(params=["desktop", "phone"])
def window(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Window]:
    """Yield a tab of each width."""
    with browser.new_context(base_url=served.address, viewport=SIZES[request.param]) as context:
        yield opened(context)


@pytest.fixture
def desktop(browser: Browser, served: Served) -> Iterator[Window]:
    """Yield a tab of desktop width."""
    with browser.new_context(base_url=served.address, viewport=DESKTOP) as context:
        yield opened(context)


def test_a_click_on_a_number_shows_the_marked_cell(window: Window) -> None:
    tab = window.tab
    tab.goto(PAGE)
    tab.locator(f"a.where[href='{PAGE}/cells/proactive/administrative_fees/wan_yuan']").click()

    tab.wait_for_url("**/cells/proactive/administrative_fees/wan_yuan")
    assert tab.locator("td.here").inner_text().startswith("748.365")
    assert tab.locator("td.here").evaluate("cell => getComputedStyle(cell).outlineStyle") == "solid"
    assert window.complaints == []


def test_the_whole_cell_is_the_link(desktop: Window) -> None:
    desktop.tab.goto(PAGE)
    cell = desktop.tab.locator("#table-applications tr:has(th:text('一、本年新收')) td").last
    cell.click(position={"x": 4, "y": 4})

    desktop.tab.wait_for_url(f"**{RECEIVED}")


def test_numbers_look_calm_until_they_are_met(desktop: Window) -> None:
    desktop.tab.goto(PAGE)
    number = desktop.tab.locator("a.where").nth(20)

    def decoration() -> object:
        return number.evaluate("link => getComputedStyle(link).textDecorationLine")

    before = decoration()
    number.hover()
    assert (before, decoration()) == ("none", "underline")


def test_the_keyboard_reaches_a_number(desktop: Window) -> None:
    desktop.tab.goto(TEXT)
    desktop.tab.locator("a.where").first.focus()
    desktop.tab.keyboard.press("Tab")
    assert desktop.tab.evaluate("document.activeElement.className") == "where"
    desktop.tab.keyboard.press("Enter")

    desktop.tab.wait_for_url("**/cells/**")
    assert desktop.tab.locator("li.here mark").count() == 1


def test_the_picture_of_a_pdf_is_drawn(window: Window) -> None:
    window.tab.goto(f"{PDF}{RECEIVED}")
    image = window.tab.locator(".picture img")

    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    assert window.complaints == []


def test_nothing_overflows_on_the_page_of_a_cell(window: Window) -> None:
    for path in (PAGE, TEXT, PDF, HOSTILE_PAGE):
        for language in ("zh", "en"):
            window.tab.goto(f"{path}{RECEIVED}?lang={language}")

            wide = window.tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (path, language)


def test_the_link_to_the_mark_brings_it_into_sight(window: Window) -> None:
    window.tab.goto(f"{PAGE}/cells/applications/carried_forward/total")
    window.tab.get_by_text("跳到标出处").click()

    seen = window.tab.locator("#here").evaluate(
        "cell => { const box = cell.getBoundingClientRect(); "
        "return box.left >= 0 && box.right <= innerWidth + 1 && box.top >= 0 && box.bottom <= innerHeight }"
    )
    assert seen is True


def test_a_hostile_original_runs_nothing(window: Window) -> None:
    window.tab.goto(f"{HOSTILE_PAGE}{RECEIVED}")

    assert HOSTILE in (window.tab.locator(".source").text_content() or "")
    assert window.tab.evaluate("document.scripts.length + document.images.length") == 0
    assert "owned" not in window.tab.title()
    assert window.dialogs == []
