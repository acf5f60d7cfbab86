"""A quiz contest: the same questions for everybody, in the same time, and who did best.

Everybody has the whole time for all questions and takes them at their own pace: platforms deliver
messages with delays of seconds, and of people who read slowly none is cut off in every question.
Who has more right answers is before who has fewer; of equals who gave their last right answer
earlier, so that nobody loses a place by trying one more. The options stand in another order for
each player, who sit side by side. What is answered here says nothing about what somebody knows
(answers are called across the room) and is no evidence for mastery.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from bot.learning.curriculum import Curriculum, Question
from bot.learning.shuffle import lot
from bot.vietnamese.diacritics import strip_diacritics

__all__ = [
    "DEFAULT_QUESTIONS",
    "DEFAULT_SECONDS",
    "LONGEST_NAME",
    "LONGEST_TITLE",
    "MOST_QUESTIONS",
    "Contest",
    "Phase",
    "Score",
    "Standing",
    "draw",
    "in_time",
    "player_name",
    "ranked",
]

DEFAULT_QUESTIONS, DEFAULT_SECONDS = 10, 30
"""Questions of a contest, and seconds for each of them, where nobody said otherwise."""

FEWEST_QUESTIONS, MOST_QUESTIONS = 3, 30
SHORTEST_SECONDS, LONGEST_SECONDS = 10, 180
"""Seconds for each question: less is luck, more is no contest."""

LONGEST_NAME, LONGEST_TITLE = 20, 40
SHORTEST_NAME = 2

_NUMBER = re.compile(r"(?:\d[\s.\-]*){6,}")
_ADDRESS = re.compile(r"[@/]|www|https?|\w\.\w", re.IGNORECASE)


class Phase(Enum):
    """Where a contest is: `OFF` was ended before it began."""

    WAITING = "waiting"
    RUNNING = "running"
    OVER = "over"
    OFF = "off"


@dataclass(frozen=True)
class Contest:
    """One contest; `questions` are ids in the order they are asked, times are in UTC.

    `leader` is a person, None for an operator's; `group` the number of the class it is for.
    """

    id: int
    leader: str | None
    group: int | None
    title: str
    code: str
    token: str
    questions: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime

    def phase(self, now: datetime) -> Phase:
        """Where it is at that time."""
        if self.starts_at >= self.ends_at:
            return Phase.OFF
        if now < self.starts_at:
            return Phase.WAITING
        return Phase.RUNNING if now < self.ends_at else Phase.OVER


@dataclass(frozen=True)
class Score:
    """What one player has reached; `last_right_at` is None where nothing was right."""

    number: int
    name: str
    answered: int
    right: int
    last_right_at: datetime | None


@dataclass(frozen=True)
class Standing:
    """A player's place on the board, from 1; equals share one.

    `time` is from the start to the last right answer.
    """

    place: int
    score: Score
    time: timedelta | None


def ranked(contest: Contest, scores: Iterable[Score]) -> list[Standing]:
    """The board: by right answers, then by time, then by who joined first."""

    def merit(score: Score) -> tuple[int, datetime]:
        return -score.right, score.last_right_at or contest.ends_at

    ordered = sorted(scores, key=lambda each: (*merit(each), each.number))
    board: list[Standing] = []
    for place, score in enumerate(ordered, start=1):
        if board and merit(board[-1].score) == merit(score):
            place = board[-1].place
        time = score.last_right_at - contest.starts_at if score.last_right_at else None
        board.append(Standing(place, score, time))
    return board


def draw(
    curriculum: Curriculum, count: int, seed: str, modules: Iterable[str] = ()
) -> tuple[str, ...]:
    """The ids of `count` questions, or all there are: as many of each module and each lesson as
    goes, by lot, the easier ones first. `modules` are ids; none is all. The same seed draws alike.
    """
    wanted = frozenset(modules)
    left = [
        question
        for lesson in curriculum.lessons
        if not wanted or lesson.module_id in wanted
        for question in lesson.questions
    ]
    of_module: Counter[str] = Counter()
    of_lesson: Counter[str] = Counter()
    drawn: list[Question] = []

    def rank(question: Question) -> tuple[int, int, bytes]:
        module = curriculum.lesson(question.lesson_id).module_id
        return of_module[module], of_lesson[question.lesson_id], lot(seed, question.id)

    for _ in range(min(max(FEWEST_QUESTIONS, min(count, MOST_QUESTIONS)), len(left))):
        question = min(left, key=rank)
        left.remove(question)
        drawn.append(question)
        of_module[curriculum.lesson(question.lesson_id).module_id] += 1
        of_lesson[question.lesson_id] += 1
    drawn.sort(key=lambda each: (each.difficulty, lot(seed, each.id)))
    return tuple(each.id for each in drawn)


def in_time(questions: int, seconds_each: int) -> timedelta:
    """How long so many questions take; `seconds_each` is brought between the bounds."""
    each = max(SHORTEST_SECONDS, min(seconds_each, LONGEST_SECONDS))
    return timedelta(seconds=questions * each)


def player_name(text: str) -> str | None:
    """A name fit for the board: a few letters or digits, no telephone number and no address.

    None where it is not: everybody in the room reads it.
    """
    name = unicodedata.normalize("NFC", " ".join(text.split())).strip(" .,!“”\"'")
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME or not any(map(str.isalnum, name)):
        return None
    if any(unicodedata.category(letter)[0] in "CS" for letter in name):
        return None
    if strip_diacritics(name.lower()).startswith("nguoi choi"):
        return None  # those are given with the number
    return None if _NUMBER.search(name) or _ADDRESS.search(name) else name
