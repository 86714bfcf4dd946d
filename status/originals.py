"""An original as a download: bytes as they were fetched, never shown as a page of ours."""

from __future__ import annotations

import mimetypes
import re

import sqlalchemy as sa
from starlette.responses import Response

from status.locking import any_locked
from status.missing import NotHere
from status.words import N_
from storage import documents
from storage.archive import Archive
from storage.records import StoredDocument

_SHA256 = re.compile(r"[0-9a-f]{64}")

# A second policy for the one case that a browser ignores the attachment: what it shows may do nothing.
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "private, max-age=31536000, immutable",
}


def find_original(tx: sa.Connection, sha256: str) -> StoredDocument:
    """Return a document of that hash; raises NotHere, so that nothing but fetched documents leaves the archive.

    The originals of a withdrawn report are not handed out either.
    """
    found = documents.of_hash(tx, sha256=sha256) if _SHA256.fullmatch(sha256) else ()
    if not found:
        raise NotHere(N_("没有这个原件。"))
    if any_locked(tx, found):
        raise NotHere(N_("这个原件属于已撤下的报告，已锁定，不在本页提供。"))
    return found[0]


def download(document: StoredDocument, archive: Archive) -> Response:
    """Return the original as an attachment. Raises ArchiveMissing and ArchiveDamaged."""
    headers = {
        **HEADERS,
        "Content-Disposition": f'attachment; filename="{file_name(document)}"',
        "ETag": f'"{document.sha256}"',
    }
    return Response(archive.get(document.sha256), media_type="application/octet-stream", headers=headers)


def file_name(document: StoredDocument) -> str:
    """Return a plain ASCII name that tells agency, year and version apart."""
    media_type = (document.media_type or "").partition(";")[0].strip().lower()
    extension = mimetypes.guess_extension(media_type) or ".bin"
    year = "" if document.report_year is None else f"-{document.report_year}"
    agency = re.sub(r"[^a-z0-9-]", "", document.agency_id)
    return f"{agency}{year}-{document.sha256[:12]}{extension}"
