"""Filling in the templates, so that a name or title from a page can never add a line to a message."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import jinja2

from alerts.facts import IncidentKind
from alerts.labels import KIND_LABELS, OUTCOME_LABELS, RULES, say, say_time
from alerts.targets import Language
from reports.looks import LookOutcome
from reports.obligations import Reason
from reports.states import CONTENT_LABELS, TIMELINESS_LABELS, Content, Sentence, Timeliness

LONGEST_VALUE = 500
# Control and format characters (line breaks, direction overrides, zero-width marks), line and paragraph separators.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def one_line(value: object) -> object:
    """Return a text on one line, without control characters and cut at 500 characters; anything else as it is."""
    if not isinstance(value, str):
        return value
    spaced = "".join(" " if unicodedata.category(letter) in _UNPRINTABLE else letter for letter in value)
    line = " ".join(spaced.split())
    return line if len(line) <= LONGEST_VALUE else f"{line[:LONGEST_VALUE]}…"


def fill(template: str, language: Language, **values: object) -> str:
    """Return the template of that name in the language, filled in; blank lines at the ends are cut."""
    return _ENVIRONMENTS[language].get_template(f"{language}/{template}.txt").render(**values).strip()


def _environment(language: Language) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=False,  # noqa: S701 - plain text; what goes into HTML is escaped where it becomes HTML
        undefined=jinja2.StrictUndefined,
        finalize=one_line,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def kind(value: IncidentKind) -> str:
        return say(KIND_LABELS[value], language)

    def rule(value: IncidentKind) -> str:
        return say(RULES[value], language)

    def outcome(value: LookOutcome) -> str:
        return say(OUTCOME_LABELS[value], language)

    def timeliness(value: Timeliness) -> str:
        label = TIMELINESS_LABELS[value]
        return label.zh if language is Language.ZH else label.en

    def content(value: Content) -> str:
        label = CONTENT_LABELS[value]
        return label.zh if language is Language.ZH else label.en

    def sentence(value: Sentence | Reason) -> str:
        return value.zh if language is Language.ZH else value.en

    def time(value: datetime) -> str:
        return say_time(value, language)

    for name, text in (
        ("kind", kind), ("rule", rule), ("outcome", outcome), ("timeliness", timeliness),
        ("content", content), ("sentence", sentence), ("time", time),
    ):  # fmt: skip
        environment.filters[name] = text
    return environment


_ENVIRONMENTS: Mapping[Language, jinja2.Environment] = {language: _environment(language) for language in Language}
