"""When a folder of plans was changed."""

from __future__ import annotations

import os
from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.plans.revision import revised_at


def test_the_last_change_counts(tmp_path: Path) -> None:
    for seconds, name in ((2_000, "KH1.yml"), (3_000, "KH2.yml"), (9_000, "notes.txt")):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (seconds, seconds))
    assert revised_at(tmp_path) == datetime.fromtimestamp(3_000, timezone.utc)


def test_a_folder_without_plans(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="empty"):
        revised_at(tmp_path)
