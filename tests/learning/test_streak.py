"""Days in a row, kindly counted."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bot.learning.streak import Streak, streak
from bot.store.database import VIETNAM_TIME

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("days_ago", "found"),
    [
        ([], Streak(0, 0, False)),
        ([0], Streak(1, 1, True)),
        ([1], Streak(1, 1, False)),
        ([0, 0.1, 1, 2], Streak(3, 3, True)),
        ([1, 2, 5], Streak(2, 3, False)),
        ([0, 2, 3], Streak(1, 3, True)),
        ([4, 5], Streak(0, 2, False)),
    ],
)
def test_runs(days_ago: list[float], found: Streak) -> None:
    moments = [NOW - timedelta(days=days) for days in days_ago]
    assert streak(moments, NOW, VIETNAM_TIME) == found


def test_the_day_is_that_of_the_place() -> None:
    late = datetime(2026, 11, 21, 16, 0, tzinfo=timezone.utc)  # 23:00 in Vietnam, 01:00 in Tokyo
    assert streak([late], NOW, VIETNAM_TIME).today is False
    assert streak([late], NOW, ZoneInfo("Asia/Tokyo")).today is True
