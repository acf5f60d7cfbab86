"""An exam a person sits: who answers it, what is right, and for the tests of what comes of it."""

from __future__ import annotations

from example_knowledge import CURRICULUM

from bot.learning.curriculum import Curriculum
from bot.learning.exam import Exam, answer_exam, current
from bot.learning.exam_drawing import draw_exam
from bot.learning.framework import ExamRule
from bot.learning.quiz import shown_options

RULE = ExamRule(
    questions_per_module=4,
    pass_percent=80,
    module_minimum_percent=60,
    attempts_per_day=2,
    minutes=30,
    seconds_per_question=120,
    warning_minutes=5,
    days_open=7,
    avoided_quizzes=1,
    avoided_exams=1,
    exposure=3,
)


def choice(exam: Exam, correct: bool, curriculum: Curriculum = CURRICULUM) -> int:
    """The index of a correct or a wrong option of the current question."""
    id = current(exam)
    assert id is not None
    shown = shown_options(curriculum.question(id), exam.seed)
    return next(place for place, option in enumerate(shown) if option.correct == correct)


def sit(correct: list[bool], curriculum: Curriculum = CURRICULUM, rule: ExamRule = RULE) -> Exam:
    """An exam whose questions are answered so, in order."""
    exam = draw_exam(curriculum, rule, "e1", "s")
    for each in correct:
        exam, marked = answer_exam(exam, curriculum, choice(exam, each, curriculum))
        assert marked.correct == each
        assert not marked.comes_back
    return exam
