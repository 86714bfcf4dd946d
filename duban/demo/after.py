"""The status page on what the season left behind; time goes on from the season's last round."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from alerts.targets import Language
from duban.demo.play import SeasonClock
from duban.demo.script import Season
from duban.settings_values import is_loopback_name
from status.app import create_app
from status.config import Access, StatusConfig
from status.serve import serve
from storage import heartbeats
from storage.archive import Archive
from storage.session import Database


def serve_after(folder: Path, bind: str, season: Season, *, english: bool) -> None:
    """Serve the page until Ctrl-C. Raises status.serve.AddressUnavailable."""
    database = Database.open(f"sqlite:///{folder / 'duban.db'}")
    clock = SeasonClock(season.end())
    config = StatusConfig(
        language=Language.EN if english else Language.ZH,
        public_url=f"http://{bind}",
        access=Access.THIS_MACHINE if is_loopback_name(bind.rpartition(":")[0].strip("[]")) else Access.ANYBODY,
    )
    started_at = clock()

    def beat() -> None:
        # the season was played by this one process, which stands for all three parts of a watch
        with database.write() as tx:
            for name in config.expected_parts:
                heartbeats.beat(tx, name=name, now=clock(), pid=os.getpid(), started_at=started_at)

    def greet(port: int) -> None:
        host = bind.rpartition(":")[0]
        typer.echo(
            f"Status page: http://{host}:{port}/ ; Ctrl-C ends it."
            if english
            else f"状态页：http://{host}:{port}/ ，按 Ctrl-C 结束。"
        )

    host, _, port = bind.rpartition(":")
    try:
        serve(
            create_app(database, Archive(folder / "originals"), config, now=clock),
            host,
            int(port),
            started=greet,
            beat=beat,
        )
    finally:
        database.close()
