"""LibreOffice as a converter of Word files that the own reader refuses: in processes of its own, fenced in.

How it works:
1. the file is written into a new folder, which is profile, home and output as well, and is removed afterwards;
2. a shell lowers the limits, then becomes the office program; everything is one process group;
3. where the system grants it the group has no network; in any case a dead proxy stands in its profile, macros are off;
4. a guard in the group reads a pipe that the caller holds: when the caller dies, the pipe ends and the group is killed;
5. at the deadline the caller kills the group.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from reports.errors import ConversionFailed
from reports.readers import MAX_BYTES, Converter
from reports.readers.sniff import DOC, RTF

logger = logging.getLogger(__name__)

_PROGRAMS: Final = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_SUFFIXES: Final = {DOC: "doc", RTF: "rtf"}
_PATH: Final = "/usr/local/bin:/usr/bin:/bin"
_GUARDED: Final = """ulimit -c 0; ulimit -f 524288; ulimit -t 120; ulimit -v 4194304
exec 3<&0
(cat <&3 >/dev/null; kill -9 0) 2>/dev/null &
exec "$@" 3<&- </dev/null"""
_NO_NETWORK: Final = ("unshare", "--map-root-user", "--net")
_SCRIPTING: Final = "/org.openoffice.Office.Common/Security/Scripting"
_INTERNET: Final = "/org.openoffice.Inet/Settings"
_SETTINGS: Final = (
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_INTERNET, "ooInetProxyType", "2"),
    (_INTERNET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPProxyPort", "9"),
    (_INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPSProxyPort", "9"),
)


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """The office program of this machine and how long one conversion may take."""

    program: str
    timeout_s: float = 60.0

    async def convert(self, data: bytes, media_type: str) -> bytes:
        """Return the Word file as DOCX. Raises ConversionFailed."""
        with tempfile.TemporaryDirectory(prefix="duban-convert-") as folder:
            return await self._convert(data, _SUFFIXES.get(media_type, "doc"), Path(folder))

    async def _convert(self, data: bytes, suffix: str, folder: Path) -> bytes:
        source = folder / f"input.{suffix}"
        source.write_bytes(data)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
        process = await asyncio.create_subprocess_exec(
            "/bin/sh",
            "-c",
            _GUARDED,
            "sh",
            *(_NO_NETWORK if _network_can_be_cut() else ()),
            self.program,
            f"-env:UserInstallation={profile.parent.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "output"),
            str(source),
            stdin=asyncio.subprocess.PIPE,  # nothing is ever written: it ends when this process does
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
            cwd=folder,
            env={"HOME": str(folder), "PATH": _PATH, "TMPDIR": str(folder), "LANG": "C.UTF-8"},
        )
        try:
            said = await asyncio.wait_for(_last_words(process), self.timeout_s)
        except TimeoutError:
            raise ConversionFailed(f"{self.timeout_s:g} s") from None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
        return _result(folder / "output" / "input.docx", said)


def _profile() -> str:
    """Return the settings that the program starts with: no macros, nothing fetched, a proxy where nobody listens."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>\n'


async def _last_words(process: asyncio.subprocess.Process) -> str:
    """Return the last line that the program wrote, once it has ended."""
    stderr = process.stderr
    tail = b""
    while stderr is not None and (chunk := await stderr.read(65_536)):
        tail = (tail + chunk)[-2_000:]
    await process.wait()
    lines = tail.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""


def _result(output: Path, said: str) -> bytes:
    try:
        with output.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        logger.info("conversion without result said=%s", said)
        raise ConversionFailed("no result") from None
    if len(data) > MAX_BYTES:
        raise ConversionFailed("too large")
    return data


@cache
def _network_can_be_cut() -> bool:
    """True where the system lets a user have a network namespace of its own."""
    if shutil.which(_NO_NETWORK[0]) is None:
        return False
    asked = subprocess.run([*_NO_NETWORK, "true"], capture_output=True, check=False, timeout=10)  # noqa: S603 fixed words
    return asked.returncode == 0


def find_office() -> LibreOffice | None:
    """Return the LibreOffice of this machine, None where none is installed."""
    program = next((path for name in _PROGRAMS if (path := shutil.which(name)) is not None), None)
    return None if program is None else LibreOffice(program)


def converter() -> Converter | None:
    """Return what reports.readers.read can be handed outside of any event loop; None without LibreOffice."""
    office = find_office()
    if office is None:
        return None
    return lambda data, media_type: asyncio.run(office.convert(data, media_type))
