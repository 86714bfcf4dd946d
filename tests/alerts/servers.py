"""Real servers on loopback: a mail server and a webhook that answer as a test tells them to."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote_plus

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class MailServer:
    """A mail server that answers `answer` to each message and keeps what it said 250 to."""

    def __init__(self, *, answer: str = "250 OK", recipient_answer: str = "250 OK", slow_s: float = 0) -> None:
        self.answer = answer
        self.recipient_answer = recipient_answer
        self.slow_s = slow_s
        self.mails: list[EmailMessage] = []
        self.tries = 0
        self.port = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.tries += 1
        await asyncio.sleep(self.slow_s)
        if self.answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.mails.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        return self.answer


@contextmanager
def mail_server(server: MailServer | None = None, *, password: str | None = None) -> Iterator[MailServer]:
    """Yield a running mail server; with a password it takes nothing before a login with it."""
    server = server or MailServer()

    def login(_: object, __: object, ___: object, ____: object, given: object) -> AuthResult:
        right = isinstance(given, LoginPassword) and given.password == (password or "").encode()
        return AuthResult(success=right, handled=False)

    options: dict[str, Any] = {}
    if password is not None:
        options = {"authenticator": login, "auth_required": True, "auth_require_tls": False}
    controller = Controller(server, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()


class Hook:
    """A webhook that answers with a status and a body, and keeps what it was sent."""

    def __init__(self, *, status: int = 200, body: str = "", slow_s: float = 0, location: str | None = None) -> None:
        self.status = status
        self.body = body
        self.slow_s = slow_s
        self.location = location
        self.received: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.port = 0
        self.released = threading.Event()


@contextmanager
def hook_server(hook: Hook | None = None) -> Iterator[Hook]:
    """Yield a running webhook."""
    hook = hook or Hook()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(hook))
    hook.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield hook
    finally:
        hook.released.set()
        server.shutdown()
        server.server_close()


def _handler_of(hook: Hook) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            raw = self.rfile.read(length).decode()
            is_json = self.headers["Content-Type"].startswith("application/json")
            hook.received.append(json.loads(raw) if is_json else {"raw": unquote_plus(raw)})
            hook.headers.append(dict(self.headers.items()))
            hook.released.wait(hook.slow_s)
            self.send_response(hook.status)
            if hook.location is not None:
                self.send_header("Location", hook.location)
            body = hook.body.encode()
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nothing listens."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        return server.server_port
