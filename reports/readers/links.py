"""What a link in an article leads to: an attached file, a frame or another page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from reports.model import LinkKind

_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?|et|pptx?|ceb|zip|rar|7z|rtf|tiff?|jpe?g|png)$", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"downfile\.jsp|/download\.jsp|/module/download|/attach(?:ment)?s?/|download(?:attach|file|servlet)|[?&](?:fileid|attachid|wbfileid)=",
    re.IGNORECASE,
)
_NOT_AN_ADDRESS = re.compile(r"^\s*(?:javascript:|#|mailto:|tel:|data:|about:|$)", re.IGNORECASE)
_IN_SCRIPT = re.compile(r"""(?:window\.)?open\(\s*["']([^"']+)["']|location(?:\.href)?\s*=\s*["']([^"']+)["']""")
_QUOTED_FILE = re.compile(
    r"""["']([^"'\s<>]{1,500}\.(?:pdf|docx?|wps|ofd|xlsx?)(?:\?[^"'\s<>]{0,200})?)["']""", re.IGNORECASE
)
_VIEWER_KEYS = frozenset({"file", "fileurl", "src", "url", "path", "pdfurl", "filepath"})


def is_file(address: str, text: str = "") -> bool:
    """True where the address, its viewer's argument or the link's text names a file."""
    path = urlsplit(address).path if "//" not in address or "?" in address else address
    return (
        _FILE.search(unquote(path)) is not None
        or _DOWNLOAD.search(address) is not None
        or _FILE.search(text.strip()) is not None
    )


def link_kind(address: str, text: str = "") -> LinkKind | None:
    """Return what an address leads to, None where it is none (javascript:, #top, mailto:)."""
    if _NOT_AN_ADDRESS.match(address) is not None:
        return None
    return LinkKind.ATTACHMENT if is_file(address, text) else LinkKind.PAGE


def address_in_script(script: str) -> str | None:
    """Return the address that an onclick opens, or the file that it names; None where there is none."""
    match = _IN_SCRIPT.search(script)
    return next(iter(files_in_script(script)), None) if match is None else match[1] or match[2]


def files_in_script(script: str) -> list[str]:
    """Return the addresses of documents that a script names as strings (a viewer is handed its file so)."""
    return list(dict.fromkeys(match[1].replace("\\/", "/") for match in _QUOTED_FILE.finditer(script)))


def viewed_file(address: str, base: str | None) -> str | None:
    """Return the file that a viewer's address shows (viewer.html?file=a.pdf), made absolute; None if it shows none."""
    parts = urlsplit(address)
    for key, value in [*parse_qsl(parts.query), *parse_qsl(parts.fragment)]:
        if key.lower() in _VIEWER_KEYS and _FILE.search(urlsplit(value).path) is not None:
            return absolute(value, absolute(address, base))
    return None


def absolute(address: str, base: str | None) -> str:
    """Return the address made absolute where a base is known and the address is well-formed."""
    if base is None:
        return address.strip()
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address.strip()
