"""The page in a real Chromium: at desktop and phone width, by keyboard, without script, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.status.conftest import Served
from tests.status.odd import SCRIPT

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
SIZES = {"desktop": DESKTOP, "phone": PHONE}
PATHS = [
    "/",
    "/agencies/sh-guozi",
    "/agencies/odd-one",
    "/reports/sh-hezuo/2025",
    "/reports/odd-one/2025",
    "/findings",
    "/findings/a101-sh-hezuo-2025-total",
    "/waivers",
    "/incidents",
    "/deliveries",
    "/deliveries/%3Clate.sh-tongji%40duban.invalid%3E",
    "/rules",
    "/rules/A101",
    "/api",
    "/no-such-page",
]


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Yield a headless Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield started
        started.close()


@dataclass
class Window:
    """A tab with everything that it complained about, asked for or wanted to say."""

    tab: Page
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Begin to note console messages, dialogs and requests."""
        self.tab.on("console", lambda message: self.complaints.append(message.text))
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.tab.on("request", lambda request: self.asked.append(request.url))


def opened(context: BrowserContext) -> Window:
    """Return a watched tab."""
    window = Window(context.new_page())
    window.watch()
    return window


@pytest.fixture(params=["desktop", "phone"])
def window(request: pytest.FixtureRequest, browser: Browser, page: Served) -> Iterator[Window]:
    """Yield a tab of each width."""
    with browser.new_context(base_url=page.address, viewport=SIZES[request.param]) as context:
        yield opened(context)


@pytest.fixture
def desktop(browser: Browser, page: Served) -> Iterator[Window]:
    """Yield a tab of desktop width."""
    with browser.new_context(base_url=page.address, viewport=DESKTOP) as context:
        yield opened(context)


def test_nothing_overflows_and_nothing_is_complained_about(window: Window, page: Served) -> None:
    for language in ("zh", "en"):
        for path in PATHS:
            window.tab.goto(f"{path}?lang={language}")

            wide = window.tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (path, language)
    refused = "Failed to load resource: the server responded with a status of 404"
    assert [text for text in window.complaints if not text.startswith(refused)] == []


def test_everything_comes_from_our_own_address(desktop: Window, page: Served) -> None:
    for path in PATHS:
        desktop.tab.goto(path)

    assert [url for url in desktop.asked if not url.startswith(page.address + "/")] == []
    assert any(url.startswith(f"{page.address}/static/duban.css") for url in desktop.asked)


def test_hostile_names_and_titles_run_nothing_and_are_shown_as_text(window: Window) -> None:
    for path in ("/", "/agencies/odd-one", "/reports/odd-one/2025", "/reports/odd-one/2025?lang=en"):
        window.tab.goto(path)

        assert "owned" not in window.tab.title() or SCRIPT in window.tab.title()
        assert SCRIPT in window.tab.inner_text("main")
        assert window.tab.evaluate("document.scripts.length") == 0
        assert window.tab.evaluate("document.querySelectorAll('img').length") == 0
    assert window.dialogs == []


def test_an_address_with_markup_in_it_runs_nothing(desktop: Window) -> None:
    desktop.tab.goto("/?q=" + "%3Cscript%3Ealert(1)%3C/script%3E")
    desktop.tab.goto("/?state=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E")

    assert desktop.dialogs == []
    assert desktop.tab.evaluate("document.images.length") == 0


def test_the_policy_stops_script_even_if_it_got_onto_the_page(desktop: Window) -> None:
    desktop.tab.goto("/")
    desktop.tab.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'ran'";
            document.body.append(script);
        }"""
    )

    assert desktop.tab.title() != "ran"
    assert any("Content Security Policy" in text for text in desktop.complaints)


def test_the_keyboard_leads_from_the_matrix_to_a_report_and_its_original(desktop: Window) -> None:
    tab = desktop.tab
    tab.goto("/")
    for _ in range(120):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.getAttribute('href')") == "/reports/sh-hezuo/2025":
            break
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/reports/sh-hezuo/2025")

    tab.get_by_role("link", name="下载原件").focus()
    with tab.expect_download() as begun:
        tab.keyboard.press("Enter")

    assert begun.value.suggested_filename.startswith("sh-hezuo-2025-")


def test_the_first_stop_of_the_keyboard_skips_the_navigation(desktop: Window) -> None:
    desktop.tab.goto("/")
    desktop.tab.keyboard.press("Tab")

    assert desktop.tab.evaluate("document.activeElement.getAttribute('href')") == "#main"


def test_a_footnote_leads_to_its_finding_and_back_to_the_cell(window: Window) -> None:
    window.tab.goto("/reports/sh-hezuo/2025")
    window.tab.locator("#cell-applications-outcomes_total-natural_person sup a").click()
    window.tab.wait_for_url("**#finding-1")
    window.tab.locator("#finding-1 a[href^='#cell-']").click()
    window.tab.wait_for_url("**#cell-applications-outcomes_total-natural_person")

    box = window.tab.locator("#cell-applications-outcomes_total-natural_person").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900


def test_the_original_is_never_shown_as_a_page_of_ours(desktop: Window) -> None:
    desktop.tab.goto("/reports/odd-one/2025")
    address = desktop.tab.get_by_role("link", name="下载原件").get_attribute("href")
    with desktop.tab.expect_download():
        desktop.tab.evaluate("address => { location.href = address; }", address)

    assert desktop.tab.url.endswith("/reports/odd-one/2025")
    assert desktop.dialogs == []


@pytest.mark.parametrize("size", SIZES)
def test_everything_works_with_script_switched_off(browser: Browser, page: Served, size: str) -> None:
    with browser.new_context(base_url=page.address, viewport=SIZES[size], java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto("/")
        tab.locator(".counts").get_by_role("link", name="逾期发布").click()
        assert tab.locator(".matrix tbody tr").count() == 1

        tab.locator("input[name=q]").fill("合作交流")
        tab.locator("select[name=state]").select_option("")
        tab.get_by_role("button", name="筛选").click()
        tab.locator(".matrix td a").first.click()

        assert "上海市人民政府合作交流办公室" in tab.inner_text("h1")
        tab.locator("#section-other_matters summary").click()
        assert "信息处理费" in tab.inner_text("#section-other_matters .prose")


def test_the_switch_shows_the_same_page_in_english(window: Window) -> None:
    window.tab.goto("/?state=late&year=2025")
    window.tab.get_by_role("link", name="English").click()

    assert window.tab.inner_text("h1") == "Annual reports: who has published"
    assert window.tab.locator(".matrix tbody tr").count() == 1
    window.tab.locator(".matrix td a").first.click()
    assert "Due on" in window.tab.inner_text("main")
    window.tab.get_by_role("link", name="中文").click()
    assert "应公布日期" in window.tab.inner_text("main")


def test_on_a_phone_the_names_stay_in_sight_while_the_years_are_scrolled(browser: Browser, page: Served) -> None:
    with browser.new_context(base_url=page.address, viewport=PHONE) as context:
        tab = context.new_page()
        tab.goto("/")
        tab.locator(".scroll").evaluate("frame => { frame.scrollLeft = 400; }")
        name = tab.locator(".matrix tbody th a").nth(2).bounding_box()

    assert name is not None
    assert 0 <= name["x"] < PHONE["width"] / 2


def test_words_of_states_can_be_read_against_their_ground(desktop: Window) -> None:
    desktop.tab.goto("/")
    pairs = desktop.tab.eval_on_selector_all(
        ".tag, .matrix td a",
        """elements => elements.map(element => {
            const style = getComputedStyle(element);
            return [style.color, style.backgroundColor];
        })""",
    )

    assert pairs
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def contrast(first: str, second: str) -> float:
    """Return the contrast of two opaque CSS colours as WCAG counts it, 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of "rgb(r, g, b)"."""
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_on_paper_the_words_of_the_states_remain(desktop: Window) -> None:
    desktop.tab.goto("/")
    desktop.tab.emulate_media(media="print")

    assert not desktop.tab.locator("form.filters").is_visible()
    assert desktop.tab.locator(".matrix").get_by_text("栏目未见·待核实").is_visible()
