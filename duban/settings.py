"""The settings: `duban.toml` and the environment's DUBAN_* variables, checked, with every secret kept out of sight.

Nothing else in Duban reads the environment; everybody else is handed values. A variable wins over the file:
DUBAN_PAGE__BIND sets page.bind, lists are written as JSON. Relative paths begin at the folder of the settings file.
"""

from __future__ import annotations

import contextlib
import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as VariableError

from alerts.targets import Language, Target
from duban.settings_problems import PREFIX, SettingsError, error_for, problems_of, unknown_variables, variables_not_json
from duban.settings_tables import AlertSettings, CrawlerSettings, PageSettings
from duban.settings_values import as_database_address

DEFAULT_FILE = Path("duban.toml")
CONTACT_EXAMPLE = '[crawler]\ncontact = "wangguan@example.gov.cn"'


class Settings(BaseSettings):
    """The settings in force; repr() and str() show no secret."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
    )

    data_dir: Path = Path("data")
    database_url: Annotated[SecretStr, AfterValidator(as_database_address)] | None = None
    language: Language = Language.ZH
    letter_template: Path | None = None
    page: PageSettings = PageSettings()
    crawler: CrawlerSettings = CrawlerSettings()
    alerts: AlertSettings = AlertSettings()

    @property
    def database_address(self) -> str:
        """Return the database's address, by default a file in data_dir; it may hold a password."""
        if self.database_url is None:
            return f"sqlite:///{self.data_dir / 'duban.db'}"
        return self.database_url.get_secret_value()

    @property
    def archive_dir(self) -> Path:
        """Return the folder of the originals."""
        return self.data_dir / "originals"

    def targets(self) -> tuple[Target, ...]:
        """Return who is told, as alerting wants it. Raises SettingsError for an address file that cannot be read."""
        return tuple(
            Target(
                name=target.name,
                url=target.address(),
                jurisdictions=target.jurisdictions,
                kinds=target.kinds,
                language=self.language if target.language is None else target.language,
                names=target.names,
            )
            for target in self.alerts.targets
        )

    def secrets(self) -> tuple[str, ...]:
        """Return what no log line may show, as far as it can be read."""
        found = []
        for target in self.alerts.targets:
            # an address this process cannot read, it cannot show either
            with contextlib.suppress(SettingsError):
                found.append(target.address())
        password = None if self.database_url is None else urlsplit(self.database_url.get_secret_value()).password
        return (*found, *([password] if password else []))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return where values come from, the first wins: the environment, then what was read from the file."""
        return env_settings, init_settings


def load_settings(config: Path | None = None) -> Settings:
    """Return the settings in force: the file given, else ./duban.toml if there is one, and the environment over it.

    Raises SettingsError, which lists everything that is wrong with them.
    """
    file = DEFAULT_FILE if config is None else config
    written = _read(file) if config is not None or file.exists() else {}
    variables = {name: value for name, value in os.environ.items() if name.upper().startswith(PREFIX) and value}
    problems = unknown_variables(variables, Settings)
    try:
        settings = Settings(**written)
    except ValidationError as error:
        problems += problems_of(error, Settings, variables)
    except VariableError:  # raised at the first variable that is not JSON, naming only its table
        problems += variables_not_json(variables, Settings)
    else:
        if not problems:
            return _anchored(settings, file.resolve().parent)
    raise error_for(problems, f"{file}, {PREFIX}*" if variables else str(file))


def require_contact(settings: Settings) -> str:
    """Return the contact that every request to a site carries. Raises SettingsError where none is set."""
    if settings.crawler.contact is None:
        raise SettingsError(
            "还没有填写联系方式 crawler.contact。巡查会在每次访问时告诉对方网站如何联系到您，请在 duban.toml 中写上"
            f"（换成您的邮箱或网址）：\n\n{CONTACT_EXAMPLE}\n",
            "crawler.contact is not set. Every request tells the site how to reach you: write the lines above into "
            "duban.toml, with a mail or web address of your own.",
        )
    return settings.crawler.contact


def _read(file: Path) -> dict[str, Any]:
    try:
        # a mark at the beginning of the file is what the Windows editor writes
        return tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise SettingsError(
            f"读不到设置文件 {file}（{error.strerror}）。请检查 --config 后的路径和读取权限。",
            f"Cannot read the settings file {file} ({error.strerror}): check the path after --config and permissions.",
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"设置文件 {file} 不是 UTF-8 编码。请用编辑器另存为 UTF-8 后重试。",
            f"The settings file {file} is not in UTF-8: save it as UTF-8 and try again.",
        ) from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第 {place[1]} 行第 {place[2]} 列" if place else "末尾"
        raise SettingsError(
            f"设置文件 {file} {where}写法有误。请检查这一行：文字要加引号，一行写一项 键 = 值，表名写成 [page]。",
            f"The settings file {file} is not valid TOML: {error}. Check that line: text in quotes, one key = value "
            "per line, tables as [page].",
        ) from error


def _anchored(settings: Settings, folder: Path) -> Settings:
    """Return the settings with relative paths beginning at the folder, wherever the command is called from."""
    targets = tuple(
        t if t.url_file is None else t.model_copy(update={"url_file": folder / t.url_file.expanduser()})
        for t in settings.alerts.targets
    )
    update: dict[str, Any] = {
        "data_dir": folder / settings.data_dir.expanduser(),
        "letter_template": settings.letter_template and folder / settings.letter_template.expanduser(),
        "alerts": settings.alerts.model_copy(update={"targets": targets}),
    }
    address = "" if settings.database_url is None else settings.database_url.get_secret_value()
    if address.startswith("sqlite:///"):
        update["database_url"] = SecretStr(f"sqlite:///{folder / address.removeprefix('sqlite:///')}")
    return settings.model_copy(update=update)
