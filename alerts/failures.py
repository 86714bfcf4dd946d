"""Why a delivery failed and what to do about it, told from what the sender logged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from reports.states import Sentence


class Failure(StrEnum):
    """The reasons that call for different steps."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TLS = "tls"
    LOGIN = "login"
    RECIPIENT = "recipient"
    NOT_NOW = "not_now"
    REFUSED = "refused"
    REDIRECTED = "redirected"
    SAID_NO = "said_no"
    ADDRESS = "address"
    CRASHED = "crashed"


ADVICE: Mapping[Failure, Sentence] = {
    Failure.UNREACHABLE: Sentence(
        "连接不上服务器：请核对地址中的主机名和端口，并确认本机网络可以访问。",
        "The server cannot be reached: check host and port in the address, and that this machine may connect to it.",
    ),
    Failure.TIMEOUT: Sentence(
        "服务器没有及时答复：请核对端口（加密端口与普通端口不能混用），或稍后再试。",
        "The server did not answer in time: check the port (encrypted and plain ports differ), or try later.",
    ),
    Failure.TLS: Sentence(
        "加密连接没有建立：请核对使用 mailto/mailtos（json/jsons）和 mode 参数，以及服务器证书是否有效。",
        "No encrypted connection: check mailto or mailtos (json or jsons), the mode parameter, and the certificate.",
    ),
    Failure.LOGIN: Sentence(
        "登录被拒绝：请核对用户名和密码；许多邮箱要求使用单独的授权码。",
        "The login was refused: check user and password; many providers want a separate app password.",
    ),
    Failure.RECIPIENT: Sentence(
        "收件地址被拒绝：请核对收件人和发件人地址。",
        "The recipient was refused: check the addresses of recipient and sender.",
    ),
    Failure.NOT_NOW: Sentence(
        "服务器暂时不接收：会自动重试；反复出现时请与邮件或网站管理员联系。",
        "The server does not accept it now: it is tried again; if it persists, ask the server's administrator.",
    ),
    Failure.REFUSED: Sentence(
        "服务器拒绝了消息：请根据下面的答复核对地址和权限。",
        "The server refused the message: check address and permissions by the answer below.",
    ),
    Failure.REDIRECTED: Sentence(
        "地址已转移：请把目标地址改为新地址，消息不会跟随跳转。",
        "The address redirects: write the new address into the settings; messages do not follow redirects.",
    ),
    Failure.SAID_NO: Sentence(
        "对方已答复，但内容表示没有接收：请核对接口地址和格式要求。",
        "The server answered, and its answer says that it did not accept: check the address and the format it wants.",
    ),
    Failure.ADDRESS: Sentence(
        "目标地址写得不对：请按提示修改设置。", "The target's address is wrong: correct the settings as told."
    ),
    Failure.CRASHED: Sentence(
        "发送过程中程序出错：请查看日志并报告该问题，消息会重试。",
        "The program failed while sending: see the log and report it; the message is tried again.",
    ),
}

# What the libraries below print; the first match counts.
_SIGNS: tuple[tuple[re.Pattern[str], Failure], ...] = (
    (re.compile(r"answer says no"), Failure.SAID_NO),
    (re.compile(r"status=3\d\d"), Failure.REDIRECTED),
    (
        re.compile(r"status=40[13]\b|\(53[0458], |\(454, b?['\"].*auth|AUTH extension not supported", re.I),
        Failure.LOGIN,
    ),
    (re.compile(r"status=(408|425|429|5\d\d)\b"), Failure.NOT_NOW),
    (re.compile(r"status=4\d\d"), Failure.REFUSED),
    # every recipient refused, or (answer, sender): the sender refused
    (re.compile(r"""\{'[^']*': \(5\d\d, |\(5\d\d, .*, '[^' ]*@[^' ]*'\)"""), Failure.RECIPIENT),
    (re.compile(r"refused: 4\d\d |\(4\d\d, "), Failure.NOT_NOW),
    (re.compile(r"\(5\d\d, "), Failure.REFUSED),
    (re.compile(r"CERTIFICATE_VERIFY_FAILED|WRONG_VERSION_NUMBER|SSL|STARTTLS extension", re.I), Failure.TLS),
    (re.compile(r"timed out|did not finish within|Timeout", re.I), Failure.TIMEOUT),
    (
        re.compile(
            r"Connection refused|unexpectedly closed|Connection reset|Name or service not known|getaddrinfo"
            r"|name resolution|No route to host|unreachable|Failed to resolve|Connection aborted",
            re.I,
        ),
        Failure.UNREACHABLE,
    ),
)
_PLAIN_NEWS = ("Connecting to", "Threaded notification", "Notifying ", "Securing connection", "Applying user")


def explain(lines: Sequence[str]) -> tuple[Failure, str]:
    """Return the reason behind a failed delivery and the line that tells it, "" where the sender logged nothing.

    Without a known sign the reason is REFUSED and the line the last one that is not plain news.
    """
    telling = [line for line in lines if not line.startswith(_PLAIN_NEWS) and "completed in" not in line]
    for sign, failure in _SIGNS:
        for line in reversed(telling):
            if sign.search(line):
                return failure, line
    return Failure.REFUSED, telling[-1] if telling else ""
