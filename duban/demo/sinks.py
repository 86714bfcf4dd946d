"""Where the demo's messages arrive: a real SMTP server and a real webhook, both on loopback."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from typing import Any

from aiohttp import web
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it arrived."""

    recipients: tuple[str, ...]
    subject: str
    text: str


class MailSink:
    """A mail server that keeps what it is sent."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self._controller = _FreePortController(self)

    @property
    def port(self) -> int:
        """Return the port it listens on, once started."""
        return self._controller.bound_port

    def start(self) -> None:
        """Listen."""
        self._controller.start()

    def stop(self) -> None:
        """Close."""
        self._controller.stop()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        """Keep one mail."""
        content = envelope.content
        message = message_from_bytes(content if isinstance(content, bytes) else (content or "").encode())
        self.mails.append(
            Mail(
                recipients=tuple(envelope.rcpt_tos),
                subject=str(make_header(decode_header(message.get("Subject", "")))),
                text=_text(message),
            )
        )
        return "250 OK"


class _FreePortController(Controller):
    """A controller on a port that the system chooses; its own readiness check would connect to port 0."""

    bound_port = 0

    def __init__(self, handler: MailSink) -> None:
        super().__init__(handler, hostname=LOOPBACK, port=0)

    def _trigger_server(self) -> None:
        if isinstance(self.server, asyncio.Server):
            self.bound_port = self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd leaves it untyped


class WebhookSink:
    """A webhook that keeps the JSON objects it is sent."""

    def __init__(self) -> None:
        self.objects: list[dict[str, Any]] = []
        self.port = 0
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen."""
        app = web.Application()
        app.router.add_post("/{path:.*}", self._keep)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, 0).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _keep(self, request: web.Request) -> web.Response:
        self.objects.append(json.loads(await request.text()))
        return web.json_response({"ok": True})


def _text(message: Message) -> str:
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload.decode(part.get_content_charset() or "utf-8", "replace")
    return ""
