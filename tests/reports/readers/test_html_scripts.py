"""Pages that carry the article in a script: read where nothing of the form shows, left alone where it does."""

from __future__ import annotations

import html
import json
import time
from urllib.parse import quote

import pytest

from reports.extract import extract
from reports.model import AnnualReport, HtmlPlace, TableKey
from reports.readers import read
from tests.scheduler.house import report_html

TITLE = "2025年度明川市人民政府外事办公室政府信息公开工作年度报告"
PAGE = "<html><head><title>{title}</title></head><body><h1>{title}</h1><div id='zoom'></div>{script}</body></html>"
ARTICLE = report_html().decode().partition("<body>")[2].partition("</body>")[0]


def page(script: str, *, kind: str = "text/javascript") -> bytes:
    scripts = f"<script>var x = 'y';</script><script type='{kind}'>{script}</script>"
    return PAGE.format(title=TITLE, script=scripts).encode()


def as_literal(text: str) -> str:
    """Return the text as a JSON string that may stand in a script, tags written as escapes."""
    return json.dumps(text).replace("<", "\\u003c").replace(">", "\\u003e").replace("/", "\\/")


def in_pieces(text: str) -> str:
    return " +\n  ".join(as_literal(text[at : at + 500]) for at in range(0, len(text), 500))


SCRIPTS = {
    "a variable": f"// it's the article\nvar content = {as_literal(ARTICLE)};\nshow('zoom', content);",
    "single quotes": "var content = '" + ARTICLE.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "';",
    "a template": "document.querySelector('#zoom').innerHTML = `" + ARTICLE.replace("</script", "<\\/script") + "`;",
    "pieces": f"document.write({in_pieces(ARTICLE)});",
    "a state": f'window.__INITIAL_STATE__ = {{"article":{{"id":7,"content":{as_literal(ARTICLE)}}}}};',
    "JSON in a string": "var data = JSON.parse(" + as_literal(json.dumps({"data": [{"body": ARTICLE}]})) + ");",
    "percent-encoded": f'var content = decodeURIComponent("{quote(ARTICLE.strip())}");',
    "entities": f"var content = {as_literal(html.escape(ARTICLE))};",
}


def read_page(data: bytes) -> AnnualReport:
    return extract(read(data))


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_the_report_in_a_script_is_read_like_the_page_itself(script: str) -> None:
    report = read_page(page(script))

    expected = read_page(report_html())
    assert report.title == TITLE
    for key in TableKey:
        shown, wanted = report.table(key), expected.table(key)
        assert shown is not None
        assert wanted is not None
        assert [cell.value for *_, cell in shown.cells()] == [cell.value for *_, cell in wanted.cells()]
    assert [section.text for section in report.sections] == [section.text for section in expected.sections]


def test_the_report_in_a_json_element_is_read() -> None:
    script = json.dumps({"props": {"detail": {"title": TITLE, "content": ARTICLE}}}).replace("</", "<\\/")

    assert read_page(page(script, kind="application/json")).table(TableKey.REVIEW) is not None


def test_places_name_the_script() -> None:
    table = read_page(page(SCRIPTS["a variable"])).table(TableKey.APPLICATIONS)

    assert table is not None
    cell = table.cell("received", "total")
    assert cell is not None
    assert isinstance(cell.place, HtmlPlace)
    assert cell.place.path.startswith("script:2 > ")


def test_a_page_that_shows_its_tables_is_read_alone() -> None:
    other = ARTICLE.replace(">2<", ">7<")
    shown = report_html().decode().replace("</body>", f"<script>var content = {as_literal(other)};</script></body>")

    document = read(shown.encode())

    assert document.blocks == read(report_html()).blocks


def test_scripts_of_any_other_kind_add_nothing() -> None:
    script = "var menu = " + as_literal("<ul>" + "<li>政府信息公开年报</li>" * 100 + "</ul>") + ";"

    assert read(page(script)).blocks == read(page("")).blocks


@pytest.mark.parametrize("piece", ['"', "'\\", '"a" + ', "`${", '{"a":', "[", "\\u"])
def test_the_time_grows_with_the_size_and_no_faster(piece: str) -> None:
    def taken(count: int) -> float:
        data = page("var a = " + piece * count)
        best = float("inf")
        for _ in range(3):
            began = time.perf_counter()
            read(data)
            best = min(best, time.perf_counter() - began)
        return best

    assert taken(80_000) < 40 * max(taken(8_000), 0.001)
