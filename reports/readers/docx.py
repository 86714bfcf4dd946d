"""DOCX, strict or not, with macros (never run) or flat, and Word 2003 XML: from the markup straight into blocks."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Final, Protocol

from lxml import etree

from reports.errors import DamagedDocument, DocumentTooLarge, NotText
from reports.model import Document, DocumentLink, LinkKind
from reports.readers.charset import decode
from reports.readers.html import read_html
from reports.readers.ooxml.body import BodyReader
from reports.readers.ooxml.names import PKG, RELATIONSHIP, RENAMED, TITLE, W
from reports.readers.ooxml.numbering import read_lists
from reports.readers.ooxml.styles import Styles
from reports.readers.package import Element, Package, parse_xml
from reports.readers.sniff import DOCX, HTML, sniff_binary, sniff_text
from reports.readers.word.blocks import blocks_of
from reports.readers.word.tree import Ready

_MAIN: Final = "word/document.xml"
_DEEPEST_CHUNK: Final = 1
_HEAD: Final = 16_384
_SIGNS_OF_OTHERS: Final = (b"purl.oclc.org/ooxml/", b"office/word/2003/wordml")  # one of them is in each of RENAMED


class _Parts(Protocol):
    """The parts of a document by name, zipped or flat."""

    def __contains__(self, name: str) -> bool: ...
    def read(self, name: str) -> bytes: ...


def read_docx(data: bytes) -> Document:
    """Return the document of a DOCX; places are paths like body/tbl[2] with table, row and column counted from 0.

    Headers, footers, notes, comments and the table of contents are left out; list numbers stand in the text. Raises
    DamagedDocument, EncryptedDocument, UnsafeDocument or DocumentTooLarge.
    """
    return _read(Package(data), depth=0)


def read_word_xml(text: str) -> Document:
    """Return the document of a DOCX in one flat XML file, or of Word 2003 XML. Raises as `read_docx`."""
    markup = _renamed(text.partition("?>")[2].encode() if text.lstrip("\ufeff").startswith("<?xml") else text.encode())
    root = parse_xml(markup, "XML")
    if root.tag == f"{PKG}package":
        return _read(_FlatPackage(root), depth=0)
    body = root.find(f"{W}body")
    if body is None:
        raise DamagedDocument("w:body")
    read = BodyReader(body, Styles(root.find(f"{W}styles")), read_lists(None), chunk=lambda _: Ready(())).read()
    return Document(DOCX, blocks_of(read.content), images=read.pictures)


def _read(parts: _Parts, *, depth: int) -> Document:
    main = _main_part(parts)
    markup = _renamed(_part(parts, main))
    body = parse_xml(markup, main).find(f"{W}body")
    if body is None:
        raise DamagedDocument(main)
    targets = _targets(parts, main)
    styles = Styles(_optional(parts, _of_kind(targets, "/styles")))
    lists = read_lists(_optional(parts, _of_kind(targets, "/numbering")))
    unread: list[str] = []

    def chunk(ident: str) -> Ready:
        _, target = targets.get(ident, ("", ""))
        made = _chunk(parts, target, depth)
        if made is None:
            unread.append(target)
        return made or Ready(())

    read = BodyReader(body, styles, lists, chunk=chunk).read()
    unread += [targets[ident][1] for ident in read.embedded if ident in targets]
    links = tuple(DocumentLink(name, name.rpartition("/")[2], LinkKind.ATTACHMENT) for name in dict.fromkeys(unread))
    return Document(DOCX, blocks_of(read.content), _metas(parts), links, read.pictures)


def _chunk(parts: _Parts, name: str, depth: int) -> Ready | None:
    """Return the blocks of a file put in whole; None for a kind that is not read here."""
    if name not in parts:
        return None
    data = parts.read(name)
    kind = sniff_binary(data)
    if kind == DOCX and depth < _DEEPEST_CHUNK:
        return Ready(_read(Package(data), depth=depth + 1).blocks)
    if kind is not None:
        return None
    try:
        text, charset = decode(data, declared=None)
    except NotText:
        return None
    return Ready(read_html(text, charset=charset, url=None).blocks) if sniff_text(text) == HTML else None


class _FlatPackage:
    """The parts of a flat file (pkg:package), each its own element."""

    def __init__(self, root: Element) -> None:
        self._parts = {part.get(f"{PKG}name", "").lstrip("/").lower(): part for part in root.iterchildren(f"{PKG}part")}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def read(self, name: str) -> bytes:
        for data in self._parts[name.lower()].iterchildren(f"{PKG}xmlData"):
            for root in data:
                return etree.tostring(root)
        raise DamagedDocument(name)


def _renamed(markup: bytes) -> bytes:
    """Return the markup in the usual namespaces; they are declared where the root begins."""
    head = markup[:_HEAD]
    if any(sign in head for sign in _SIGNS_OF_OTHERS):
        for old, new in RENAMED.items():
            markup = markup.replace(old, new)
    return markup


def _part(parts: _Parts, name: str) -> bytes:
    if name not in parts:
        raise DamagedDocument(name)
    return parts.read(name)


def _optional(parts: _Parts, name: str | None) -> Element | None:
    """Return the root of a part without which the text can still be read."""
    if name is None or name not in parts:
        return None
    try:
        return parse_xml(_renamed(parts.read(name)), name)
    except DamagedDocument:
        return None


def _main_part(parts: _Parts) -> str:
    """Return the part that holds the text: named by the package, nearly always word/document.xml."""
    targets = _targets(parts, "")
    named = _of_kind(targets, "/officeDocument")
    return named if named is not None and named in parts else _MAIN


def _targets(parts: _Parts, of: str) -> Mapping[str, tuple[str, str]]:
    """Return (kind, part name) by relationship id of a part, "" for the package's own; outside addresses left out."""
    folder = dirname(of)
    root = _optional(parts, join(folder, "_rels", f"{of.rpartition('/')[2]}.rels"))
    targets: dict[str, tuple[str, str]] = {}
    for node in () if root is None else root.iterchildren(RELATIONSHIP):
        if node.get("TargetMode", "Internal") == "Internal":
            name = normpath(join("/", folder, node.get("Target", ""))).lstrip("/")
            targets[node.get("Id", "")] = node.get("Type", ""), name
    return targets


def _of_kind(targets: Mapping[str, tuple[str, str]], ending: str) -> str | None:
    return next((name for kind, name in targets.values() if kind.endswith(ending)), None)


def _metas(parts: _Parts) -> dict[str, str]:
    try:
        core = _optional(parts, "docProps/core.xml")
    except DocumentTooLarge:
        return {}
    title = None if core is None else core.findtext(TITLE)
    return {"title": " ".join(title.split())} if title and title.strip() else {}
