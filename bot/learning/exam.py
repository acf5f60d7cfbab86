"""The exam over all modules: drawn by lot but evenly, answered once, marked at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.learning.curriculum import Curriculum, Module, Question
from bot.learning.framework import ExamRule
from bot.learning.quiz import Marked, mark, shown_options
from bot.learning.shuffle import lot, shuffled

__all__ = [
    "Exam",
    "ExamResult",
    "Score",
    "answer_exam",
    "current",
    "draw_exam",
    "result",
    "without_missing",
]


@dataclass(frozen=True)
class Exam:
    """An exam on its way: `answers` are those to the first `questions`, in the same order.

    An answer is an index of `shown_options(question, exam.seed)`, or None for “I don't know”.
    """

    id: str
    seed: str
    questions: tuple[str, ...]
    answers: tuple[int | None, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """This exam as plain JSON values."""
        return {
            **asdict(self),
            "questions": list(self.questions),
            "answers": list(self.answers),
        }

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Exam:
        """The inverse of `to_dict`."""
        questions, answers = tuple(fields["questions"]), tuple(fields["answers"])
        return cls(fields["id"], fields["seed"], questions, answers)


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
class ExamResult:
    """The result. `per_module` is by module id; `lessons_to_review` are ids in learning order."""

    correct: int
    asked: int
    per_module: Mapping[str, Score]
    passed: bool
    lessons_to_review: tuple[str, ...]


def draw_exam(
    curriculum: Curriculum,
    rule: ExamRule,
    exam_id: str,
    seed: str,
    avoid: Collection[str] = (),
) -> Exam:
    """An exam of `questions_per_module` questions of each module, or all where it has fewer.

    Within a module every lesson gives as many as the others (give or take one, as far as it
    has them); among a lesson's questions those not in `avoid` come first, then those of the
    difficulty drawn least so far, then the lot. The same seed and id give the same exam.
    """
    drawing = f"{seed}\n{exam_id}"
    questions = [
        id
        for module in curriculum.modules
        for id in shuffled(drawing, _draw(module, rule.questions_per_module, drawing, avoid))
    ]
    return Exam(exam_id, seed, tuple(questions))


def _draw(module: Module, count: int, drawing: str, avoid: Collection[str]) -> Iterator[str]:
    left = [question for lesson in module.lessons for question in lesson.questions]
    lessons: Counter[str] = Counter()
    difficulties: Counter[int] = Counter()

    def rank(question: Question) -> tuple[int, bool, bytes, int, bytes]:
        return (
            lessons[question.lesson_id],
            question.id in avoid,
            lot(drawing, question.lesson_id),
            difficulties[question.difficulty],
            lot(drawing, question.id),
        )

    for _ in range(min(count, len(left))):
        drawn = min(left, key=rank)
        left.remove(drawn)
        lessons[drawn.lesson_id] += 1
        difficulties[drawn.difficulty] += 1
        yield drawn.id


def current(exam: Exam) -> str | None:
    """The id of the question to answer now; None when the exam is over."""
    place = len(exam.answers)
    return exam.questions[place] if place < len(exam.questions) else None


def answer_exam(exam: Exam, curriculum: Curriculum, chosen: int | None) -> tuple[Exam, Marked]:
    """The exam after this answer to its current question, and the answer marked.

    Raises IndexError where there is no such option or the exam is over.
    """
    id = current(exam)
    if id is None:
        raise IndexError("the exam is over")
    marked = mark(curriculum.question(id), exam.seed, chosen)
    return replace(exam, answers=(*exam.answers, chosen)), marked


def result(exam: Exam, curriculum: Curriculum, rule: ExamRule) -> ExamResult:
    """The result; questions not answered count as wrong, those taken out meanwhile not at all."""
    exam = without_missing(exam, curriculum)
    asked: Counter[str] = Counter()
    correct: Counter[str] = Counter()
    missed: set[str] = set()
    for place, id in enumerate(exam.questions):
        question = curriculum.question(id)
        chosen = exam.answers[place] if place < len(exam.answers) else None
        module_id = curriculum.lesson(question.lesson_id).module_id
        asked[module_id] += 1
        if _is_correct(question, exam.seed, chosen):
            correct[module_id] += 1
        else:
            missed.add(question.lesson_id)
    per_module = {id: Score(correct[id], number) for id, number in asked.items()}
    total = Score(correct.total(), asked.total())
    passed = total.reaches(rule.pass_percent) and all(
        score.reaches(rule.module_minimum_percent) for score in per_module.values()
    )
    review = tuple(lesson.id for lesson in curriculum.lessons if lesson.id in missed)
    return ExamResult(total.correct, total.asked, per_module, passed, review)


def _is_correct(question: Question, seed: str, chosen: int | None) -> bool:
    """Whether the answer is correct; an option that was taken out meanwhile is not."""
    options = shown_options(question, seed)
    return chosen is not None and chosen < len(options) and options[chosen].correct


def without_missing(exam: Exam, curriculum: Curriculum) -> Exam:
    """The exam without questions that have been taken out of the curriculum meanwhile."""
    kept = [place for place, id in enumerate(exam.questions) if curriculum.has_question(id)]
    return replace(
        exam,
        questions=tuple(exam.questions[place] for place in kept),
        answers=tuple(exam.answers[place] for place in kept if place < len(exam.answers)),
    )
