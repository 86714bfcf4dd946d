"""The status page as a process: what it reads, where it listens, and its sign of life."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from duban.errors import UserError
from scheduler.convert import converter
from status.app import create_app
from status.config import Access, StatusConfig
from status.serve import AddressUnavailable, serve
from storage import heartbeats

if TYPE_CHECKING:
    from duban.context import CommandContext
    from duban.settings_tables import PageSettings
    from storage.session import Database

NAME = "page"


def serve_page(command: CommandContext) -> None:
    """Serve the page of the settings until SIGTERM or Ctrl-C. Raises UserError where the address is taken."""
    settings = command.settings
    database = command.database()
    started_at = datetime.now(UTC)
    app = create_app(
        database,
        command.archive(),
        StatusConfig(
            language=settings.language,
            public_url=settings.page.public_url,
            access=access_of(settings.page),
            user_header=settings.page.user_header,
        ),
        now=lambda: datetime.now(UTC),
        convert=converter(),
    )
    try:
        serve(app, settings.page.host, settings.page.port, beat=lambda: _beat(database, started_at))
    except AddressUnavailable as error:
        raise UserError(
            f"状态页无法在 {settings.page.bind} 打开（{error.reason}）。请检查是否已有程序占用，或在 duban.toml 的 "
            "[page] 中换一个 bind。",
            f"The page cannot listen on {settings.page.bind} ({error.reason}): another program may use it; set another "
            "page.bind.",
        ) from error
    finally:
        database.close()


def access_of(page: PageSettings) -> Access:
    """Return who reaches the page by its settings: with a public address and no proxy that asks, it may be anybody."""
    if page.behind_proxy:
        return Access.OFFICE_PROXY
    return Access.THIS_MACHINE if page.is_for_this_machine else Access.ANYBODY


def _beat(database: Database, started_at: datetime) -> None:
    with database.write() as tx:
        heartbeats.beat(tx, name=NAME, now=datetime.now(UTC), pid=os.getpid(), started_at=started_at)
