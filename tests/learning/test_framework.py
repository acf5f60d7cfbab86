"""The rules as officials write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_knowledge import FRAMEWORK

from bot.knowledge.problem import KnowledgeError
from bot.learning.framework import ExamRule, MasteryRule, QuizRule, load_framework


def test_rules(tmp_path: Path) -> None:
    path = tmp_path / "framework.yml"
    path.write_text(FRAMEWORK)
    framework = load_framework(path)
    assert framework.exam == ExamRule(2, 80, 60, 2, 30, 120, 5, 7, 1, 1, 3)
    assert framework.quiz == QuizRule(2, 1)
    assert framework.mastery == MasteryRule(80)


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("pass_percent: {value: 80", "pass_percent: {value: 180", 3, "exam.pass_percent.value"),
        ("pass_percent: {value: 80", "pass_percent: {value: 0.8", 3, "exam.pass_percent.value"),
        ("_module: {value: 2", "_module: {value: 0", 2, "exam.questions_per_module.value"),
        ("  minutes: {value: 30, ", "  minutes: {", 6, "exam.minutes.value"),
        ("exposure: {value: 3, source:", "exposure: {value: 3, by:", 12, "exam.exposure.source"),
        ("times_asked_again: 1", "times_asked_again: -1", 15, "quiz.times_asked_again"),
        ("mastered_percent: 80", "mastered: 80", 17, "mastery.mastered"),
    ],
)
def test_problems(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    path = tmp_path / "framework.yml"
    path.write_text(FRAMEWORK.replace(old, new))
    with pytest.raises(KnowledgeError) as raised:
        load_framework(path)
    assert (line, field) in [(each.line, each.field) for each in raised.value.problems]
