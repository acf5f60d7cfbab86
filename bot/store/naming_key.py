"""The key under which people's ids become names that operators may read."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

__all__ = ["KEY_BYTES", "naming_key"]

KEY_BYTES = 32


def naming_key(data_dir: Path) -> bytes:
    """The key in `data_dir`, made where there is none (mode 0600); raises OSError.

    Processes that start at once end up with the same key. Where it is lost, nothing else is: the
    same people get other names in the logs.
    """
    path = data_dir / "naming.key"
    if not path.exists():
        _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written whole under another name (mkstemp: 0600) and then linked: the name appears with all
    # its content, and only once, whoever else tries at the same time.
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        Path(draft).unlink()
