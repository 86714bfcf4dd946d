"""A run of paragraphs in an RTF file: the main text, or what stands in a text box."""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.readers.richtext.groups import State
from reports.readers.richtext.styles import Styles
from reports.readers.word.echoes import FIELD_END, FORM_FIELD, without_echoes
from reports.readers.word.tables import TableBuilder
from reports.readers.word.tree import Content, Paragraph


@dataclass(slots=True)
class Story:
    """What was finished, the open paragraph's pieces of text, and text boxes that wait for its end.

    `group` is the number of the group that the story ends with.
    """

    group: int
    builder: TableBuilder = field(default_factory=TableBuilder)
    pieces: list[str] = field(default_factory=list)
    waiting: list[Content] = field(default_factory=list)
    deletions: bool = False

    def end_paragraph(self, state: State, styles: Styles, *, depth: int) -> None:
        """End the open paragraph in the cell that is open at that depth; lines of a table of contents are left out."""
        paragraph = None
        if not styles.is_contents(state.style):
            heading = styles.is_heading(state.style) if state.outline is None else state.outline < 9
            paragraph = Paragraph(_whole("".join(self.pieces)), heading)
        self.builder.add(paragraph, depth=depth, deletions=self.deletions)
        if self.waiting:
            self.builder.add_content(self.waiting, depth=depth)
        self.pieces, self.waiting, self.deletions = [], [], False

    def finish(self, state: State, styles: Styles) -> list[Content]:
        """Return all content; a paragraph that was not ended is ended here."""
        if self.pieces:
            self.end_paragraph(state, styles, depth=state.levels)
        return self.builder.finish()


def _whole(text: str) -> str:
    """Return the text without the marks of form fields, halves of surrogate pairs joined."""
    if FIELD_END in text:
        text = "".join(without_echoes(list(text)))
        text = text.replace(FORM_FIELD, "").replace(FIELD_END, "").replace("\r", "")
    if any("\ud800" <= character <= "\udfff" for character in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
