"""What a simulated learner knows: Rasch's model, and reading that raises the level."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random

from bot.learning.curriculum import Curriculum, Option, Question
from bot.learning.estimate import GUESSED, SLIP, prior_difficulty

READING = 2.5
"""Logits by which the level in a lesson rises when it is read for the first time."""

READING_AGAIN = 0.8
EXPLAINED = 0.3
"""Logits for the lesson of a question whose key was told."""

SAME_QUESTION = 1.5
"""Logits for that very question."""

FORGOTTEN_A_DAY = 0.01
"""The share of what was learnt in a lesson that a day without it takes away."""

SPREAD_OF_MODULES, SPREAD_OF_LESSONS, SPREAD_OF_QUESTIONS = 0.9, 0.7, 0.7


@dataclass
class Ability:
    """Levels in logits by lesson; `at_first` is the mean one, drawn apart for modules, lessons."""

    curriculum: Curriculum
    at_first: float
    lot: Random
    innate: dict[str, float] = field(init=False)
    learnt: dict[str, float] = field(default_factory=dict)
    met: dict[str, float] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.innate = {}
        for module in self.curriculum.modules:
            of_module = self.lot.gauss(self.at_first, SPREAD_OF_MODULES)
            for lesson in module.lessons:
                self.innate[lesson.id] = self.lot.gauss(of_module, SPREAD_OF_LESSONS)

    def read(self, lesson: str) -> None:
        """Has read a lesson."""
        gain = READING_AGAIN if lesson in self.learnt else READING
        self.learnt[lesson] = self.learnt.get(lesson, 0.0) + gain
        self.touched.add(lesson)

    def was_told(self, question: Question) -> None:
        """Was told the right answer, and why."""
        lesson = question.lesson_id
        self.learnt[lesson] = self.learnt.get(lesson, 0.0) + EXPLAINED
        self.met[question.id] = SAME_QUESTION
        self.touched.add(lesson)

    def sleep(self) -> None:
        """A day goes by."""
        for lesson in self.learnt.keys() - self.touched:
            self.learnt[lesson] *= 1 - FORGOTTEN_A_DAY
        self.touched.clear()

    def knows(self, question: Question) -> float:
        """How likely they know the answer without guessing."""
        level = self.innate[question.lesson_id] + self.learnt.get(question.lesson_id, 0.0)
        distance = level + self.met.get(question.id, 0.0) - difficulty(question)
        return 1 / (1 + math.exp(-distance))

    def answer(self, question: Question) -> Option | None:
        """The option they choose; None where they say that they do not know."""
        if self.lot.random() < self.knows(question):
            if self.lot.random() >= SLIP:
                return question.key
            return self.lot.choice([each for each in question.options if not each.correct])
        return self.lot.choice(question.options) if self.lot.random() < GUESSED else None

    def confidence(self) -> float:
        """The mean of `knows` over all questions."""
        questions = [each for lesson in self.curriculum.lessons for each in lesson.questions]
        return sum(map(self.knows, questions)) / len(questions)


def difficulty(question: Question) -> float:
    """A question's difficulty in logits: its grade, and how far it is off that, always the same."""
    return Random(question.id).gauss(prior_difficulty(question), SPREAD_OF_QUESTIONS)
