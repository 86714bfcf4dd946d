"""Control words that only change what holds in the open group: character and paragraph properties."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from reports.readers.richtext.groups import State


def _is_on(value: int | None) -> bool:
    return value != 0


def _hide(state: State, value: int | None) -> None:
    state.hidden = _is_on(value)


def _delete(state: State, value: int | None) -> None:
    state.deleted = _is_on(value)


def _strike(state: State, value: int | None) -> None:
    state.struck = _is_on(value)


def _raise(state: State, value: int | None) -> None:
    state.raised = 1 if _is_on(value) else 0


def _lower(state: State, value: int | None) -> None:
    state.raised = -1 if _is_on(value) else 0


def _level(state: State, _value: int | None) -> None:
    state.raised = 0


def _font(state: State, value: int | None) -> None:
    state.font = value


def _fallback(state: State, value: int | None) -> None:
    state.fallback = max(0, value or 0)


def _plain(state: State, _value: int | None) -> None:
    state.plain()


def _new_paragraph(state: State, _value: int | None) -> None:
    state.new_paragraph()


def _in_table(state: State, _value: int | None) -> None:
    state.in_table = True


def _depth(state: State, value: int | None) -> None:
    state.depth = min(max(0, value or 0), 64)
    state.in_table = state.in_table or state.depth > 0


def _outline(state: State, value: int | None) -> None:
    state.outline = value


STATE_WORDS: Final[MappingProxyType[str, Callable[[State, int | None], None]]] = MappingProxyType(
    {
        "v": _hide,
        "deleted": _delete,
        "strike": _strike,
        "striked": _strike,
        "super": _raise,
        "sub": _lower,
        "nosupersub": _level,
        "f": _font,
        "uc": _fallback,
        "plain": _plain,
        "pard": _new_paragraph,
        "intbl": _in_table,
        "itap": _depth,
        "outlinelevel": _outline,
    }
)
