"""Names of WordprocessingML and what stands around it; strict and 2003 files are brought to the usual namespace."""

from __future__ import annotations

from typing import Final

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W: Final = f"{{{_MAIN}}}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V: Final = "{urn:schemas-microsoft-com:vml}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WX: Final = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
PKG: Final = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
VAL: Final = f"{W}val"

RENAMED: Final = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": _MAIN.encode(),
    b"http://schemas.microsoft.com/office/word/2003/wordml": _MAIN.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": A[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": WP[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1].encode(),
}


def is_on(value: str | None) -> bool:
    """Return what a switch is set to, given its w:val; a switch without one is on."""
    return value not in ("0", "false", "off", "none")
