"""What came of an exam: whether it was passed, and what each outcome asks to be gone over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.learning.curriculum import Curriculum, Lesson, Outcome, Question
from bot.learning.exam import Exam, without_missing
from bot.learning.framework import ExamRule
from bot.learning.quiz import shown_options

__all__ = ["ExamResult", "OutcomeScore", "Score", "result"]


@dataclass(frozen=True)
class Score:
    """How many of the questions asked were answered correctly."""

    correct: int
    asked: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: only what was reached counts."""
        return 100 * self.correct // self.asked if self.asked else 0

    def reaches(self, percent: int) -> bool:
        """Whether at least `percent` of the questions were answered correctly."""
        return self.asked > 0 and 100 * self.correct >= percent * self.asked


@dataclass(frozen=True)
class OutcomeScore:
    """How one outcome went; `lesson` is the one to go back to, None where nothing was missed."""

    outcome: Outcome
    score: Score
    lesson: Lesson | None


@dataclass(frozen=True)
class ExamResult:
    """The result. `per_module` is by module id; `outcomes` are those asked, in learning order.

    `weak_modules` are the ids of those below the least that each must reach.
    """

    correct: int
    asked: int
    per_module: Mapping[str, Score]
    passed: bool
    outcomes: tuple[OutcomeScore, ...]
    weak_modules: tuple[str, ...]

    @property
    def missed(self) -> tuple[OutcomeScore, ...]:
        """The outcomes of which something was missed."""
        return tuple(each for each in self.outcomes if each.lesson)


def result(exam: Exam, curriculum: Curriculum, rule: ExamRule) -> ExamResult:
    """The result; questions not answered count as wrong, those taken out meanwhile not at all."""
    exam = without_missing(exam, curriculum)
    right = {
        id: _is_correct(
            curriculum.question(id),
            exam.seed,
            exam.answers[place] if place < len(exam.answers) else None,
        )
        for place, id in enumerate(exam.questions)
    }
    asked: Counter[str] = Counter(_module_of(id, curriculum) for id in right)
    correct: Counter[str] = Counter(_module_of(id, curriculum) for id in right if right[id])
    per_module = {id: Score(correct[id], number) for id, number in asked.items()}
    total = Score(correct.total(), asked.total())
    least = rule.module_minimum_percent
    weak = tuple(id for id, score in per_module.items() if not score.reaches(least))
    return ExamResult(
        total.correct,
        total.asked,
        per_module,
        total.reaches(rule.pass_percent) and not weak,
        _outcomes(right, curriculum),
        weak,
    )


def _outcomes(right: Mapping[str, bool], curriculum: Curriculum) -> tuple[OutcomeScore, ...]:
    """`right` says of the id of each question asked whether it was answered correctly."""
    scores = []
    for module in curriculum.modules:
        asked = [q for lesson in module.lessons for q in lesson.questions if q.id in right]
        for outcome in module.outcomes:
            own = [question for question in asked if question.outcome_id == outcome.id]
            missed = [question for question in own if not right[question.id]]
            lesson = curriculum.lesson(missed[0].lesson_id) if missed else None
            if own:
                score = Score(len(own) - len(missed), len(own))
                scores.append(OutcomeScore(outcome, score, lesson))
    return tuple(scores)


def _module_of(id: str, curriculum: Curriculum) -> str:
    return curriculum.lesson(curriculum.question(id).lesson_id).module_id


def _is_correct(question: Question, seed: str, chosen: int | None) -> bool:
    """Whether the answer is correct; an option that was taken out meanwhile is not."""
    options = shown_options(question, seed)
    return chosen is not None and chosen < len(options) and options[chosen].correct
