"""`bot evaluate learners`: whether the estimate finds what simulated learners know.

Each learner has a level in every lesson, drawn as the estimate supposes people to differ, and each
question a difficulty of its own around its grade. Learners answer by these, so the truth is known;
that real people are so is not shown by this, only that the methods do what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.learner_plots import draw
from bot.learning.curriculum import Curriculum, Question
from bot.learning.estimate import GUESSED, SLIP, Estimate, estimate
from bot.learning.evidence import Evidence
from bot.learning.framework import PlacementRule
from bot.learning.item_difficulty import GAIN, SLOWING
from bot.learning.library import load_library
from bot.learning.placement import Placement, next_placement
from bot.settings import Settings

__all__ = ["Curve", "Simulation", "evaluate_learners", "needed", "simulate"]

_SPREAD_OF_QUESTIONS: Final = 0.7
"""By how many logits questions differ from their grade (standard deviation)."""

_SEED: Final = 20261122
_AT: Final = datetime(2026, 11, 22, tzinfo=timezone.utc)
_MOST: Final = 16
_CHECKED: Final = (0, 5, 10, 25, 50, 75, 100, 150, 200)
_ANSWERS_A_LEARNER: Final = 40

Curve = list[float]
"""A measure after 0, 1, 2, … answers."""

NextOf = Callable[[int, tuple[str, ...], Estimate], Question]
"""The next question of a learner (by number) who was asked these, and of whom this is thought."""

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Simulation:
    """What came of it.

    `level_error` is how far the estimated mean level of a learner is off (root mean square, in
    logits) by way of placement; `known_error` how far `known` of a lesson is, 0 to 1, by number of
    answers to questions at random, `claimed_error` what the estimate itself says of that.
    `difficulty_error` is how far questions' difficulties are off, in logits, by number of learners.
    """

    learners: int
    level_error: Mapping[str, Curve]
    known_error: Mapping[int, float]
    claimed_error: Mapping[int, float]
    difficulty_error: Curve


@dataclass(frozen=True)
class _Learner:
    levels: Mapping[str, float]
    draw: np.random.Generator

    def answer(self, question: Question, difficulty: float) -> Evidence:
        known = self.draw.random() < _sigmoid(self.levels[question.lesson_id] - difficulty)
        gave_up = not known and self.draw.random() > GUESSED
        chance = 1 - SLIP if known else 0 if gave_up else 1 / len(question.options)
        right = bool(self.draw.random() < chance)
        return Evidence(question.id, question.lesson_id, right, _AT, gave_up=gave_up)


def evaluate_learners(settings: Settings, count: int, plots: Path | None) -> int:
    """Prints what `count` simulated learners show; with `plots` draws it in that folder."""
    library = load_library(settings.knowledge_dir)
    found = simulate(library.curriculum, count)
    rule = library.framework.placement
    fixed, adaptive = found.level_error["fixed"], found.level_error["adaptive"]
    print(f"{count} simulated learners, seed {_SEED}")
    print("placement, error of the mean level in logits (root mean square):")
    for number in (0, 2, 4, 6, 8, 10, 12, 16):
        print(f"  {number:3} questions: adaptive {adaptive[number]:.2f}, fixed {fixed[number]:.2f}")
    for number in (rule.most_questions, 12, _MOST):
        fewer = needed(adaptive, fixed[number])
        print(f"  what {number} fixed questions tell, {fewer} adaptive ones do")
    print("estimate, error of a lesson's `known`, and what it claims:")
    for number in _CHECKED:
        error, claimed = found.known_error[number], found.claimed_error[number]
        print(f"  {number:3} answers: {error:.3f}, claims {claimed:.3f}")
    print("difficulty of questions, error in logits:")
    for number in range(0, count + 1, max(1, count // 8)):
        error = found.difficulty_error[number]
        print(f"  {number:4} learners with {_ANSWERS_A_LEARNER} answers each: {error:.2f}")
    if plots:
        draw(found, plots)
    return 0


def needed(curve: Curve, error: float) -> int | None:
    """After how many answers a curve is first at `error` or below; None where it never is."""
    return next((number for number, each in enumerate(curve) if each <= error), None)


def simulate(curriculum: Curriculum, count: int) -> Simulation:
    """Lets `count` learners answer; the same count gives the same result."""
    draw_lots = np.random.default_rng(_SEED)
    questions = [question for lesson in curriculum.lessons for question in lesson.questions]
    offsets = draw_lots.normal(0, _SPREAD_OF_QUESTIONS, len(questions))
    shifts = {each.id: float(offset) for each, offset in zip(questions, offsets, strict=True)}
    newcomer = estimate(curriculum, (), shifts)
    people = [_born(newcomer, draw_lots) for _ in range(count)]
    ways = {
        "adaptive": _placed(newcomer, people, _adaptive),
        "fixed": _placed(newcomer, people, _fixed(curriculum)),
    }
    known, claimed = _asked_at_random(newcomer, people, questions)
    return Simulation(count, ways, known, claimed, _calibrated(newcomer, people, questions))


def _born(newcomer: Estimate, draw_lots: np.random.Generator) -> _Learner:
    levels = draw_lots.multivariate_normal(newcomer.mean, newcomer.covariance, method="cholesky")
    lessons = newcomer.curriculum.lessons
    by_lesson = {each.id: float(level) for each, level in zip(lessons, levels, strict=True)}
    return _Learner(by_lesson, np.random.default_rng(draw_lots.integers(2**32)))


def _placed(
    newcomer: Estimate,
    people: Sequence[_Learner],
    next_of: NextOf,
) -> Curve:
    squares: list[list[float]] = []
    for person, learner in enumerate(people):
        truth = float(np.mean(list(learner.levels.values())))
        now, asked = newcomer, tuple[str, ...]()
        errors = [(float(now.mean.mean()) - truth) ** 2]
        for _ in range(_MOST):
            question = next_of(person, asked, now)
            asked = (*asked, question.id)
            now = now.answered(question, learner.answer(question, now.difficulty(question)))
            errors.append((float(now.mean.mean()) - truth) ** 2)
        squares.append(errors)
    return _root_mean(squares)


def _adaptive(person: int, asked: tuple[str, ...], now: Estimate) -> Question:
    rule = PlacementRule(_MOST, _MOST, 0, 100, "")
    placement = next_placement(Placement(f"learner {person}", asked), now, rule)
    assert placement.question_id
    return now.curriculum.question(placement.question_id)


def _fixed(curriculum: Curriculum) -> NextOf:
    """The same for everybody: of each module in turn the first question of middle difficulty."""
    columns = [
        [q for lesson in module.lessons for q in lesson.questions if q.difficulty == 2]
        for module in curriculum.modules
    ]

    def next_of(_person: int, asked: tuple[str, ...], _now: Estimate) -> Question:
        row, column = divmod(len(asked), len(columns))
        return columns[column][row]

    return next_of


def _asked_at_random(
    newcomer: Estimate, people: Sequence[_Learner], questions: Sequence[Question]
) -> tuple[Mapping[int, float], Mapping[int, float]]:
    errors: list[list[float]] = []
    claims: list[list[float]] = []
    for learner in people:
        truth = np.array([_truly_known(newcomer, learner, id) for id in learner.levels])
        now = newcomer
        own, claimed = [], []
        order = learner.draw.permutation(len(questions))
        for begin, end in zip((0, *_CHECKED), _CHECKED, strict=False):
            for place in order[begin:end]:
                question = questions[place]
                now = now.answered(question, learner.answer(question, now.difficulty(question)))
            known = np.array([now.known(id) for id in learner.levels])
            own.append(float(np.mean((known - truth) ** 2)))
            claimed.append(float(np.mean([now.uncertainty(id) ** 2 for id in learner.levels])))
        errors.append(own)
        claims.append(claimed)
    checked = (dict(zip(_CHECKED, _root_mean(each), strict=True)) for each in (errors, claims))
    known_error, claimed_error = checked
    return known_error, claimed_error


def _truly_known(newcomer: Estimate, learner: _Learner, lesson_id: str) -> float:
    difficulties = [
        newcomer.difficulty(each) for each in newcomer.curriculum.lesson(lesson_id).questions
    ]
    return _sigmoid(learner.levels[lesson_id] - float(np.mean(difficulties)))


def _calibrated(true: Estimate, people: Sequence[_Learner], questions: Sequence[Question]) -> Curve:
    """The questions begin at their grades and learn from all; abilities are estimated beside."""
    shifts = dict.fromkeys((each.id for each in questions), 0.0)
    counts = dict.fromkeys(shifts, 0)
    truth = np.array([true.difficulties[id] for id in shifts])
    errors = [float(np.sqrt(np.mean(truth**2)))]
    for learner in people:
        now = estimate(true.curriculum, (), shifts)
        for place in learner.draw.permutation(len(questions))[:_ANSWERS_A_LEARNER]:
            question = questions[place]
            given = learner.answer(question, true.difficulty(question))
            surprise = now.expected(question) - given.correct
            now = now.answered(question, given)
            gain = GAIN / (1 + SLOWING * counts[question.id])
            shifts[question.id] += gain * surprise
            counts[question.id] += 1
        errors.append(float(np.sqrt(np.mean((np.array(list(shifts.values())) - truth) ** 2))))
    return errors


def _root_mean(squares: Sequence[Sequence[float]]) -> Curve:
    means: Vector = np.sqrt(np.mean(np.array(squares), axis=0))
    return [float(each) for each in means]


def _sigmoid(distance: float) -> float:
    return float(1 / (1 + np.exp(-distance)))
