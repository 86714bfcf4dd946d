"""The tables of the settings file, key by key. What the values may be stands in settings_values."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from alerts.facts import IncidentKind
from alerts.targets import Language
from crawler.pace import DEFAULT_PACE, Window
from duban.settings_problems import SettingsError, wrong_value
from duban.settings_values import (
    as_bind,
    as_contact,
    as_header_name,
    as_jurisdiction,
    as_month_day,
    as_target_address,
    as_web_address,
    is_loopback,
    is_loopback_name,
)


class Table(BaseModel):
    """One table of the file: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class PageSettings(Table):
    """The status page. It speaks to this machine alone unless a proxy that checks who asks stands before it.

    `user_header` is the header in which that proxy names the person; without it, who answers types their name.
    """

    bind: Annotated[str, AfterValidator(as_bind)] = "127.0.0.1:8765"
    behind_proxy: bool = False
    public_url: Annotated[str, AfterValidator(as_web_address)] | None = None
    user_header: Annotated[str, AfterValidator(as_header_name)] | None = None

    @property
    def host(self) -> str:
        """Return the address to listen on."""
        return self.bind.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        """Return the port to listen on, 0 for any free one."""
        return int(self.bind.rpartition(":")[2])

    @model_validator(mode="after")
    def _stays_on_this_machine(self) -> PageSettings:
        if not self.behind_proxy and not is_loopback(self.host):
            raise wrong_value(
                f"bind 是 {self.bind}，会对外开放，而状态页不核对访问者身份。请改回 127.0.0.1:8765；"
                "若前面有核对身份的反向代理，请加上 behind_proxy = true",
                f"bind {self.bind} opens the page to others and it asks nobody who they are: use 127.0.0.1:8765, or "
                "set behind_proxy = true where a proxy that checks visitors stands before it",
            )
        return self

    @model_validator(mode="after")
    def _names_come_from_the_proxy(self) -> PageSettings:
        if self.user_header is not None and not self.behind_proxy:
            raise wrong_value(
                "user_header 要由核对身份的反向代理填写：请同时写上 behind_proxy = true，或删去 user_header",
                "user_header is filled in by a proxy that checks visitors: set behind_proxy = true, or leave it out",
            )
        return self

    @property
    def is_for_this_machine(self) -> bool:
        """Return whether nobody but this machine is meant to reach the page."""
        public = None if self.public_url is None else urlsplit(self.public_url).hostname
        return not self.behind_proxy and (public is None or is_loopback_name(public))


class PaceWindow(Table):
    """How often a column is asked on the days from `from` to `to` (both included, month-day; may pass New Year).

    With `until_found` the window counts only while the report of the running year was not found.
    """

    start: Annotated[str, AfterValidator(as_month_day)] = Field(alias="from")
    end: Annotated[str, AfterValidator(as_month_day)] = Field(alias="to")
    every_hours: Annotated[int, Field(ge=1, le=24 * 31)]
    until_found: bool = False


def _written(window: Window) -> PaceWindow:
    start, end = (f"{month:02}-{day:02}" for month, day in (window.start, window.end))
    hours = window.every // timedelta(hours=1)
    return PaceWindow.model_validate(
        {"from": start, "to": end, "every_hours": hours, "until_found": window.until_found}
    )


class PaceSettings(Table):
    """How often columns are asked: the first window that the day (Asia/Shanghai) falls in decides, else the rest."""

    windows: tuple[PaceWindow, ...] = tuple(_written(window) for window in DEFAULT_PACE.windows)
    otherwise_hours: Annotated[int, Field(ge=1, le=24 * 31)] = DEFAULT_PACE.otherwise // timedelta(hours=1)


class CrawlerSettings(Table):
    """How sites are asked, and whom their operators can write to."""

    contact: Annotated[str, AfterValidator(as_contact)] | None = None
    pace: PaceSettings = PaceSettings()


class TargetSettings(Table):
    """One receiver of alerts. Its address holds tokens or passwords: it stands here or in a file of its own.

    No jurisdictions or kinds: all of them. `names` says whether agencies are named: unset, yes in mails, no in chats.
    """

    name: Annotated[str, Field(min_length=1)]
    url: Annotated[SecretStr, AfterValidator(as_target_address)] | None = None
    url_file: Path | None = None
    jurisdictions: tuple[Annotated[str, AfterValidator(as_jurisdiction)], ...] = ()
    kinds: tuple[IncidentKind, ...] = ()
    language: Language | None = None
    names: bool | None = None

    @model_validator(mode="after")
    def _has_one_address(self) -> TargetSettings:
        if (self.url is None) == (self.url_file is None):
            raise wrong_value("url 与 url_file 必须写且只写一个", "needs exactly one of url and url_file")
        return self

    def address(self) -> str:
        """Return the address itself, from the file if it stands there: a secret. Raises SettingsError."""
        if self.url is not None:
            return self.url.get_secret_value()
        path = Path(str(self.url_file))
        try:
            return as_target_address(SecretStr(path.read_text("utf-8").strip())).get_secret_value()
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "UTF-8"
            raise SettingsError(
                f"读不到提醒对象「{self.name}」的地址文件 {path}（{why}）。请检查 url_file 的路径和读取权限。",
                f"Cannot read {path} ({why}), the address file of alert target {self.name}: check url_file and its "
                "permissions.",
            ) from error
        except ValueError as error:
            raise SettingsError(
                f"提醒对象「{self.name}」的地址文件 {path} 内容不对：应只有一行，形如 mailtos://… 或 json://…。",
                f"{path}, the address file of alert target {self.name}, must hold one line such as mailtos://… or "
                "json://…",
            ) from error


class AlertSettings(Table):
    """Who is told."""

    targets: tuple[TargetSettings, ...] = ()

    @model_validator(mode="after")
    def _names_differ(self) -> AlertSettings:
        names = [target.name for target in self.targets]
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            listed = "、".join(doubled)
            raise wrong_value(f"两个提醒对象同名：{listed}，请改名", f"two targets share a name, rename one: {listed}")
        return self
