"""From settings to what the jobs work with: the watch, and the page's set-up."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.pace import Pace, Window
from duban.settings import require_contact
from duban.settings_tables import PaceSettings, PaceWindow
from scheduler.watch import Watch

if TYPE_CHECKING:
    from duban.context import CommandContext


@contextlib.contextmanager
def open_watch(command: CommandContext) -> Iterator[Watch]:
    """Yield the watch that the settings describe; its database is closed at the end.

    Raises SettingsError where crawler.contact is not set, storage.errors.StorageError.
    """
    settings = command.settings
    contact = require_contact(settings)
    database = command.database(create=True)
    try:
        yield Watch(
            database=database,
            archive=command.archive(),
            contact=contact,
            targets=settings.targets(),
            pace=pace_of(settings.crawler.pace),
            public_url=settings.page.public_url,
        )
    finally:
        database.close()


def pace_of(settings: PaceSettings) -> Pace:
    """Return the pace that the settings describe."""
    return Pace(
        windows=tuple(_window(window) for window in settings.windows),
        otherwise=timedelta(hours=settings.otherwise_hours),
    )


def _window(window: PaceWindow) -> Window:
    return Window(
        _month_day(window.start), _month_day(window.end), timedelta(hours=window.every_hours), window.until_found
    )


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)
