"""Which questions an exam asks: drawn evenly, not those seen lately, none shown to everybody.

Exposure is controlled as Kingsbury and Zara (1989, “Procedures for selecting items for computerized
adaptive tests”, Applied Measurement in Education 2) do it, “randomesque”: the lot falls among a few
of the best candidates and not always on the best. The best are here those shown least in all exams
so far, before difficulties are mixed: the other way round the one hard question of a lesson came in
a third of all exams, so in a sixth at most. Sympson and Hetter's probabilities would have to be
found anew by simulation for every change of the bank; these counts keep themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.learning.curriculum import Curriculum, Module, Question
from bot.learning.exam import Exam
from bot.learning.framework import ExamRule
from bot.learning.learner import Attempt
from bot.learning.shuffle import lot, shuffled

__all__ = ["draw_exam", "number_asked", "seen_lately"]

_NEVER: Mapping[str, int] = {}


def draw_exam(
    curriculum: Curriculum,
    rule: ExamRule,
    exam_id: str,
    seed: str,
    avoid: Collection[str] = (),
    shown: Mapping[str, int] = _NEVER,
) -> Exam:
    """An exam of `questions_per_module` questions of each module, or all where it has fewer.

    Within a module every lesson gives as many as the others (give or take one, as far as it
    has them); among a lesson's questions those not in `avoid` come first, of these the `exposure`
    ones `shown` least (ids and how often, in all exams; and those shown as often as the last of
    them), then those of the difficulty drawn least so far, then the lot. The same arguments give
    the same exam.
    """
    drawing = f"{seed}\n{exam_id}"
    questions = [
        id
        for module in curriculum.modules
        for id in shuffled(drawing, _draw(module, rule, drawing, avoid, shown))
    ]
    return Exam(exam_id, seed, tuple(questions))


def number_asked(curriculum: Curriculum, rule: ExamRule) -> int:
    """How many questions an exam has."""
    there = [sum(len(lesson.questions) for lesson in each.lessons) for each in curriculum.modules]
    return sum(min(rule.questions_per_module, each) for each in there)


def _draw(
    module: Module,
    rule: ExamRule,
    drawing: str,
    avoid: Collection[str],
    shown: Mapping[str, int],
) -> Iterator[str]:
    left = [question for lesson in module.lessons for question in lesson.questions]
    lessons: Counter[str] = Counter()
    difficulties: Counter[int] = Counter()

    def rank(question: Question) -> tuple[int, bool, bytes]:
        lesson_id = question.lesson_id
        return lessons[lesson_id], question.id in avoid, lot(drawing, lesson_id)

    def mixed(question: Question) -> tuple[int, bytes]:
        return difficulties[question.difficulty], lot(drawing, question.id)

    for _ in range(min(rule.questions_per_module, len(left))):
        first = min(map(rank, left))
        best = [question for question in left if rank(question) == first]
        drawn = min(_shown_least(best, rule.exposure, shown), key=mixed)
        left.remove(drawn)
        lessons[drawn.lesson_id] += 1
        difficulties[drawn.difficulty] += 1
        yield drawn.id


def _shown_least(
    questions: Sequence[Question], number: int, shown: Mapping[str, int]
) -> list[Question]:
    """The `number` questions shown least, and those shown as often as the last of them."""
    counts = sorted(shown.get(question.id, 0) for question in questions)
    most = counts[:number][-1]
    return [question for question in questions if shown.get(question.id, 0) <= most]


def seen_lately(
    attempts: Sequence[Attempt], rule: ExamRule, questions_per_quiz: int
) -> frozenset[str]:
    """The ids of questions not to be asked again: those of the last quizzes and the last exams.

    `attempts` are oldest first. A lesson's last quizzes are the last questions answered outside
    exams that belong to it, `questions_per_quiz` different ones for each: a quiz that was broken
    off counts with those before it, and reviews are quizzes.
    """
    by_lesson: dict[str, list[str]] = {}
    exams: list[str] = []
    seen: set[str] = set()
    for each in reversed(attempts):
        if each.exam_id is not None:
            if each.exam_id not in exams:
                exams.append(each.exam_id)
            if exams.index(each.exam_id) < rule.avoided_exams:
                seen.add(each.question_id)
            continue
        quizzed = by_lesson.setdefault(each.lesson_id, [])
        if each.question_id not in quizzed:
            quizzed.append(each.question_id)
    for quizzed in by_lesson.values():
        seen.update(quizzed[: rule.avoided_quizzes * questions_per_quiz])
    return frozenset(seen)
