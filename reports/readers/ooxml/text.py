"""The text of a Word paragraph as it shows: what was deleted, hidden or a field's instruction left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from reports.readers.html_strings import SUBSCRIPT, SUPERSCRIPT
from reports.readers.ooxml.names import MC, VAL, WP, A, M, R, V, W, is_on
from reports.readers.package import Element
from reports.readers.word.signs import sign
from reports.readers.word.tree import PICTURE, SHOWS_WITHOUT_RESULT

_LEAST_WIDTH_EMU: Final = 2_000_000
"""About 5.5 cm: a narrower picture holds no table of the form."""


@dataclass(slots=True)
class Inline:
    """What was met in a paragraph besides text: text boxes to be read behind it, and large pictures."""

    boxes: list[Element] = field(default_factory=list)
    pictures: int = 0
    embedded: list[str] = field(default_factory=list)  # relationship ids of embedded files


class InlineReader:
    """Turns the children of a paragraph into text. `styled`: some run of the document is hidden, raised or struck."""

    def __init__(self, *, styled: bool) -> None:
        self._styled = styled
        self.met = Inline()
        self._told = ""  # the instruction of the field that has begun and has no result so far

    def text(self, paragraph: Element, *, rich: bool) -> str:
        """Return the paragraph's text; "\\n" for a broken line, "\\t" for a tab. `rich`: it holds more than text."""
        if not rich:
            return "".join([text.text or "" for text in paragraph.iter(_TEXT)])
        pieces: list[str] = []
        self._descend(paragraph, pieces)
        return "".join(pieces)

    def _descend(self, element: Element, pieces: list[str]) -> None:
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._run(child, pieces)
            elif tag in _CONTAINERS:
                self._descend(child, pieces)
            elif (leaf := _LEAVES.get(tag)) is not None:
                leaf(self, child, pieces)

    def _run(self, run: Element, pieces: list[str]) -> None:
        if self._styled and (properties := run.find(_RUN_PROPERTIES)) is not None:
            self._styled_run(run, properties, pieces)
            return
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                pieces.append(child.text or "")
            elif tag != _RUN_PROPERTIES and (leaf := _LEAVES.get(tag)) is not None:
                leaf(self, child, pieces)

    def _styled_run(self, run: Element, properties: Element, pieces: list[str]) -> None:
        if _switched_on(properties, "vanish"):
            return
        inner: list[str] = []
        for child in run:
            if child.tag == _TEXT:
                inner.append(child.text or "")
            elif (leaf := _LEAVES.get(child.tag)) is not None:
                leaf(self, child, inner)
        text = "".join(inner)
        raised = properties.find(f"{W}vertAlign")
        if raised is not None:  # a footnote mark behind a number must not become its last digit
            kind = raised.get(VAL)
            text = text.translate(SUPERSCRIPT if kind == "superscript" else SUBSCRIPT if kind == "subscript" else {})
        if _switched_on(properties, "strike") or _switched_on(properties, "dstrike"):
            text = f" {text} "  # a struck number and the one beside it are two
        pieces.append(text)

    # --- leaves ------------------------------------------------------------------------------------

    def _tab(self, _element: Element, pieces: list[str]) -> None:
        pieces.append("\t")

    def _break(self, _element: Element, pieces: list[str]) -> None:
        pieces.append("\n")

    def _hyphen(self, _element: Element, pieces: list[str]) -> None:
        pieces.append("-")

    def _symbol(self, element: Element, pieces: list[str]) -> None:
        pieces.append(sign((element.get(f"{W}char") or "")[-2:]))

    def _ruby(self, element: Element, pieces: list[str]) -> None:
        for base in element.iterchildren(f"{W}rubyBase"):
            self._descend(base, pieces)

    def _math(self, element: Element, pieces: list[str]) -> None:
        pieces.extend(text.text or "" for text in element.iter(f"{M}t"))

    def _instruction(self, element: Element, pieces: list[str]) -> None:
        self._told += element.text or ""

    def _field(self, element: Element, pieces: list[str]) -> None:
        """A form field's state stands in its beginning; of other fields only the result is text."""
        match element.get(f"{W}fldCharType"):
            case "begin":
                self._told = ""
                self._form_field(element, pieces)
            case "separate":
                self._told = ""
            case "end":
                if SHOWS_WITHOUT_RESULT.match(self._told) is not None:
                    pieces.append(PICTURE)
                self._told = ""

    def _form_field(self, element: Element, pieces: list[str]) -> None:
        box = element.find(f"{W}ffData/{W}checkBox")
        if box is not None:
            state = box.find(f"{W}checked")
            if state is None:
                state = box.find(f"{W}default")
            pieces.append("☑" if state is not None and is_on(state.get(VAL)) else "□")
            return
        choice = element.find(f"{W}ffData/{W}ddList")
        if choice is not None:
            entries = [entry.get(VAL) or "" for entry in choice.iterchildren(f"{W}listEntry")]
            chosen = choice.find(f"{W}result")
            index = 0 if chosen is None else int(_float(chosen.get(VAL)))
            pieces.append(entries[index] if 0 <= index < len(entries) else "")

    def _graphic(self, element: Element, pieces: list[str]) -> None:
        """Text boxes wait until the paragraph has ended; a picture in the line stands for text that cannot be read."""
        boxes = len(self.met.boxes)
        images = list(self._images(element))
        self.met.pictures += any(_width_emu(image) >= _LEAST_WIDTH_EMU for image in images)
        if len(self.met.boxes) == boxes and any(not _floats(image) for image in images):
            pieces.append(PICTURE)

    def _images(self, element: Element) -> Iterator[Element]:
        for child in element:
            tag = child.tag
            if tag == f"{W}txbxContent":
                self.met.boxes.append(child)
            elif tag == _ALTERNATE:
                if (chosen := shown_branch(child)) is not None:
                    yield from self._images(chosen)
            elif tag in (_BLIP, _IMAGE_DATA):
                yield child
            else:
                if tag == _EMBEDDED and (ident := child.get(f"{R}id")) is not None:
                    self.met.embedded.append(ident)
                yield from self._images(child)

    def _alternate(self, element: Element, pieces: list[str]) -> None:
        chosen = shown_branch(element)
        if chosen is not None:
            self._descend(chosen, pieces)


def shown_branch(alternate: Element) -> Element | None:
    """Return the branch of mc:AlternateContent that Word shows: the first choice, else the fallback."""
    choice = alternate.find(f"{MC}Choice")
    return choice if choice is not None else alternate.find(f"{MC}Fallback")


def _switched_on(properties: Element, name: str) -> bool:
    switch = properties.find(W + name)
    return switch is not None and is_on(switch.get(VAL))


def _floats(image: Element) -> bool:
    """True for a picture that lies over the text (a seal), not in its line."""
    if next(image.iterancestors(f"{WP}anchor"), None) is not None:
        return True
    return "absolute" in _shape_style(image).get("position", "")


def _width_emu(image: Element) -> float:
    """Return how wide a picture is shown; large where the document does not tell."""
    for around in image.iterancestors(f"{WP}inline", f"{WP}anchor"):
        extent = around.find(f"{WP}extent")
        if extent is not None:
            return _float(extent.get("cx"))
    width = _shape_style(image).get("width")
    if width is None:
        return float(_LEAST_WIDTH_EMU)
    number = width.rstrip("abcdefghijklmnopqrstuvwxyz%")
    return _float(number) * _EMU.get(width[len(number) :], 0.0)


_EMU = {"pt": 12_700.0, "in": 914_400.0, "cm": 360_000.0, "mm": 36_000.0, "px": 9_525.0, "": 9_525.0}


def _shape_style(image: Element) -> dict[str, str]:
    shape = next(image.iterancestors(f"{V}shape", f"{V}rect"), None)
    declarations = ("" if shape is None else shape.get("style") or "").lower().split(";")
    parts = (declaration.partition(":") for declaration in declarations)
    return {name.strip(): value.strip() for name, _, value in parts}


def _float(text: str | None) -> float:
    try:
        return float(text or "")
    except ValueError:
        return 0.0


_RUN: Final = f"{W}r"
_TEXT: Final = f"{W}t"
_RUN_PROPERTIES: Final = f"{W}rPr"
_ALTERNATE: Final = f"{MC}AlternateContent"
_BLIP: Final = f"{A}blip"
_IMAGE_DATA: Final = f"{V}imagedata"
_EMBEDDED: Final = "{urn:schemas-microsoft-com:office:office}OLEObject"
_CONTAINERS: Final = frozenset(
    f"{W}{name}"
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
)
_LEAVES: Final[dict[str, Callable[[InlineReader, Element, list[str]], None]]] = {
    f"{W}tab": InlineReader._tab,
    f"{W}ptab": InlineReader._tab,
    f"{W}br": InlineReader._break,
    f"{W}cr": InlineReader._break,
    f"{W}noBreakHyphen": InlineReader._hyphen,
    f"{W}sym": InlineReader._symbol,
    f"{W}ruby": InlineReader._ruby,
    f"{W}fldChar": InlineReader._field,
    f"{W}instrText": InlineReader._instruction,
    f"{W}drawing": InlineReader._graphic,
    f"{W}pict": InlineReader._graphic,
    f"{W}object": InlineReader._graphic,
    _ALTERNATE: InlineReader._alternate,
    f"{M}oMath": InlineReader._math,
    f"{M}oMathPara": InlineReader._math,
}
LEAVES: Final = frozenset(_LEAVES) - {_ALTERNATE, f"{W}instrText"}
"""Elements in a paragraph that are no text and show something; instructions stand between marks of their field."""
