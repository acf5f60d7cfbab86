"""Who needs help, and with what."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from example_knowledge import write_knowledge

from bot.learning.evidence import evidence_of
from bot.learning.framework import GroupRule
from bot.learning.groups import Member
from bot.learning.learner import Attempt
from bot.learning.library import Library, load_library
from bot.learning.mastery import overview
from bot.learning.standing import Standing, by_need, is_active, most_stuck, standing

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=timezone.utc)
RULE = GroupRule(2, 7, "")


@pytest.fixture(scope="module", name="library")
def _library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("knowledge")
    return load_library(write_knowledge(folder))


def member(name: str = "Lan", days_ago: int | None = 0) -> Member:
    """Somebody who was last there so many days ago."""
    seen = None if days_ago is None else NOW - timedelta(days=days_ago)
    return Member(1, "web:1", name, NOW, seen)


def attempts(marks: str, lesson: str = "M01-L1", kind: str = "quiz") -> list[Attempt]:
    """Answers to the lesson's two questions in turn, + right and - wrong, a minute apart."""
    return [
        Attempt(
            f"{lesson}-Q{place % 2 + 1}",
            lesson,
            kind,
            "x",
            mark == "+",
            False,
            None,
            NOW + timedelta(minutes=place),
        )
        for place, mark in enumerate(marks)
    ]


def stand(library: Library, *given: Attempt, who: Member | None = None) -> Standing:
    """How somebody stands who gave these answers and read nothing."""
    report = overview(library.curriculum, evidence_of(given), set[str](), library.framework, {})
    return standing(who or member(), report, given, RULE)


def test_stuck_is_who_answers_wrongly_again_and_again(library: Library) -> None:
    assert stand(library, *attempts("-")).stuck is None
    stuck = stand(library, *attempts("--"))
    assert stuck.stuck
    assert stuck.stuck.id == "M01-L1"
    assert stuck.next is stuck.stuck


def test_who_learnt_it_at_last_is_not_stuck(library: Library) -> None:
    assert stand(library, *attempts("----" + "+++")).stuck is None


@pytest.mark.parametrize("kind", ["exam", "place"])
def test_questions_about_what_nobody_taught_do_not_count(library: Library, kind: str) -> None:
    fresh = stand(library, *attempts("----", kind=kind))
    assert fresh.stuck is None
    assert fresh.next
    assert fresh.next.id == "M01-L1"


def test_of_two_lessons_the_one_practised_last(library: Library) -> None:
    earlier = attempts("--", "M01-L2")
    later = list(attempts("----", "M01-L1"))[2:]
    found = stand(library, *earlier, *later)
    assert found.stuck
    assert found.stuck.id == "M01-L1"


def test_the_stuck_come_first_then_who_was_long_away(library: Library) -> None:
    stuck = stand(library, *attempts("--"), who=member("Kẹt", 0))
    here = stand(library, who=member("Mới học", 1))
    away = stand(library, who=member("Vắng", 9))
    never = stand(library, who=member("Chưa", None))
    assert by_need([here, away, stuck, never]) == [stuck, never, away, here]
    assert [(lesson.id, count) for lesson, count in most_stuck([here, stuck, stuck])] == [
        ("M01-L1", 2)
    ]


def test_active_is_who_was_there_within_the_days() -> None:
    assert is_active(member(days_ago=7), NOW, RULE)
    assert not is_active(member(days_ago=8), NOW, RULE)
    assert not is_active(member(days_ago=None), NOW, RULE)
