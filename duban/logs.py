"""Logging for every process of Duban: one line per event on standard error, as text or as JSON, without secrets."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
TOKEN_LENGTH = 8  # a shorter piece of an address is a word like "send", and masking words garbles the log

# Libraries that write a line per page at INFO; ours say the same once per run.
TALKATIVE = ("scrapy", "apscheduler", "apprise", "uvicorn", "alembic", "httpx", "aiosmtpd")


class Formatter(logging.Formatter):
    """One line per record, "time LEVEL logger message" or one JSON object; secrets become ***.

    Line breaks in a message are escaped, because page titles are logged and must not forge lines.
    """

    def __init__(self, *, as_json: bool = False, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._as_json = as_json
        # longest first, so that a part of an address does not break the masking of the whole
        self._secrets = sorted({part for secret in secrets for part in secret_parts(secret)}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        time = datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds")
        message = self._masked(record.getMessage())
        trace = self._masked(self.formatException(record.exc_info)) if record.exc_info else None
        if self._as_json:
            fields = {"time": time, "level": record.levelname, "logger": record.name, "message": message}
            return json.dumps(fields if trace is None else {**fields, "trace": trace}, ensure_ascii=False)
        line = f"{time} {record.levelname} {record.name} {message}".replace("\r", "\\r").replace("\n", "\\n")
        return line if trace is None else f"{line}\n{trace}"

    def _masked(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def secret_parts(address: str) -> set[str]:
    """Return what must not be shown of an address: the whole, the password, and every long piece of path and query."""
    parts = {address, unquote(address)}
    try:
        split = urlsplit(address)
        parts |= {split.password or ""}
    except ValueError:  # not an address after all: the whole is what there is to hide
        return parts - {""}
    pieces = [*split.path.split("/"), *(value for pair in split.query.split("&") for value in pair.split("="))]
    # in chat addresses the host itself is the token; a host with a dot is a server's name
    pieces += [] if "." in split.netloc else [split.netloc]
    return {part for part in parts | {p for p in pieces if len(p) >= TOKEN_LENGTH} if part}


def configure(*, verbose: bool = False, as_json: bool = False, secrets: Iterable[str] = ()) -> None:
    """Send every record to standard error: from WARNING on, with `verbose` from INFO on. May be called again.

    `secrets` are the addresses of the alert targets and the database.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Formatter(as_json=as_json, secrets=secrets))
    root = logging.getLogger()
    for old in root.handlers[:]:
        if isinstance(old.formatter, Formatter):
            root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.INFO if verbose else logging.WARNING)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
