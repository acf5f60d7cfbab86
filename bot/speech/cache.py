"""Sounds that were made before, in a folder that neither grows nor keeps anything for ever."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["SoundCache"]

_UNFINISHED = ".unfinished-"


@dataclass(frozen=True)
class SoundCache:
    """Files of at most `most_bytes` together; those longest unused go first.

    A sound that nobody asked for during `keep_seconds` goes as well: it may name somebody.
    Several processes may share the folder.
    """

    folder: Path
    most_bytes: int
    keep_seconds: float

    def get(self, name: str) -> bytes | None:
        """The sound put under this name, if it is still here."""
        path = self.folder / name
        try:
            if time.time() - path.stat().st_mtime > self.keep_seconds:
                return None
            sound = path.read_bytes()
            os.utime(path)
        except FileNotFoundError:
            return None
        return sound

    def put(self, name: str, sound: bytes) -> None:
        """Keeps a sound under a file name, and lets go of what is too old or too much."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=self.folder, prefix=_UNFINISHED)
        with os.fdopen(handle, "wb") as file:
            file.write(sound)
        Path(unfinished).replace(self.folder / name)
        self.sweep()

    def sweep(self) -> None:
        """Removes what is too old or too much; to be called at the start as well."""
        oldest = time.time() - self.keep_seconds
        held = 0
        for used, size, path in sorted(self._files(), reverse=True):
            held += size
            if held > self.most_bytes or used < oldest:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self.folder.glob("*"):
            # Another process may just have removed it.
            with contextlib.suppress(FileNotFoundError):
                about = path.stat()
                yield about.st_mtime, about.st_size, path
