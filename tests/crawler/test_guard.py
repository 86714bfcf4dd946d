"""Addresses that are never asked."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator

import pytest

from crawler.guard import Allowance, Refusal, allowance, is_reachable, refusal
from reports.looks import LookOutcome
from tests.crawler.house import house
from tests.crawler.markup import entries_of, list_column
from tests.crawler.site_server import Reply, Site, serving

SOURCE = "https://slj.example.gov.cn/zfxxgknb/"


def judged(url: str, *, hosts: tuple[str, ...] = (), source: str = SOURCE, loopback: bool = False) -> Refusal | None:
    return refusal(url, allowance(source, hosts=hosts, allow_loopback=loopback))


@pytest.mark.parametrize(
    "url",
    [SOURCE, "http://slj.example.gov.cn/", "https://SLJ.example.gov.cn./a", "https://slj.example.gov.cn:443/a?b=c#d"],
)
def test_address_on_the_source_s_own_host_is_allowed(url: str) -> None:
    assert judged(url) is None


def test_host_of_the_allow_list_is_allowed() -> None:
    assert judged("https://files.example.gov.cn/a.pdf", hosts=("Files.example.gov.cn",)) is None


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", Refusal.SCHEME),
        ("ftp://slj.example.gov.cn/a", Refusal.SCHEME),
        ("gopher://slj.example.gov.cn/", Refusal.SCHEME),
        ("javascript:alert(1)", Refusal.SCHEME),
        ("https://user:secret@slj.example.gov.cn/", Refusal.USERINFO),
        ("https://slj.example.gov.cn@evil.example/", Refusal.USERINFO),
        ("https://slj.example.gov.cn:8443/", Refusal.PORT),
        ("http://slj.example.gov.cn:22/", Refusal.PORT),
        ("http://slj.example.gov.cn:99999/", Refusal.PORT),
        ("https://evil.example/", Refusal.HOST),
        ("https://slj.example.gov.cn.evil.example/", Refusal.HOST),
        ("https://xslj.example.gov.cn/", Refusal.HOST),
        ("http://169.254.169.254/latest/", Refusal.HOST),
    ],
)
def test_address_off_the_source_is_refused(url: str, why: Refusal) -> None:
    assert judged(url) is why


def test_odd_port_is_allowed_where_the_source_itself_has_it() -> None:
    assert judged("http://a.example.cn:8080/x", source="http://a.example.cn:8080/nb/") is None


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.1.1", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "127.1", "2130706433", "0x7f000001", "017700000001", "[::1]", "[fe80::1]", "[fd00::1]", "[::ffff:10.0.0.1]",
     "[64:ff9b::a00:1]", "[2002:a00:1::]", "localhost"],
)  # fmt: skip
def test_literal_address_inside_is_refused_even_on_the_allow_list(host: str) -> None:
    allowed = Allowance(frozenset({host.strip("[]")}), frozenset({80, 443}))

    assert refusal(f"http://{host}/", allowed) is Refusal.ADDRESS


def test_public_literal_address_on_the_allow_list_is_allowed() -> None:
    assert judged("http://124.93.228.1/", source="http://124.93.228.1/col/") is None


def test_loopback_is_allowed_where_the_demo_asks_for_it_and_nothing_else_inside() -> None:
    assert judged("http://127.0.1.10/", source="http://127.0.1.10/", loopback=True) is None
    assert judged("http://10.0.0.1/", source="http://10.0.0.1/", loopback=True) is Refusal.ADDRESS


@pytest.mark.parametrize("text", ["1.2.4.8", "2400:3200::1", "::ffff:1.2.4.8"])
def test_public_address_is_reachable(text: str) -> None:
    assert is_reachable(ipaddress.ip_address(text))


@pytest.fixture
def site() -> Iterator[Site]:
    with serving("127.9.4.1") as (only,):
        only.page("/zfxxgknb/", list_column(entries_of(2025)))
        yield only


@pytest.mark.parametrize(
    ("location", "outcome"),
    [
        ("file:///etc/passwd", LookOutcome.ERROR_PAGE),
        ("http://10.0.0.1/", LookOutcome.MOVED),
        ("http://user:secret@127.9.4.1/", LookOutcome.UNREACHABLE),
        ("http://127.9.4.1:1/", LookOutcome.MOVED),
    ],
)
def test_redirect_off_the_source_is_not_followed(site: Site, location: str, outcome: LookOutcome) -> None:
    site.replies["/zfxxgknb/"] = Reply(status=302, headers={"Location": location})

    with house(site) as home:
        home.crawl()

        assert home.last_look().outcome is outcome
        assert home.documents() == []


def test_name_that_resolves_inside_is_refused_before_any_connection(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def pointing_inside(host: str, *arguments: object, **options: object) -> object:
        return real("10.0.0.7" if host == "slj.example.cn" else host, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", pointing_inside)

    with house(site, url="http://slj.example.cn/nb/", hosts=["slj.example.cn"]) as home:
        home.crawl()

        look = home.last_look()
        assert (look.outcome, look.note["reason"]) == (LookOutcome.UNREACHABLE, "inside_address")


def test_link_to_another_host_is_never_asked(site: Site) -> None:
    with serving("127.9.4.2") as (other,):
        stranger = list_column(entries_of(2025)).replace("./202601/", f"{other.root}/202601/")
        site.page("/zfxxgknb/", stranger)
        with house(site) as home:
            home.crawl()

            assert home.documents() == []

    assert other.asked == []
