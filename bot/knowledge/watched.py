"""Knowledge that officials may edit while the bot runs."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from bot.knowledge.problem import KnowledgeError

__all__ = ["Watched"]

_log = logging.getLogger(__name__)

CHECK_EVERY_SECONDS = 2.0
"""How often the files' times of change are looked at, at most."""


Value = TypeVar("Value")


class Watched(Generic[Value]):
    """What `load` makes of a folder, always the newest version without mistakes.

    Creating it raises `KnowledgeError` where the folder has mistakes. Later mistakes are
    logged, and the version before stays in use. `clock` counts seconds.
    """

    def __init__(
        self,
        folder: Path,
        load: Callable[[Path], Value],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = folder
        self._load = load
        self._clock = clock
        self._lock = Lock()
        self._state = _state_of(folder)
        self._value = load(folder)
        self._next_check = clock() + CHECK_EVERY_SECONDS

    @property
    def value(self) -> Value:
        """The version in force now."""
        # Whoever finds another thread at work takes what is there instead of waiting.
        if self._clock() >= self._next_check and self._lock.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._lock.release()
        return self._value

    def _refresh(self) -> None:
        state = _state_of(self._folder)
        if state != self._state:
            self._state = state
            try:
                self._value = self._load(self._folder)
            except KnowledgeError as error:
                for problem in error.problems:
                    _log.error("knowledge not reloaded: %s", problem)
            else:
                _log.info("knowledge reloaded from %s", self._folder)
        self._next_check = self._clock() + CHECK_EVERY_SECONDS


def _state_of(folder: Path) -> dict[Path, tuple[int, int]]:
    """Time of change and size of every file; a file gone in between counts as not there."""
    state = {}
    for path in folder.rglob("*.yml"):
        try:
            stat = path.stat()
        except OSError:
            continue
        state[path] = (stat.st_mtime_ns, stat.st_size)
    return state
