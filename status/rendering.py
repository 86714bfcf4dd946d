"""The templates: how they are loaded, and the words and filters that all of them may use."""

from __future__ import annotations

from datetime import UTC, datetime
from gettext import NullTranslations
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from alerts.labels import KIND_LABELS, OUTCOME_LABELS
from reports.answers import ANSWER_LABELS, STANDING_LABELS
from reports.states import (
    CONTENT_LABELS,
    LEVEL_LABELS,
    REFERENCE_ONLY,
    TIMELINESS_LABELS,
    Content,
    StateLabel,
    Timeliness,
)
from reports.waivers import SCOPE_LABELS
from status import words
from status.agency import reasons_of
from status.cell import picture_address
from status.config import Language
from status.evidence import shown_as
from status.page import Page, clock, day
from status.tables import gloss
from storage.records import Axis

TEMPLATES = Path(__file__).parent / "templates"


def make_environment(language: Language, texts: NullTranslations, code: str) -> Environment:
    """Return the templates in one language; every value is escaped, an unknown name is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]  # the extension adds it
        texts, newstyle=True
    )
    environment.filters |= {"clock": clock, "day": day}
    environment.globals |= {
        "code": code,
        "reference_only": REFERENCE_ONLY,
        "timeliness": TIMELINESS_LABELS,
        "contents": CONTENT_LABELS,
        "state_label": state_label,
        "reasons_of": reasons_of,
        "gloss": gloss,
        "picture_address": picture_address,
        "shown_as": shown_as,
        "outcomes": OUTCOME_LABELS,
        "kinds": KIND_LABELS,
        "levels": words.LEVELS,
        "duty_bases": words.DUTY_BASES,
        "lineage": words.LINEAGE,
        "look_kinds": words.LOOK_KINDS,
        "document_roles": words.DOCUMENT_ROLES,
        "document_states": words.DOCUMENT_STATES,
        "document_advice": words.DOCUMENT_ADVICE,
        "document_css": words.DOCUMENT_CSS,
        "message_states": words.MESSAGE_STATES,
        "message_css": words.MESSAGE_CSS,
        "receipt_words": words.RECEIPTS,
        "axes": words.AXES,
        "finding_levels": LEVEL_LABELS,
        "standings": STANDING_LABELS,
        "answer_labels": ANSWER_LABELS,
        "scopes": SCOPE_LABELS,
        "witnesses": words.WITNESSES,
        "side_by_side": words.SIDE_BY_SIDE,
    }
    # the same on every front page, and a fifth of its cost when made each time
    page = Page("/", {}, language, language, datetime.now(UTC))
    environment.globals["legend"] = Markup(environment.get_template("legend.html").render(page=page))  # noqa: S704
    return environment


def state_label(axis: Axis, state: str) -> StateLabel:
    """Return the label of a state as a transition records it."""
    return TIMELINESS_LABELS[Timeliness(state)] if axis is Axis.TIMELINESS else CONTENT_LABELS[Content(state)]
