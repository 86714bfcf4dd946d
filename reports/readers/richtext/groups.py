"""What holds inside a group of an RTF file, and which groups are read, passed over or kept aside."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final


class Destination(Enum):
    """Where the text of a group goes."""

    BODY = "body"
    SKIPPED = "skipped"
    FONTS = "fonts"
    STYLES = "styles"
    TITLE = "title"
    INSTRUCTION = "instruction"
    LABEL = "label"
    PICTURE = "picture"


DESTINATIONS: Final = MappingProxyType(
    {
        "fonttbl": Destination.FONTS,
        "stylesheet": Destination.STYLES,
        "title": Destination.TITLE,
        "fldinst": Destination.INSTRUCTION,
        "pict": Destination.PICTURE,
        "listtext": Destination.LABEL,
        "pntext": Destination.LABEL,
        **dict.fromkeys(
            (
                "annotation", "atnauthor", "atndate", "atnicn", "atnid", "atnparent", "atnref", "atntime", "author",
                "category", "colortbl", "comment", "company", "datafield", "do", "doccomm", "docvar", "fchars",
                "filetbl", "footer", "footerf", "footerl", "footerr", "footnote", "ftncn", "ftnsep", "ftnsepc",
                "generator", "header", "headerf", "headerl", "headerr", "hlinkbase", "keywords", "latentstyles",
                "lchars", "listoverridetable", "listtable", "manager", "nonesttables", "nonshppict", "objdata",
                "operator", "pn", "private", "revtbl", "rxe", "shprslt", "sp", "subject", "tc", "tcn", "template",
                "themedata", "txe", "xe",
            ),
            Destination.SKIPPED,
        ),
    }
)  # fmt: skip
"""By the control word that begins the group."""

READ_THOUGH_MARKED: Final = frozenset(
    (
        "fldinst",
        "fldrslt",
        "listtext",
        "nesttableprops",
        "pntext",
        "shpgrp",
        "shpinst",
        "shppict",
        "shptxt",
        "title",
        "ud",
    )
)
"""Groups marked \\* may be passed over by who does not know them; these hold text, or lead to it."""

CHARSETS: Final = MappingProxyType(
    {0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253",
     162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
     238: "cp1250"}
)  # fmt: skip
"""The encoding of a font's bytes by \\fcharset."""

CODE_PAGES: Final = MappingProxyType({936: "gb18030", 54936: "gb18030", 950: "cp950", 65001: "utf-8"})


@dataclass(slots=True)
class State:
    """Everything that a group inherits and that ends with it."""

    destination: Destination = Destination.BODY
    fallback: int = 1  # \uc: how many characters after \u stand for it in old readers
    font: int | None = None
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    raised: int = 0
    in_table: bool = False
    depth: int = 0
    style: int = 0
    outline: int | None = None

    def copy(self) -> State:
        """Return the state that a group begun here has."""
        return State(
            self.destination, self.fallback, self.font, self.hidden, self.deleted, self.struck, self.raised,
            self.in_table, self.depth, self.style, self.outline,
        )  # fmt: skip

    def plain(self) -> None:
        """Take back the character properties."""
        self.hidden = self.deleted = self.struck = False
        self.raised = 0
        self.font = None

    def new_paragraph(self) -> None:
        """Take back the paragraph properties."""
        self.in_table, self.depth, self.style, self.outline = False, 0, 0, None

    @property
    def levels(self) -> int:
        """How many tables are around the paragraph."""
        return max(self.depth, 1) if self.in_table else 0
