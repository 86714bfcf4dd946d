"""The season as written in season.yml: agencies, what their sites show and when, and the rounds to play."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

FigureRow = list[int | str] | int | str


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Figures(_Strict):
    """Compact figures: rows not given are zero, totals are computed; `blank` and `printed` spoil them on purpose."""

    proactive: dict[str, FigureRow] = {}
    applications: dict[str, list[int]] = {}
    review: dict[str, list[int]] = {}
    blank: list[str] = []
    printed: dict[str, str] = {}
    earlier_carried_forward: list[int] | None = None  # what last year's report says instead of what this year's needs


class Change(_Strict):
    """From `at` on the report shows other figures."""

    at: AwareDatetime
    figures: str


class Trouble(_Strict):
    """From `start` on the whole site answers with a challenge or an error page."""

    kind: Literal["challenge", "error_page"]
    start: AwareDatetime = Field(alias="from")


class DemoAgency(_Strict):
    """One agency and its site; times say when something came to be on the site."""

    id: str
    name: str
    aliases: list[str] = []
    level: Literal["department", "government"] = "department"
    address: str
    family: Literal["shanghai", "generic"]
    figures: str
    published: AwareDatetime | None
    changed: Change | None = None
    withdrawn: AwareDatetime | None = None
    trouble: Trouble | None = None
    format: Literal["html", "pdf"] = "html"


class Confirmation(_Strict):
    """What an officer confirms during the season: that the report really is not there."""

    at: AwareDatetime
    agency: str
    by: str
    note: str


class Season(_Strict):
    """The whole script."""

    report_year: int
    jurisdiction: str
    rounds: list[AwareDatetime]
    confirmations: list[Confirmation] = []
    agencies: list[DemoAgency]
    figures: dict[str, Figures]

    def end(self) -> datetime:
        """Return the time of the last round."""
        return self.rounds[-1]


def load_season(text: str | None = None) -> Season:
    """Return the bundled season, or the one given as YAML; raises ValueError for anything that is no season."""
    if text is None:
        text = (files("duban.demo") / "season.yml").read_text(encoding="utf-8")
    try:
        return Season.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
