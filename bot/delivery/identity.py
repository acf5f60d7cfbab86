"""A name for this process that no other living process has, and that it gets again when restarted.

A worker that was killed can so continue under its old name what it had begun, at once instead of
after its lease. The name lies in a file that is locked while its process lives.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path

__all__ = ["Identity"]


class Identity:
    """The first free name in `folder` (made if missing); raises OSError if it cannot be used.

    The name is locked until `release` or the end of the process, however it ends.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = 0
        while True:
            file = os.open(folder / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(file)
                number += 1
                continue
            self._file = file
            self.name = os.read(file, 100).decode() or self._choose()
            return

    def release(self) -> None:
        """Gives the name free; to be called once."""
        os.close(self._file)

    def _choose(self) -> str:
        name = secrets.token_hex(6)
        os.write(self._file, name.encode())
        return name
