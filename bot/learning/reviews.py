"""When what was learnt is due again, and the few questions that are asked then.

Each outcome has a memory in the model FSRS-6 (package `fsrs`: https://github.com/
open-spaced-repetition; the model is described by Ye, Su and Cao, “A Stochastic Shortest Path
Algorithm for Optimizing Spaced Repetition Scheduling”, KDD 2022). Nothing of it is stored: it is
replayed from the answers, without fuzzing, so the same answers always give the same days.

- A day with answers to an outcome is one review of it, rated by the worst of them: wrong or “I
  don't know” is Again, right after a hint Hard, right Good.
- An outcome is begun by a quiz, a review or a right answer anywhere. What was answered wrongly in a
  placement or an exam before that was never learnt, so it cannot have been forgotten.
- Days are those of Vietnam, and what is due is due all day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timezone

from fsrs import Card, Rating, Scheduler

from bot.learning.curriculum import Curriculum, Question
from bot.learning.framework import ReviewRule
from bot.learning.learner import Attempt
from bot.learning.quiz import Quiz
from bot.learning.shuffle import lot
from bot.store.database import VIETNAM_TIME

__all__ = ["Memory", "due", "memories", "review_of"]

_LEARNING = frozenset({"quiz", "review"})
"""Kinds of answers that begin an outcome even where they are wrong."""

_NOON = time(12)
_ANY_CARD = 1
"""A number for cards: `fsrs` would draw one from the clock, and nothing here looks at it."""


@dataclass(frozen=True)
class Memory:
    """How well an outcome is remembered: due on a day, recalled now with this probability."""

    outcome_id: str
    due_on: date
    recall: float


def memories(
    curriculum: Curriculum, attempts: Iterable[Attempt], rule: ReviewRule, now: datetime
) -> list[Memory]:
    """The memory of every outcome that was begun, what is forgotten soonest first."""
    scheduler = Scheduler(
        desired_retention=rule.retention_percent / 100,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )
    today = _noon(now.astimezone(VIETNAM_TIME).date())
    found = []
    for outcome_id, ratings in _ratings(curriculum, attempts).items():
        card = Card(card_id=_ANY_CARD, due=today)
        for day in sorted(ratings):
            card, _ = scheduler.review_card(card, ratings[day], _noon(day))
        due_on = card.due.astimezone(VIETNAM_TIME).date()
        found.append(Memory(outcome_id, due_on, scheduler.get_card_retrievability(card, today)))
    return sorted(found, key=lambda memory: (memory.recall, memory.outcome_id))


def due(
    curriculum: Curriculum, attempts: Iterable[Attempt], rule: ReviewRule, now: datetime
) -> list[str]:
    """The ids of the outcomes due today or before, the most forgotten first."""
    today = now.astimezone(VIETNAM_TIME).date()
    return [
        memory.outcome_id
        for memory in memories(curriculum, attempts, rule, now)
        if memory.due_on <= today
    ]


def review_of(
    curriculum: Curriculum,
    attempts: Collection[Attempt],
    reads: Collection[str],
    rule: ReviewRule,
    now: datetime,
    seed: str,
) -> Quiz | None:
    """One question on each outcome due, `most_questions` at most; None where nothing is due.

    The questions are of lessons that were read or answered (`reads` are ids of lessons); of an
    outcome's, that which was not asked for the longest time. The same seed gives the same review.
    """
    asked = {attempt.question_id: attempt.at for attempt in sorted(attempts, key=_when)}
    begun = {*reads, *(attempt.lesson_id for attempt in attempts)}
    waiting = []
    for outcome_id in due(curriculum, attempts, rule, now):
        questions = [
            question
            for lesson in curriculum.lessons
            if lesson.id in begun
            for question in lesson.questions
            if question.outcome_id == outcome_id
        ]
        if questions:
            waiting.append(_longest_not_asked(questions, asked, seed).id)
    if not waiting:
        return None
    return Quiz(None, seed, rule.times_asked_again, tuple(waiting[: rule.most_questions]))


def _longest_not_asked(
    questions: Iterable[Question], asked: Mapping[str, datetime], seed: str
) -> Question:
    never = datetime.min.replace(tzinfo=timezone.utc)
    return min(questions, key=lambda each: (asked.get(each.id, never), lot(seed, each.id)))


def _ratings(curriculum: Curriculum, attempts: Iterable[Attempt]) -> dict[str, dict[date, Rating]]:
    """The worst rating of each day by outcome."""
    found: defaultdict[str, dict[date, Rating]] = defaultdict(dict)
    for attempt in sorted(attempts, key=_when):
        if not curriculum.has_question(attempt.question_id):
            continue
        outcome_id = curriculum.question(attempt.question_id).outcome_id
        if outcome_id not in found and not attempt.correct and attempt.kind not in _LEARNING:
            continue
        day = attempt.at.astimezone(VIETNAM_TIME).date()
        days = found[outcome_id]
        days[day] = min(_rating(attempt), days.get(day, Rating.Good))
    return dict(found)


def _rating(attempt: Attempt) -> Rating:
    if not attempt.correct:
        return Rating.Again
    return Rating.Hard if attempt.hinted else Rating.Good


def _noon(day: date) -> datetime:
    return datetime.combine(day, _NOON, VIETNAM_TIME).astimezone(timezone.utc)


def _when(attempt: Attempt) -> datetime:
    return attempt.at
