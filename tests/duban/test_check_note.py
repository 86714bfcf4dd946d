"""`duban check --format`: the note that an author mends by, and an office hands on."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from docx import Document as WordDocument
from selectolax.lexbor import LexborHTMLParser

from duban.cli import run
from tests.rendering import RENDERERS
from tests.rendering.figures import Figures, Shown, balanced
from tests.rendering.specimen import specimen

Capture = pytest.CaptureFixture[str]

APPLICATIONS = "三、收到和处理政府信息公开申请情况"
REVIEW = "四、政府信息公开行政复议、行政诉讼情况"


def with_slips(figures: Figures) -> Figures:
    """Return the figures with one slip in table 3, where two sums tell, and one in table 4, where one does."""

    def change(table: str, row: str, column: str, cell: Shown) -> Shown:
        slips = {("applications", "received", "total"), ("review", "reconsideration", "total")}
        number = int(cell.text) + 1 if (table, row, column) in slips else None
        return cell if number is None else Shown(str(number), number)

    return figures.mapped(change)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.html"
    path.write_bytes(RENDERERS["clean.html"](specimen(with_slips(balanced(1))), Random(0)))
    return path


@pytest.fixture
def received() -> int:
    return int(balanced(1).applications["received"]["total"].text)


def test_the_note_goes_by_section_and_gives_the_figure_that_is_certain(
    capsys: Capture, draft: Path, received: int
) -> None:
    run(["check", str(draft), "--format", "text"])

    lines = capsys.readouterr().out.splitlines()
    applications, review = lines.index(APPLICATIONS), lines.index(REVIEW)
    assert applications < review
    mended = [line for line in lines if line.strip().startswith("改正：")]
    assert mended
    assert all(f"由{received + 1}改为{received}。" in line for line in mended)
    assert all(applications < lines.index(line) < review for line in mended)


def test_errors_come_first_in_every_section(capsys: Capture, tmp_path: Path) -> None:
    def change(table: str, row: str, column: str, cell: Shown) -> Shown:
        if (table, row) == ("review", "litigation_direct"):
            return Shown("", None)
        return cell

    path = tmp_path / "draft.html"
    figures = with_slips(balanced(1)).mapped(change)
    path.write_bytes(RENDERERS["clean.html"](specimen(figures), Random(0)))
    run(["check", str(path), "--format", "text"])

    lines = capsys.readouterr().out.splitlines()
    marks = [line[0] for line in lines[lines.index(REVIEW) :] if line[:2] in ("✗ ", "! ", "· ") and "]" in line]
    assert marks == ["✗", "!"]


def test_the_web_page_holds_what_the_text_holds_and_needs_nothing_else(
    capsys: Capture, draft: Path, received: int
) -> None:
    run(["check", str(draft), "--format", "html"])

    page = LexborHTMLParser(capsys.readouterr().out)
    assert not page.css("script, link, img")
    assert page.css_first(".mend").text().endswith(f"由{received + 1}改为{received}。")
    assert [heading.text() for heading in page.css("h3")][:2] == [APPLICATIONS, REVIEW]


def test_what_a_report_says_is_no_markup_in_the_page(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "<b>draft<b>.txt"
    path.write_text("不是报告")
    run(["check", str(path), "--format", "html"])

    assert "<b>" not in capsys.readouterr().out


def test_the_word_file_holds_the_same(capsys: Capture, draft: Path, tmp_path: Path, received: int) -> None:
    written = tmp_path / "意见.docx"
    code = run(["check", str(draft), "-o", str(written)])

    text = "\n".join(paragraph.text for paragraph in WordDocument(BytesIO(written.read_bytes())).paragraphs)
    assert code == 1
    assert f"由{received + 1}改为{received}。" in text
    assert text.index(APPLICATIONS) < text.index(REVIEW)
    assert capsys.readouterr().out.splitlines()[-1] == f"核对意见已写入 {written}，可直接转发。"


def test_the_format_json_is_what_json_prints(capsys: Capture, draft: Path) -> None:
    run(["check", str(draft), "--json"])
    one = capsys.readouterr().out
    run(["check", str(draft), "--format", "json"])

    assert json.loads(capsys.readouterr().out) == json.loads(one)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "docx"], "请写明存到哪里"),
        (["-o", "note.pdf"], "看不出格式"),
        (["--json", "--format", "html"], "只写一个"),
        (["-o", "/nowhere/note.html"], "写不了文件"),
    ],
)
def test_what_cannot_be_written_is_said_with_what_to_do(
    capsys: Capture, draft: Path, arguments: list[str], told: str
) -> None:
    code = run(["check", str(draft), *arguments])

    assert code == 2
    assert told in capsys.readouterr().err
