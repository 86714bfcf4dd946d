"""The politeness key of an address: all columns of one registered domain are asked one at a time."""

from __future__ import annotations

from functools import cache, lru_cache
from urllib.parse import urlsplit

import tldextract


def politeness_key(url: str) -> str:
    """Return the registered domain of the address's host, else the host: "sh.gov.cn" style portals share one server."""
    return _key_of_host((urlsplit(url).hostname or "").lower())


@lru_cache(maxsize=10_000)  # every request asks for it
def _key_of_host(host: str) -> str:
    return _suffixes()(host).top_domain_under_public_suffix or host


@cache
def _suffixes() -> tldextract.TLDExtract:
    """Return the list of public suffixes that came with the package; nothing is fetched or written."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
