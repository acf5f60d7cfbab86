"""What is costly to make of knowledge that may change: made beside what the process does."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotReadyError
from threading import Lock, Thread
from typing import Generic, TypeVar

__all__ = ["Remade"]

_log = logging.getLogger(__name__)

Source = TypeVar("Source", bound=tuple[object, ...])
Value = TypeVar("Value")


class Remade(Generic[Source, Value]):
    """What `make` makes of the newest `source()`, in a thread of its own.

    While a newer one is being made, and where that fails, which is logged, the one before stays in
    use. The parts of a source are compared by identity. `name` stands in the log.
    """

    def __init__(
        self, name: str, source: Callable[[], Source], make: Callable[[Source], Value]
    ) -> None:
        self._name = name
        self._source = source
        self._make = make
        self._lock = Lock()
        self._in_use: Future[Value] | None = None
        self._coming: tuple[Source, Future[Value]] | None = None

    def get(self, seconds: float | None) -> Value | None:
        """The newest one that is ready.

        The first is waited for so long (None: until it is there), and is None where it is not
        ready by then. Raises what `make` raised for the first.
        """
        with self._lock:
            newest = self._source()
            if self._coming is None or not _same(self._coming[0], newest):
                self._coming = (newest, self._begin(newest))
            coming = self._coming[1]
            if coming.done() and (self._in_use is None or coming.exception() is None):
                self._in_use = coming
            ready = self._in_use or coming
        try:
            return ready.result(seconds)
        except NotReadyError:
            return None

    def _begin(self, source: Source) -> Future[Value]:
        coming: Future[Value] = Future()
        Thread(target=self._run, args=(source, coming), name=self._name, daemon=True).start()
        return coming

    def _run(self, source: Source, coming: Future[Value]) -> None:
        try:
            made = self._make(source)
        except Exception as error:
            _log.exception("%s could not be made", self._name)
            coming.set_exception(error)
        else:
            coming.set_result(made)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return all(mine is theirs for mine, theirs in zip(one, other, strict=True))
