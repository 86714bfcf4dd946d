"""PDF files as they are met: turned, two to a sheet, drawn in forms, twice or unseen, locked, cut off, huge."""

from __future__ import annotations

import pytest

from reports.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument
from reports.extract import extract
from reports.model import AnnualReport, Document, Grid, PagePlace, TableKey, TextBlock
from reports.readers import read
from tests.rendering.comparison import printed_numbers, read_numbers
from tests.rendering.figures import balanced
from tests.rendering.pdf_file import Canvas, pdf_file
from tests.rendering.printed import LEVEL, NONE, RULED, Print, pages_of, printed, turned, two_up
from tests.rendering.specimen import specimen

FIGURES = balanced(1)
REPORT = specimen(FIGURES)
every_kind_of_rules = pytest.mark.parametrize("rules", [RULED, LEVEL, NONE])


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, TextBlock)]


def grids(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row if not cell.covered] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def assert_whole(report: AnnualReport) -> None:
    assert read_numbers(report) == printed_numbers(FIGURES)
    assert report.title == REPORT.title
    assert [section.key.value for section in report.sections] == list(REPORT.sections)
    for section in report.sections:
        assert section.text == "\n".join(REPORT.sections[section.key.value])
    assert report.published == REPORT.published
    assert report.problems == ()


def ruled_page(*rows: list[str], size: float = 10.0) -> Canvas:
    page = Canvas()
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            left, top = 60 + 90 * x, 60 + 30 * y
            for a, b, c, d in ((0, 0, 90, 0), (0, 30, 90, 30), (0, 0, 0, 30), (90, 0, 90, 30)):
                page.rule(left + a, top + b, left + c, top + d)
            page.text(left + 5, top + 10, text, size)
    return page


@every_kind_of_rules
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_page_reads_as_it_is_seen(quarters: int, rules: str) -> None:
    data = pdf_file(turned(pages_of(REPORT, Print(rules=rules)), quarters), title=REPORT.title)

    assert_whole(extract(read(data)))


@every_kind_of_rules
def test_a_page_whose_text_runs_upwards_reads_all_the_same_and_keeps_its_places(rules: str) -> None:
    pages = turned(pages_of(REPORT, Print(rules=rules)), 1)
    for page in pages:
        page.rotate = 0

    document = read(pdf_file(pages, title=REPORT.title))

    assert_whole(extract(document))
    places = [block.place for block in document.blocks if isinstance(block.place, PagePlace)]
    assert all(0 <= place.box[0] < place.box[2] <= 842 and 0 <= place.box[1] < place.box[3] <= 595 for place in places)
    assert all(place.box[3] - place.box[1] > place.box[2] - place.box[0] for place in places[1:3])


@every_kind_of_rules
def test_two_pages_side_by_side_are_read_one_after_the_other(rules: str) -> None:
    data = pdf_file(two_up(pages_of(REPORT, Print(rules=rules))), title=REPORT.title)

    assert_whole(extract(read(data)))


@every_kind_of_rules
def test_a_page_drawn_inside_forms_is_read_with_all_their_matrices(rules: str) -> None:
    pages = pages_of(REPORT, Print(rules=rules))
    for page in pages:
        page.put_in_form((0.5, 0, 0, 0.5, 40, 60))
        page.put_in_form((1.8, 0, 0, 1.8, -20, -30))

    assert_whole(extract(read(pdf_file(pages, title=REPORT.title))))


@every_kind_of_rules
def test_text_drawn_twice_at_one_place_is_read_once(rules: str) -> None:
    pages = pages_of(REPORT, Print(rules=rules))
    for page in pages:
        page.content += [f"q 1 0 0 1 0.3 0 cm {line} Q" for line in page.content if line.endswith("Tj ET")]

    assert_whole(extract(read(pdf_file(pages, title=REPORT.title))))


def test_unpainted_text_and_text_off_the_page_are_not_read() -> None:
    page = ruled_page(["规章", "1", "0", "11"], ["行政规范性文件", "8", "26", "66"])
    page.text(155, 70, "9", mode=3)
    page.text(-300, 70, "77")
    page.picture(60, 400, 200, 500)

    (grid,) = grids(read(pdf_file([page])))

    assert grid == [["规章", "1", "0", "11"], ["行政规范性文件", "8", "26", "66"]]


def test_a_watermark_across_a_table_is_no_part_of_its_cells() -> None:
    page = ruled_page(["规章", "1", "0", "11"], ["行政规范性文件", "8", "26", "66"])
    codes = "内部资料".encode("utf-16-be").hex()
    page.content.append(f"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 120 690 Tm <{codes}> Tj ET")

    (grid,) = grids(read(pdf_file([page])))

    assert grid == [["规章", "1", "0", "11"], ["行政规范性文件", "8", "26", "66"]]


def test_radical_characters_become_the_characters_that_are_meant() -> None:
    page = ruled_page(["⾏政许可", "⼀", "0"], ["⼈⺠政府", "⻓", "①"])
    page.text(60, 300, "⼀、总体情况")

    document = read(pdf_file([page]))

    assert grids(document) == [[["行政许可", "一", "0"], ["人民政府", "长", "①"]]]
    assert texts(document) == ["一、总体情况"]


def test_page_numbers_and_running_heads_are_left_out_and_other_numbers_stay() -> None:
    pages = pages_of(REPORT, Print(width=420, height=595, size=9, margin=50, running_head="临江市档案局工作报告"))

    document = read(pdf_file(pages))

    assert not any(text.startswith("- ") or text == "临江市档案局工作报告" for text in texts(document))
    assert read_numbers(extract(document)) == printed_numbers(FIGURES)


def test_a_lone_number_at_the_foot_of_one_page_is_no_page_number() -> None:
    first, second = Canvas(), Canvas()
    first.text(60, 60, "全年共收到申请的件数如下页所示，与上年相比略有增加。")
    second.text(60, 60, "上页所说的件数见页尾。")
    second.text(60, 800, "4711")

    assert texts(read(pdf_file([first, second])))[-1] == "4711"


@pytest.mark.parametrize("filled", [False, True])
def test_rules_in_pieces_and_as_thin_boxes_make_the_same_cells(filled: bool) -> None:
    page = Canvas()
    for x in (60, 160, 260):
        for y in range(60, 120, 6):
            page.rule(x, y, x, y + 4.5, filled=filled)
    for y in (60, 90, 120):
        page.rule(60, y, 158, y, filled=filled)
        page.rule(161, y, 260, y, filled=filled)
    page.shade(60, 60, 260, 90)
    for x, y, text in ((65, 70, "行政处罚"), (165, 70, "12"), (65, 100, "行政强制"), (165, 100, "0")):
        page.text(x, y, text)

    assert grids(read(pdf_file([page]))) == [[["行政处罚", "12"], ["行政强制", "0"]]]


def test_digits_wrapped_in_a_narrow_cell_are_one_number_and_two_numbers_stay_two() -> None:
    page = Canvas()
    for x in (60, 90, 190):
        page.rule(x, 60, x, 100)
    for y in (60, 100):
        page.rule(60, y, 190, y)
    for x, y, text in ((62, 64, "39605"), (62, 78, "17"), (95, 64, "12"), (95, 78, "34")):
        page.text(x, y, text)

    (grid,) = grids(read(pdf_file([page])))

    assert grid == [["3960517", "12\n34"]]


def test_a_paragraph_over_a_page_end_is_one_block_and_headings_stay_their_own() -> None:
    first, second = Canvas(), Canvas()
    full = "全年按目录逐月更新栏目重大决定先听意见再公布公布之后附上解读并请专人审读后再行发布最后归档"
    first.text(60, 720, "一、总体情况", 12)
    first.text(80, 745, full[:44])
    first.text(60, 765, full[:46])
    second.text(60, 60, "第二年照此办理。")
    second.text(60, 85, "六、其他需要报告的事项", 12)

    document = read(pdf_file([first, second]))

    assert texts(document) == ["一、总体情况", full[:44] + full[:46] + "第二年照此办理。", "六、其他需要报告的事项"]
    assert [block.place.page for block in document.blocks if isinstance(block.place, PagePlace)] == [1, 1, 2]


def test_the_places_of_cells_are_their_boxes_on_the_page() -> None:
    document = read(printed(REPORT))

    cell = extract(document).table(TableKey.PROACTIVE)
    assert cell is not None
    issued = cell.cell("government_rules", "issued")
    assert issued is not None
    assert isinstance(issued.place, PagePlace)
    left, top, right, bottom = issued.place.box
    assert (issued.place.page, round(right - left)) == (1, 108)
    assert 60 < left < right < 535
    assert 15 < bottom - top < 40


def test_a_title_that_is_a_file_name_is_no_title() -> None:
    page = Canvas()
    page.text(60, 60, "本页没有别的内容。")

    named = read(pdf_file([page], title="Microsoft Word - 附件1.docx"))
    titled = read(pdf_file([page], title="2024年政府信息公开工作年度报告"))

    assert (named.metas, titled.metas) == ({}, {"title": "2024年政府信息公开工作年度报告"})


def test_a_file_locked_with_an_empty_password_is_read() -> None:
    assert_whole(extract(read(pdf_file(pages_of(REPORT, Print()), title=None, password=b""))))


def test_a_file_that_asks_for_a_password_is_refused_by_name() -> None:
    with pytest.raises(EncryptedDocument) as refused:
        read(pdf_file(pages_of(REPORT, Print()), password=b"secret"))

    assert "密码" in refused.value.message_zh
    assert "password" in refused.value.message_en


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_breaks_off_is_refused_and_never_read_in_part(part: float) -> None:
    data = printed(REPORT)

    with pytest.raises(DamagedDocument):
        read(data[: int(len(data) * part)])


def test_a_file_whose_objects_are_destroyed_is_refused() -> None:
    data = bytearray(printed(REPORT))
    data[20:-60] = bytes(len(data) - 80)

    with pytest.raises(DamagedDocument):
        read(bytes(data))


def test_a_hundred_thousand_pages_are_refused() -> None:
    count = 100_000
    kids = b" ".join(b"%d 0 R" % (3 + number) for number in range(count))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/MediaBox[0 0 9 9]/Kids[%s]>>" % (count, kids)]
    objects += [b"<</Type/Page/Parent 2 0 R>>"] * count
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)

    with pytest.raises(DocumentTooLarge) as refused:
        read(bytes(out))

    assert refused.value.what == "pages"


def test_a_page_of_too_many_drawn_objects_is_refused() -> None:
    page = Canvas()
    page.content = ["1 1 1 1 re f"] * 400_001

    with pytest.raises(DocumentTooLarge) as refused:
        read(pdf_file([page]))

    assert refused.value.what == "objects"


def test_forms_that_nest_without_end_are_left_at_a_depth() -> None:
    page = Canvas()
    page.text(60, 60, "本页的文字在很多层表单之内。")
    for _ in range(40):
        page.put_in_form()

    assert len(read(pdf_file([page])).blocks) <= 1
