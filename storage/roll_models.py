"""The shape of a roll file: the only text from outside that enters storage, so pydantic checks every key of it."""

from __future__ import annotations

import ipaddress
import re
from datetime import date
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from reports.obligations import DutyBasis
from reports.rules.case import AgencyLevel
from storage.records import LineageKind

ID = r"^[a-z0-9-]+$"
EARLIEST_YEAR = 2008  # the first regulation came into force in 2008
LONGEST_ADDRESS = 800
LONGEST_NAMES = 600  # name and aliases together: they share one index entry


def complaint(code: str, zh: str, en: str) -> PydanticCustomError:
    """Return an error whose two sentences reach the person unchanged."""
    return PydanticCustomError(code, "{zh}\n{en}", {"zh": zh, "en": en})


def _not_blank(text: str) -> str:
    if not text.strip():
        raise complaint("blank", "不能为空", "must not be empty")
    return text.strip()


def _month_and_day(text: Any) -> Any:
    if not isinstance(text, str) or re.fullmatch(r"\d{2}-\d{2}", text) is None:
        raise complaint("month_day", '日期应写作“月-日”两位数字并加引号，例如 "01-26"', 'write it as "MM-DD", quoted')
    try:
        date(2001, int(text[:2]), int(text[3:]))
    except ValueError:
        raise complaint("month_day", f"没有 {text} 这一天", f"there is no day {text} in every year") from None
    return text


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        raise complaint("url", f"网址无法识别：{text}", "this is no web address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_is_fine or re.search(r"\s", text):
        raise complaint(
            "url", f"网址应以 http:// 或 https:// 开头并带有主机名：{text}", "must be an http(s) address with a host"
        )
    if parts.username is not None:
        raise complaint("url", "网址中不能带用户名或密码", "must not carry a user name or password")
    return text


def _host(text: str) -> str:
    lowered = text.lower()
    try:
        ipaddress.ip_address(lowered)
    except ValueError:
        if re.fullmatch(r"(?!-)[^\s/:@?#]+(?<![.-])", lowered) is None:
            raise complaint("host", f"这里只写主机名，不带 http:// 和路径：{text}", "only the host name") from None
    return lowered


Text = Annotated[str, AfterValidator(_not_blank), Field(max_length=500)]
MonthDay = Annotated[str, BeforeValidator(_month_and_day)]
AgencyId = Annotated[str, Field(pattern=ID, max_length=100)]


class Entry(BaseModel):
    """What all parts of a roll share: unknown keys are errors, and no value is silently turned into another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class SourceEntry(Entry):
    """A column of an agency's site."""

    url: Annotated[str, AfterValidator(_web_address), Field(max_length=LONGEST_ADDRESS)]
    family: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")] = "auto"
    hosts: Annotated[tuple[Annotated[str, AfterValidator(_host)], ...], Field(strict=False)]
    verified: bool = False
    enabled: bool = True
    fixed: bool = True

    @model_validator(mode="after")
    def _host_is_listed(self) -> Self:
        host = (urlsplit(self.url).hostname or "").lower()
        if host not in self.hosts:
            raise complaint(
                "hosts", f"hosts 中缺少网址自己的主机 {host}", f"hosts must contain the address's own host {host}"
            )
        return self


class InternalDateEntry(Entry):
    """A local due date of every year."""

    date: MonthDay
    source: Text
    binding: bool = False


class ContactEntry(Entry):
    name: Text
    phone: Text | None = None
    mail: Text | None = None
    note: Text | None = None


class LineageEntry(Entry):
    """A dated change of the body itself."""

    kind: Annotated[LineageKind, Field(strict=False)]
    date: date
    document: Text | None = None
    successor: AgencyId | None = None
    former_name: Text | None = None


class CoverageEntry(Entry):
    """The bodies that the government's report of one year declares to include."""

    year: Annotated[int, Field(ge=EARLIEST_YEAR, le=2200)]
    agencies: Annotated[tuple[AgencyId, ...], Field(strict=False)] = ()
    children: bool = False
    source: Text | None = None

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if not self.agencies and not self.children:
            raise complaint(
                "covers",
                "请用 agencies 列出汇总的单位，或写 children: true（所有下属单位）",
                "list the bodies under agencies, or write children: true for all bodies below",
            )
        return self


class AgencyEntry(Entry):
    """One body of the roll."""

    id: AgencyId
    name: Text
    aliases: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    level: Annotated[AgencyLevel, Field(strict=False)]
    duty_basis: Annotated[DutyBasis, Field(strict=False)]
    not_applicable_reason: Text | None = None
    parent: AgencyId | None = None
    supervised_by: Text | None = None
    watch_from: Annotated[int, Field(ge=EARLIEST_YEAR, le=2200)]
    internal_dates: Annotated[tuple[InternalDateEntry, ...], Field(strict=False)] = ()
    contacts: Annotated[tuple[ContactEntry, ...], Field(strict=False)] = ()
    lineage: Annotated[tuple[LineageEntry, ...], Field(strict=False)] = ()
    covers: Annotated[tuple[CoverageEntry, ...], Field(strict=False)] = ()
    one_office_with: Annotated[tuple[AgencyId, ...], Field(strict=False)] = ()
    sources: Annotated[tuple[SourceEntry, ...], Field(strict=False)]

    @model_validator(mode="after")
    def _a_year_is_declared_once(self) -> Self:
        years = [declared.year for declared in self.covers]
        if len(set(years)) < len(years):
            raise complaint("covers", "covers 中同一年度只能写一次", "covers must name each year once")
        return self

    @model_validator(mode="after")
    def _names_are_not_endless(self) -> Self:
        if len(self.name) + sum(map(len, self.aliases)) > LONGEST_NAMES:
            raise complaint(
                "aliases",
                f"名称和别名合计不能超过 {LONGEST_NAMES} 个字",
                f"name and aliases must not exceed {LONGEST_NAMES} characters together",
            )
        return self


class RollFile(Entry):
    """A whole roll: one jurisdiction."""

    jurisdiction: Annotated[str, Field(pattern=ID, max_length=100)]
    agencies: Annotated[tuple[AgencyEntry, ...], Field(strict=False)]
