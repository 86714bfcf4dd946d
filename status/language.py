"""The page's two languages: Chinese source strings and their English catalog, read once at start."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from status.config import Language

CATALOG = Path(__file__).parent / "locale" / "en" / "LC_MESSAGES" / "status.po"


def load_texts() -> Mapping[Language, NullTranslations]:
    """Return the translations of each language; the English catalog is compiled in memory, so nothing is set up.

    Raises FileNotFoundError where the catalog is not installed beside the code.
    """
    with CATALOG.open("rb") as source:
        catalog = read_po(source, locale="en", domain="status", abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return {Language.ZH: NullTranslations(), Language.EN: Translations(compiled, domain="status")}
