"""Who may ask and how: host names, methods, headers."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from status.app import create_app
from status.config import StatusConfig
from status.guard import asked_host
from tests.status.conftest import Served, serving

PATHS = [
    "/",
    "/agencies/sh-waiban",
    "/reports/sh-hezuo/2025",
    "/api/agencies",
    "/healthz",
    "/no-such-page",
    "/static/duban.css",
]
LOOPBACK = ["localhost", "localhost:8765", "127.0.0.1", "127.8.9.10:80", "[::1]:8765", "LOCALHOST"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_security_headers(page: Served, path: str) -> None:
    answer = page.get(path)

    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'")
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/api/agencies", "/no-such-page"])
def test_nothing_but_get_and_head_is_answered(page: Served, method: str, path: str) -> None:
    answer = page.client.request(method, path)

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


def test_a_refused_method_says_where_changes_are_made(page: Served) -> None:
    answer = page.client.post("/")

    assert "命令行" in answer.text


@pytest.mark.parametrize("path", ["/", "/api/counts", "/static/duban.css"])
def test_head_gives_the_headers_of_get_without_the_body(page: Served, path: str) -> None:
    head, get = page.client.head(path), page.get(path)

    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == str(len(get.content))
    assert head.headers["etag"] == get.headers["etag"]


@pytest.mark.parametrize("host", LOOPBACK)
def test_loopback_names_are_answered(page: Served, host: str) -> None:
    assert page.get("/healthz", host=host).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "", "[::1", "evil.example:8765"],
)
def test_a_foreign_host_name_is_refused(page: Served, host: str) -> None:
    answer = page.get("/", host=host)

    assert answer.status_code == 421
    assert "上海市" not in answer.text
    assert "page.public_url" in answer.text


@pytest.mark.parametrize("hosts", [[], ["127.0.0.1", "evil.example"], ["127.0.0.1", "127.0.0.1"]])
def test_a_request_without_exactly_one_host_names_none(hosts: list[str]) -> None:
    headers = Headers(raw=[(b"host", host.encode()) for host in hosts])

    assert asked_host(headers) is None


def test_the_host_of_the_public_url_is_answered(page: Served) -> None:
    with serving(page.world, StatusConfig(public_url="https://Duban.office.example/")) as served:
        assert served.get("/", host="duban.office.example").status_code == 200
        assert served.get("/", host="other.office.example").status_code == 421


def test_no_page_of_the_framework_is_left_open(page: Served) -> None:
    assert [page.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")] == [404, 404, 404]


def test_every_route_is_reached_by_get_alone(page: Served) -> None:
    app = create_app(page.world.database, page.world.archive, StatusConfig(), now=page.clock)

    assert {method for route in app.routes for method in getattr(route, "methods", None) or {"GET"}} == {"GET"}
