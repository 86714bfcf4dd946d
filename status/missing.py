"""What is asked for and does not exist."""

from __future__ import annotations


class NotHere(Exception):
    """What the address names does not exist; `message` is a source string with its values by name."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message, values)
        self.message = message
        self.values = values
