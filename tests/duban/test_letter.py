"""`duban letter`: drafts that state what was seen, in the office's own shape, and no letter where there is no cause."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as WordDocument

from duban.cli import run
from reports.answers import AnswerKind
from reports.states import Content, Timeliness
from storage import answers, findings
from tests.storage.world import NOW, build_world, settle

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    build_world(tmp_path).database.close()
    monkeypatch.setenv("DUBAN_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in WordDocument(BytesIO(path.read_bytes())).paragraphs)


def test_a_missing_report_is_asked_about_in_the_words_of_the_looks(house: Path, capsys: Capture) -> None:
    code = run(
        ["letter", "sh-dangan", "2025", "--office", "某市政务公开办", "--reply-by", "2026-03-01", "-o", "a.docx"]
    )

    text = text_of(house / "a.docx")
    assert code == 0
    assert "经网上巡查，未检索到贵单位2025年度政府信息公开工作年度报告。" in text
    assert "已发布的，请提供网址。" in text
    assert "于2026年3月1日前反馈我单位。" in text
    assert "某市政务公开办" in text
    assert not {"违法", "造假", "未提交"} & {word for word in ("违法", "造假", "未提交") if word in text}
    assert capsys.readouterr().out.splitlines()[-1].startswith("已起草，列出 1 项，写入 a.docx。")


def test_a_report_with_doubts_is_told_each_of_them_with_its_source(house: Path) -> None:
    code = run(["letter", "sh-hezuo", "2025", "-o", "a.docx"])

    lines = text_of(house / "a.docx").splitlines()
    points = [line for line in lines if line.startswith("（") and "依据：" in line]
    assert code == 0
    assert [line[:3] for line in points] == ["（一）", "（二）", "（三）"]
    assert "对确有差错的内容予以更正" in "".join(lines)


def test_what_the_office_has_settled_is_not_in_the_letter(house: Path) -> None:
    from storage.session import Database

    database = Database.open(f"sqlite:///{house / 'duban.db'}")
    with database.write() as tx:
        for each in findings.of_duty(tx, agency_id="sh-hezuo", report_year=2025, open_only=True):
            if each.finding.code == "F007":
                answers.add(
                    tx, finding_id=each.finding.id, kind=AnswerKind.EXPLAINED, author="张三", note="无此类案件", now=NOW
                )
    database.close()
    run(["letter", "sh-hezuo", "2025", "-o", "a.docx"])

    assert "空白" not in text_of(house / "a.docx")


def test_there_is_no_letter_where_the_monitor_could_not_see(house: Path, capsys: Capture) -> None:
    code = run(["letter", "sh-guozi", "2025", "-o", "a.docx"])

    assert code == 1
    assert "这是巡查一方的问题，不宜发函" in capsys.readouterr().err
    assert not (house / "a.docx").exists()


def test_there_is_no_letter_to_an_agency_without_doubts(house: Path, capsys: Capture) -> None:
    code = run(["letter", "sh-waiban", "2025"])

    assert code == 1
    assert "没有需要提醒的事项" in capsys.readouterr().err


def test_a_late_report_is_asked_about_its_date(house: Path) -> None:
    code = run(["letter", "sh-tongji", "2025", "-o", "a.docx"])

    assert code == 0
    assert "公布时间晚于期限" in text_of(house / "a.docx")


def test_the_office_writes_its_own_template(house: Path) -> None:
    run(["letter", "--new-template", "ours.docx"])
    document = WordDocument(str(house / "ours.docx"))
    document.paragraphs[0].text = "某市政务公开办　工作提示　{{ agency }}"
    document.save(str(house / "ours.docx"))
    (house / "duban.toml").write_text('letter_template = "ours.docx"\n', "utf-8")

    code = run(["letter", "sh-dangan", "2025", "-o", "a.docx"])

    assert code == 0
    assert text_of(house / "a.docx").startswith("某市政务公开办　工作提示　")


def test_an_unknown_name_in_the_template_is_told_with_those_there_are(house: Path, capsys: Capture) -> None:
    document = WordDocument()
    document.add_paragraph("{{ agenci }}")
    document.save(str(house / "ours.docx"))

    code = run(["letter", "sh-dangan", "2025", "--template", "ours.docx"])

    assert code == 2
    told = capsys.readouterr().err
    assert "agenci" in told
    assert "agency" in told.replace("agenci", "")


@pytest.mark.parametrize("content", [b"", b"not a word file"])
def test_a_template_that_is_no_word_file_is_told(house: Path, capsys: Capture, content: bytes) -> None:
    (house / "ours.docx").write_bytes(content)

    code = run(["letter", "sh-dangan", "2025", "--template", "ours.docx"])

    assert code == 2
    assert "不是 Word 文件" in capsys.readouterr().err


def test_a_template_cannot_reach_into_the_program(house: Path, capsys: Capture) -> None:
    document = WordDocument()
    document.add_paragraph("{{ agency.__class__.__mro__ }}")
    document.save(str(house / "ours.docx"))

    assert run(["letter", "sh-dangan", "2025", "--template", "ours.docx"]) == 2


def test_names_with_markup_stay_text(house: Path) -> None:
    from storage.session import Database

    database = Database.open(f"sqlite:///{house / 'duban.db'}")
    with database.write() as tx:
        settle(tx, "sy-waiban", Timeliness.LATE, Content.CLEAN, at=datetime(2026, 2, 9, tzinfo=UTC))
    database.close()

    assert run(["letter", "sy-waiban", "2025", "-o", "a.docx"]) == 0
    assert text_of(house / "a.docx")
