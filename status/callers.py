"""Who asks: the office or anybody, under which name, and whether a form really came from our own page."""

from __future__ import annotations

import hashlib
import hmac
from typing import assert_never
from urllib.parse import unquote, urlsplit

from starlette.requests import Request

from status.config import Access, StatusConfig

# what a proxy adds; on a page that is for this machine alone, nobody should have
FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def is_office(request: Request, config: StatusConfig) -> bool:
    """Return whether the request comes from the office: from this machine, or through the proxy that asks who it is."""
    match config.access:
        case Access.OFFICE_PROXY:
            return True
        case Access.THIS_MACHINE:
            return not any(name in request.headers for name in FORWARDED)
        case Access.ANYBODY:
            return False
        case _:
            assert_never(config.access)


def name_of(request: Request, config: StatusConfig) -> str | None:
    """Return the name that the proxy gives the person, "" where it gives none, None where nobody is to be asked."""
    if config.user_header is None:
        return None
    raw = request.headers.get(config.user_header, "").encode("latin-1")
    try:
        return unquote(raw.decode("utf-8")).strip()
    except UnicodeDecodeError:
        return ""


def is_same_origin(request: Request, config: StatusConfig) -> bool:
    """Return whether the browser says that the form stood on a page of ours.

    Every browser sends Origin with a form; Sec-Fetch-Site comes only over https and on this machine.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = request.headers.get("origin", "")
    host = request.headers.get("host", "")
    allowed = {f"http://{host}", f"https://{host}"}
    if config.public_url is not None:
        parts = urlsplit(config.public_url)
        allowed.add(f"{parts.scheme}://{parts.netloc}")
    return origin.lower() in {address.lower() for address in allowed}


def mark_of(secret: bytes, path: str, name: str | None) -> str:
    """Return the mark that a form to this address carries for this person; nobody else can know it."""
    return hmac.new(secret, f"{path}\n{name or ''}".encode(), hashlib.sha256).hexdigest()[:32]
