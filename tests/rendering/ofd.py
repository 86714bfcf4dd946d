"""A small OFD writer, and reports on its pages: text wrapped in cells, tables cut by page ends, rules in many ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from random import Random
from unicodedata import east_asian_width

from tests.rendering.docx import zipped
from tests.rendering.layout import Layout, Position, spread
from tests.rendering.specimen import Specimen

WIDTH, HEIGHT = 210.0, 297.0
_LEFT, _TOP, _BOTTOM = 20.0, 22.0, 272.0
_TEXT, _CELL = 4.2, 3.0  # sizes of letters in mm
_LINE, _ROW = 6.5, 4.2
_NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_WIDTHS = {4: (40.0, 43.0, 43.0, 43.0), 10: (10.0, 14.0, 38.0, *(15.3,) * 7), 15: (11.3,) * 15}


@dataclass(slots=True)
class Ink:
    """What stands on a page: texts as (text, x, baseline, size), strokes as (x, y, x, y), all in mm."""

    texts: list[tuple[str, float, float, float]] = field(default_factory=list)
    strokes: list[tuple[float, float, float, float]] = field(default_factory=list)


def advance(character: str, size: float) -> float:
    return size if east_asian_width(character) in "WF" else size / 2


class _Typesetter:
    """Sets lines and tables from top to bottom, page after page."""

    def __init__(self) -> None:
        self.pages = [Ink()]
        self._y = _TOP

    def paragraph(self, text: str, *, centred: bool = False) -> None:
        width = WIDTH - 2 * _LEFT
        for line in _wrapped(text if centred else f"　　{text}", width, _TEXT):
            if self._y + _LINE > _BOTTOM:
                self._turn()
            start = _LEFT + (width - _length(line, _TEXT)) / 2 if centred else _LEFT
            self.pages[-1].texts.append((line, start, self._y + _TEXT, _TEXT))
            self._y += _LINE

    def table(self, layout: Layout) -> None:
        rows = spread(layout)
        edges = [_LEFT]
        for width in _WIDTHS[len(rows[0])]:
            edges.append(edges[-1] + width)
        heights = [self._height(rows, y, edges) for y in range(len(rows))]
        start = 0
        while start < len(rows):
            end, total = start, 0.0
            while end < len(rows) and self._y + total + heights[end] <= _BOTTOM:
                total += heights[end]
                end += 1
            if end == start:
                self._turn()
                continue
            self._piece(rows, range(start, end), heights, edges)
            start = end
        self._y += 3

    def _height(self, rows: list[list[Position]], y: int, edges: list[float]) -> float:
        lines = 1
        for x, at in enumerate(rows[y]):
            if at.anchor and at.box.rows == 1:
                width = edges[x + at.box.columns] - edges[x] - 2
                lines = max(lines, len(list(_wrapped(at.text, width, _CELL))))
        return lines * _ROW + 2

    def _piece(self, rows: list[list[Position]], part: range, heights: list[float], edges: list[float]) -> None:
        ink = self.pages[-1]
        tops = {part.start: self._y}
        for y in part:
            tops[y + 1] = tops[y] + heights[y]
        for y in part:
            for x, at in enumerate(rows[y]):
                begins = at.anchor or (y == part.start and x == at.left)
                if not begins:
                    continue
                bottom = min(at.top + at.box.rows, part.stop)
                box = edges[x], tops[y], edges[x + at.box.columns], tops[bottom]
                self._cell(ink, box, at.box.text if at.top == y else "")
        self._y = tops[part.stop]

    def _cell(self, ink: Ink, box: tuple[float, float, float, float], text: str) -> None:
        left, top, right, bottom = box
        ink.strokes += [(left, top, right, top), (left, bottom, right, bottom)]
        ink.strokes += [(left, top, left, bottom), (right, top, right, bottom)]
        lines = list(_wrapped(text, right - left - 2, _CELL))
        y = (top + bottom - _ROW * len(lines)) / 2
        for line in lines:
            ink.texts.append((line, (left + right - _length(line, _CELL)) / 2, y + _CELL, _CELL))
            y += _ROW

    def _turn(self) -> None:
        self.pages.append(Ink())
        self._y = _TOP


def typeset(report: Specimen) -> list[Ink]:
    """Return the pages of a report."""
    setter = _Typesetter()
    setter.paragraph(report.title, centred=True)
    setter.paragraph(report.lead)
    for _key, heading, paragraphs, layout in report.parts():
        for text in (heading, *paragraphs):
            setter.paragraph(text)
        if layout is not None:
            setter.table(layout)
    for text in (report.agency, report.signed_day):
        setter.paragraph(text)
    return setter.pages


def _length(text: str, size: float) -> float:
    return sum(advance(character, size) for character in text)


def _wrapped(text: str, width: float, size: float) -> Iterator[str]:
    line = ""
    for character in text:
        if line and _length(line + character, size) > width:
            yield line
            line = ""
        line += character
    if line:
        yield line


Texts = Callable[[str, float, float, float], str]
Strokes = Callable[[float, float, float, float], str]


def text_object(text: str, x: float, y: float, size: float) -> str:
    """A text whose steps are written one by one, repeats as "g n d"."""
    steps = [advance(character, size) for character in text[:-1]]
    box = f"{x:.3f} {y - size:.3f} {_length(text, size):.3f} {size * 1.2:.3f}"
    delta = f' DeltaX="{_runs(steps)}"' if steps else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{box}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def _runs(steps: list[float]) -> str:
    written: list[str] = []
    at = 0
    while at < len(steps):
        end = at
        while end < len(steps) and steps[end] == steps[at]:
            end += 1
        written.append(
            f"g {end - at} {steps[at]:g}" if end - at > 2 else " ".join(f"{steps[at]:g}" for _ in range(at, end))
        )
        at = end
    return " ".join(written)


def scaled_text(text: str, x: float, y: float, size: float) -> str:
    """A text of size 1 that a matrix makes as large as it is."""
    steps = " ".join(f"{advance(character, 1):g}" for character in text[:-1])
    delta = f' DeltaX="{steps}"' if steps else ""
    matrix = f"{size} 0 0 {size} 0 {size}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{x:.3f} {y - size:.3f} 50 5" Font="1" Size="1" CTM="{matrix}">'
        f'<ofd:TextCode X="0" Y="0"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def single_letters(text: str, x: float, y: float, size: float) -> str:
    """Every letter an object of its own."""
    written = ""
    for character in text:
        written += text_object(character, x, y, size)
        x += advance(character, size)
    return written


def stroke(x: float, y: float, to_x: float, to_y: float) -> str:
    box = f"{x:.3f} {y:.3f} {to_x - x:.3f} {to_y - y:.3f}"
    outline = f"M 0 0 L {to_x - x:.3f} {to_y - y:.3f}"
    data = f"<ofd:AbbreviatedData>{outline}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="2" Boundary="{box}" LineWidth="0.2">{data}</ofd:PathObject>'


def thin_box(x: float, y: float, to_x: float, to_y: float) -> str:
    """A rule as a filled box."""
    wide, high = max(to_x - x, 0.2), max(to_y - y, 0.2)
    outline = f"M 0 0 L {wide:.3f} 0 L {wide:.3f} {high:.3f} L 0 {high:.3f} C"
    return (
        f'<ofd:PathObject ID="2" Boundary="{x:.3f} {y:.3f} {wide:.3f} {high:.3f}" Stroke="false" Fill="true">'
        f"<ofd:AbbreviatedData>{outline}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def package(
    contents: list[str], *, template: str = "", units: str = "", width: float = WIDTH, height: float = HEIGHT
) -> bytes:
    """Return the OFD of these page contents; `template` is drawn below each, `units` are composite drawings."""
    pages = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(contents)))
    common = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {width} {height}</ofd:PhysicalBox></ofd:PageArea>"
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {_NAMES} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    }
    used = ""
    if template:
        common += '<ofd:TemplatePage ID="90" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
        used = '<ofd:Template TemplateID="90" ZOrder="Background"/>'
        parts["Doc_0/Tpls/Tpl_0/Content.xml"] = _page(template)
    if units:
        common += "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        parts["Doc_0/DocumentRes.xml"] = (
            f"<ofd:Res {_NAMES}><ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits></ofd:Res>"
        )
    parts["Doc_0/Document.xml"] = (
        f"<ofd:Document {_NAMES}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
    )
    for number, content in enumerate(contents):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = _page(content, used)
    return zipped(parts)


def _page(content: str, used: str = "") -> str:
    return f'<ofd:Page {_NAMES}>{used}<ofd:Content><ofd:Layer ID="3">{content}</ofd:Layer></ofd:Content></ofd:Page>'


def _drawn(ink: Ink, text: Texts = text_object, line: Strokes = stroke) -> str:
    return "".join(line(*each) for each in ink.strokes) + "".join(text(*each) for each in ink.texts)


def plain(report: Specimen, _rng: Random) -> bytes:
    """Strokes for every side of every cell, texts with their steps."""
    return package([_drawn(ink) for ink in typeset(report)])


def thin_boxes(report: Specimen, _rng: Random) -> bytes:
    """Rules as filled boxes, text scaled by its matrix."""
    return package([_drawn(ink, scaled_text, thin_box) for ink in typeset(report)])


def letters(report: Specimen, _rng: Random) -> bytes:
    """Every letter an object of its own."""
    return package([_drawn(ink, single_letters) for ink in typeset(report)])


def with_template(report: Specimen, _rng: Random) -> bytes:
    """A frame and an agency's head on every page from a template, and page numbers."""
    frame = stroke(10, 10, 200, 10) + stroke(10, 287, 200, 287)
    head = text_object(f"{report.agency}文件", 80.0, 15.0, 3.5)
    pages = [
        _drawn(ink) + text_object(f"— {number} —", 98.0, 282.0, 3.5) for number, ink in enumerate(typeset(report), 1)
    ]
    return package(pages, template=frame + head)


def composite(report: Specimen, _rng: Random) -> bytes:
    """What a page draws is a composite unit that the page only refers to."""
    units, pages = "", []
    for number, ink in enumerate(typeset(report)):
        units += (
            f'<ofd:CompositeGraphicUnit ID="{500 + number}" Width="{WIDTH}" Height="{HEIGHT}">'
            f"<ofd:Content>{_drawn(ink)}</ofd:Content></ofd:CompositeGraphicUnit>"
        )
        pages.append(f'<ofd:CompositeObject ID="4" Boundary="0 0 {WIDTH} {HEIGHT}" ResourceID="{500 + number}"/>')
    return package(pages, units=units)


def sideways(report: Specimen, rng: Random) -> bytes:
    """Pages that lie on their side, clockwise or against it: the text runs down or up the sheet."""
    ctm = f"0 1 -1 0 {HEIGHT} 0" if rng.random() < 0.5 else f"0 -1 1 0 0 {WIDTH}"
    units, pages = "", []
    for number, ink in enumerate(typeset(report)):
        units += (
            f'<ofd:CompositeGraphicUnit ID="{500 + number}" Width="{WIDTH}" Height="{HEIGHT}">'
            f"<ofd:Content>{_drawn(ink)}</ofd:Content></ofd:CompositeGraphicUnit>"
        )
        pages.append(
            f'<ofd:CompositeObject ID="4" Boundary="0 0 {HEIGHT} {WIDTH}" CTM="{ctm}" ResourceID="{500 + number}"/>'
        )
    return package(pages, units=units, width=HEIGHT, height=WIDTH)


OFD_RENDERERS: Mapping[str, Callable[[Specimen, Random], bytes]] = {
    "plain.ofd": plain,
    "thin-boxes.ofd": thin_boxes,
    "letters.ofd": letters,
    "with-template.ofd": with_template,
    "composite.ofd": composite,
    "sideways.ofd": sideways,
}
