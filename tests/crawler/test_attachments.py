"""Files that belong to a report's page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crawler.attachments import attachments_of
from crawler.pages import Page
from storage.records import DocumentRole
from tests.crawler.house import house
from tests.crawler.markup import entries_of, list_column, path_of, report
from tests.crawler.site_server import Site, serving

PDF = b"%PDF-1.4\n1 0 obj\n"
FRAME = "<html><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving("127.9.2.1") as (only,):
        only.page("/zfxxgknb/", list_column(entries_of(2025)))
        yield only


def test_attachment_is_kept_beneath_its_page(site: Site) -> None:
    link = '<p>附件：<a href="./P0202601.docx">年度报告.docx</a></p>'
    site.page(path_of(2025), report(2025, extra=link))
    site.page("/zfxxgknb/202601/P0202601.docx", b"PK\x03\x04 no zip", media_type="application/msword")

    with house(site) as home:
        home.crawl()

        page, attachment = home.documents()
        assert (attachment.role, attachment.parent_id) == (DocumentRole.ATTACHMENT, page.id)
        assert attachment.report_year == 2025
        assert attachment.title == "年度报告.docx"


@pytest.mark.parametrize(
    "markup",
    [
        '<iframe src="/files/nb2025.pdf" width="100%"></iframe>',
        '<embed type="application/pdf" src="/files/nb2025.pdf">',
        '<object data="/files/nb2025.pdf"></object>',
        '<iframe src="/pdfjs/web/viewer.html?file=/files/nb2025.pdf"></iframe>',
        '<iframe src="/viewer?file=%2Ffiles%2Fnb2025.pdf#zoom=1"></iframe>',
        '<iframe src="/pdfjs/web/viewer.html#file=/files/nb2025.pdf"></iframe>',
        '<iframe data-src="/files/nb2025.pdf"></iframe>',
        '<object type="application/pdf"><param name="src" value="/files/nb2025.pdf"></object>',
        '<div id="pdf"></div><script>PDFObject.embed("/files/nb2025.pdf", "#pdf");</script>',
        '<a href="javascript:void(0)" onclick="window.open(\'/files/nb2025.pdf\')">点击查看</a>',
    ],
)
def test_page_that_only_frames_a_file_brings_the_file(site: Site, markup: str) -> None:
    site.page(path_of(2025), FRAME.format("青江市水务局2025年政府信息公开工作年度报告", markup))
    site.page("/files/nb2025.pdf", PDF, media_type="application/pdf")

    with house(site) as home:
        home.crawl()

        assert [document.url for document in home.documents()] == [
            site.root + path_of(2025),
            site.root + "/files/nb2025.pdf",
        ]


def test_missing_attachment_is_asked_for_again_although_the_page_stays_the_same(site: Site) -> None:
    site.page(path_of(2025), report(2025, extra='<a href="/files/fb.xls">附表.xls</a>'))

    with house(site) as home:
        home.crawl()
        assert [document.role for document in home.documents()] == [DocumentRole.REPORT]
        site.page("/files/fb.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", media_type="application/vnd.ms-excel")
        home.crawl(hours_later=6)

        assert [document.role for document in home.documents()] == [DocumentRole.REPORT, DocumentRole.ATTACHMENT]


def test_attachment_on_a_host_that_the_roll_does_not_list_is_not_asked(site: Site) -> None:
    with serving("127.9.2.2") as (other,):
        site.page(path_of(2025), report(2025, extra=f'<a href="{other.root}/fb.xls">附表.xls</a>'))
        with house(site) as home:
            home.crawl()

    assert other.asked == []


def test_framed_page_counts_only_where_the_page_itself_holds_no_report() -> None:
    frame = '<iframe src="/inner/2025.html"></iframe>'
    full = Page("http://a.example.cn/nb/1.html", report(2025, extra=frame))

    assert [item.url for item in attachments_of(full, holds_report=False)] == ["http://a.example.cn/inner/2025.html"]
    assert attachments_of(full, holds_report=True) == ()


def test_files_of_the_navigation_and_pictures_are_no_attachments() -> None:
    html = (
        '<body><div class="nav"><a href="/app.pdf">使用手册.pdf</a></div>'
        '<div class="article"><a href="/1.png">图片.png</a>'
        '<a href="/d/downfile.jsp?classid=0&filename=ab12.doc">报告文本</a></div></body>'
    )

    found = attachments_of(Page("http://a.example.cn/nb/1.html", html), holds_report=True)

    assert [item.url for item in found] == ["http://a.example.cn/d/downfile.jsp?classid=0&filename=ab12.doc"]


def test_wrapper_that_calls_itself_page_is_no_navigation() -> None:
    text = "本年度各项工作按计划完成。" * 20
    html = f'<body><div class="page"><div class="top-content">{text}<a href="/a.pdf">报告.pdf</a></div></div></body>'

    found = attachments_of(Page("http://a.example.gov.cn/1.html", html), holds_report=True)

    assert [item.url for item in found] == ["http://a.example.gov.cn/a.pdf"]


def test_large_pictures_are_fetched_where_the_page_lacks_tables_and_nothing_is_attached() -> None:
    pictures = '<img src="/b1.png" width="800"><img src="/icon.png" width="24"><img src="/b2.jpg">'
    text = "<p>四、政府信息公开行政复议、行政诉讼情况</p>"
    page = Page("http://a.example.gov.cn/1.html", f'<body><div class="article">{text}{pictures}</div></body>')

    found = attachments_of(page, holds_report=True)

    assert [item.url for item in found] == ["http://a.example.gov.cn/b1.png", "http://a.example.gov.cn/b2.jpg"]


@pytest.mark.parametrize("rest", ["制发件数 商业企业 结果维持", '<a href="/fb.docx">附表.docx</a>'])
def test_pictures_beside_tables_or_an_attached_file_are_left_alone(rest: str) -> None:
    html = f'<body><div class="article"><p>{rest}</p><img src="/b1.png" width="800"></div></body>'

    found = attachments_of(Page("http://a.example.gov.cn/1.html", html), holds_report=True)

    assert "http://a.example.gov.cn/b1.png" not in [item.url for item in found]
