"""A JSON webhook whose answer is read: status 200 with a body that says no is not a delivery."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import requests
from apprise import NotifyType
from apprise.plugins.custom_json import NotifyJSON

LONGEST_ANSWER = 64 * 1024


class CheckedWebhook(NotifyJSON):  # type: ignore[no-untyped-call]  # apprise types its plugins only in part
    """apprise's JSON webhook with its address, login and header options, and with three things changed.

    The answer's body is looked at, a redirect is a failure (a POST that is redirected arrives empty), and the fields
    of `data` are sent beside title and message. In the address, `:name=value` adds a field.
    """

    data: Mapping[str, object] = {}

    def send(
        self,
        body: str,
        title: str = "",
        notify_type: NotifyType = NotifyType.INFO,
        attach: Any = None,
        **kwargs: Any,
    ) -> bool:
        """Send one message; return whether the server took it."""
        payload = {
            "version": self.json_version,
            "title": title,
            "message": body,
            "type": notify_type.value,
            **self.payload_extras,
            **self.data,
        }
        port = f":{self.port}" if isinstance(self.port, int) else ""
        login = (str(self.user), str(self.password or "")) if self.user else None
        try:
            with requests.request(
                str(self.method),
                f"{'https' if self.secure else 'http'}://{self.host}{port}{self.fullpath}",
                data=json.dumps(payload, ensure_ascii=False).encode(),
                params=self.params,
                headers={"User-Agent": self.app_id, "Content-Type": "application/json; charset=utf-8", **self.headers},
                auth=login,
                verify=self.verify_certificate,
                timeout=self.request_timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                answer = _start_of(response)
        except (requests.RequestException, OSError) as error:
            self.logger.warning("webhook not reached: %s", error)
            return False
        if not 200 <= response.status_code < 300:
            self.logger.warning("webhook refused: status=%s %s", response.status_code, _shown(answer))
            return False
        if says_no(answer):
            self.logger.warning("webhook's answer says no: %s", _shown(answer))
            return False
        return True


def says_no(answer: bytes) -> bool:
    """Return whether an answer with a good status says in its body that the message was not taken.

    Only what cannot be meant otherwise counts: errcode other than 0, success or ok false, code 400 to 599. A body
    that is empty or no JSON object says nothing.
    """
    try:
        said = json.loads(answer)
    except ValueError:
        return False
    if not isinstance(said, dict):
        return False
    if said.get("errcode") not in (None, 0, "0") or said.get("success") is False or said.get("ok") is False:
        return True
    code = said.get("code")
    return isinstance(code, int) and 400 <= code <= 599


def _start_of(response: requests.Response) -> bytes:
    answer = b""
    for chunk in response.iter_content(LONGEST_ANSWER):
        answer += chunk
        if len(answer) >= LONGEST_ANSWER:
            break
    return answer


def _shown(answer: bytes) -> str:
    return " ".join(answer[:200].decode("utf-8", "replace").split())
