"""Sending one message to one target through apprise, and telling what became of it without telling its address."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any, assert_never
from urllib.parse import parse_qsl, unquote, urlsplit

import apprise
from apprise.exception import AppriseException

from alerts.failures import Failure, explain
from alerts.messages import TEST_KIND, Message
from alerts.targets import NOT_YET, Medium, Target, masked
from alerts.webhook import CheckedWebhook

# apprise and urllib3 write whole addresses into their debug lines. Nothing of theirs reaches our log: what matters is
# taken from the result of each call, masked, and kept in the receipt.
_apprise_log = logging.getLogger("apprise")
_apprise_log.propagate = False
_apprise_log.addHandler(logging.NullHandler())
logging.getLogger("urllib3").setLevel(logging.INFO)

CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 20.0
MAIL_TIMEOUT_S = 30.0  # for every step; a server that looks for viruses takes its time after the last line
SEND_TIMEOUT_S = 120.0
LONGEST_DETAIL = 300
SHORTEST_TOKEN = 6  # shorter pieces of an address are words like "send", and masking words garbles the text
MESSAGE_ID_HEADER = "X-Duban-Message-Id"


class TargetError(ValueError):
    """A target's address cannot be used; `zh` and `en` say what to write, and never the address itself."""

    def __init__(self, target: Target, zh: str, en: str) -> None:
        self.zh = f"提醒对象「{target.name}」的地址不能使用：{zh}。{_EXAMPLES_ZH}"
        self.en = f"The address of alert target {target.name} cannot be used: {en}. {_EXAMPLES_EN}"
        super().__init__(self.en)


_EXAMPLES = (
    "mailtos://user:password@example.org?smtp=smtp.example.org&to=office@example.org, "
    "mailto://127.0.0.1:25?from=duban@example.org&to=office@example.org, jsons://hook.example.org/path"
)
_EXAMPLES_ZH = f"例如：{_EXAMPLES}"
_EXAMPLES_EN = f"Examples: {_EXAMPLES}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one try to deliver came to; `failure` is None where the target took the message."""

    failure: Failure | None
    status: str
    detail: str

    @property
    def delivered(self) -> bool:
        """Return whether the target took the message."""
        return self.failure is None


class Channel:
    """An open way to one target: one apprise object for its one address. Raises TargetError for a bad address."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self._plugin: Any = _plugin_of(target)
        self._apprise = apprise.Apprise(asset=self._plugin.asset)
        self._apprise.add(self._plugin)

    def __repr__(self) -> str:
        """Return the target's name and masked address."""
        return f"Channel({self.target.label})"

    def send(self, message: Message, *, timeout_s: float = SEND_TIMEOUT_S) -> Outcome:
        """Send the message once and return what came of it; only apprise's SUCCESS is a delivery."""
        self._carry(message)
        _apprise_log.setLevel(logging.DEBUG)  # only there it says why; whoever configures logging may have raised it
        is_test = message.kind == TEST_KIND
        with self._apprise.notify(
            body=message.body,
            title=message.subject,
            notify_type=apprise.NotifyType.INFO if is_test else apprise.NotifyType.WARNING,
            body_format=apprise.NotifyFormat.TEXT,
            interpret_escapes=False,
            timeout=timeout_s,
            log_level=logging.DEBUG,
        ) as result:
            status = result.status
            lines = [entry.message for entry in result.logs()]
        if status is apprise.AppriseResultStatus.SUCCESS:
            return Outcome(None, status.name, "")
        failure, line = explain(lines)
        if status is apprise.AppriseResultStatus.TIMEOUT:
            failure = Failure.TIMEOUT
        return Outcome(failure, status.name, without_secrets(line, self.target.url)[:LONGEST_DETAIL])

    def _carry(self, message: Message) -> None:
        """Put the message id where the receiver can tell a resend from a new message."""
        match self.target.medium:
            case Medium.MAIL:
                self._plugin.headers[MESSAGE_ID_HEADER] = message.message_id
            case Medium.DATA:
                self._plugin.headers["Idempotency-Key"] = message.message_id
                self._plugin.data = {"message_id": message.message_id, "data": _for_target(message, self.target)}
            case Medium.CHAT:
                pass  # the text carries it
            case _:
                assert_never(self.target.medium)


def check_target(target: Target) -> None:
    """Return nothing where messages can be sent to the target; raises TargetError that says what to write."""
    _plugin_of(target)


def without_secrets(text: str, url: str) -> str:
    """Return the text with the address and every part of it that could be secret replaced by ****."""
    for secret in sorted(_secrets(url), key=len, reverse=True):
        text = text.replace(secret, "****")
    return text


def _plugin_of(target: Target) -> Any:
    """Return apprise's object for the address, made to tell failures as they are: no retries, nothing optional."""
    _check_scheme(target)
    asset = apprise.AppriseAsset(
        app_id="Duban", app_desc="Duban", app_url="", http_redirects=False, secure_logging=True
    )
    try:
        plugin = _instantiate(target, asset)
    except (AppriseException, TypeError, ValueError) as error:
        raise _unusable(target) from error
    if plugin is None:
        raise _unusable(target)
    if target.medium is Medium.MAIL:
        _check_mail(target, plugin)
        plugin.headers.setdefault("Auto-Submitted", "auto-generated")  # no out-of-office replies
    plugin.optional = False  # "optional" reports a failure as success
    plugin.retry = 0
    if target.medium is not Medium.CHAT:
        plugin.overflow_mode = apprise.OverflowMode.UPSTREAM  # never cut
        plugin.request_rate_per_sec = 0  # one message per office and round: nothing to slow down
    options = dict(_options(target))
    if "cto" not in options:
        plugin.socket_connect_timeout = MAIL_TIMEOUT_S if target.medium is Medium.MAIL else CONNECT_TIMEOUT_S
    if "rto" not in options:
        plugin.socket_read_timeout = READ_TIMEOUT_S
    return plugin


def _instantiate(target: Target, asset: apprise.AppriseAsset) -> Any:
    url = target.url.strip().rstrip("?")  # apprise cannot read an address that ends with an empty query
    if target.medium is not Medium.DATA:
        return apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=False)
    webhook: Any = CheckedWebhook  # apprise types its plugins only in part
    parts = webhook.parse_url(url)
    return webhook(asset=asset, **parts) if parts else None


def _options(target: Target) -> list[tuple[str, str]]:
    return parse_qsl(target.url.partition("?")[2])


def _check_scheme(target: Target) -> None:
    if not target.scheme:
        raise TargetError(target, "缺少协议，应以 mailto:// 或 json:// 等开头", "it has no scheme such as mailto://")
    if target.scheme in NOT_YET:
        raise TargetError(
            target,
            f"暂不支持 {target.scheme}://（后续提供），请用 mail 或 json",
            f"channel {target.scheme}:// is not supported yet, use mail or json",
        )


def _check_mail(target: Target, mail: Any) -> None:
    """One address per target: where one of several is refused, the others would get the message again at each try.

    Counted as written, because apprise leaves out what it cannot read as an address without a word.
    """
    written = [value for key, value in _options(target) if key in ("to", "cc", "bcc")]
    recipients = sum(len(re.findall(r"[^,;]*[^,;\s][^,;]*", value)) for value in written)
    if len(mail.targets) == 0:
        raise TargetError(target, "没有有效的收件人，请写 to=收件地址", "no valid recipient: write to=name@example.org")
    if recipients > 1 or len(mail.targets) + len(mail.cc) + len(mail.bcc) > 1:
        raise TargetError(
            target,
            "有多个收件人，请为每个收件人各写一个 [[alerts.targets]]，或使用邮件列表",
            "several recipients: write one [[alerts.targets]] for each, or use a mailing list",
        )


def _unusable(target: Target) -> TargetError:
    match target.medium:
        case Medium.MAIL:
            return TargetError(
                target, "需要邮件服务器，以及 from=（或 用户@）", "a server and from= (or user@) are needed"
            )
        case Medium.DATA:
            return TargetError(target, "需要主机名", "a host is needed")
        case Medium.CHAT:
            return TargetError(
                target,
                f"{target.scheme}:// 不认识或不完整，请用 mail 或 json",
                f"{target.scheme}:// is unknown or incomplete, use mail or json",
            )
        case _:
            assert_never(target.medium)


def _for_target(message: Message, target: Target) -> dict[str, object]:
    if target.shows_names:
        return dict(message.payload)
    return {key: value for key, value in message.payload.items() if key != "incidents"}


def _secrets(url: str) -> set[str]:
    """Return the address, its password, and outside mail its path, query and every longer part of them."""
    secrets = {url.strip()}
    try:
        parts = urlsplit(url.strip())
        password = parts.password
    except ValueError:
        return secrets
    query = parse_qsl(parts.query)
    secrets |= {password or "", *(value for key, value in query if key in ("pass", "password"))}
    if parts.scheme.lower() not in ("mailto", "mailtos"):
        pieces = {*parts.path.split("/"), *(value for _, value in query)}
        secrets |= {parts.path, parts.query, *(piece for piece in pieces if len(piece) >= SHORTEST_TOKEN)}
        if masked(url).endswith("://****"):
            secrets |= {parts.netloc, parts.hostname or ""}
    return {form for secret in secrets for form in (secret, unquote(secret)) if len(form) > 2}
