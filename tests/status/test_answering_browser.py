"""The office's forms in a real Chromium, without script: at desktop and phone width, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from storage import standings, waivers
from tests.status.answering import A101, PRIVATE, add_findings, office
from tests.status.conftest import Served
from tests.status.test_browser import ARGUMENTS, SIZES
from tests.storage.world import NOW

PAGE = f"/findings/{A101}"


@pytest.fixture
def desk(own_page: Served) -> Iterator[Served]:
    """Yield the office's page over a world that the test may change."""
    add_findings(own_page.world)
    with office(own_page.world) as served:
        yield served


@pytest.fixture
def tab(chromium_path: str) -> Iterator[Page]:
    """Yield a tab of a browser that runs no script."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield browser.new_context(java_script_enabled=False).new_page()
        browser.close()


def test_a_person_answers_waives_and_ends_the_waiver_without_script(desk: Served, tab: Page) -> None:
    tab.goto(desk.address + PAGE)
    tab.check("input[value=rectified]")
    tab.fill("#answer textarea", "已更正并重新公布")
    tab.fill("#answer input[name=name]", "王五")
    tab.click("text=记录答复")
    assert tab.url == desk.address + PAGE
    assert "已整改 王五" in tab.inner_text(".steps")

    tab.click("#waive summary")
    tab.check("#waive input[value=jurisdiction]")
    tab.fill("#waive textarea", "系统升级")
    tab.fill("#waive input[name=until]", "2026-12-31")
    tab.fill("#waive input[name=name]", "王五")
    tab.click("text=记录豁免")
    assert "已豁免" in tab.inner_text(".lead")

    tab.goto(desk.address + "/waivers")
    tab.fill("tr form input[name=name]", "赵六")
    tab.click("tr form button")

    with desk.world.database.read() as tx:
        (waiver,) = waivers.everything(tx)
        given = standings.get(tx, finding_id=A101, now=NOW).answers
    assert (waiver.scope_id, waiver.ended_by) == ("shanghai", "赵六")
    assert [(answer.kind, answer.author) for answer in given] == [("rectified", "王五")]


def test_a_form_kept_open_over_a_restart_is_shown_again_with_what_was_typed(own_page: Served, tab: Page) -> None:
    with office(own_page.world) as before:
        tab.goto(before.address + PAGE)
        tab.check("input[value=dismissed]")
        tab.fill("#answer textarea", "口径不同")
        tab.fill("#answer input[name=name]", "王五")
        stale = tab.get_attribute("#answer input[name=mark]", "value")
        with office(own_page.world) as after:
            answer = after.client.post(
                f"{PAGE}/answer",
                data={"mark": str(stale), "kind": "dismissed", "text": "口径不同", "name": "王五"},
                headers={"origin": after.address},
            )

    assert answer.status_code == 422
    assert "口径不同" in answer.text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", [PAGE, f"/findings/{PRIVATE}", "/findings", "/waivers"])
def test_no_page_of_the_desk_is_wider_than_the_window(
    desk: Served, tab: Page, path: str, size: str, language: str
) -> None:
    tab.set_viewport_size(SIZES[size])
    tab.goto(f"{desk.address}{path}?lang={language}")

    box = tab.locator("main").bounding_box()

    assert box is not None
    assert box["width"] <= SIZES[size]["width"]
    for control in tab.locator("main button:visible, main input:visible, main textarea:visible").all():
        place = control.bounding_box()
        scrolled = control.locator("xpath=ancestor::div[contains(@class, 'scroll')]").count()
        assert place is not None
        assert scrolled or place["x"] + place["width"] <= SIZES[size]["width"]
