"""Pages as sites really write them: what is text, what is a table, what belongs to the article."""

from __future__ import annotations

import pytest

from reports.errors import DocumentTooLarge
from reports.model import Document, DocumentLink, Grid, HtmlPlace, LinkKind, TextBlock
from reports.readers import read

REPORT = (
    "<h2>二、主动公开政府信息情况</h2>"
    "<table><tr><td>信息内容<td>本年制发件数<td>现行有效件数<tr><td>规章<td>0<td>1</table>"
    "<p>六、其他需要报告的事项</p>"
)


def page(body: str, *, head: str = "", url: str | None = None) -> Document:
    return read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), url=url)


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, TextBlock) and block.text]


def rows(document: Document) -> list[list[str]]:
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    return [["~" if cell.covered else cell.text for cell in row] for grid in grids for row in grid.rows]


def cell(markup: str) -> str:
    """Return the text of a table cell with this inside."""
    return rows(page(f"<table><tr><td>规章</td><td>{markup}</td></tr></table>"))[0][1]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<span>21</span><span>045</span>", "21045"),
        ("<span>21</span>\n   <span>045</span>", "21045"),
        ("21<wbr>045", "21045"),
        ("<p><span><font>7</font></span></p>", "7"),
        ("&nbsp;7\u200b&nbsp;", "7"),
        ("7<!-- note -->8", "78"),
        ("<input type='text' value='12'>", "12"),
        ("<select><option>1<option selected>3</select>", "3"),
        ("结果<br>维持", "结果\n维持"),
        ("<sub>5</sub>", "5"),
    ],
)
def test_a_cell_gives_the_text_that_shows(markup: str, text: str) -> None:
    assert cell(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("3<br>5", "3\n5"),
        ("<p>3</p><p>5</p>", "3\n5"),
        ("3 5", "3 5"),
        ("5<sup>1</sup>", "5¹"),
        ("<s>5</s>3", "5 3"),
        ("<img src='5.png'>", "\ufffc"),
    ],
)
def test_two_texts_in_a_cell_are_never_welded_into_one_number(markup: str, text: str) -> None:
    assert cell(markup) == text


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">藏</p>',
        '<p STYLE="Display : None">藏</p>',
        '<p style="visibility:hidden">藏</p>',
        "<p hidden>藏</p>",
        '<style>.yc{display:none}</style><p class="yc">藏</p>',
        "<script>document.write('藏')</script>",
        "<!-- 藏 -->",
        "<noscript><p>藏</p></noscript>",
        '<input type="hidden" value="藏">',
        "<template><p>藏</p></template>",
    ],
)
def test_what_does_not_show_is_not_text(hidden: str) -> None:
    assert "藏" not in "".join(lines(page(f"<p>甲</p>{hidden}")))


@pytest.mark.parametrize(
    "style",
    [
        "@media print{.tab{display:none}}",
        ".tab{display:none}.on .tab{display:block}",
        "/* .tab{display:none} */",
    ],
)
def test_a_style_that_hides_only_sometimes_hides_nothing(style: str) -> None:
    assert lines(page(f'<style>{style}</style><div class="tab">甲</div>')) == ["甲"]


def test_lines_of_a_block_are_blocks_of_their_own_and_know_their_place() -> None:
    document = page('<div id="zoom"><p>甲</p><p>乙<br>丙</p></div>')

    assert [(block.text, block.place) for block in document.blocks if isinstance(block, TextBlock)] == [
        ("甲", HtmlPlace("#zoom > p:nth-child(1)")),
        ("乙", HtmlPlace("#zoom > p:nth-child(2)")),
        ("丙", HtmlPlace("#zoom > p:nth-child(2)")),
    ]


def test_markup_says_what_is_a_heading() -> None:
    (first, second) = page("<h3><span>甲</span></h3><p>乙</p>").blocks

    assert isinstance(first, TextBlock)
    assert isinstance(second, TextBlock)
    assert (first.heading, second.heading) == (True, False)


def test_line_ends_in_the_source_do_not_part_chinese_words() -> None:
    assert lines(page("<p>政府信息\n      公开 report\n of</p>")) == ["政府信息公开 report of"]


def test_cells_that_were_never_closed_are_cells() -> None:
    document = page("<table><tr><td>规章<td>0<td>1<tr><td>行政许可<td>2</table>")

    assert rows(document) == [["规章", "0", "1"], ["行政许可", "2", "~"]]


def test_spans_end_with_their_row_group() -> None:
    document = page("<table><tbody><tr><td rowspan=9>a<td>b</tbody><tbody><tr><td>c<td>d</tbody></table>")

    assert rows(document) == [["a", "b"], ["c", "d"]]


def test_a_table_around_tables_is_layout_and_its_text_stays() -> None:
    document = page("<table><tr><td><p>甲</p><table><tr><td>规章<td>0</table><p>乙</p></table>")

    assert lines(document) == ["甲", "乙"]
    assert rows(document) == [["规章", "0"]]


def test_a_stray_table_in_a_cell_does_not_make_the_form_s_table_layout() -> None:
    labels = "".join(f"<tr><td>{label}<td>0" for label in ("规章", "行政规范性文件", "行政许可", "行政处罚"))

    document = page(f"<table>{labels}<tr><td>行政强制<td><table><tr><td>7</table></table>")

    assert rows(document)[-1] == ["行政强制", "7"]


def test_one_cell_in_every_row_is_text_and_no_table() -> None:
    document = page("<table><tr><td><p>甲</p><p>乙</p></table>")

    assert (lines(document), rows(document)) == (["甲", "乙"], [])


def test_empty_blocks_stay_since_they_may_be_blank_cells() -> None:
    document = page("<div><div>规章</div><div></div><div>&nbsp;</div><div><br></div><div>0</div></div>")

    assert [block.text for block in document.blocks if isinstance(block, TextBlock)] == ["规章", "", "", "", "0"]


def test_a_row_of_inline_elements_is_a_row() -> None:
    written = "".join(
        f"<p><span>{label}</span><span>{number}</span></p>"
        for number, label in enumerate(("规章", "行政规范性文件", "行政许可", "行政处罚"))
    )

    assert rows(page(written)) == [["规章", "0"], ["行政规范性文件", "1"], ["行政许可", "2"], ["行政处罚", "3"]]


def test_navigation_and_footer_are_left_out_and_the_title_beside_the_article_is_kept() -> None:
    document = page(
        '<div class="top"><ul><li><a href="/1">首页</a></li></ul><h1>甲局2024年政府信息公开工作年度报告</h1>'
        f"<span>发布时间：2025-01-20</span></div><div>{REPORT}<p>无</p></div><div><p>主办单位：甲局 ICP备1号</p></div>"
    )

    assert lines(document) == [
        "甲局2024年政府信息公开工作年度报告",
        "发布时间：2025-01-20",
        "二、主动公开政府信息情况",
        "六、其他需要报告的事项",
        "无",
    ]


def test_prose_beside_a_wrapper_of_tables_is_not_lost() -> None:
    prose = (
        "<p>本年度按目录逐月更新栏目，重大决定先听意见再公布，公布之后附上解读材料，来信都有回音，答复都在期限之内。</p>"
        * 2
    )

    document = page(f"<div>{prose}<div><div>{REPORT}</div></div></div>")

    assert lines(document)[1].startswith("本年度按目录")


def test_a_report_inside_an_aside_is_still_read() -> None:
    assert rows(page(f"<aside>{REPORT}</aside>")) == [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "0", "1"]]


def test_a_second_copy_for_small_screens_is_not_read_twice() -> None:
    assert len(rows(page(f"<div class=pc>{REPORT}</div><div class=mobile>{REPORT}</div>"))) == 2


def test_lines_below_the_article_are_left_out() -> None:
    document = page(f"<div>{REPORT}<p>无</p><p>上一篇：<a href=1>旧闻</a></p><p>分享到：微信</p></div>")

    assert lines(document)[-1] == "无"


def test_metas_are_known_by_lower_case_names_and_the_title_as_title() -> None:
    head = '<title>甲</title><META Name="PubDate" Content="2025-01-20 10:19"><meta name="PubDate" content="later">'

    assert page("<p>甲</p>", head=head).metas == {"title": "甲", "pubdate": "2025-01-20 10:19"}


@pytest.mark.parametrize(
    ("markup", "url", "kind"),
    [
        ('<a href="./P02.pdf">附件</a>', "https://a.gov.cn/x/P02.pdf", LinkKind.ATTACHMENT),
        ('<a href="/module/download/downfile.jsp?filename=1">附件</a>', None, LinkKind.ATTACHMENT),
        ("<a onclick=\"window.open('b.docx')\" href='javascript:;'>附件</a>", None, LinkKind.ATTACHMENT),
        ('<a href="../y.html">去年</a>', "https://a.gov.cn/y.html", LinkKind.PAGE),
        ('<iframe src="/js/viewer.html?file=/f/a.pdf"></iframe>', "https://a.gov.cn/f/a.pdf", LinkKind.FRAME),
        ('<iframe src="/viewer?file=%2Ff%2Fa.pdf&page=1"></iframe>', "https://a.gov.cn/f/a.pdf", LinkKind.FRAME),
        ('<iframe src="/pdfjs/viewer.html#file=/f/a.pdf"></iframe>', "https://a.gov.cn/f/a.pdf", LinkKind.FRAME),
        ('<iframe data-src="/f/a.pdf"></iframe>', "https://a.gov.cn/f/a.pdf", LinkKind.ATTACHMENT),
        ('<object data="/f/a.pdf"><p>请安装插件</p></object>', "https://a.gov.cn/f/a.pdf", LinkKind.ATTACHMENT),
        ('<object><param name="SRC" value="/f/a.pdf"></object>', "https://a.gov.cn/f/a.pdf", LinkKind.ATTACHMENT),
        ("<a href=\"javascript:openPdf('/f/a.pdf')\">查看</a>", "https://a.gov.cn/f/a.pdf", LinkKind.ATTACHMENT),
        ('<embed src="c.pdf">', "https://a.gov.cn/x/c.pdf", LinkKind.ATTACHMENT),
    ],
)
def test_links_of_the_article_are_told_apart(markup: str, url: str | None, kind: LinkKind) -> None:
    (link,) = page(f"{REPORT}<p>{markup}</p>", url="https://a.gov.cn/x/t1.html").links

    assert link.kind is kind
    assert url is None or link.url == url


@pytest.mark.parametrize("script", ['PDFObject.embed("/f/a.pdf", "#x");', 'var file = "\\/f\\/a.pdf";'])
def test_a_file_that_a_script_hands_to_a_viewer_is_a_part_where_no_table_shows(script: str) -> None:
    text = "<h1>青江市水务局2025年政府信息公开工作年度报告</h1><div id=x></div>"

    document = page(f"{text}<script>{script}</script>", url="https://a.gov.cn/x/t1.html")

    assert document.links == (DocumentLink("https://a.gov.cn/f/a.pdf", "", LinkKind.FRAME),)


def test_an_attachment_right_below_the_article_belongs_to_it() -> None:
    document = page(f"<div><div>{REPORT}</div><div>附件：<a href='a.pdf'>2024年年报.pdf</a></div></div>")

    assert document.links == (DocumentLink("a.pdf", "2024年年报.pdf", LinkKind.ATTACHMENT),)


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ('<img src="t.png" width="640">', 1),
        ('<img src="t.png" style="width: 15cm">', 1),
        ('<img src="t.png">', 1),
        ('<img src="t.png" width="16">', 0),
        ('<img src="/images/file_icon.gif">', 0),
    ],
)
def test_only_pictures_that_may_hold_a_table_are_counted(markup: str, count: int) -> None:
    assert page(f"{REPORT}<p>{markup}</p>").images == count


def test_thousands_of_levels_are_a_named_error() -> None:
    with pytest.raises(DocumentTooLarge) as caught:
        page("<div>" * 1500 + "甲")

    assert caught.value.what == "depth"


def test_a_table_around_long_text_keeps_the_blocks_that_stand_in_its_cell() -> None:
    rows = "规章\t1\t2\t3\n行政规范性文件\t4\t5\t6\n行政许可\t7\t\t"
    page = f"<table><tr><td><h2>一、总体情况</h2><p>{'甲' * 500}</p><pre>{rows}</pre></td></tr></table>"

    document = read(page.encode(), filename="a.html")

    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row] for row in grids[0].rows][1] == ["行政规范性文件", "4", "5", "6"]
    assert [block.text for block in document.blocks if isinstance(block, TextBlock) and block.heading] == [
        "一、总体情况"
    ]


def test_long_text_in_a_cell_does_not_make_a_table_with_the_form_s_labels_layout() -> None:
    labels = ("规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制")
    rows = "".join(f"<tr><td>{label}</td><td>1</td></tr>" for label in labels)
    page = f"<table><tr><td colspan=2>{'甲' * 500}</td></tr>{rows}</table>"

    document = read(page.encode(), filename="a.html")

    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [row[0].text for row in grids[0].rows[1:]] == list(labels)
