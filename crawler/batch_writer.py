"""Database writes of many visits in short transactions, all by one thread, so that the crawl's loop never waits."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from storage.errors import StorageError
from storage.session import Database

T = TypeVar("T")
R = TypeVar("R")
REST_S: Final = 0.02  # between two transactions: each has a price of its own, and meanwhile more comes to wait
Many = Callable[[sa.Connection, Sequence[Any]], Sequence[Any]]


class BatchWriter:
    """Writes for many visits at once: what waits is written in one transaction; a write that fails fails alone."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Many, Any, asyncio.Future[Any]]] = []
        self._draining: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="crawl-writer")

    async def write(self, function: Callable[[sa.Connection], T]) -> T:
        """Return what the function returns, its transaction committed."""
        done: T = await self.write_with_others(_each, function)
        return done

    async def write_with_others(self, many: Callable[[sa.Connection, Sequence[T]], Sequence[R]], item: T) -> R:
        """Return what `many` returned for the item, committed; all that wait for `many` are given to it together."""
        done: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((many, item, done))
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain())
        return await done

    async def run(self, function: Callable[[], T]) -> T:
        """Return what the function returns, run in the writing thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, function)

    async def close(self) -> None:
        """Wait for what is being written."""
        self._closing.set()
        if self._draining is not None:
            await asyncio.wait([self._draining])
        self._thread.shutdown()

    async def _drain(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            groups: dict[Many, list[tuple[Any, asyncio.Future[Any]]]] = {}
            for many, item, done in batch:
                groups.setdefault(many, []).append((item, done))
            calls = [(many, [item for item, _ in group]) for many, group in groups.items()]
            written = asyncio.create_task(self.run(partial(self._write, calls)))
            await asyncio.wait([written])
            error = written.exception()
            results = written.result() if error is None else [error] * len(batch)
            waiting = [done for group in groups.values() for _, done in group]
            for done, result in zip(waiting, results, strict=True):
                if done.cancelled():
                    continue
                if isinstance(result, BaseException):
                    done.set_exception(result)
                else:
                    done.set_result(result)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), REST_S)

    def _write(self, calls: Sequence[tuple[Many, Sequence[Any]]]) -> list[Any]:
        """Return the results in order, an exception in the place of each write that failed."""
        single = [(many, [item]) for many, items in calls for item in items]
        try:
            with self._database.write() as tx:
                return [result for many, items in calls for result in many(tx, items)]
        except (StorageError, SQLAlchemyError) as error:
            if len(single) == 1:
                return [error]
        return [result for call in single for result in self._write([call])]


def _each(tx: sa.Connection, functions: Sequence[Callable[[sa.Connection], T]]) -> list[T]:
    return [function(tx) for function in functions]
