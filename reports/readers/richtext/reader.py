"""RTF read token by token: text, paragraphs, cells and rows, fields, pictures, text boxes."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from reports.errors import DocumentTooLarge
from reports.readers.html_strings import SUBSCRIPT, SUPERSCRIPT
from reports.readers.richtext.fonts import Fonts
from reports.readers.richtext.groups import DESTINATIONS, READ_THOUGH_MARKED, Destination, State
from reports.readers.richtext.rows import RowWords
from reports.readers.richtext.story import Story
from reports.readers.richtext.styles import Styles
from reports.readers.richtext.tokens import Kind, tokens_of
from reports.readers.richtext.words import STATE_WORDS
from reports.readers.word.echoes import FIELD_END, FORM_FIELD
from reports.readers.word.tree import PICTURE, SHOWS_WITHOUT_RESULT, Content

MAX_DEPTH: Final = 1_000
MAX_CHARACTERS: Final = 20_000_000
_LEAST_WIDTH_TWIPS: Final = 3_100

_TEXTS: Final = MappingProxyType(
    {"tab": "\t", "line": "\n", "column": "\n", "softline": "\n", "emdash": "—", "endash": "–", "bullet": "•",
     "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " "}
)  # fmt: skip
_SIGNS: Final = MappingProxyType({"~": "\xa0", "_": "-", "-": "", "\\": "\\", "{": "{", "}": "}", "\t": "\t"})
_ENDS: Final = frozenset(("par", "sect", "page", "\n", "\r"))


@dataclass(slots=True)
class _Field:
    """A field that has begun in the group of that number; `shows` when its result holds something."""

    group: int
    instruction: str = ""
    shows: bool = False
    form: bool = False


@dataclass(slots=True)
class _Picture:
    group: int
    width: float = 0.0
    scale: int = 100


class RichTextReader:
    """Reads one file; `title` and `pictures` are known when `read` has returned."""

    def __init__(self) -> None:
        self.title = ""
        self.pictures = 0
        self._label = ""
        self._fonts = Fonts()
        self._styles = Styles()
        self._row = RowWords()
        self._state = State()
        self._outer: list[State] = []
        self._opening = False  # right behind a brace: the next word may name the group
        self._marked = False  # "\*" stands before it
        self._skip = 0  # characters that only stand for a \u before them
        self._bytes = bytearray()
        self._fields: list[_Field] = []
        self._open_pictures: list[_Picture] = []
        self._stories = [Story(-1)]
        self._length = 0

    def read(self, source: str) -> list[Content]:
        """Return the content of a file decoded byte by byte. Raises DocumentTooLarge("depth", "characters", …)."""
        for kind, text, value in tokens_of(source):
            if kind is Kind.TEXT:
                self._raw(text.encode("latin-1"))
            elif kind is Kind.BYTE:
                self._raw(bytes((value or 0,)))
            elif kind is Kind.WORD:
                self._word(text, value)
            elif kind is Kind.SIGN:
                self._sign(text)
            elif kind is Kind.OPEN:
                self._open()
            else:
                self._close()
        self._end_text()
        last = self._state  # a file that is cut off ends inside its groups: they still hold for its last words
        while self._outer:
            self._close()
        return self._stories[0].finish(last, self._styles)

    # --- groups ------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._end_text()
        self._skip = 0
        if len(self._outer) >= MAX_DEPTH:
            raise DocumentTooLarge("depth", MAX_DEPTH)
        self._outer.append(self._state)
        self._state = self._state.copy()
        self._opening, self._marked = True, False

    def _close(self) -> None:
        self._end_text()
        self._skip = 0
        self._opening = self._marked = False
        if not self._outer:
            return
        group = len(self._outer)
        if self._fields and self._fields[-1].group == group:
            ended = self._fields.pop()
            if ended.form:
                self._stories[-1].pieces.append(FIELD_END)
            elif not ended.shows and SHOWS_WITHOUT_RESULT.match(ended.instruction) is not None:
                self._text(PICTURE)
        if self._open_pictures and self._open_pictures[-1].group == group:
            self._end_picture(self._open_pictures.pop())
        if self._stories[-1].group == group:
            self._end_story()
        if self._label and self._outer[-1].destination is not Destination.LABEL:
            self._end_label()
        self._state = self._outer.pop()

    def _begin_group(self, word: str) -> bool:
        """Take the word that names a group; True where that is all it means."""
        marked, self._marked, self._opening = self._marked, False, False
        state = self._state
        if state.destination is Destination.SKIPPED:
            return True
        known = DESTINATIONS.get(word)
        if known is not None:
            state.destination = known
        elif marked and word not in READ_THOUGH_MARKED:
            state.destination = Destination.SKIPPED
        if known is Destination.PICTURE:
            self._open_pictures.append(_Picture(len(self._outer)))
        elif word == "field":
            self._fields.append(_Field(len(self._outer)))
        elif word == "shptxt":
            state.new_paragraph()
            self._stories.append(Story(len(self._outer)))
        elif word == "fldrslt" and self._fields and "FORMTEXT" in self._fields[-1].instruction:
            self._fields[-1].form = True
            self._stories[-1].pieces.append(FORM_FIELD)
        return known is not None or (marked and word != "ud")

    def _end_story(self) -> None:
        """A text box ends: what it holds waits for the end of the paragraph that it hangs on."""
        content = self._stories.pop().finish(self._state, self._styles)
        self._stories[-1].waiting.extend(content)

    def _end_label(self) -> None:
        """A list number as the writing program showed it; bullets are left out."""
        label, self._label = self._label.strip(), ""
        if any(character.isalnum() for character in label):
            self._state.destination = Destination.BODY
            self._shown(f"{label} " if label[-1].isalnum() else label)

    def _end_picture(self, picture: _Picture) -> None:
        self.pictures += picture.width * picture.scale / 100 >= _LEAST_WIDTH_TWIPS
        self._state.destination = Destination.BODY
        self._text(PICTURE)

    # --- text --------------------------------------------------------------------------------------

    def _raw(self, raw: bytes) -> None:
        self._opening = self._marked = False
        if self._skip:
            passed = min(self._skip, len(raw))
            self._skip -= passed
            raw = raw[passed:]
        self._bytes += raw

    def _end_text(self) -> None:
        """Bytes gathered so far are text: two may be one character, so they are decoded together."""
        if self._bytes:
            raw = bytes(self._bytes)
            self._bytes.clear()
            self._text(self._fonts.decode(raw, self._state.font))

    def _text(self, text: str) -> None:
        state = self._state
        match state.destination:
            case Destination.BODY:
                self._shown(text)
            case Destination.TITLE:
                self.title += text
            case Destination.LABEL:
                self._label += text
            case Destination.INSTRUCTION:
                if self._fields:
                    self._fields[-1].instruction += text
            case Destination.STYLES:
                self._styles.name(state.style, text)
            case _:
                return

    def _shown(self, text: str) -> None:
        state, story = self._state, self._stories[-1]
        if state.deleted:
            story.deletions = True
        if state.deleted or state.hidden or not text:
            return
        self._length += len(text)
        if self._length > MAX_CHARACTERS:
            raise DocumentTooLarge("characters", MAX_CHARACTERS)
        if self._fields:
            self._fields[-1].shows = True
        if state.raised:  # a footnote mark behind a number must not become its last digit
            text = text.translate(SUPERSCRIPT if state.raised > 0 else SUBSCRIPT)
        story.pieces.append(f" {text} " if state.struck else text)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._marked = self._opening
            return
        if self._skip:
            self._skip -= 1
            return
        if sign in "\r\n":
            self._word("par", None)
        elif sign in "\\{}":
            self._raw(sign.encode())
        elif (text := _SIGNS.get(sign)) is not None:
            self._end_text()
            self._text(text)

    def _unicode(self, value: int) -> None:
        self._text(chr(value & 0xFFFF))
        self._skip = self._state.fallback

    # --- words -------------------------------------------------------------------------------------

    def _word(self, word: str, value: int | None) -> None:
        if self._skip and not self._bytes and word != "u":
            self._skip -= 1
            return
        self._end_text()
        if self._opening and self._begin_group(word):
            return
        self._opening = False
        state = self._state
        if word == "u" and value is not None:
            self._unicode(value)
        elif state.destination is Destination.SKIPPED:
            return
        elif (text := _TEXTS.get(word)) is not None:
            self._text(text)
        elif (change := STATE_WORDS.get(word)) is not None:
            change(state, value)
        elif state.destination is Destination.PICTURE:
            self._picture_word(word, value)
        elif not self._row.take(word, value):
            self._structure(word, value)

    def _picture_word(self, word: str, value: int | None) -> None:
        if self._open_pictures and value is not None:
            if word == "picwgoal":
                self._open_pictures[-1].width = value
            elif word == "picscalex":
                self._open_pictures[-1].scale = value

    def _structure(self, word: str, value: int | None) -> None:
        match word:
            case "ansicpg":
                self._fonts.set_code_page(value or 0)
            case "deff":
                self._fonts.default = value
            case "fcharset":
                self._fonts.set_charset(self._state.font or 0, value or 0)
            case "s":
                self._state.style = value or 0
            case _ if self._state.destination is not Destination.BODY:
                return
            case "cell" | "nestcell":
                self._end_cell(nested=word == "nestcell")
            case "row" | "nestrow":
                depth = self._state.levels if word == "nestrow" else 1
                story = self._stories[-1]
                story.builder.end_row(self._row.definition(), depth=max(1, depth), deleted=False)
                story.pieces.clear()
            case _ if word in _ENDS:
                self._end_paragraph()

    def _end_paragraph(self) -> None:
        self._stories[-1].end_paragraph(self._state, self._styles, depth=self._state.levels)

    def _end_cell(self, *, nested: bool) -> None:
        depth = max(self._state.levels, 2) if nested else 1
        self._stories[-1].end_paragraph(self._state, self._styles, depth=depth)
        self._stories[-1].builder.end_cell()
