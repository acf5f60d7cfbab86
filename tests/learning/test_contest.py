"""What a contest is: its questions, its board, names on it. No store."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learning.contest import (
    LONGEST_NAME,
    Contest,
    Phase,
    Score,
    draw,
    in_time,
    player_name,
    ranked,
)
from bot.learning.library import load_library
from bot.settings import ROOT

START = datetime(2026, 10, 10, 2, 0, tzinfo=timezone.utc)
CONTEST = Contest(
    1, None, None, "Ngày 10/10", "48213", "t", ("a", "b"), START, START + timedelta(minutes=5)
)
CURRICULUM = load_library(ROOT / "knowledge").curriculum


def score(number: int, right: int, seconds: int | None = None) -> Score:
    at = None if seconds is None else START + timedelta(seconds=seconds)
    return Score(number, f"Người chơi {number}", right, right, at)


def test_more_right_answers_come_first_then_who_was_earlier() -> None:
    board = ranked(CONTEST, [score(1, 3, 90), score(2, 5, 200), score(3, 3, 60), score(4, 0)])
    assert [(each.place, each.score.number) for each in board] == [(1, 2), (2, 3), (3, 1), (4, 4)]
    assert board[0].time == timedelta(seconds=200)
    assert board[3].time is None


def test_equals_share_a_place_and_the_next_one_is_left_out() -> None:
    board = ranked(CONTEST, [score(3, 2, 60), score(1, 2, 60), score(2, 1, 10)])
    assert [(each.place, each.score.number) for each in board] == [(1, 1), (1, 3), (3, 2)]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 300)), max_size=12))
def test_nobody_stands_before_one_who_is_better(players: list[tuple[int, int]]) -> None:
    scores = [score(n, right, at if right else None) for n, (right, at) in enumerate(players)]
    board = ranked(CONTEST, scores)
    assert sorted(each.score.number for each in board) == list(range(len(players)))
    for before, after in pairwise(board):
        assert before.place <= after.place
        assert before.score.right >= after.score.right


@pytest.mark.parametrize(
    ("seconds", "phase"),
    [(-1, Phase.WAITING), (0, Phase.RUNNING), (299, Phase.RUNNING), (300, Phase.OVER)],
)
def test_a_contest_runs_from_its_start_to_its_end(seconds: int, phase: Phase) -> None:
    assert CONTEST.phase(START + timedelta(seconds=seconds)) is phase


def test_the_same_seed_draws_the_same_questions_evenly_and_the_easier_first() -> None:
    drawn = draw(CURRICULUM, 20, "s")
    assert drawn == draw(CURRICULUM, 20, "s")
    assert drawn != draw(CURRICULUM, 20, "t")
    assert len(set(drawn)) == 20
    questions = [CURRICULUM.question(id) for id in drawn]
    difficulties = [each.difficulty for each in questions]
    assert difficulties == sorted(difficulties)
    modules = Counter(CURRICULUM.lesson(each.lesson_id).module_id for each in questions)
    assert max(modules.values()) - min(modules.values()) <= 1
    assert len(modules) == min(20, len(CURRICULUM.modules))


def test_questions_of_one_module_are_of_that_module() -> None:
    module = CURRICULUM.modules[0]
    drawn = draw(CURRICULUM, 6, "s", [module.id])
    lessons = [CURRICULUM.question(id).lesson_id for id in drawn]
    assert {CURRICULUM.lesson(lesson).module_id for lesson in lessons} == {module.id}
    assert max(Counter(lessons).values()) <= 2


@pytest.mark.parametrize(("asked", "drawn"), [(0, 3), (1000, 30)])
def test_a_contest_is_neither_tiny_nor_endless(asked: int, drawn: int) -> None:
    assert len(draw(CURRICULUM, asked, "s")) == drawn
    assert in_time(10, 1) == timedelta(seconds=100)
    assert in_time(10, 10_000) == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("  Tổ   3 ", "Tổ 3"), ("bác Hai.", "bác Hai"), ("“Lan Anh”", "Lan Anh"), ("7B", "7B")],
)
def test_a_name_is_shown_tidied_up(typed: str, shown: str) -> None:
    assert player_name(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        *("", "a", "!!!", "x" * (LONGEST_NAME + 1), "gọi 0912345678", "vay tien.vn", "a@b.c"),
        *("Người chơi 3", "nguoi choi 9", "a\u200bb", "🎉🎉", "web/abc"),
    ],
)
def test_what_is_no_name_for_a_wall_is_refused(typed: str) -> None:
    assert player_name(typed) is None
