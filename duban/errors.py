"""Errors that are a person's to put right: they reach the terminal as a sentence, never as a traceback."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can put right; each text says what is wrong and what to do next.

    `exit_code` is what the command ends with: 2 means unreadable input or wrong usage.
    """

    exit_code = 2

    def __init__(self, message_zh: str, message_en: str) -> None:
        super().__init__(message_zh, message_en)
        self.message_zh = message_zh
        self.message_en = message_en

    def __str__(self) -> str:
        """Return the Chinese text, then the English one."""
        return f"{self.message_zh}\n{self.message_en}"


class Ended(Exception):
    """A command did its work and said what there is to say; the process ends with this exit code."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code
