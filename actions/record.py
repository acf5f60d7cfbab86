"""Where a person's progress is written: to the store, or into the conversation itself.

Without consent nothing is stored beyond the conversation's short-lived state, and learning
still works: the same record is then a slot that goes when the conversation goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Protocol

from actions.services import Services
from bot.learning.estimate import surprise
from bot.learning.evidence import evidence_of
from bot.learning.learner import Attempt

__all__ = ["Record", "SessionRecord", "StoredRecord"]

MAX_SESSION_ATTEMPTS = 300
"""Answers a conversation holds; some twenty lessons' worth, so that a turn stays small."""


class Record(Protocol):
    """What a person has read and answered."""

    def reads(self) -> frozenset[str]:
        """The ids of the lessons read."""

    def attempts(self) -> list[Attempt]:
        """All answers, oldest first."""

    def studied_at(self) -> list[datetime]:
        """When something was read or answered, in no order."""

    def mark_read(self, lesson_id: str, now: datetime) -> None:
        """Keeps that a lesson was read."""

    def add(self, message_id: str, attempt: Attempt) -> None:
        """Keeps an answer; the same message counts once."""


@dataclass(frozen=True)
class StoredRecord:
    """The record of a person who agreed to its being stored."""

    services: Services
    person: str

    def reads(self) -> frozenset[str]:
        """The ids of the lessons read."""
        return self.services.learners.read_lessons(self.person)

    def attempts(self) -> list[Attempt]:
        """All answers, oldest first."""
        return self.services.learners.attempts(self.person)

    def studied_at(self) -> list[datetime]:
        """When something was read or answered, in no order."""
        return self.services.learners.studied_at(self.person)

    def mark_read(self, lesson_id: str, now: datetime) -> None:
        """Keeps that a lesson was read."""
        self.services.learners.mark_read(self.person, lesson_id, now)

    def add(self, message_id: str, attempt: Attempt) -> None:
        """Keeps an answer, and what it says about its question; the same message counts once."""
        before = evidence_of(self.attempts())
        (answer,) = evidence_of([attempt])
        curriculum, difficulties = self.services.library.curriculum, self.services.difficulties
        said = surprise(curriculum, before, answer, difficulties.all())
        self.services.learners.record_attempt(self.person, message_id, attempt, said)


@dataclass
class SessionRecord:
    """The record of a conversation; `to_dict` is what its slot holds."""

    read_at: dict[str, datetime] = field(default_factory=dict)
    answers: dict[str, Attempt] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any] | None) -> SessionRecord:
        """The record in a slot; an empty one where there is none."""
        if not stored:
            return cls()
        reads = {lesson: datetime.fromisoformat(at) for lesson, at in stored["reads"].items()}
        answers = {
            message: Attempt(**{**fields, "at": datetime.fromisoformat(fields["at"])})
            for message, fields in stored["attempts"].items()
        }
        return cls(reads, answers)

    def to_dict(self) -> dict[str, Any]:
        """JSON values."""
        kept = list(self.answers.items())[-MAX_SESSION_ATTEMPTS:]
        return {
            "reads": {lesson: at.isoformat() for lesson, at in self.read_at.items()},
            "attempts": {
                message: {**asdict(attempt), "at": attempt.at.isoformat()}
                for message, attempt in kept
            },
        }

    def reads(self) -> frozenset[str]:
        """The ids of the lessons read."""
        return frozenset(self.read_at)

    def attempts(self) -> list[Attempt]:
        """All answers, oldest first."""
        return list(self.answers.values())

    def studied_at(self) -> list[datetime]:
        """When something was read or answered, in no order."""
        return [*self.read_at.values(), *(answer.at for answer in self.answers.values())]

    def mark_read(self, lesson_id: str, now: datetime) -> None:
        """Keeps that a lesson was read."""
        self.read_at.setdefault(lesson_id, now)

    def add(self, message_id: str, attempt: Attempt) -> None:
        """Keeps an answer; the same message counts once."""
        self.answers.setdefault(message_id, attempt)
