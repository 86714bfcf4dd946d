"""How a state looks in the matrix, made once per state and language: cells are what a page costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from reports.states import CONTENT_LABELS, TIMELINESS_LABELS, Content, StateLabel, Timeliness
from status.config import Language


@dataclass(frozen=True, slots=True)
class Face:
    """How a state looks in the matrix: made once per state and language, because cells are what a page costs."""

    css: str
    inner: Markup


Faces = Mapping[tuple[Timeliness, Content | None], Face]


def make_faces(language: Language) -> Faces:
    """Return the look of every state in the language."""
    return {
        (timeliness, content): Face(
            f"k-{label.colour}", _words(label, language) + _content_words(content, language)
        )
        for timeliness, label in TIMELINESS_LABELS.items()
        for content in (None, *CONTENT_LABELS)
    }


def _words(label: StateLabel, language: Language) -> Markup:
    return Markup("{} {}").format(label.icon, label.en if language is Language.EN else label.zh)


def _content_words(content: Content | None, language: Language) -> Markup:
    # nothing noticed is what one expects: saying it in every cell would bury what matters
    if content is None or content is Content.CLEAN:
        return Markup("")
    label = CONTENT_LABELS[content]
    return Markup('<small class="k-{}">{}</small>').format(label.colour, _words(label, language))
