"""How a state looks in the matrix, made once per state and language: cells are what a page costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from reports.states import CONTENT_LABELS, TIMELINESS_LABELS, Content, Sentence, StateLabel, Timeliness
from status.config import Language
from storage.records import MatrixCell


@dataclass(frozen=True, slots=True)
class Face:
    """A cell of the matrix before and after its address; both are finished markup, their words escaped."""

    before: str
    after: str

    def cell(self, href: str, marks: str = "") -> str:
        """Return the cell's markup; `href` must be an address made by us, quoted, `marks` finished markup."""
        return self.before + href + self.after + marks


Faces = Mapping[tuple[Timeliness, Content | None, bool], Face]
"""Faces by timeliness, content, and whether the year is shown for reference only."""

NOTHING_OWED = "<td>"

WAIVED = Sentence("已豁免", "waived")
TO_REVIEW = Sentence("待复核", "to review")
PRIVATE = Sentence("内部核实", "office alone")


def make_faces(language: Language) -> Faces:
    """Return the look of every cell in the language."""
    return {
        (timeliness, content, past): _face(timeliness, content, past, language)
        for timeliness in TIMELINESS_LABELS
        for content in (None, *CONTENT_LABELS)
        for past in (False, True)
    }


def marks_of(cell: MatrixCell, language: Language, *, office: bool) -> str:
    """Return the marks of findings that a cell's state does not count, some of them for the office alone."""
    if not (cell.waived or cell.to_review or cell.private):
        return ""
    marks = [
        (WAIVED, cell.waived, "grey"),
        *([(TO_REVIEW, cell.to_review, "yellow"), (PRIVATE, cell.private, "red")] if office else []),
    ]
    shown = (
        Markup('<small class="k-{}">{} {}</small>').format(
            colour, word.en if language is Language.EN else word.zh, number
        )
        for word, number, colour in marks
        if number
    )
    return str(Markup("").join(shown))


def _face(timeliness: Timeliness, content: Content | None, past: bool, language: Language) -> Face:
    label = TIMELINESS_LABELS[timeliness]
    before = f'<td><a class="k-{label.colour}{" past" if past else ""}" href="'
    after = Markup('">{}{}</a>').format(_words(label, language), _content_words(content, language))
    return Face(before, str(after))


def _words(label: StateLabel, language: Language) -> Markup:
    return Markup("{} {}").format(label.icon, label.en if language is Language.EN else label.zh)


def _content_words(content: Content | None, language: Language) -> Markup:
    # nothing noticed is what one expects: saying it in every cell would bury what matters
    if content is None or content is Content.CLEAN:
        return Markup("")
    label = CONTENT_LABELS[content]
    return Markup('<small class="k-{}">{}</small>').format(label.colour, _words(label, language))
