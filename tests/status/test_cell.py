"""A number leads to where it stands: the table of a page, the lines of a text, the picture of a PDF's page."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.model import TableKey
from reports.passage import GridPassage
from reports.states import Content, Timeliness
from status.evidence import TOO_MUCH, Evidence, Failure, PassageQuestion, Picture, PictureQuestion
from tests.status.conftest import Served, serving
from tests.status.originals import (
    BOX,
    CHANGED,
    FIXTURES,
    HOSTILE,
    HOSTILE_PAGE,
    PAGE,
    PDF,
    SEEN,
    TEXT,
    add_originals,
    pdf,
)
from tests.status.seeing import tree_of, words, words_of
from tests.status.test_language import CHINESE
from tests.storage.world import World, build_world, settle

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


@pytest.fixture
def own(built: Path, own_page: Served) -> Served:
    """Return a page with real originals that the test may change."""
    with own_page.world.database.write() as tx:
        add_originals(own_page.world, tx)
    return own_page


def picture_of(served: Served, path: str) -> str:
    """Return the address of the picture on the page."""
    return str(tree_of(served, path).css_first(".picture img").attributes["src"])


def test_every_cell_of_the_report_leads_to_its_page(served: Served) -> None:
    links = [str(link.attributes["href"]) for link in tree_of(served, PAGE).css(".form a.where")]

    assert len(links) == len(set(links)) == 200
    assert f"{PAGE}{RECEIVED}" in links


def test_a_page_shows_its_table_with_the_one_cell_marked(served: Served) -> None:
    tree = tree_of(served, f"{PAGE}/cells/proactive/administrative_fees/wan_yuan")

    marked = tree.css(".source td.here")
    assert [words_of(cell) for cell in marked] == ["748.365 ◀"]
    assert marked[0].attributes["aria-current"] == "location"
    assert "行政事业性收费" in words_of(marked[0].parent)


def test_the_column_headings_stay_above_a_cell_far_down(served: Served) -> None:
    tree = tree_of(served, f"{PAGE}/cells/applications/carried_forward/total")

    text = words_of(tree.css_first(".source"))
    assert "商业企业" in text
    assert "四、结转下年度继续办理" in text
    assert "属于国家秘密" not in text
    assert "略去" in text


def test_a_text_shows_the_lines_around_with_the_number_marked(served: Served) -> None:
    tree = tree_of(served, f"{TEXT}{RECEIVED}")

    marked = tree.css(".lines li.here")
    shown = words_of(tree_of(served, TEXT).css_first(f"a.where[href='{TEXT}{RECEIVED}']"))
    assert len(marked) == 1
    assert words_of(marked[0].css_first("mark")) == f"{shown} ◀"
    assert len(tree.css(".lines li")) > 5


def test_the_page_tells_what_was_read_and_in_which_document(served: Served) -> None:
    text = words(served, f"{PAGE}/cells/proactive/administrative_fees/wan_yuan")

    assert "数值 748.365 原文 748.365" in text
    assert "首次见到 2026-01-30 10:00" in text
    assert "下载原件" in text


def test_a_pdf_shows_a_picture_of_its_page(served: Served) -> None:
    path = picture_of(served, f"{PDF}{RECEIVED}")

    answer = served.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert "immutable" in answer.headers["cache-control"]
    assert struct.unpack(">II", answer.content[16:24]) > (50, 50)


def test_the_picture_is_described_in_words(served: Served) -> None:
    image = tree_of(served, f"{PDF}{RECEIVED}").css_first(".picture img")

    assert image.attributes["alt"] == "原件第1页的图像，方框中是这一格。"


def test_a_page_that_the_pdf_lacks_is_told(served: Served) -> None:
    text = words(served, f"{PDF}/cells/applications/received/natural_person")

    assert "无法在原件中指出位置" in text
    assert "数值 4" in text


def test_an_unreadable_cell_says_that_nothing_was_guessed(served: Served) -> None:
    text = words(served, f"{PDF}/cells/applications/disclosed/total")

    assert "没有数值 无法读取 原文 4 7" in text
    assert "不作猜测" in text


def test_unreadable_cells_are_counted_above_the_tables_with_links(served: Served) -> None:
    doubts = tree_of(served, PDF).css_first("#doubts")

    assert "1格无法辨认" in words_of(doubts)
    assert doubts.css_first("li a").attributes["href"] == f"{PDF}/cells/applications/disclosed/total"
    assert tree_of(served, PAGE).css_first("#doubts") is None


def test_a_cell_whose_place_was_not_noted_says_so(served: Served) -> None:
    text = words(served, f"{PDF}/cells/applications/disclosed/natural_person")

    assert "没有记下这一格的位置" in text


def test_an_original_that_reads_differently_now_marks_nothing(served: Served) -> None:
    tree = tree_of(served, f"{CHANGED}{RECEIVED}")

    assert "没有读到同样的内容" in words_of(tree.css_first("main"))
    assert tree.css("mark") == []


def test_a_hostile_original_is_shown_as_text(served: Served) -> None:
    answer = served.get(f"{HOSTILE_PAGE}{RECEIVED}")

    tree = LexborHTMLParser(answer.text)
    assert HOSTILE in tree.css_first(".source").text()
    assert tree.css("script, img") == []


@pytest.mark.parametrize("report", [PAGE, TEXT, PDF])
def test_no_chinese_is_left_on_an_english_page_but_data(served: Served, report: str) -> None:
    tree = tree_of(served, f"{report}{RECEIVED}?lang=en")
    described = [str(image.attributes["alt"]) for image in tree.css("img")]
    for data in tree.css("[lang=zh-Hans]"):
        data.decompose()

    assert CHINESE.findall(tree.css_first("html").text() + "".join(described)) == []


@pytest.mark.parametrize(
    "path",
    [
        "applications/no_such_row/total",
        "applications/received/no_such_column",
        "no_such_table/received/total",
        "applications/received",
        "%3Cscript%3E/received/total",
    ],
)
def test_a_cell_that_is_not_there_is_not_found(served: Served, path: str) -> None:
    answer = served.get(f"{PAGE}/cells/{path}")

    assert answer.status_code == 404
    assert "返回总表" in answer.text


@pytest.mark.parametrize(
    "change",
    [("/1/", "/0/"), ("300.0", "-300.0"), ("300.0", "900.0"), ("140.0", "99999.0"), ("300.0,", ""), ("140.0", "nan")],
)
def test_a_picture_of_no_real_box_is_not_found(served: Served, change: tuple[str, str]) -> None:
    path = picture_of(served, f"{PDF}{RECEIVED}")

    assert served.get(path.replace(*change)).status_code == 404


def test_only_documents_that_were_fetched_are_drawn(served: Served) -> None:
    path = picture_of(served, f"{PDF}{RECEIVED}")
    sha256 = path.split("/")[2]

    assert served.get(path.replace(sha256, "0" * 64)).status_code == 404
    assert served.get(path.replace(sha256, "../../etc/passwd")).status_code == 404


def test_a_withdrawn_report_shows_neither_cell_nor_picture(own: Served) -> None:
    path = picture_of(own, f"{PDF}{RECEIVED}")
    assert own.get(path).status_code == 200
    with own.world.database.write() as tx:
        settle(tx, "sh-tongji", Timeliness.ON_TIME, Content.CLEAN, at=SEEN, report_year=2021)
        settle(tx, "sh-tongji", Timeliness.WITHDRAWN, Content.CLEAN, at=SEEN, report_year=2021)

    page, picture = own.get(f"{PDF}{RECEIVED}"), own.get(path)

    assert (page.status_code, picture.status_code) == (404, 404)
    assert "报告已撤下，内容和原件已锁定" in page.text
    assert "已锁定" in picture.text


def test_the_page_is_not_made_twice_for_a_browser_that_has_it(served: Served) -> None:
    tag = served.get(f"{PAGE}{RECEIVED}").headers["etag"]

    assert served.get(f"{PAGE}{RECEIVED}", **{"If-None-Match": tag}).status_code == 304


def test_the_interface_names_the_page_of_every_cell(served: Served) -> None:
    facts = served.get(f"/api{PAGE}").json()["facts"]

    assert facts["tables"]["applications"]["received"]["total"]["evidence"] == f"{PAGE}{RECEIVED}"


def test_an_older_version_leads_to_its_own_cells(served: Served) -> None:
    older = "/reports/sh-hezuo/2025"
    links = [str(link.attributes["href"]) for link in tree_of(served, f"{older}?version=1").css("a.where")]

    assert {link.partition("?")[2] for link in links} == {"version=1"}
    assert "数值 9" in words(served, f"{older}{RECEIVED}?version=1")


def test_a_cell_with_a_finding_tells_it(served: Served) -> None:
    text = words(served, "/reports/sh-hezuo/2025/cells/applications/outcomes_total/total")

    assert "A101" in text


def archive_of(*files: bytes) -> bytes:
    """Return a zip of the files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, content in enumerate(files):
            archive.writestr(f"{number}.bin", content)
    return packed.getvalue()


def test_the_one_fitting_file_of_an_archive_is_shown(served: Served) -> None:
    archive = served.world.archive
    page = (FIXTURES / "shanghai-wsb-2024" / "input.html").read_bytes()
    packed = archive.put(archive_of(pdf(), page, b"nothing of interest"))
    evidence = Evidence(archive)

    assert isinstance(evidence.show(PictureQuestion(packed, 1, BOX)), Picture)
    shown = evidence.show(PassageQuestion(packed, None, None, 2024, TableKey.APPLICATIONS, "received", "total", "2"))
    assert isinstance(shown, GridPassage)


def test_which_file_of_an_archive_it_was_is_not_guessed(served: Served) -> None:
    archive = served.world.archive
    page = (FIXTURES / "shanghai-wsb-2024" / "input.html").read_bytes()
    packed = archive.put(archive_of(pdf(), pdf(), page, page))
    evidence = Evidence(archive)

    for shown in (
        evidence.show(PictureQuestion(packed, 1, BOX)),
        evidence.show(PassageQuestion(packed, None, None, 2024, TableKey.APPLICATIONS, "received", "total", "2")),
    ):
        assert isinstance(shown, Failure)
        assert "压缩包中有多个文件" in shown.zh


QUESTION = {
    "media_type": "text/html",
    "url": None,
    "report_year": 2021,
    "table": TableKey.APPLICATIONS,
    "row": "received",
    "column": "total",
    "raw": "4",
}


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("import time; time.sleep(60)", TOO_MUCH.message),
        ("import os; os.kill(os.getpid(), 9)", TOO_MUCH.message),
        ("print('no JSON')", "打开原件时出错"),
        ("""print('{"passage": {"rows": "all"}}')""", "打开原件时出错"),
        ("""print('{"picture": true}'); print('<svg>')""", "打开原件时出错"),
        ("import sys; sys.stdout.write('x' * 20_000_000)", "上限"),
    ],
)
def test_a_program_that_hangs_dies_or_lies_is_answered_for(served: Served, program: str, message: str) -> None:
    world: World = served.world
    sha256 = world.archive.put(b"<html>anything</html>")
    evidence = Evidence(world.archive, command=(sys.executable, "-c", program), timeout_s=2)

    shown = evidence.show(PassageQuestion(sha256=sha256, **QUESTION))  # type: ignore[arg-type]  # one dict for all

    assert isinstance(shown, Failure)
    assert message in shown.message
