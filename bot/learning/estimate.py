"""How likely a person knows each lesson, estimated from their answers.

The model is Rasch's (1960) with a floor for guessing and a ceiling for slips: a person whose
level in a lesson is f knows the answer to a question of difficulty b with probability

    1 / (1 + exp(b - f))

and then answers rightly, but for SLIP; who does not know guesses in GUESSED of the cases, rightly
in one of as many as there are options, and else says so. Levels and difficulties are in logits.
The level in a lesson is a sum: of the person, of the person in its module, in its outcome, in this
lesson, each normal. So the levels in all lessons are one multivariate normal, and an answer in one
lesson moves the others the more the closer they are. Answers are taken one after the other, each
time the exact mean and variance of the lesson's level under the answer are computed (quadrature)
and the normal is moved to them: Elo's rating with an uncertainty of its own (Glicko, Glickman 1999;
assumed-density filtering), in many dimensions. Pelánek (2016), “Applications of the Elo rating
system in adaptive educational systems”, compares it with other models and finds the same
quality from fewer data.

Why not Bayesian knowledge tracing: it holds one independent two-state chain per skill, with four
parameters each that are fitted to many answers of many people. We begin with none; its questions of
a skill are all alike, ours are of three difficulties; and nothing learnt about one skill says
anything about another, which is what a placement of ten questions for 47 lessons lives from.

What counts beside right and wrong:

- “I don't know” cannot be a slip: it is stronger than a wrong answer.
- A hint asked for is a quarter of an “I don't know”; the answer after it counts three quarters.
- The same question again within a day, after its key was told, counts a quarter.
- A quiz follows the reading of its lesson: whoever is below the level that readers have
  usually reached is taken, at its first answer, to be largely a new person in this lesson, more
  likely above than below. So it is the quiz that says, not what was not known before it.
- Time passes: a level nothing was heard of for days is less certain (never shifted).

Nothing of this is stored per person: the estimate is replayed from their answers. The difficulty of
a question begins with its grade (1 to 3) and moves by what everybody answers (`item_difficulty`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.learning.curriculum import Curriculum, Question
from bot.learning.evidence import Evidence

__all__ = ["GUESSED", "SLIP", "Estimate", "chance", "estimate", "prior_difficulty", "surprise"]

Vector = NDArray[np.float64]

# Ours, chosen so that a newcomer counts as not knowing more often than knowing, and that three
# right answers after reading reach 80 % in every lesson (docs/learning.md shows what follows).
_MEAN: Final = -0.5
_SPREAD_PERSON: Final = 1.5
_SPREAD_MODULE: Final = 0.9
_SPREAD_OUTCOME: Final = 0.3
_SPREAD_LESSON: Final = 0.7
_STEP_OF_GRADE: Final = 1.0
GUESSED: Final = 0.6
"""How often somebody guesses who does not know, though “I don't know” stands beside the options."""

SLIP: Final = 0.05
"""How often even somebody who knows it well answers wrongly."""

_READERS_MEAN: Final = 2.0
_READERS_SPREAD: Final = 3.0
_KEPT_WHEN_READ: Final = 0.2
_HINT: Final = 0.25
_AGAIN: Final = 0.25
_SITTING: Final = timedelta(hours=1)
_SAME_DAY: Final = timedelta(days=1)
_DRIFT_PER_DAY: Final = 0.02
_MOST_DRIFT: Final = 1.0

# A normal is summed over these points, in standard deviations.
_NODES: Final[Vector] = np.linspace(-4.0, 4.0, 33)
_WEIGHTS: Final[Vector] = np.exp(-(_NODES**2) / 2) / np.exp(-(_NODES**2) / 2).sum()


def prior_difficulty(question: Question) -> float:
    """The difficulty in logits that goes with a question's grade."""
    return _STEP_OF_GRADE * (question.difficulty - 2)


def chance(level: float, difficulty: float, options: int) -> float:
    """How likely somebody of this level (in logits) answers rightly, guesses included."""
    return float(_right(_known(np.array([level - difficulty])), options)[0])


@dataclass(frozen=True)
class Estimate:
    """The levels in all lessons as one normal: `mean` and `covariance` in curriculum order.

    `difficulties` are those of questions in logits, as the answers of all shifted them.
    """

    curriculum: Curriculum
    difficulties: Mapping[str, float]
    mean: Vector
    covariance: Vector

    def known(self, lesson_id: str) -> float:
        """How likely the person can answer an average question of the lesson without guessing."""
        return float(self._known_at_nodes(lesson_id) @ _WEIGHTS)

    def uncertainty(self, lesson_id: str) -> float:
        """The standard deviation of what `known` says: 0 is certain, 0.5 as uncertain as can be."""
        known = self._known_at_nodes(lesson_id)
        return float(np.sqrt((known - known @ _WEIGHTS) ** 2 @ _WEIGHTS))

    def expected(self, question: Question) -> float:
        """How likely the person answers this question rightly, guesses included."""
        known = _known(self._levels(self._place(question.lesson_id)) - self.difficulty(question))
        return float(_right(known, len(question.options)) @ _WEIGHTS)

    def difficulty(self, question: Question) -> float:
        """The question's difficulty in logits."""
        return self.difficulties.get(question.id, 0.0) + prior_difficulty(question)

    def worth(self, question: Question) -> float:
        """By how much its answer is expected to lessen the variances of all levels together.

        So the question that is worth most is about what is least known, and neither too easy
        nor too hard for this person.
        """
        place = self._place(question.lesson_id)
        levels = self._levels(place)
        known = _known(levels - self.difficulty(question))
        right = _right(known, len(question.options))
        variance = self.covariance[place, place]
        given_up = (1 - GUESSED) * (1 - known)
        answers = (right, 1 - right - given_up, given_up)
        left = sum(_spread(levels, likelihood) for likelihood in answers)
        reach = (self.covariance[:, place] ** 2).sum() / variance**2
        return float(reach * (variance - left))

    def answered(self, question: Question, answer: Evidence, weight: float = 1.0) -> Estimate:
        """The estimate after this answer, which counts `weight` of a whole one."""
        place = self._place(question.lesson_id)
        levels = self._levels(place)
        known = _known(levels - self.difficulty(question))
        likelihood = _likelihood(known, len(question.options), answer) ** weight * _WEIGHTS
        likelihood /= likelihood.sum()
        mean = likelihood @ levels
        variance = likelihood @ (levels - mean) ** 2
        before = self.covariance[place, place]
        gain = self.covariance[:, place] / before
        return self._moved(
            self.mean + gain * (mean - self.mean[place]),
            self.covariance + np.outer(gain, gain) * (variance - before),
        )

    def read(self, lesson_id: str) -> Estimate:
        """The estimate after the lesson was read; the same where its readers' level is reached."""
        place = self._place(lesson_id)
        if self.mean[place] >= _READERS_MEAN:
            return self
        mean, covariance = self.mean.copy(), self.covariance.copy()
        mean[place] += (1 - _KEPT_WHEN_READ) * (_READERS_MEAN - mean[place])
        covariance[place, :] *= _KEPT_WHEN_READ
        covariance[:, place] *= _KEPT_WHEN_READ
        covariance[place, place] += (1 - _KEPT_WHEN_READ**2) * _READERS_SPREAD**2
        return self._moved(mean, covariance)

    def waited(self, lesson_id: str, time: timedelta) -> Estimate:
        """The estimate when nothing was heard of the lesson for this time."""
        place = self._place(lesson_id)
        covariance = self.covariance.copy()
        covariance[place, place] += min(_DRIFT_PER_DAY * (time / timedelta(days=1)), _MOST_DRIFT)
        return self._moved(self.mean, covariance)

    def _moved(self, mean: Vector, covariance: Vector) -> Estimate:
        moved = Estimate(self.curriculum, self.difficulties, mean, covariance)
        moved.__dict__["_places"] = self._places
        return moved

    def _known_at_nodes(self, lesson_id: str) -> Vector:
        questions = self.curriculum.lesson(lesson_id).questions
        difficulties = [self.difficulty(question) for question in questions] or [0.0]
        return _known(self._levels(self._place(lesson_id)) - float(np.mean(difficulties)))

    def _levels(self, place: int) -> Vector:
        spread: Vector = self.mean[place] + np.sqrt(self.covariance[place, place]) * _NODES
        return spread

    def _place(self, lesson_id: str) -> int:
        return self._places[lesson_id]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {lesson.id: place for place, lesson in enumerate(self.curriculum.lessons)}


def estimate(
    curriculum: Curriculum,
    evidence: Iterable[Evidence],
    difficulties: Mapping[str, float],
) -> Estimate:
    """What is known of the person after all their answers, taken in the order of their times.

    `difficulties` are shifts from the difficulties of the grades in logits, by question id, as
    `ItemDifficulties.all` gives them. Answers to questions that are no longer asked do not count.
    """
    now = _newcomer(curriculum, difficulties)
    for asked in _replay(now, evidence):
        now = asked.after
    return now


def surprise(
    curriculum: Curriculum,
    before: Iterable[Evidence],
    answer: Evidence,
    difficulties: Mapping[str, float],
) -> float | None:
    """How likely a right answer was after all `before`, less what was answered: 1 for right.

    None where the answer says little about the question: it was answered before, or with the hint,
    or is no longer asked.
    """
    earlier = [each for each in before if each.at <= answer.at]
    if (
        answer.hinted
        or any(each.question_id == answer.question_id for each in earlier)
        or not curriculum.has_question(answer.question_id)
    ):
        return None
    question = curriculum.question(answer.question_id)
    *_, asked = _replay(_newcomer(curriculum, difficulties), [*earlier, answer])
    return asked.ready.expected(question) - answer.correct


class _Asked(NamedTuple):
    """What was thought of the person as a question was put, and after its answer."""

    ready: Estimate
    after: Estimate


def _replay(newcomer: Estimate, evidence: Iterable[Evidence]) -> Iterator[_Asked]:
    now = newcomer
    curriculum = newcomer.curriculum
    last_of_lesson: dict[str, datetime] = {}
    last_of_quiz: dict[str, datetime] = {}
    last_of_question: dict[str, datetime] = {}
    for each in sorted(evidence, key=lambda each: each.at):
        if not curriculum.has_question(each.question_id):
            continue
        question = curriculum.question(each.question_id)
        lesson_id = question.lesson_id
        before = last_of_lesson.get(lesson_id)
        if before:
            now = now.waited(lesson_id, each.at - before)
        if each.studied:
            sitting = last_of_quiz.get(lesson_id)
            if sitting is None or each.at - sitting > _SITTING:
                now = now.read(lesson_id)
            last_of_quiz[lesson_id] = each.at
        asked = last_of_question.get(question.id)
        again = asked is not None and each.at - asked < _SAME_DAY
        ready, now = now, now.answered(question, each, _AGAIN if again else 1.0)
        last_of_lesson[lesson_id] = last_of_question[question.id] = each.at
        yield _Asked(ready, now)


def _newcomer(curriculum: Curriculum, difficulties: Mapping[str, float]) -> Estimate:
    """What is thought of somebody who has answered nothing yet."""
    lessons = curriculum.lessons
    modules = np.array([lesson.module_id for lesson in lessons])
    outcomes = np.array([lesson.outcome_id for lesson in lessons])
    covariance: Vector = (
        _SPREAD_PERSON**2
        + _SPREAD_MODULE**2 * (modules[:, None] == modules)
        + _SPREAD_OUTCOME**2 * (outcomes[:, None] == outcomes)
        + _SPREAD_LESSON**2 * np.eye(len(lessons))
    )
    return Estimate(curriculum, difficulties, np.full(len(lessons), _MEAN), covariance)


def _known(distance: Vector) -> Vector:
    known: Vector = 1 / (1 + np.exp(-distance))
    return known


def _right(known: Vector, options: int) -> Vector:
    guess = GUESSED / options
    return guess + (1 - guess - SLIP) * known


def _spread(levels: Vector, likelihood: Vector) -> float:
    """The variance of the levels after an answer, times how likely that answer is."""
    weights = likelihood * _WEIGHTS
    mean = weights @ levels / weights.sum()
    return float(weights @ (levels - mean) ** 2)


def _likelihood(known: Vector, options: int, answer: Evidence) -> Vector:
    """How likely this answer is at each level, up to a factor."""
    if answer.gave_up:
        return 1 - known
    if answer.correct:
        given = _right(known, options)
    else:
        given = GUESSED * (1 - 1 / options) * (1 - known) + SLIP * known
    return given ** (1 - _HINT) * (1 - known) ** _HINT if answer.hinted else given
