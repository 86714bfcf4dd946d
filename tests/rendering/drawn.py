"""Small pages drawn dot by dot: a ruled table on white paper, and what may befall it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
"""Of the package fonts-noto-cjk."""
SANS = FONT.with_name("NotoSansCJK-Regular.ttc")

_SIMPLIFIED = 2
"""The face of the collection that is for mainland China."""
Spot = tuple[int, int, int, int]


def table(
    rows: Sequence[Sequence[str]],
    *,
    dpi: int = 200,
    size_pt: float = 11,
    widths_pt: Sequence[float] | None = None,
    height_pt: float = 24,
) -> tuple[Image.Image, list[list[Spot]]]:
    """Return a page with these rows as a ruled table, and the box of every cell in dots."""
    unit = dpi / 72
    page = Image.new("L", (round(595 * unit), round((120 + height_pt * len(rows)) * unit)), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT), round(size_pt * unit), index=_SIMPLIFIED)
    widths = widths_pt or [460 / len(rows[0])] * len(rows[0])
    thick = max(1, round(0.7 * unit))
    boxes: list[list[Spot]] = []
    top = 60.0
    for row in rows:
        left, line = 60.0, []
        for text, width in zip(row, widths, strict=True):
            box = (round(left * unit), round(top * unit), round((left + width) * unit), round((top + height_pt) * unit))
            pen.rectangle(box, outline=0, width=thick)
            pen.text(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), text, fill=0, font=font, anchor="mm")
            line.append(box)
            left += width
        boxes.append(line)
        top += height_pt
    return page, boxes


def smeared(page: Image.Image, spot: Spot) -> None:
    """Lay a grey blot over the middle of a cell, so that what is written there is half gone."""
    pen = ImageDraw.Draw(page)
    left, top, right, bottom = spot
    middle, unit = (left + right) / 2, (bottom - top) / 24
    pen.ellipse((middle - 9 * unit, top + 4 * unit, middle + 3 * unit, bottom - 4 * unit), fill=40)


def shaded(page: Image.Image, spot: Spot) -> None:
    """Lay a grain of grey under a cell, as a scanner sees shading."""
    left, top, right, bottom = spot
    inside = (left + 2, top + 2, right - 2, bottom - 2)
    piece = page.crop(inside)
    grain = Image.effect_noise(piece.size, 24).point(lambda value: min(255, value + 85))
    page.paste(ImageChops.multiply(piece, grain), inside)


def written(page: Image.Image, spot: Spot, *lines: str, size_pt: float = 9, dpi: int = 200, font: Path = FONT) -> None:
    """Write lines into the middle of a cell."""
    left, top, right, bottom = spot
    face = ImageFont.truetype(str(font), round(size_pt * dpi / 72), index=_SIMPLIFIED)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        middle = top + (bottom - top) * (number + 0.5) / len(lines)
        pen.text(((left + right) / 2, middle), line, fill=0, font=face, anchor="mm")
