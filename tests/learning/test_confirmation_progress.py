"""How far people are on the way to the confirmation, and at which visits they are asked."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.engine import Engine

from bot.learning.confirmation_progress import MOST_VISITS, ConfirmationProgress
from bot.learning.learner import Learners, NotEnrolledError

EVENING = datetime(2026, 11, 22, 13, tzinfo=timezone.utc)
"""20:00 in Vietnam."""

STEPS = ("vneid", "login", "study")
ANH = "web:anh"


@pytest.fixture(name="way")
def _way(engine: Engine) -> ConfirmationProgress:
    Learners(engine).enrol(ANH, "1", EVENING)
    return ConfirmationProgress(engine)


def asked(way: ConfirmationProgress, days: float, message_id: str | None = None) -> str | None:
    """What is asked at a visit that many days after EVENING."""
    return way.next_to_ask(ANH, STEPS, message_id or f"m{days}", EVENING + timedelta(days=days))


def test_who_did_not_begin_is_not_asked(way: ConfirmationProgress) -> None:
    assert asked(way, 1) is None
    assert way.done(ANH) == frozenset()


def test_the_next_two_visits_and_no_more(way: ConfirmationProgress) -> None:
    way.begin(ANH, EVENING)
    visits = [asked(way, day) for day in range(1, 6)]
    assert visits == ["vneid"] * MOST_VISITS + [None] * 3


def test_a_visit_is_a_later_day_in_vietnam(way: ConfirmationProgress) -> None:
    way.begin(ANH, EVENING)
    assert asked(way, 3 / 24) is None  # 23:00
    assert asked(way, 5 / 24) == "vneid"  # 01:00
    assert asked(way, 12 / 24) is None
    assert asked(way, 1.5) == "vneid"


def test_the_same_message_asks_again_and_counts_once(way: ConfirmationProgress) -> None:
    way.begin(ANH, EVENING)
    assert [asked(way, 1, "m1") for _ in range(3)] == ["vneid"] * 3
    assert asked(way, 2, "m2") == "vneid"
    assert asked(way, 3, "m3") is None


def test_the_first_open_step_is_asked_until_all_are_done(way: ConfirmationProgress) -> None:
    way.mark(ANH, "login", EVENING)
    assert asked(way, 1) == "vneid"
    way.mark(ANH, "vneid", EVENING + timedelta(days=1))
    assert way.done(ANH) == {"vneid", "login"}
    assert asked(way, 2) == "study"
    way.mark(ANH, "study", EVENING + timedelta(days=2))
    assert asked(way, 3) is None


def test_what_goes_forward_is_asked_about_again(way: ConfirmationProgress) -> None:
    way.begin(ANH, EVENING)
    assert [asked(way, day) for day in (1, 2, 3)] == ["vneid", "vneid", None]
    way.mark(ANH, "vneid", EVENING + timedelta(days=3))
    assert [asked(way, day) for day in (4, 5, 6)] == ["login", "login", None]
    # Marking the same once more is no progress.
    way.mark(ANH, "vneid", EVENING + timedelta(days=6))
    assert asked(way, 7) is None
    way.begin(ANH, EVENING + timedelta(days=7))
    assert asked(way, 8) == "login"


def test_nothing_is_kept_of_strangers(way: ConfirmationProgress) -> None:
    with pytest.raises(NotEnrolledError):
        way.begin("web:x", EVENING)
    with pytest.raises(NotEnrolledError):
        way.mark("web:x", "login", EVENING)
    assert way.next_to_ask("web:x", STEPS, "m", EVENING) is None
