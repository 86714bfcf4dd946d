"""Who is written to: the targets of the settings, checked, with their addresses kept out of every text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from alerts.facts import IncidentKind


class Language(StrEnum):
    """The languages that messages are written in."""

    ZH = "zh"
    EN = "en"


class Medium(StrEnum):
    """What a target is, by the scheme of its address: it settles what a message may carry by default."""

    MAIL = "mail"  # the whole message
    DATA = "data"  # a webhook of one's own: the message and its structure
    CHAT = "chat"  # counts and a link


MEDIA = {
    "mailto": Medium.MAIL,
    "mailtos": Medium.MAIL,
    "json": Medium.DATA,
    "jsons": Medium.DATA,
}

# Their servers answer a refused message with status 200, which would be taken for delivered.
NOT_YET = ("bark", "barks", "dingtalk", "feishu", "lark", "schan", "wecombot")


@dataclass(frozen=True, slots=True)
class Target:
    """One receiver of messages. Empty `jurisdictions` or `kinds` mean all of them.

    `names` says whether agencies are named in its messages; None: yes in mail and data, no in chat.
    """

    name: str
    url: str = field(repr=False)
    jurisdictions: tuple[str, ...] = ()
    kinds: tuple[IncidentKind, ...] = ()
    language: Language = Language.ZH
    names: bool | None = None

    @property
    def scheme(self) -> str:
        """Return the scheme of the address in lower case, "" where it has none."""
        head, mark, _ = self.url.partition("://")
        return head.strip().lower() if mark else ""

    @property
    def medium(self) -> Medium:
        """Return what kind of receiver it is."""
        return MEDIA.get(self.scheme, Medium.CHAT)

    @property
    def shows_names(self) -> bool:
        """Return whether its messages name agencies."""
        return self.medium is not Medium.CHAT if self.names is None else self.names

    @property
    def label(self) -> str:
        """Return what may be shown of it: its name and the server, never the rest of the address."""
        return f"{self.name} ({masked(self.url)})"

    def wants(self, jurisdiction: str, kind: IncidentKind) -> bool:
        """Return whether incidents of that kind in that jurisdiction are sent here."""
        return (not self.jurisdictions or jurisdiction in self.jurisdictions) and (not self.kinds or kind in self.kinds)


def masked(url: str) -> str:
    """Return the address without anything secret: scheme, server and port for mail and webhooks, the scheme else.

    Elsewhere even the host part may be a token.
    """
    head, mark, _ = url.partition("://")
    if not mark or not head.strip().isalnum():
        return "****"
    scheme = head.strip().lower()
    if scheme not in MEDIA:
        return f"{scheme}://****"
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return f"{scheme}://****"
    if not host or ("@" in parts.path and "@" not in parts.netloc and port is not None):
        return f"{scheme}://****"  # a slash in the password makes user and password look like host and port
    return f"{scheme}://{host}{'' if port is None else f':{port}'}/****"
