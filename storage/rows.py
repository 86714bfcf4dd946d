"""Rows to records: columns bear the names of the record's fields; columns kept as JSON get their types by `convert`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import sqlalchemy as sa

R = TypeVar("R")


def to_record(record: Callable[..., R], row: sa.Row[Any], **convert: Callable[[Any], object]) -> R:
    """Return the row as a record; `convert` names a function for each column that is kept as JSON of another type."""
    values = dict(row._mapping)
    for column, function in convert.items():
        values[column] = function(values[column])
    return record(**values)
