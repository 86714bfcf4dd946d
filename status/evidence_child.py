"""The program that opens one original to show where a number stands: confined before it reads, gone after it.

Run by `status.evidence` only. Standard input: a line of JSON, then the original's bytes. Standard output: a line of
JSON, then the picture's bytes if a picture was asked for. The broad except of this file is the border "per document".
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import logging
import sys
from typing import Any

from reports.errors import ReportError
from reports.model import PagePlace, TableKey
from reports.passage import CellElsewhere, CellKey, passage_of
from reports.readers import read
from reports.readers.archive import files_of
from reports.readers.sniff import PDF, PICTURES, ZIP, sniff_binary
from reports.sandbox import confine

logger = logging.getLogger(__name__)

MEMORY_MB = 1024
CPU_S = 15


class SeveralFiles(ReportError):
    """An archive in which more than one file fits: showing one of them would be a guess."""

    code = "several_files"

    @property
    def message_zh(self) -> str:
        """Return what is wrong and what to do."""
        return "压缩包中有多个文件都可能是出处。请下载原件核对。"

    @property
    def message_en(self) -> str:
        """Return the same in English."""
        return "Several files of the archive may be the source; look at the original itself."


def main() -> None:
    """Answer the one question on standard input."""
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr
    confine(memory_mb=MEMORY_MB, cpu_s=CPU_S)
    head = json.loads(sys.stdin.buffer.readline())
    told, body = answer(sys.stdin.buffer.read(), head)
    answers.write(json.dumps(told, ensure_ascii=False).encode() + b"\n" + body)
    answers.flush()


def answer(data: bytes, head: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return ({"passage": …}, b"") or ({"picture": true}, PNG), or ({"zh", "en", "code"}, b"") with why not."""
    try:
        if "page" in head:
            return {"picture": True}, _picture(data, head)
        return {"passage": _passage(data, head)}, b""
    except ReportError as error:
        return {"zh": error.message_zh, "en": error.message_en, "code": error.code}, b""
    except Exception as error:  # noqa: BLE001  the border "per document"; without words of its own: "failed"
        logger.warning("original not shown error=%r", error)
        return {}, b""


def _picture(data: bytes, head: dict[str, Any]) -> bytes:
    from reports.readers.crop import render_crop  # the library takes its time to load, and most originals are pages

    left, top, right, bottom = head["box"]
    sideways, up_and_down = head["margin"]
    place = PagePlace(head["page"], (left, top, right, bottom))
    files = _files(data, head["file"])
    paged = [content for content in files if sniff_binary(content) in (PDF, *PICTURES)] or files
    if len(paged) != 1:
        raise SeveralFiles
    return render_crop(paged[0], place, margin=(sideways, up_and_down), scale=head["scale"])


def _passage(data: bytes, head: dict[str, Any]) -> dict[str, Any]:
    if sniff_binary(data) != ZIP:
        return _passage_in(data, head, media_type=head["media_type"])
    found = []
    for content in _files(data, head["file"]):
        with contextlib.suppress(ReportError):
            found.append(_passage_in(content, head, media_type=None))
    if len(found) > 1:
        raise SeveralFiles
    if not found:
        raise CellElsewhere(head["row"])
    return found[0]


def _passage_in(data: bytes, head: dict[str, Any], *, media_type: str | None) -> dict[str, Any]:
    document = read(data, media_type=media_type, url=head["url"], pictures=False)
    key = CellKey(TableKey(head["table"]), head["row"], head["column"], head["raw"])
    return dataclasses.asdict(passage_of(document, key, url=head["url"], report_year=head["report_year"]))


def _files(data: bytes, name: str | None) -> list[bytes]:
    """Return the document itself, or the files of an archive that could be taken out, of that name if it is known."""
    if sniff_binary(data) != ZIP:
        return [data]
    files = [(file.name, file.content) for file in files_of(data) if isinstance(file.content, bytes)]
    return [content for known, content in files if name in (None, known)]


if __name__ == "__main__":
    main()
