"""One value of stored facts with its path, so that an error can name the place; the errors of facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from reports.codec.encode import FACTS_VERSION

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class FactsError(ValueError):
    """Facts that cannot be read back into a report."""


class UnknownFactsVersion(FactsError):
    """Facts written by another version of the program; the document has to be read again."""

    def __init__(self, version: object) -> None:
        super().__init__(f"facts of version {version!r}, this program reads {FACTS_VERSION}")
        self.version = version


class WrongFactsShape(FactsError):
    """A value that is not what stands at this place of the facts."""

    def __init__(self, path: str, wanted: str) -> None:
        super().__init__(f"{path}: {wanted} wanted")
        self.path = path
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class Node:
    """A value inside the facts together with its path, so that an error can name it."""

    value: object
    path: str

    def get(self, key: str) -> Node:
        fields = self.fields()
        if key not in fields:
            raise WrongFactsShape(f"{self.path}.{key}", "a value")
        return Node(fields[key], f"{self.path}.{key}")

    def fields(self) -> Mapping[str, object]:
        if not isinstance(self.value, Mapping):
            raise WrongFactsShape(self.path, "an object")
        return self.value

    def items(self) -> Iterator[tuple[str, Node]]:
        for key, value in self.fields().items():
            yield key, Node(value, f"{self.path}.{key}")

    def each(self) -> Iterator[Node]:
        if not isinstance(self.value, list):
            raise WrongFactsShape(self.path, "a list")
        for index, value in enumerate(self.value):
            yield Node(value, f"{self.path}[{index}]")

    def maybe(self, read: Callable[[Node], T]) -> T | None:
        return None if self.value is None else read(self)

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise WrongFactsShape(self.path, "a string")
        return self.value

    def whole(self) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise WrongFactsShape(self.path, "a whole number")
        return self.value

    def real(self) -> float:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise WrongFactsShape(self.path, "a number")
        return float(self.value)

    def count_or_amount(self) -> int | Decimal:
        if not isinstance(self.value, str):
            return self.whole()
        try:
            amount = Decimal(self.value)
        except InvalidOperation:
            raise WrongFactsShape(self.path, "a decimal string") from None
        if not amount.is_finite():
            raise WrongFactsShape(self.path, "a finite decimal string")
        return amount

    def day(self) -> date:
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise WrongFactsShape(self.path, "a day like 2025-01-31") from None

    def one_of(self, choices: type[E]) -> E:
        try:
            return choices(self.text())
        except ValueError:
            raise WrongFactsShape(self.path, f"one of {', '.join(choices)}") from None
