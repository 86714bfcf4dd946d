"""Who reaches the page by its settings: only the office's page answers findings and shows what is not for all."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from duban.page import access_of
from duban.settings_tables import PageSettings
from status.config import Access


@pytest.mark.parametrize(
    ("settings", "access"),
    [
        ({}, Access.THIS_MACHINE),
        ({"bind": "[::1]:80", "public_url": "http://localhost:80"}, Access.THIS_MACHINE),
        ({"public_url": "http://127.0.0.1:8765"}, Access.THIS_MACHINE),
        ({"public_url": "https://duban.example"}, Access.ANYBODY),
        ({"public_url": "https://duban.example", "behind_proxy": True}, Access.OFFICE_PROXY),
        ({"bind": "0.0.0.0:80", "behind_proxy": True, "user_header": "X-Remote-User"}, Access.OFFICE_PROXY),
    ],
)
def test_the_settings_say_who_reaches_the_page(settings: dict[str, object], access: Access) -> None:
    assert access_of(PageSettings.model_validate(settings)) is access


@pytest.mark.parametrize(
    "settings", [{"user_header": "X-Remote-User"}, {"behind_proxy": True, "user_header": "X-Remote User:"}]
)
def test_a_name_can_only_come_from_a_proxy_in_a_proper_header(settings: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PageSettings.model_validate(settings)
