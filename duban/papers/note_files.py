"""The note in the formats in which it is handed on: plain text, a page, a Word file."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from docx import Document as WordDocument
from docx.document import Document as _Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from alerts.targets import Language
from duban.papers.note import Item, Note, ReportNote
from reports.model import Level
from reports.states import Sentence

TEMPLATES = Path(__file__).parent / "templates"
UNDECIDED = Sentence("未能判断", "Not decided")
MEND = Sentence("改正", "Mend")
SOURCE = Sentence("依据", "Source")
NOTHING = Sentence("没有需要改正的地方。", "Nothing needs correcting.")
COLOURS = {Level.ERROR: RGBColor(0xB0, 0x1E, 0x1E), Level.WARNING: RGBColor(0x8A, 0x5A, 0x00), Level.NOTICE: None}


def as_text(note: Note) -> str:
    """Return the note as plain text, one statement a line."""
    return "\n".join(_lines(note)) + "\n"


def as_html(note: Note) -> str:
    """Return the note as one page that needs nothing else."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = {"undecided": UNDECIDED, "mend": MEND, "source": SOURCE, "nothing": NOTHING}
    said = {name: _say(note, sentence) for name, sentence in words.items()}
    return environment.get_template("note.html").render(note=note, words=said)


def as_word(note: Note) -> bytes:
    """Return the note as a Word file."""
    document = WordDocument()
    _use_chinese_type(document)
    document.add_heading(note.heading, level=0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(note.lead)
    for report in note.reports:
        document.add_heading(report.title or report.name, level=1)
        document.add_paragraph(_about(note, report))
        if report.refused is None:
            _write_parts(document, note, report)
    document.add_paragraph(note.closing)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _lines(note: Note) -> Iterator[str]:
    yield note.heading
    yield note.lead
    for report in note.reports:
        yield ""
        yield report.title or report.name
        yield _about(note, report)
        if report.refused is not None:
            continue
        for part in report.parts:
            yield ""
            yield part.title
            for item in part.items:
                yield f"{item.mark} {item.number}. [{item.label} {item.code}] {item.message}"
                yield from (f"    {line}" for line in _below(note, item))
        if not report.parts:
            yield _say(note, NOTHING)
        if report.undecided:
            yield ""
            yield _say(note, UNDECIDED)
            yield from (f"? {reason}" for reason in report.undecided)
    yield ""
    yield note.closing


def _about(note: Note, report: ReportNote) -> str:
    if report.refused is not None:
        return report.refused
    colon, gap = ("：", "　") if note.language is Language.ZH else (": ", "   ")
    facts = [f"{name}{colon}{value}" for name, value in report.facts]
    return gap.join([report.name, *facts, report.counts])


def _below(note: Note, item: Item) -> Iterator[str]:
    colon = "：" if note.language is Language.ZH else ": "
    if item.mend is not None:
        yield f"{_say(note, MEND)}{colon}{item.mend}"
    yield f"{_say(note, SOURCE)}{colon}{item.source}"


def _write_parts(document: _Word, note: Note, report: ReportNote) -> None:
    for part in report.parts:
        document.add_heading(part.title, level=2)
        for item in part.items:
            paragraph = document.add_paragraph()
            mark = paragraph.add_run(f"{item.mark} {item.number}. {item.label} {item.code}　")
            mark.bold = True
            mark.font.color.rgb = COLOURS[item.level]
            paragraph.add_run(item.message)
            for line in _below(note, item):
                below = document.add_paragraph(line)
                below.paragraph_format.left_indent = Pt(24)
                below.runs[0].font.size = Pt(10)
                below.runs[0].bold = item.mend is not None and line.endswith(item.mend)
    if not report.parts:
        document.add_paragraph(_say(note, NOTHING))
    if report.undecided:
        document.add_heading(_say(note, UNDECIDED), level=2)
        for reason in report.undecided:
            document.add_paragraph(f"? {reason}")


def _use_chinese_type(document: _Word) -> None:
    """Set the type as offices print it; Word picks the East Asian face by a name of its own."""
    faces = (("Normal", "宋体", 11), ("Title", "黑体", 20), ("Heading 1", "黑体", 15), ("Heading 2", "黑体", 12))
    for name, face, points in faces:
        style = document.styles[name]
        style.font.name = "Times New Roman"
        style.font.size = Pt(points)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _say(note: Note, sentence: Sentence) -> str:
    return sentence.zh if note.language is Language.ZH else sentence.en
