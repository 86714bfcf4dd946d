"""A real PostgreSQL for tests: started on a free loopback port in a folder of its own, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

UNPRIVILEGED_USERS = ("postgres", "nobody")
ATTEMPTS = 5  # another program may take the free port before the server does


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the server's programs are."""

    initdb: str
    pg_ctl: str


def find_installation() -> Installation | None:
    """Return the newest server programs found on the path or where Debian keeps them, None if there are none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    places = os.pathsep.join([os.environ.get("PATH", ""), *(str(folder) for folder in reversed(debian))])
    initdb, pg_ctl = shutil.which("initdb", path=places), shutil.which("pg_ctl", path=places)
    return None if initdb is None or pg_ctl is None else Installation(initdb, pg_ctl)


@contextmanager
def running_server(installation: Installation) -> Iterator[str]:
    """Yield the address of an empty database on a new server; stop it and remove its files afterwards."""
    # not below pytest's folder: that one is closed to the user whom root has to become
    folder = Path(tempfile.mkdtemp(prefix="duban-postgres-"))
    try:
        user = _server_user()
        if user is not None:
            shutil.chown(folder, user)
        _run([installation.initdb, "-D", str(folder / "data"), "-U", "duban", "-A", "trust", "-E", "UTF8", "-N"], user)
        port = _start(installation, folder, user)
        try:
            yield f"postgresql+psycopg://duban@127.0.0.1:{port}/postgres"
        finally:
            _run([installation.pg_ctl, "-D", str(folder / "data"), "-m", "immediate", "-w", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(installation: Installation, folder: Path, user: str | None) -> int:
    for attempt in range(1, ATTEMPTS + 1):
        port = _free_port()
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off -c full_page_writes=off"
        command = [installation.pg_ctl, "-D", str(folder / "data"), "-l", str(folder / "log"), "-o", options, "-w"]
        try:
            _run([*command, "start"], user)
        except subprocess.CalledProcessError:
            if attempt == ATTEMPTS:
                raise
        else:
            return port
    raise AssertionError("unreachable: the last attempt returns or raises")


def _server_user() -> str | None:
    """Return whom the server runs as: itself refuses root, so root becomes somebody else."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(user for user in UNPRIVILEGED_USERS if user in known)


def _run(command: Sequence[str], user: str | None) -> None:
    group = None if user is None else pwd.getpwnam(user).pw_gid
    extra = [] if user is not None else None
    # the server outlives pg_ctl, so nothing may keep this process's pipes open: its words go to its log
    subprocess.run(
        command,
        check=True,
        user=user,
        group=group,
        extra_groups=extra,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=120,
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
