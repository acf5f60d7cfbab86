"""How much there is, and that situations are not counted as questions."""

from __future__ import annotations

from pathlib import Path

from example_knowledge import replace_in, write_knowledge

from bot.learning.counts import counts
from bot.learning.library import load_library


def test_counts(tmp_path: Path) -> None:
    assert counts(load_library(write_knowledge(tmp_path))) == {
        "phần": 1,
        "bài": 2,
        "câu hỏi": 4,
        "tình huống": 1,
        "câu hỏi thường gặp": 1,
        "hình thức lừa đảo": 1,
        "lộ trình": 1,
        "số liệu": 1,
    }


def test_a_situation_on_another_lesson_is_counted_once(tmp_path: Path) -> None:
    replace_in(write_knowledge(tmp_path) / "questions/M01.yml", "lesson: M01-L1", "lesson: M01-L2")
    found = counts(load_library(tmp_path))
    assert (found["câu hỏi"], found["tình huống"]) == (4, 1)
