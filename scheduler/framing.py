"""How a worker and its reading child talk: a JSON head and raw bytes, each behind its length.

JSON and not pickle: the child has read hostile bytes, so nothing that it says is executed here.
"""

from __future__ import annotations

import json
import struct
from typing import Any

_LENGTHS = struct.Struct(">II")
HEAD_SIZE = _LENGTHS.size
MAX_ANSWER_BYTES = 64 * 1024 * 1024


class BrokenFrame(Exception):
    """The other side ended, or sent something that is no frame."""


def frame(head: dict[str, Any], body: bytes = b"") -> bytes:
    """Return one message: both lengths (4 bytes each, big-endian), the head as JSON, the body as it is."""
    text = json.dumps(head, ensure_ascii=False).encode()
    return _LENGTHS.pack(len(text), len(body)) + text + body


def lengths(raw: bytes) -> tuple[int, int]:
    """Return (head length, body length) of the message that begins with these 8 bytes; raises BrokenFrame."""
    if len(raw) != HEAD_SIZE:
        raise BrokenFrame(f"{len(raw)} bytes where a frame begins")
    head, body = _LENGTHS.unpack(raw)
    if head + body > MAX_ANSWER_BYTES * 4:
        raise BrokenFrame(f"a frame of {head + body} bytes")
    return head, body


def parse_head(raw: bytes) -> dict[str, Any]:
    """Return the head's object; raises BrokenFrame where it is none."""
    try:
        head = json.loads(raw)
    except ValueError as error:
        raise BrokenFrame(str(error)) from error
    if not isinstance(head, dict):
        raise BrokenFrame("the head is no object")
    return head
