"""Column pages of both families: kind, entries with whole titles and days, where the list goes on."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.families import FAMILIES, ListReading, PageKind, family_of
from crawler.pages import Page
from tests.crawler import markup
from tests.crawler.markup import Entry, entries_of, list_column, report, title_of

COLUMN = "https://slj.example.gov.cn/zwgk/zfxxgknb/index.html"
FOLDER = "https://slj.example.gov.cn/zwgk/zfxxgknb/"
NAV = (
    '<div class="nav"><ul><li><a href="/">首页</a></li>'
    '<li><a href="/zwgk/zfxxgknb/">政府信息公开年报</a></li></ul></div>'
)


def read(html: str, *, url: str = COLUMN) -> ListReading:
    page = Page(url, html)
    return family_of(page).read_list(page)


def body(inner: str, *, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{NAV}{inner}</body></html>"


# --- entries, however they are marked up ---------------------------------------------------------

REPORT = title_of(2024)
SHAPES = {
    "list with day behind": "<ul><li><a href='./t1.html'>{t}</a><span>2025-01-20</span></li></ul>",
    "list with day before": "<ul><li><i>[2025-01-20]</i><a href='./t1.html'>{t}</a></li></ul>",
    "day inside the link": "<ul><li><a href='./t1.html'>{t}<span>2025-01-20</span></a></li></ul>",
    "slashes": "<ul><li><a href='./t1.html'>{t}</a> 2025/1/20</li></ul>",
    "dots": "<ul><li><a href='./t1.html'>{t}</a> (2025.01.20)</li></ul>",
    "chinese day": "<ul><li><a href='./t1.html'>{t}</a><em>2025年1月20日</em></li></ul>",
    "day with time": "<ul><li><a href='./t1.html'>{t}</a><em>2025-01-20 10:31</em></li></ul>",
    "table": "<table><tr><td><a href='./t1.html'>{t}</a></td><td>2025-01-20</td></tr></table>",
    "table with number and agency": (
        "<table><tr><th>序号</th><th>标题</th><th>日期</th></tr>"
        "<tr><td>1</td><td><a href='./t1.html'>{t}</a></td><td>青江市水务局</td><td>2025-01-20</td></tr></table>"
    ),
    "table without end tags": (
        "<table><tr><td><a href='./t1.html'>{t}</a><td>2025-01-20<tr><td>&nbsp;<td>&nbsp;</table>"
    ),
    "definition list": "<dl><dd><a href='./t1.html'>{t}</a><span>2025-01-20</span></dd></dl>",
    "blocks": "<div class='l'><div class='i'><a href='./t1.html'>{t}</a><p>2025-01-20</p></div></div>",
    "day block": (
        "<div class='l'><div class='i'><h3><a href='./t1.html'>{t}</a></h3><p><b>20</b> <i>2025-01</i></p></div></div>"
    ),
    "card with a lead and a second link": (
        "<div class='l'><div class='i'><div><b>20</b><i>2025-01</i></div><div><h4><a href='./t1.html'>{t}</a></h4>"
        "<p>现将本机关的报告公布如下，欢迎查阅。</p><a href='./t1.html'>查看详情</a></div></div></div>"
    ),
    "card with a linked picture": (
        "<ul><li><a href='./t1.html'><img src='a.jpg'></a><a href='./t1.html'>{t}</a>"
        "<p>现将本机关的报告公布如下。</p><span>2025-01-20</span></li></ul>"
    ),
    "title attribute, text cut off": (
        '<ul><li><a title="{t}" href="./t1.html">青江市水务局2024年政…</a><b>2025-01-20</b></li></ul>'
    ),
    "title attribute after href in single quotes": (
        "<ul><li><a href='./t1.html' title='{t}'>青江市水务...</a><b>2025-01-20</b></li></ul>"
    ),
    "title attribute with a small form": (
        '<ul><li><a href="./t1.html" title="标题：{t}&#10;发布时间：2025-01-20">'
        "青江市水务局2024…</a><b>2025-01-20</b></li></ul>"
    ),
    "useless title attribute": '<ul><li><a href="./t1.html" title="点击查看">{t}</a><b>2025-01-20</b></li></ul>',
    "link says only download": '<ul><li>{t} <a href="./t1.html">查看</a> <b>2025-01-20</b></li></ul>',
    "file beside the page": (
        '<ul><li><a href="./t1.html">{t}</a> <a href="./f.pdf">下载</a> <b>2025-01-20</b></li></ul>'
    ),
    "opened by script": (
        """<ul><li><a href="javascript:void(0)" onclick="window.open('./t1.html')">"""
        "{t}</a> 2025-01-20</li></ul>"
    ),
    "address in a script link": """<ul><li><a href="javascript:openPage('./t1.html')">{t}</a> 2025-01-20</li></ul>""",
    "blanks and line breaks": "<ul><li>\n<a \n href=' ./t1.html '>\n  {t}\n</a>\n<span>\n2025-01-20</span></li></ul>",
    "upper case": "<UL><LI><A HREF='./t1.html'>{t}</A><SPAN>2025-01-20</SPAN></LI></UL>",
    "picture before": (
        "<ul><li><img src='/i.gif'><a href='./t1.html'><font>{t}</font></a><span>2025-01-20</span></li></ul>"
    ),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_entry_has_its_whole_title_address_and_day(shape: str) -> None:
    reading = read(body(shape.replace("{t}", REPORT)))

    (item,) = [item for item in reading.items if item.is_report]
    assert (reading.page_kind, item.title, item.url, item.date) == (
        PageKind.LIST,
        REPORT,
        f"{FOLDER}t1.html",
        date(2025, 1, 20),
    )
    assert (item.agency, item.report_year) == ("青江市水务局", 2024)


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("./202501/t1.html", f"{FOLDER}202501/t1.html"),
        ("../nb/t1.html", "https://slj.example.gov.cn/zwgk/nb/t1.html"),
        ("/a/t1.html", "https://slj.example.gov.cn/a/t1.html"),
        ("//www.example.gov.cn/t1.html", "https://www.example.gov.cn/t1.html"),
        ("http://www.example.gov.cn/t1.html#top", "http://www.example.gov.cn/t1.html"),
        ("?id=7", f"{FOLDER}index.html?id=7"),
        (r".\t1.html", f"{FOLDER}t1.html"),
    ],
)
def test_address_is_made_absolute(href: str, url: str) -> None:
    reading = read(body(f"<ul><li><a href='{href}'>{REPORT}</a> 2025-01-20</li></ul>"))

    assert reading.items[0].url == url


def test_base_element_counts() -> None:
    html = body(f"<ul><li><a href='t1.html'>{REPORT}</a> 2025-01-20</li></ul>", head="<base href='/x/'>")

    assert read(html).items[0].url == "https://slj.example.gov.cn/x/t1.html"


def test_day_without_year_takes_the_year_of_the_address() -> None:
    html = body(f"<ul><li><a href='./202501/t20250117_9.html'>{REPORT}</a><span>01-20</span></li></ul>")

    assert read(html).items[0].date == date(2025, 1, 20)


def test_day_is_left_open_where_none_is_printed() -> None:
    assert read(body(f"<ul><li><a href='./t20250117_9.html'>{REPORT}</a></li></ul>")).items[0].date is None


def test_navigation_and_side_lists_are_no_entries() -> None:
    side = (
        '<div class="side"><h3>热点</h3><ul><li><a href="/n1.html">青江市召开全市水务工作会议</a> 2025-02-01</li>'
        '<li><a href="/n2.html">河道清淤工程开工</a> 2025-02-02</li></ul></div>'
    )

    reading = read(list_column(entries_of(2024, 2023)).replace('<div class="main">', side + '<div class="main">'))

    assert [item.title for item in reading.items] == [title_of(2024), title_of(2023)]


def test_other_papers_of_the_same_list_are_entries_but_no_reports() -> None:
    guide = Entry("青江市水务局政府信息公开指南", "./zn.html", "2024-03-01")

    reading = read(list_column([*entries_of(2024), guide]))

    assert [item.is_report for item in reading.items] == [True, False]


def test_list_without_reports_is_the_one_with_days() -> None:
    reading = read(
        list_column([Entry(f"第{n}号通知公告", f"./{n}.html", "2025-01-02") for n in range(3)], name="通知公告")
    )

    assert (reading.page_kind, len(reading.items)) == (PageKind.LIST, 3)


def test_bare_titles_are_reports_in_a_column_of_reports_and_doubtful_elsewhere() -> None:
    entries = [Entry(f"{year}年年报", f"/x/{year}.html", "2025-01-02") for year in (2024, 2023)]

    inside = read(list_column(entries), url="https://slj.example.gov.cn/x/")
    outside = read(list_column(entries, name="信息公开"), url="https://slj.example.gov.cn/x/")

    assert [(item.is_report, item.doubtful) for item in inside.items] == [(True, False)] * 2
    assert [(item.is_report, item.doubtful) for item in outside.items] == [(False, True)] * 2


def test_title_that_stays_cut_off_is_doubtful() -> None:
    reading = read(body("<ul><li><a href='./t1.html'>青江市水务局2024年政府信息公开工作…</a> 2025-01-20</li></ul>"))

    assert [(item.is_report, item.doubtful) for item in reading.items] == [(False, True)]


def test_one_address_is_one_entry() -> None:
    line = f"<li><a href='./t1.html'><img src=/n.gif></a><a href='./t1.html'>{REPORT}</a> 2025-01-20</li>"

    assert len(read(body(f"<ul>{line}</ul>")).items) == 1


# --- kinds of pages ------------------------------------------------------------------------------------


def test_report_is_a_report_even_with_a_list_of_other_years_beside_it() -> None:
    others = "".join(f"<li><a href='/{year}.html'>{title_of(year)}</a></li>" for year in (2023, 2022, 2021))

    reading = read(report(2024, extra=f"<ul>{others}</ul>"))

    assert (reading.page_kind, reading.items[0].url, reading.items[0].report_year) == (PageKind.REPORT, COLUMN, 2024)


def test_page_with_nothing_to_read_is_other() -> None:
    assert read(markup.EMPTY_COLUMN) == ListReading(PageKind.OTHER)


def test_page_that_is_not_even_html_is_other() -> None:
    assert read("\x00\x01 nothing").page_kind is PageKind.OTHER
    assert read("").page_kind is PageKind.OTHER


def test_frame_of_the_same_host_is_to_be_asked_instead() -> None:
    reading = read(body('<iframe src="/list/nb.html"></iframe><iframe src="https://other.example/x"></iframe>'))

    assert [request.url for request in reading.requests] == ["https://slj.example.gov.cn/list/nb.html"]


HUB = """<div class="box"><h3>2024年度</h3><ul><li><a href="/jyj/2024.html">市教育局</a></li>
<li><a href="/mzj/2024.html">市民政局</a></li><li><a href="/slj/2024.html">市水务局</a></li>
<li><span>市体育局</span></li></ul>
<h3>2023年度</h3><ul><li><a href="/jyj/2023.html">市教育局</a></li>
<li><a href="/slj/2023.html">市水务局</a></li></ul></div>"""


def test_hub_gives_bodies_by_year_and_those_without_a_link() -> None:
    reading = read(body(HUB))

    assert reading.page_kind is PageKind.HUB
    assert [(item.agency, item.report_year) for item in reading.items] == [
        ("市教育局", 2024),
        ("市民政局", 2024),
        ("市水务局", 2024),
        ("市教育局", 2023),
        ("市水务局", 2023),
    ]
    assert reading.unlinked == ("市体育局",)


def test_hub_with_years_as_tabs_gives_each_block_its_year() -> None:
    tabs = "<ul class='tabnav'><li>2024年</li><li>2023年</li></ul>"
    blocks = [
        "<div class='con'>"
        + "".join(f"<p><a href='/{year}/{n}.html'>{name}</a></p>" for n, name in enumerate(names))
        + "</div>"
        for year, names in ((2024, ("市教育局", "市民政局")), (2023, ("市教育局", "市水务局")))
    ]

    reading = read(body(f"<div>{tabs}{''.join(blocks)}</div>"))

    assert [(item.agency, item.report_year) for item in reading.items] == [
        ("市教育局", 2024),
        ("市民政局", 2024),
        ("市教育局", 2023),
        ("市水务局", 2023),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>2024年市政府部门政府信息公开年报</h2>",
        "<table><tr><th>2024</th></tr></table>",
        "<div>【2024年度】</div>",
        "<p>2024年度：</p>",
    ],
)
def test_heading_of_a_hub_may_be_worded_in_many_ways(heading: str) -> None:
    names = "".join(
        f"<td><a href='/{number}.html'>{name}</a></td>"
        for number, name in enumerate(("市教育局", "市民政局", "市水务局"))
    )

    reading = read(body(f"{heading}<table><tr>{names}</tr></table>"))

    assert (reading.page_kind, {item.report_year for item in reading.items}) == (PageKind.HUB, {2024})


def test_list_of_many_bodies_reports_is_a_hub() -> None:
    agencies = ("青江市教育局", "青江市民政局", "青江市水务局")
    entries = [
        Entry(title_of(2024, agency), f"./{number}.html", "2025-01-20") for number, agency in enumerate(agencies)
    ]

    reading = read(list_column(entries))

    assert (reading.page_kind, [item.agency for item in reading.items]) == (PageKind.HUB, list(agencies))


# --- paging ----------------------------------------------------------------------------------------------

PAGERS = {
    "next link": ('<div class="page"><a href="index_1.html">下一页</a></div>', "index_1.html", None),
    "next link with sign": (
        '<div class="page"><a href="./index_1.html">下一页&gt;&gt;</a></div>',
        "index_1.html",
        None,
    ),
    "sign alone": ('<div class="page"><a href="index_2.html">&gt;</a></div>', "index_2.html", None),
    "next by title": (
        '<div class="page"><a title="下一页" href="index_1.html"><img src=/r.gif></a></div>',
        "index_1.html",
        None,
    ),
    "trs script": ('<script>createPageHTML(3, 0, "index", "html");</script>', "index_1.html", 3),
    "trs script with one page": ('<script>createPageHTML(1, 0, "index", "html");</script>', None, 1),
    "ucap script": ("<script>createPageHTML('page_div',4, 1,'nb_list','shtml',66);</script>", "nb_list_2.shtml", 4),
    "variables": ("<script>var countPage = 2; var currentPage = 0;</script>", "index_1.html", 2),
    "query": (
        '<div class="pages"><span class="current">1</span><a href="?page=2">2</a><a href="?page=3">3</a></div>',
        "index.html?page=2",
        None,
    ),
    "underscored numbers": (
        '<div><b>1</b> <a href="nb_2.html">2</a> <a href="nb_3.html">3</a></div>',
        "nb_2.html",
        None,
    ),
    "disabled next": ('<div class="page"><a class="disabled" href="index_1.html">下一页</a></div>', None, None),
    "next without address": ('<div class="page"><a href="javascript:void(0)">下一页</a></div>', None, None),
    "next of another host": (
        '<div class="page"><a href="https://other.example/index_1.html">下一页</a></div>',
        None,
        None,
    ),
    "next of another column": ('<div class="page"><a href="/zwgk/tzgg/index_1.html">下一页</a></div>', None, None),
    "stated pages": ("<p>共 3 页 45 条</p>", None, 3),
    "stated single page": ("<p>共 3 条 第 1/1 页</p>", None, 1),
    "none": ("", None, None),
}


@pytest.mark.parametrize(("pager", "following", "stated"), PAGERS.values(), ids=PAGERS.keys())
def test_list_goes_on_where_the_page_says(pager: str, following: str | None, stated: int | None) -> None:
    reading = read(list_column(entries_of(2024, 2023), pager=pager))

    found = None if reading.next_page is None else reading.next_page.url
    assert (found, reading.pages_stated) == (None if following is None else FOLDER + following, stated)


def test_second_page_leads_to_the_third() -> None:
    pager = '<script>createPageHTML(3, 1, "index", "html");</script>'

    reading = read(list_column(entries_of(2020), pager=pager), url=f"{FOLDER}index_1.html")

    assert reading.next_page is not None
    assert reading.next_page.url == f"{FOLDER}index_2.html"


def test_last_page_leads_nowhere() -> None:
    pager = '<script>createPageHTML(3, 2, "index", "html");</script>'

    assert read(list_column(entries_of(2020), pager=pager), url=f"{FOLDER}index_2.html").next_page is None


def test_pages_that_count_backwards_follow_the_next_link() -> None:
    pager = '<span class="p_next"><a href="zfxxgknb/2.htm">下页</a></span>'

    reading = read(list_column(entries_of(2024), pager=pager), url="https://a.example.gov.cn/zwgk/zfxxgknb.htm")

    assert reading.next_page is not None
    assert reading.next_page.url == "https://a.example.gov.cn/zwgk/zfxxgknb/2.htm"


# --- families ------------------------------------------------------------------------------------------


def test_shanghai_platform_is_recognised_by_its_addresses() -> None:
    entries = [Entry(title_of(2024), markup.shanghai_path(2024), "2025-01-13")]
    page = Page("https://wsb.sh.gov.cn/2020zfxxgknb/", markup.shanghai_column(entries))

    family = family_of(page)

    assert family.name == "shanghai"
    assert [(item.title, item.url, item.date) for item in family.read_list(page).items] == [
        (title_of(2024), "https://wsb.sh.gov.cn" + markup.shanghai_path(2024), date(2025, 1, 13))
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/nw12344/20240329/" + "0f" * 16 + ".html",
        "/nw6933/20200906/0001-6933_534.html",
        "/nw2/nw2314/nw2319/u21aw1279368.html",
    ],
)
def test_older_addresses_of_the_platform_are_known(path: str) -> None:
    page = Page(
        "https://www.shanghai.gov.cn/nw12344/index.html",
        markup.shanghai_column([Entry(title_of(2024), path, "2024-03-29")]),
    )

    assert family_of(page).name == "shanghai"


def test_family_named_in_the_roll_is_used() -> None:
    page = Page(COLUMN, markup.shanghai_column([Entry(title_of(2024), markup.shanghai_path(2024), "2025-01-13")]))

    assert family_of(page, named="generic").name == "generic"


def test_any_other_site_is_read_as_a_generic_list() -> None:
    assert family_of(Page(COLUMN, list_column(entries_of(2024)))).name == "generic"


def test_names_of_families_differ() -> None:
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)
