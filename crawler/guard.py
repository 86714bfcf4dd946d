"""Which addresses may be asked at all: http(s), hosts of the source's own list, no addresses inside our own network.

Two gates, because each has a hole of its own: `refusal` judges every address as written, redirects included, and
`GuardedResolver` every address that a name resolves to (a literal address never reaches a resolver, a name that points
inside never shows it).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from scrapy.exceptions import IgnoreRequest

DEFAULT_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Refusal(StrEnum):
    """Why an address is not asked."""

    SCHEME = "scheme"
    USERINFO = "userinfo"
    PORT = "port"
    HOST = "host"
    ADDRESS = "address"


class GuardRefused(IgnoreRequest):
    """A request that the guard does not let out."""

    def __init__(self, url: str, refusal: Refusal) -> None:
        self.url, self.refusal = url, refusal
        super().__init__(f"{refusal}: {url}")


class AddressRefused(OSError):
    """A name that resolves to an address inside our own network."""

    def __init__(self, host: str, address: str) -> None:
        self.host, self.address = host, address
        super().__init__(f"{host} resolves to {address}, which is not a public address")


@dataclass(frozen=True, slots=True)
class Allowance:
    """Where one source may lead: its hosts, the usual ports and the port that its own address has."""

    hosts: frozenset[str]
    ports: frozenset[int]
    allow_loopback: bool = False


def allowance(url: str, *, hosts: Iterable[str] = (), allow_loopback: bool = False) -> Allowance:
    """Return what is allowed on the way from this address; its own host always belongs to it."""
    own = _split(url)
    names = {name.rstrip(".").lower() for name in hosts}
    ports = set(DEFAULT_PORTS.values())
    if own is not None:
        names.add(own[1])
        ports.add(own[2])
    return Allowance(frozenset(names), frozenset(ports), allow_loopback)


def refusal(url: str, allowed: Allowance) -> Refusal | None:
    """Return why the address may not be asked, None where it may."""
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS:
        return Refusal.SCHEME
    if "@" in parts.netloc:
        return Refusal.USERINFO
    split = _split(url)
    if split is None or split[2] not in allowed.ports:
        return Refusal.PORT
    _, host, _ = split
    if host not in allowed.hosts:
        return Refusal.HOST
    literal = _literal(host)
    if literal is not None and not is_reachable(literal, allow_loopback=allowed.allow_loopback):
        return Refusal.ADDRESS
    if host == "localhost" and not allowed.allow_loopback:
        return Refusal.ADDRESS
    return None


def is_reachable(address: ipaddress.IPv4Address | ipaddress.IPv6Address, *, allow_loopback: bool = False) -> bool:
    """Return whether the address is a public one; an IPv6 address that carries an IPv4 one is judged by that."""
    if isinstance(address, ipaddress.IPv6Address):
        carried = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if carried is None and address in _NAT64:
            carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if carried is not None:
            return is_reachable(carried, allow_loopback=allow_loopback)
    if address.is_loopback:
        return allow_loopback
    return address.is_global and not address.is_multicast


class GuardedResolver(AbstractResolver):
    """Resolves names and lets no answer pass that leads inside; the connection goes to the very address judged here."""

    def __init__(self, *, allow_loopback: bool) -> None:
        self._allow_loopback = allow_loopback
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of the host. Raises AddressRefused if any of them is not public."""
        found = await self._resolver.resolve(host, port, family)
        for result in found:
            address = ipaddress.ip_address(result["host"].partition("%")[0])
            if not is_reachable(address, allow_loopback=self._allow_loopback):
                raise AddressRefused(host, result["host"])
        return found

    async def close(self) -> None:
        """Close the resolver."""
        await self._resolver.close()


def _split(url: str) -> tuple[str, str, int] | None:
    """Return (scheme, host, port), None where the address has no host or its port is no number."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.hostname is None or parts.scheme not in DEFAULT_PORTS:
        return None
    return parts.scheme, parts.hostname.rstrip(".").lower(), port or DEFAULT_PORTS[parts.scheme]


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address that the host is written as, also in the old forms (127.1, 0x7f000001); None for a name."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None
