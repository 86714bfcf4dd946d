"""Which columns share a server's patience: those of one registered domain."""

from __future__ import annotations

import pytest

from storage.politeness import politeness_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://wsb.sh.gov.cn/2020zfxxgknb/", "sh.gov.cn"),
        ("https://hzjl.sh.gov.cn/", "sh.gov.cn"),
        ("https://www.shanghai.gov.cn/nw12344/", "shanghai.gov.cn"),
        ("http://127.0.3.1:8000/nb/", "127.0.3.1"),
        ("http://[::1]:8000/", "::1"),
        ("http://localhost/", "localhost"),
        ("HTTPS://WSB.SH.GOV.CN/", "sh.gov.cn"),
    ],
)
def test_the_key_is_the_registered_domain_else_the_host(url: str, key: str) -> None:
    assert politeness_key(url) == key
