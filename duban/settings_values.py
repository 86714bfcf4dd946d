"""What single settings may be: each check returns the value as it is used, or an error that says what to write."""

from __future__ import annotations

import ipaddress
import re
from datetime import date
from urllib.parse import urlsplit

from pydantic import SecretStr

from duban.settings_problems import wrong_value

LEAP_YEAR = 2024  # so that 02-29 is a day
DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")
MAIL_ADDRESS = re.compile(r"[^@\s;,<>()]+@[^@\s;,<>()]+\.[^@\s;,<>()]+")


def as_bind(text: str) -> str:
    """Return "host:port" as it is, an IPv6 host in brackets; the host is an address or "localhost"."""
    host, colon, port = text.strip().rpartition(":")
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    is_port = port.isascii() and port.isdigit() and int(port) <= 65535
    if not colon or not is_port or not _is_host(bare) or (":" in bare and bare == host):
        raise wrong_value(
            '应写成 "地址:端口"，例如 "127.0.0.1:8765"', 'must be "address:port", such as "127.0.0.1:8765"'
        )
    return text.strip()


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches that host."""
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


def is_loopback_name(host: str) -> bool:
    """Return whether a host name or address means this machine; a name other than localhost does not."""
    try:
        return is_loopback(host)
    except ValueError:
        return False


def as_header_name(text: str) -> str:
    """Return the name of a request header."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", text.strip()):
        raise wrong_value(
            '应为一个请求头的名称，例如 "X-Remote-User"', 'must be the name of a request header such as "X-Remote-User"'
        )
    return text.strip()


def as_web_address(text: str) -> str:
    """Return the http(s) address without a slash at its end."""
    if not _is_web_address(text):
        raise wrong_value(
            '应为完整网址，例如 "https://duban.example.gov.cn"',
            'must be a full address such as "https://duban.example.gov.cn"',
        )
    return text.strip().rstrip("/")


def as_contact(text: str) -> str:
    """Return a mail or web address that fits into a request header."""
    text = text.strip()
    printable = text.isascii() and text.isprintable()
    if not printable or not (_is_web_address(text) or MAIL_ADDRESS.fullmatch(text)):
        raise wrong_value(
            '应为网站管理员能联系到您的邮箱或网址，例如 "wangguan@example.gov.cn"',
            'must be a mail or web address under which site operators reach you, such as "wangguan@example.gov.cn"',
        )
    return text


def as_month_day(text: str) -> str:
    """Return a day of the year as "MM-DD"."""
    if re.fullmatch(r"\d\d-\d\d", text, re.ASCII):
        try:
            date.fromisoformat(f"{LEAP_YEAR}-{text}")
        except ValueError:
            pass
        else:
            return text
    raise wrong_value('应写成 "月-日"，例如 "01-25"', 'must be "MM-DD", such as "01-25"')


def as_jurisdiction(text: str) -> str:
    """Return the name of a roll, as it stands at the top of its file."""
    if not re.fullmatch(r"[a-z0-9-]+", text):
        raise wrong_value(
            '应为名录文件中的 jurisdiction，例如 "shanghai"', 'must be the jurisdiction of a roll, such as "shanghai"'
        )
    return text


def as_target_address(secret: SecretStr) -> SecretStr:
    """Return an alert target's address; it is never repeated in the error, because it holds a token."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*://\S+", secret.get_secret_value().strip()):
        raise wrong_value(
            "应为一个提醒地址，例如 mailtos://用户:口令@邮件服务器?to=收件人 或 json://主机/路径",
            "must be one address, such as mailtos://user:password@server?to=receiver or json://host/path",
        )
    return SecretStr(secret.get_secret_value().strip())


def as_database_address(secret: SecretStr) -> SecretStr:
    """Return the database's address; the error does not repeat it, because it may hold a password."""
    address = secret.get_secret_value().strip()
    scheme, mark, rest = address.partition("://")
    if not mark or scheme not in DATABASES or not rest.strip("/") or not _can_be_split(address):
        raise wrong_value(
            "应为 sqlite:///路径 或 postgresql://用户:口令@主机/库名；不写则用 data_dir 下的 duban.db",
            "must be sqlite:///path or postgresql://user:password@host/name; unset, it is duban.db in data_dir",
        )
    return SecretStr(address)


def _is_host(host: str) -> bool:
    try:
        return host == "localhost" or bool(ipaddress.ip_address(host))
    except ValueError:
        return False


def _is_web_address(text: str) -> bool:
    text = text.strip()
    if not _can_be_split(text) or re.search(r"\s", text):
        return False
    return urlsplit(text).scheme in {"http", "https"} and bool(urlsplit(text).hostname)


def _can_be_split(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:  # a bracket without its other half
        return False
    return True
