"""Reports set on paper by a small typesetter of our own: tables with rules, with level rules, or with none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.rendering.layout import Layout, Position, spread
from tests.rendering.pdf_file import Canvas, pdf_file
from tests.rendering.specimen import Specimen

RULED, LEVEL, NONE = "ruled", "level", "none"
_LABEL_WIDTHS = {4: (1.4, 1, 1, 1), 10: (0.5, 0.8, 2.4, *[0.72] * 7), 15: (1.0,) * 15}


@dataclass(frozen=True, slots=True)
class Print:
    """How a report is set; `number` is where in its cell a number stands: left, centre or right."""

    rules: str = RULED
    width: float = 595.0
    height: float = 842.0
    margin: float = 60.0
    size: float = 10.0
    number: str = "centre"
    top: bool = False  # cells begin at their top instead of standing in their middle
    page_numbers: bool = True
    running_head: str | None = None


def printed(report: Specimen, how: Print | None = None) -> bytes:
    """Return the report as a PDF."""
    return pdf_file(pages_of(report, how or Print()), title=report.title)


def pages_of(report: Specimen, how: Print) -> list[Canvas]:
    """Return the pages; a table is cut where the page ends, between two rows."""
    setter = _Setter(how)
    setter.line(report.title, size=how.size * 1.6, centred=True)
    setter.paragraph(report.lead)
    for _key, heading, paragraphs, layout in report.parts():
        setter.line(heading, size=how.size * 1.2)
        for paragraph in paragraphs:
            setter.paragraph(paragraph)
        if layout is not None:
            setter.table(layout)
    setter.line(report.agency)
    setter.line(report.signed_day)
    return setter.finished()


class _Setter:
    def __init__(self, how: Print) -> None:
        self.how = how
        self.pages: list[Canvas] = []
        self.y = 0.0
        self._turn_page()

    def _turn_page(self) -> None:
        self.pages.append(Canvas(self.how.width, self.how.height))
        self.y = self.how.margin

    @property
    def _room(self) -> float:
        return self.how.height - self.how.margin - self.y

    def line(self, text: str, *, size: float | None = None, centred: bool = False, indent: float = 0.0) -> None:
        size = size or self.how.size
        if self._room < 2 * size:
            self._turn_page()
        x = (self.how.width - _width(text, size)) / 2 if centred else self.how.margin + indent
        self.pages[-1].text(x, self.y, text, size)
        self.y += 1.8 * size

    def paragraph(self, text: str) -> None:
        size = self.how.size
        room = self.how.width - 2 * self.how.margin
        first, rest = _wrapped(text, room - 2 * size, size)[0], text
        self.line(first, indent=2 * size)
        rest = text[len(first) :]
        for line in _wrapped(rest, room, size) if rest else ():
            self.line(line)

    def table(self, layout: Layout) -> None:
        rows = spread(layout)
        widths = _LABEL_WIDTHS[len(rows[0])]
        unit = (self.how.width - 2 * self.how.margin) / sum(widths)
        xs = [self.how.margin]
        for width in widths:
            xs.append(xs[-1] + width * unit)
        heights = [self._height(row, y, xs) for y, row in enumerate(rows)]
        start = 0
        while start < len(rows):
            end, used = start, 0.0
            while end < len(rows) and used + heights[end] <= self._room:
                used += heights[end]
                end += 1
            if end == start:
                self._turn_page()
                continue
            self._piece(rows, range(start, end), xs, heights)
            start = end
        self.y += self.how.size

    def _height(self, row: Sequence[Position], y: int, xs: Sequence[float]) -> float:
        lines = [1]
        for x, at in enumerate(row):
            if at.anchor and at.box.rows == 1:
                lines.append(len(_wrapped(at.text, xs[x + at.box.columns] - xs[x] - 6, self.how.size)))
        return max(lines) * 1.25 * self.how.size + 8

    def _piece(self, rows: list[list[Position]], part: range, xs: Sequence[float], heights: Sequence[float]) -> None:
        tops = [self.y]
        for y in part:
            tops.append(tops[-1] + heights[y])
        for y in part:
            for x, at in enumerate(rows[y]):
                if not (x == at.left and (at.anchor or y == part.start)):
                    continue
                bottom = min(at.top + at.box.rows, part.stop)
                above = 0 if at.anchor else part.start - at.top
                box = (xs[x], tops[y - part.start], xs[x + at.box.columns], tops[bottom - part.start])
                self._cell(at, box, cut=bottom < at.top + at.box.rows, above=above)
        self.y = tops[-1]

    def _cell(self, at: Position, box: tuple[float, float, float, float], *, cut: bool, above: int) -> None:
        left, top, right, bottom = box
        page, size = self.pages[-1], self.how.size
        if self.how.rules == RULED:
            for x in (left, right):
                page.rule(x, top, x, bottom)
        if self.how.rules in (RULED, LEVEL):
            page.rule(left, top, right, top)
            page.rule(left, bottom, right, bottom)
        text = at.box.text
        if above:
            text = text[(len(text) + 1) // 2 :] if len(text) > 4 else ""
        elif cut and len(text) > 4:
            text = text[: (len(text) + 1) // 2]
        lines = _wrapped(text, right - left - 6, size)
        tall = 1.25 * size * len(lines)
        y = top + 4 if self.how.top else (top + bottom - tall) / 2
        for line in lines:
            room = right - left - 6 - _width(line, size)
            shift = {"left": 0.0, "centre": room / 2, "right": room}[self.how.number] if at.box.number else 0.0
            if line and y < self.how.height - self.how.margin:
                page.text(left + 3 + shift, y, line, size)
            y += 1.25 * size

    def finished(self) -> list[Canvas]:
        for number, page in enumerate(self.pages, start=1):
            if self.how.page_numbers:
                page.text(self.how.width / 2 - 12, self.how.height - 30, f"- {number} -", 9)
            if self.how.running_head is not None:
                page.text(self.how.margin, 24, self.how.running_head, 9)
        return self.pages


def _width(text: str, size: float) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in text) * size


def _wrapped(text: str, room: float, size: float) -> list[str]:
    lines, line = [], ""
    for character in text:
        if line and _width(line + character, size) > room:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


def two_up(pages: Sequence[Canvas]) -> list[Canvas]:
    """Return sheets that show two of these pages each, side by side and smaller, each in a form of its own."""
    return list(_sheets(pages))


def _sheets(pages: Sequence[Canvas]) -> Iterator[Canvas]:
    for left, right in zip(pages[0::2], [*pages[1::2], None] if len(pages) % 2 else pages[1::2], strict=True):
        sheet = Canvas(842, 595)
        for page, x in ((left, 0.0), (right, 421.0)):
            if page is not None:
                scale = min(421 / page.width, 595 / page.height)
                sheet.forms.append((page.content, ()))
                name = f"/Fm{len(sheet.forms) - 1}"
                sheet.content.append(f"q {scale:.4f} 0 0 {scale:.4f} {x:.1f} 0 cm {name} Do Q")
        yield sheet


def turned(pages: Sequence[Canvas], quarters: int) -> list[Canvas]:
    """Return the pages drawn turned and shown turned back, so that a reader sees them upright."""
    result = []
    for page in pages:
        w, h = page.width, page.height
        matrix = {
            1: (0, 1, -1, 0, h, 0),
            2: (-1, 0, 0, -1, w, h),
            3: (0, -1, 1, 0, 0, w),
        }[quarters]
        size = (h, w) if quarters % 2 else (w, h)
        placed = " ".join(map(str, matrix))
        content = [f"q {placed} cm", *page.content, "Q"]
        result.append(replace(page, width=size[0], height=size[1], rotate=90 * quarters, content=content))
    return result
