"""Mistakes in a file's values, each with its line and a sentence."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import pytest
from pydantic import Field, StrictBool

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Count, Day, Percent, Positive, Strict, Text, parse_file, read_file


class Part(Strict):
    text: Text
    correct: StrictBool = False


class Whole(Strict):
    title: Text
    day: Day
    count: Count = Count(0)
    parts: list[Part] = Field(min_items=1, max_items=2)
    kind: Literal["x", "y"] = "x"
    share: Percent = Percent(0)
    size: Positive = Positive(1)


GOOD = "title: Bài\nday: 2026-11-22\nparts:\n  - text: một\n    correct: true\n"


def read(folder: Path, content: str) -> Whole:
    path = folder / "a.yml"
    path.write_text(content)
    return parse_file(path, Whole).model


def test_a_good_file(tmp_path: Path) -> None:
    whole = read(tmp_path, GOOD)
    assert whole.title == "Bài"
    assert whole.day == datetime.date(2026, 11, 22)
    assert [part.correct for part in whole.parts] == [True]


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "words"),
    [
        ("title: Bài\n", "", 1, "title", "Thiếu"),
        ("title: Bài", "title: 113", 1, "title", "ngoặc kép"),
        ("title: Bài", "title: yes", 1, "title", "ngoặc kép"),
        ("title: Bài", "title:", 1, "title", "để trống"),
        ("title: Bài", "title: '  '", 1, "title", "để trống"),
        ("title: Bài", "title: {ban}", 1, "title", "ngoặc kép"),
        ("title: Bài", "tilte: Bài", 1, "tilte", "“title”"),
        ("2026-11-22", "20261122", 2, "day", "ngày"),
        ("2026-11-22", "hôm qua", 2, "day", "ngày"),
        ("    correct: true", "    correct: đúng", 5, "parts[1].correct", "true hoặc false"),
        ("    correct: true", "    corect: true", 5, "parts[1].corect", "“correct”"),
        ("  - text: một\n    correct: true\n", "  []\n", 3, "parts", "ít nhất 1"),
        ("  - text: một", "  - text: a\n  - text: b\n  - text: c", 3, "parts", "nhiều nhất 2"),
        ("  - text: một\n    correct: true\n", "  text: một\n", 3, "parts", "danh sách"),
        ("  - text: một\n    correct: true\n", "  - một\n", 4, "parts[1]", "tên: giá trị"),
        ("parts:", "count: -1\nparts:", 3, "count", "từ 0 trở lên"),
        ("parts:", "count: 2.5\nparts:", 3, "count", "số nguyên"),
        ("parts:", "count: true\nparts:", 3, "count", "số nguyên"),
        ("parts:", "share: 101\nparts:", 3, "share", "từ 100 trở xuống"),
        ("parts:", "size: 0\nparts:", 3, "size", "từ 1 trở lên"),
        ("parts:", "kind: z\nparts:", 3, "kind", "x, y"),
    ],
)
def test_problems(tmp_path: Path, old: str, new: str, line: int, field: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(KnowledgeError) as raised:
        read(tmp_path, GOOD.replace(old, new))
    found = {(problem.line, problem.field): problem.message for problem in raised.value.problems}
    assert words in found[line, field]


def test_a_file_that_is_only_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="tên: giá trị"):
        read(tmp_path, "Xin chào\n")


def test_read_file_collects(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_file(tmp_path / "none.yml", Whole, problems) is None
    (tmp_path / "a.yml").write_text("title: 1\nday: x\n")
    assert read_file(tmp_path / "a.yml", Whole, problems) is None
    assert [problem.field for problem in problems] == ["", "title", "day", "parts"]
