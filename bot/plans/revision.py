"""When the files of the register were last changed."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

__all__ = ["revised_at"]


def revised_at(folder: Path) -> datetime:
    """The latest change of a file in `folder`, in UTC; raises ValueError where there is none."""
    seconds = max(path.stat().st_mtime for path in folder.glob("*.yml"))
    return datetime.fromtimestamp(seconds, timezone.utc)
