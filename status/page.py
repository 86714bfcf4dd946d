"""What one request asked for, as templates need it: language, time, and addresses that keep both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote, urlencode

from starlette.requests import Request

from reports.obligations import SHANGHAI
from reports.states import Sentence
from status.config import Language

HTML_LANGUAGE = {Language.ZH: "zh-Hans", Language.EN: "en"}


def language_of(request: Request, default: Language) -> Language:
    """Return the language that `?lang=` names, the default where it names none or an unknown one."""
    try:
        return Language(request.query_params.get("lang", default))
    except ValueError:
        return default


@dataclass(frozen=True, slots=True)
class Page:
    """One page being made: where it stands, in which language, and when "now" is.

    `office`: it is made for the office, which sees what is not for everybody, and answers.
    """

    path: str
    params: Mapping[str, str]
    language: Language
    default: Language
    now: datetime
    office: bool = False

    @classmethod
    def of(cls, request: Request, *, default: Language, now: datetime, office: bool = False) -> Page:
        """Return the page that the request asks for; empty parameters (of a form) are dropped."""
        params = {name: value for name, value in request.query_params.items() if name != "lang" and value != ""}
        return cls(request.url.path, params, language_of(request, default), default, now, office)

    @property
    def html_lang(self) -> str:
        """Return the language for the html element."""
        return HTML_LANGUAGE[self.language]

    @property
    def english(self) -> bool:
        """Return whether the page is in English: data in Chinese is then marked as such."""
        return self.language is Language.EN

    @property
    def colon(self) -> str:
        """Return what stands before an explanation."""
        return ": " if self.english else "："

    @property
    def comma(self) -> str:
        """Return what stands between the items of a list."""
        return ", " if self.english else "、"

    @property
    def semicolon(self) -> str:
        """Return what stands between the items of a list whose items have commas or dots."""
        return "; " if self.english else "；"

    @property
    def other(self) -> Language:
        """Return the language that the switch leads to."""
        return Language.ZH if self.english else Language.EN

    def link(self, path: str, **params: object) -> str:
        """Return the address of a page of ours in the language of this one; parameters that are None are left out."""
        return address(path, params, self.language, self.default)

    def query(self, **params: object) -> str:
        """Return what stands behind the path in such an address, "" for nothing: made once for many links."""
        return address("", params, self.language, self.default)

    def here(self, **changes: object) -> str:
        """Return this page's address with some parameters changed; None removes one."""
        return address(self.path, {**self.params, **changes}, self.language, self.default)

    def switched(self) -> str:
        """Return this page's address, all parameters kept, in the other language."""
        return address(self.path, self.params, self.other, self.default)

    def say(self, sentence: Sentence) -> str:
        """Return the sentence in the page's language."""
        return sentence.en if self.english else sentence.zh


def address(path: str, params: Mapping[str, object], language: Language, default: Language) -> str:
    """Return a local address; the language is named only where it is not the default."""
    given = {name: str(value) for name, value in params.items() if value is not None}
    if language is not default:
        given["lang"] = language.value
    return quote(path) + ("?" + urlencode(given) if given else "")


def clock(moment: datetime | None) -> str:
    """Return the minute in Shanghai ("2025-01-31 14:05"), "" for None."""
    return "" if moment is None else f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def day(moment: datetime | date | None) -> str:
    """Return the day (of a moment: in Shanghai) as "2025-01-31", "" for None."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(SHANGHAI).date()
    return "" if moment is None else f"{moment:%Y-%m-%d}"
