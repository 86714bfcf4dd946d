"""Reports as somebody scanned them: printed by a browser, made pictures, set askew, blurred, noised, compressed."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter

from tests.rendering.html import table_with_spans
from tests.rendering.specimen import Specimen


@dataclass(frozen=True, slots=True)
class Print:
    """How a report is set on paper."""

    letters: str = "Noto Serif CJK SC"
    digits: str = "DejaVu Serif"
    table_pt: float = 9.0
    text_pt: float = 14.0
    border_pt: float = 0.75
    padding_pt: float = 2.0
    margin_mm: float = 20.0
    bold_headings: bool = True


@dataclass(frozen=True, slots=True)
class Scanner:
    """What the machine and the person before it did to the pages; `turned` counts quarter turns clockwise."""

    dpi: int = 200
    skew: float = 0.4
    blur: float = 0.5
    noise: float = 8.0
    jpeg: int = 75
    grey: bool = True
    turned: int = 0


PRINTS: Sequence[Print] = (
    Print(),
    Print(letters="Noto Sans CJK SC", digits="Noto Sans CJK SC", table_pt=10.5, padding_pt=3),
    Print(digits="DejaVu Sans", table_pt=8.0, border_pt=0.5, padding_pt=1),
    Print(letters="Noto Serif CJK SC", digits="Noto Serif CJK SC", table_pt=10.5, border_pt=1.0),
    Print(letters="Noto Sans CJK SC", digits="DejaVu Serif", table_pt=7.5, border_pt=0.5, padding_pt=1),
    Print(letters="Noto Serif CJK SC", digits="TeX Gyre Termes", table_pt=12.0, margin_mm=15, bold_headings=False),
)


def chromium() -> str | None:
    """Return the browser that prints, None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def printed(report: Specimen, style: Print = PRINTS[0]) -> bytes:
    """Return the report as a PDF with text, ruled tables, A4."""
    body = [f"<h1>{escape(report.title)}</h1>", f"<p>{escape(report.lead)}</p>"]
    for _key, heading, paragraphs, layout in report.parts():
        body.append(f"<h2>{escape(heading)}</h2>")
        body += [f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs]
        body += [] if layout is None else [table_with_spans(layout).replace(' border="1"', "")]
    body.append(f'<p style="text-align:right">{escape(report.agency)}</p>')
    body.append(f'<p style="text-align:right">{report.signed_day}</p>')
    css = f"""@page {{ size: A4; margin: {style.margin_mm}mm }}
    body {{ font-family: "{style.digits}", "{style.letters}"; font-size: {style.text_pt}pt; margin: 0 }}
    h1 {{ text-align: center; font-size: 20pt }} h2 {{ font-size: {style.text_pt + 1}pt;
    font-weight: {"bold" if style.bold_headings else "normal"} }}
    p {{ text-indent: 2em; line-height: 1.8; margin: 0 }}
    table {{ border-collapse: collapse; width: 100%; font-size: {style.table_pt}pt }}
    td {{ border: {style.border_pt}pt solid black; padding: {style.padding_pt}pt; text-align: center }}
    tr {{ break-inside: avoid }}"""
    page = f'<!DOCTYPE html><meta charset="utf-8"><title>.</title><style>{css}</style>{"".join(body)}'
    return print_html(page)


def print_html(page: str) -> bytes:
    """Return the page as the browser prints it. Raises OSError without a browser."""
    browser = chromium()
    if browser is None:
        raise OSError("no browser")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
             "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return target.read_bytes()


def scanned(pdf: bytes, scanner: Scanner, rng: Random) -> list[Image.Image]:
    """Return the pages of a PDF as that machine gives them."""
    document = pdfium.PdfDocument(pdf)
    pages = []
    for page in document:
        picture = page.render(scale=scanner.dpi / 72, grayscale=scanner.grey).to_pil()
        pages.append(_spoiled(picture, scanner, rng))
    document.close()
    return pages


def _spoiled(picture: Image.Image, scanner: Scanner, rng: Random) -> Image.Image:
    white = 255 if picture.mode == "L" else (255, 255, 255)
    if scanner.skew:
        angle = rng.choice((-1, 1)) * scanner.skew * rng.uniform(0.6, 1.0)
        picture = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=white)
    if scanner.turned:
        picture = picture.rotate(-90 * scanner.turned, expand=True)
    if scanner.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(scanner.blur))
    if scanner.noise:
        picture = _noised(picture, Image.effect_noise(picture.size, scanner.noise * 2))
    if scanner.jpeg:
        held = io.BytesIO()
        picture.save(held, "JPEG", quality=scanner.jpeg)
        picture = Image.open(io.BytesIO(held.getvalue()))
        picture.load()
    return picture


def _noised(picture: Image.Image, grain: Image.Image) -> Image.Image:
    noise = grain if picture.mode == "L" else Image.merge("RGB", [grain] * 3)
    return ImageChops.add(picture, noise, scale=1, offset=-128)


def as_pdf(pages: Sequence[Image.Image], dpi: int, *, jpeg: int = 90) -> bytes:
    """Return a PDF that holds nothing but the pictures."""
    held = io.BytesIO()
    pages[0].save(held, "PDF", resolution=dpi, save_all=True, append_images=list(pages[1:]), quality=jpeg)
    return held.getvalue()


def as_picture(page: Image.Image, kind: str, dpi: int, more: Sequence[Image.Image] = ()) -> bytes:
    """Return the page as PNG, JPEG or TIFF; a TIFF takes more pages."""
    held = io.BytesIO()
    extra = {"save_all": True, "append_images": list(more)} if kind == "TIFF" else {}
    page.copy().save(held, kind, dpi=(dpi, dpi), **extra)
    return held.getvalue()
