"""OFD pages as other programs write them: blocks in blocks, lines together, absolute addresses, no steps, two parts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from html import escape
from random import Random

from tests.rendering.docx import zipped
from tests.rendering.ofd import HEIGHT, WIDTH, Ink, package, stroke, text_object, typeset
from tests.rendering.specimen import Specimen


def blocks(report: Specimen, rng: Random) -> bytes:
    """Page blocks in page blocks, all strokes of a page as one path, the namespace as the default, "/Doc_0/…"."""
    pages = []
    for ink in typeset(report):
        inner = _one_path(ink) + "".join(text_object(*text) for text in ink.texts)
        pages.append(f'<ofd:PageBlock ID="7"><ofd:PageBlock ID="8">{inner}</ofd:PageBlock></ofd:PageBlock>')
    with zipfile.ZipFile(io.BytesIO(package(pages))) as archive:
        parts = {name: archive.read(name).decode().partition("?>")[2].strip() for name in archive.namelist()}
    plain = {name: re.sub("(</?)ofd:", r"\1", text).replace("xmlns:ofd=", "xmlns=") for name, text in parts.items()}
    plain["OFD.xml"] = plain["OFD.xml"].replace("Doc_0/Document.xml", "/Doc_0/Document.xml")
    if rng.random() < 0.5:
        plain["Doc_0/Document.xml"] = plain["Doc_0/Document.xml"].replace('BaseLoc="Pages', 'BaseLoc="/Doc_0/Pages')
    return zipped(plain)


def no_steps(report: Specimen, _rng: Random) -> bytes:
    """No DeltaX: letters follow each other by their own width."""
    pages = []
    for ink in typeset(report):
        texts = "".join(re.sub(' DeltaX="[^"]*"', "", text_object(*text)) for text in ink.texts)
        pages.append("".join(stroke(*each) for each in ink.strokes) + texts)
    return package(pages)


def many_codes(report: Specimen, rng: Random) -> bytes:
    """Objects as large as the page: texts in one object with a code each, strokes in another, some codes split."""
    pages = []
    for ink in typeset(report):
        by_size: dict[float, list[str]] = {}
        for text, x, y, size in ink.texts:
            cut = rng.randrange(1, len(text)) if len(text) > 1 and rng.random() < 0.5 else len(text)
            for part, start in ((text[:cut], 0), (text[cut:], cut)):
                if part:
                    left = x + sum(size if ord(letter) > 255 else size / 2 for letter in text[:start])
                    by_size.setdefault(size, []).append(_code(part, left, y, size))
        boundary = f'Boundary="0 0 {WIDTH} {HEIGHT}"'
        objects = [
            f'<ofd:TextObject ID="1" {boundary} Font="1" Size="{size}">{"".join(codes)}</ofd:TextObject>'
            for size, codes in by_size.items()
        ]
        pages.append(_one_path(ink) + "".join(objects))
    return package(pages)


def two_documents(report: Specimen, _rng: Random) -> bytes:
    """One file with two documents: the report is cut between two pages."""
    drawn = ["".join(stroke(*each) for each in ink.strokes) + "".join(text_object(*text) for text in ink.texts)
             for ink in typeset(report)]  # fmt: skip
    half = len(drawn) // 2
    parts: dict[str, str | bytes] = {}
    bodies = ""
    for number, contents in enumerate((drawn[:half], drawn[half:])):
        with zipfile.ZipFile(io.BytesIO(package(contents))) as archive:
            for name in archive.namelist():
                if name.startswith("Doc_0/"):
                    parts[name.replace("Doc_0", f"Doc_{number}")] = archive.read(name)
                root = archive.read("OFD.xml").decode()
        bodies += (re.search("<ofd:DocBody>.*</ofd:DocBody>", root) or [""])[0].replace("Doc_0", f"Doc_{number}")
    root = re.sub("<ofd:DocBody>.*</ofd:DocBody>", bodies, root.partition("?>")[2].strip())
    return zipped({"OFD.xml": root, **parts})


def _one_path(ink: Ink) -> str:
    outline = " ".join(f"M {x:.3f} {y:.3f} L {to_x:.3f} {to_y:.3f}" for x, y, to_x, to_y in ink.strokes)
    data = f"<ofd:AbbreviatedData>{outline}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="2" Boundary="0 0 {WIDTH} {HEIGHT}" LineWidth="0.25">{data}</ofd:PathObject>'


def _code(text: str, x: float, y: float, size: float) -> str:
    steps = " ".join(f"{size if ord(letter) > 255 else size / 2:g}" for letter in text[:-1])
    delta = f' DeltaX="{steps}"' if steps else ""
    return f'<ofd:TextCode X="{x:.3f}" Y="{y:.3f}"{delta}>{escape(text)}</ofd:TextCode>'


RENDERERS: Mapping[str, Callable[[Specimen, Random], bytes]] = {
    "blocks.ofd": blocks,
    "no-steps.ofd": no_steps,
    "many-codes.ofd": many_codes,
    "two-documents.ofd": two_documents,
}
