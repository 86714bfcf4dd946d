"""What a command is given: the settings, the database and the archive, each opened when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from alerts.targets import Language
from duban import logs
from duban.settings import Settings, load_settings

if TYPE_CHECKING:
    from storage.archive import Archive
    from storage.session import Database


@dataclass
class CommandContext:
    """The common options of one call, and what follows from them."""

    config: Path | None = None
    language_option: Language | None = None
    verbose: bool = False
    log_json: bool = False

    @cached_property
    def settings(self) -> Settings:
        """Return the settings in force; from then on no log line shows their secrets. Raises SettingsError."""
        settings = load_settings(self.config)
        logs.configure(verbose=self.verbose, as_json=self.log_json, secrets=settings.secrets())
        return settings

    @property
    def language(self) -> Language:
        """Return the language asked for on the command line, else that of the settings."""
        return self.settings.language if self.language_option is None else self.language_option

    def say(self, zh: str, en: str) -> None:
        """Print one line in the language asked for."""
        typer.echo(zh if self.language is Language.ZH else en)

    def database(self, *, create: bool = False) -> Database:
        """Return the open database of the settings; the caller closes it. Raises storage.errors.StorageError."""
        from storage.session import Database

        return Database.open(self.settings.database_address, create=create)

    def archive(self) -> Archive:
        """Return the archive of originals, a folder below data_dir."""
        from storage.archive import Archive

        return Archive(self.settings.archive_dir)


def of(ctx: typer.Context) -> CommandContext:
    """Return what the common options made of this call."""
    context = ctx.find_object(CommandContext)
    if context is None:  # a command called on its own, without the application around it
        context = ctx.obj = CommandContext()
    return context
