"""What may stand behind the question mark of each page; anything else is refused with a sentence."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from reports.answers import Standing
from reports.rules import AgencyLevel
from reports.states import Content, Timeliness
from status.config import Language
from storage.records import MatrixCursor, MessageState

_SLUG = re.compile(r"[a-z0-9-]{1,100}")
_CURSOR = re.compile(r"([a-z0-9-]{1,100})\.(\d{1,9})\.([a-z0-9-]{1,100})")


def is_slug(text: str) -> bool:
    """Return whether the text may be the id of an agency or jurisdiction at all."""
    return _SLUG.fullmatch(text) is not None


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("control characters")
    return text


def _cursor_text(text: str) -> str:
    if _CURSOR.fullmatch(text) is None:
        raise ValueError("not a place in the list")
    return text


def write_cursor(cursor: MatrixCursor) -> str:
    """Return the place in the matrix as it stands in an address."""
    return f"{cursor.jurisdiction}.{cursor.position}.{cursor.agency_id}"


def read_cursor(text: str | None) -> MatrixCursor | None:
    """Return the place that the (checked) text names, None for None."""
    match = None if text is None else _CURSOR.fullmatch(text)
    return None if match is None else MatrixCursor(match[1], int(match[2]), match[3])


CursorText = Annotated[str, AfterValidator(_cursor_text)]
Year = Annotated[int, Field(ge=2000, le=2200)]
RowNumber = Annotated[int, Field(ge=1, le=2**62)]
Slug = Annotated[str, Field(pattern=f"^{_SLUG.pattern}$")]


class PageQuery(BaseModel):
    """What every page takes. Empty values, as forms send them, count as not given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: Language | None = None

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, given: object) -> object:
        return {name: value for name, value in given.items() if value != ""} if isinstance(given, dict) else given


class MatrixQuery(PageQuery):
    """Filters and place of the matrix; `state` and `content` speak of the chosen year."""

    year: Year | None = None
    jurisdiction: Slug | None = None
    state: Timeliness | None = None
    content: Content | None = None
    level: AgencyLevel | None = None
    column: Literal["missing"] | None = None
    q: Annotated[str, Field(max_length=100), AfterValidator(_printable)] | None = None
    after: CursorText | None = None
    before: CursorText | None = None


class ReportQuery(PageQuery):
    version: Annotated[int, Field(ge=1, le=100_000)] | None = None


class FindingsQuery(PageQuery):
    """Which findings are listed; without `standing` all that are open, however they stand."""

    standing: Standing | None = None
    jurisdiction: Slug | None = None
    agency: Slug | None = None
    year: Year | None = None
    code: Annotated[str, Field(pattern=r"^[A-Z]\d{3}$")] | None = None


class IncidentsQuery(PageQuery):
    open: Literal["1"] | None = None
    jurisdiction: Slug | None = None
    before: RowNumber | None = None


class DeliveriesQuery(PageQuery):
    state: MessageState | None = None
    jurisdiction: Slug | None = None
    before: RowNumber | None = None


class CountsQuery(PageQuery):
    year: Year | None = None
    jurisdiction: Slug | None = None
