"""What is kept about a person who agreed to it: where they are, what they read and answered.

Every write may be repeated and changes nothing the second time, because a message that was
interrupted is handled again. One transaction per call; `TryLater` where the database is
locked or away. Times are aware datetimes and come back in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql import Select

from bot.learning import held_data, item_difficulty
from bot.store.database import VIETNAM_TIME, from_utc, insert_once, reading, to_utc, writing
from bot.store.tables import attempt, exam, learner, lesson_read

__all__ = ["Attempt", "Learner", "Learners", "NotEnrolledError"]


class NotEnrolledError(LookupError):
    """Something was to be kept about a person who has not agreed to it (or took it back)."""


@dataclass(frozen=True)
class Learner:
    """One person who agreed: `activity` is where they are, as the activity itself wrote it.

    `voice` is whether and how they are answered aloud, `wishes` what they told of themself and want
    to learn, as `set_voice` and `set_wishes` were given them.
    """

    person: str
    address_form: str | None
    name: str | None
    activity: dict[str, Any] | None
    consented_at: datetime
    voice: dict[str, Any] | None = None
    wishes: dict[str, Any] | None = None


@dataclass(frozen=True)
class Attempt:
    """One answer to one question. `chosen` None is "I don't know".

    `kind` is "quiz", "review", "exam" or "place".
    """

    question_id: str
    lesson_id: str
    kind: str
    chosen: str | None
    correct: bool
    hinted: bool
    exam_id: str | None
    at: datetime


@dataclass(frozen=True)
class Learners:
    """The learners in one database. A `person` is named by `Person.key`."""

    engine: Engine

    def find(self, person: str) -> Learner | None:
        """The learner, or None where the person has not agreed to anything being kept."""
        columns = learner.c
        query = select(
            columns.person,
            columns.address_form,
            columns.name,
            columns.activity,
            columns.consented_at,
            columns.voice,
            columns.wishes,
        ).where(columns.person == person)
        with reading(self.engine) as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Learner(**{**row._mapping, "consented_at": from_utc(row.consented_at)})

    def enrol(self, person: str, consent_version: str, now: datetime) -> Learner:
        """Keep that the person agreed to the text `consent_version`; the first time counts."""
        row = {
            "person": person,
            "consent_version": consent_version,
            "consented_at": to_utc(now),
            "created_at": to_utc(now),
        }
        with writing(self.engine) as connection:
            insert_once(connection, learner, row)
        found = self.find(person)
        if found is None:
            raise NotEnrolledError(person)
        return found

    def set_address_form(self, person: str, form_id: str) -> None:
        """Keep how to address the person. Raises NotEnrolledError."""
        self._change(person, address_form=form_id)

    def set_name(self, person: str, name: str) -> None:
        """Keep the name for certificates. Raises NotEnrolledError."""
        self._change(person, name=name)

    def set_voice(self, person: str, voice: dict[str, Any]) -> None:
        """Keep whether and how the person is answered aloud. Raises NotEnrolledError."""
        self._change(person, voice=voice)

    def set_wishes(self, person: str, wishes: dict[str, Any]) -> None:
        """Keep what the person told of themself and wants to learn. Raises NotEnrolledError."""
        self._change(person, wishes=wishes)

    def save_activity(self, person: str, activity: dict[str, Any] | None, now: datetime) -> None:
        """Keep where the person is, JSON values; None is nowhere. Raises NotEnrolledError."""
        self._change(person, activity=activity, activity_at=to_utc(now))

    def _change(self, person: str, **values: Any) -> None:
        with writing(self.engine) as connection:
            change = update(learner).where(learner.c.person == person).values(values)
            if connection.execute(change).rowcount == 0:
                raise NotEnrolledError(person)

    def mark_read(self, person: str, lesson_id: str, now: datetime) -> None:
        """Keep that the person read the lesson; the first time counts. Raises NotEnrolledError."""
        with writing(self.engine) as connection:
            _insert_read(connection, _learner_id(connection, person), lesson_id, now)

    def read_lessons(self, person: str) -> frozenset[str]:
        """The ids of the lessons that the person has read."""
        query = _of(person, select(lesson_read.c.lesson_id), lesson_read)
        with reading(self.engine) as connection:
            return frozenset(connection.execute(query).scalars())

    def record_attempt(
        self, person: str, message_id: str, answer: Attempt, surprise: float | None = None
    ) -> bool:
        """Keep the answer given with that message: False when it was kept before.

        `surprise` (see `item_difficulty.shift`) is what it says about the question, if anything.
        Raises NotEnrolledError.
        """
        with writing(self.engine) as connection:
            learner_id = _learner_id(connection, person)
            kept = _insert_attempt(connection, learner_id, message_id, answer)
            if kept and surprise is not None:
                item_difficulty.shift(connection, answer.question_id, surprise)
        return kept

    def attempts(self, person: str) -> list[Attempt]:
        """All answers of the person, in the order they were given."""
        columns = attempt.c
        query = _of(
            person,
            select(
                columns.question_id,
                columns.lesson_id,
                columns.kind,
                columns.chosen,
                columns.correct,
                columns.hinted,
                columns.exam_id,
                columns.at,
            ),
            attempt,
        ).order_by(columns.at, columns.id)
        with reading(self.engine) as connection:
            rows = connection.execute(query).all()
        return [Attempt(**{**row._mapping, "at": from_utc(row.at)}) for row in rows]

    def studied_at(self, person: str) -> list[datetime]:
        """When the person read or answered something, in no order."""
        reads = _of(person, select(lesson_read.c.read_at), lesson_read)
        answers = _of(person, select(attempt.c.at), attempt)
        with reading(self.engine) as connection:
            rows = connection.execute(reads.union_all(answers)).scalars()
            return [from_utc(at) for at in rows]

    def adopt(
        self, person: str, reads: Mapping[str, datetime], attempts: Mapping[str, Attempt]
    ) -> None:
        """Keep what an enrolled person learnt before they agreed, all or nothing.

        `reads` maps lesson ids to when they were read, `attempts` message ids to answers.
        Raises NotEnrolledError.
        """
        with writing(self.engine) as connection:
            learner_id = _learner_id(connection, person)
            for lesson_id, read_at in reads.items():
                _insert_read(connection, learner_id, lesson_id, read_at)
            for message_id, answer in attempts.items():
                _insert_attempt(connection, learner_id, message_id, answer)

    def start_exam(self, person: str, exam_id: str, state: dict[str, Any], now: datetime) -> None:
        """Keep a new exam; starting the same `exam_id` again leaves it as it is.

        Raises NotEnrolledError, and ValueError where the id belongs to somebody else's exam.
        """
        with writing(self.engine) as connection:
            learner_id = _learner_id(connection, person)
            row = {
                "id": exam_id,
                "learner_id": learner_id,
                "started_at": to_utc(now),
                "correct": 0,
                "asked": 0,
                "state": state,
            }
            if insert_once(connection, exam, row):
                return
            owner = connection.execute(select(exam.c.learner_id).where(exam.c.id == exam_id))
            if owner.scalar_one() != learner_id:
                raise ValueError(f"the exam {exam_id!r} belongs to another learner")

    def save_exam(self, exam_id: str, state: dict[str, Any]) -> None:
        """Keep how far an open exam is; one that is finished or unknown stays as it is."""
        self._change_open_exam(exam_id, state=state)

    def finish_exam(
        self, exam_id: str, correct: int, asked: int, passed: bool, now: datetime
    ) -> None:
        """Close an open exam with its result; one that is finished or unknown stays as it is."""
        self._change_open_exam(
            exam_id, correct=correct, asked=asked, passed=passed, finished_at=to_utc(now)
        )

    def _change_open_exam(self, exam_id: str, **values: Any) -> None:
        is_open = (exam.c.id == exam_id) & exam.c.finished_at.is_(None)
        with writing(self.engine) as connection:
            connection.execute(update(exam).where(is_open).values(values))

    def exams_started_on(self, person: str, day: date) -> int:
        """How many exams the person started on that day in Vietnam."""
        midnight = datetime.combine(day, time(), VIETNAM_TIME)
        query = _of(person, select(func.count()), exam).where(
            exam.c.started_at >= to_utc(midnight),
            exam.c.started_at < to_utc(midnight + timedelta(days=1)),
        )
        with reading(self.engine) as connection:
            count: int = connection.execute(query).scalar_one()
        return count

    def open_exam(self, person: str) -> dict[str, Any] | None:
        """The state of the exam the person has not finished (the latest), as it was saved."""
        query = _of(person, select(exam.c.state), exam).where(exam.c.finished_at.is_(None))
        state: dict[str, Any] | None = self._first(query.order_by(exam.c.started_at.desc()))
        return state

    def last_exam(self, person: str) -> dict[str, Any] | None:
        """The state of the exam the person finished last, as it was saved."""
        query = _of(person, select(exam.c.state), exam).where(exam.c.finished_at.is_not(None))
        state: dict[str, Any] | None = self._first(query.order_by(exam.c.finished_at.desc()))
        return state

    def exam_exposure(self, day: date) -> dict[str, int]:
        """How often each question was answered in anybody's exam before that day in Vietnam.

        By question id. Of whole days, so that all exams of a day are drawn by the same counts.
        """
        midnight = to_utc(datetime.combine(day, time(), VIETNAM_TIME))
        columns = attempt.c
        query = (
            select(columns.question_id, func.count())
            .where(columns.kind == "exam", columns.at < midnight)
            .group_by(columns.question_id)
        )
        with reading(self.engine) as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def last_passed_exam(self, person: str) -> str | None:
        """The id of the exam the person passed last."""
        query = _of(person, select(exam.c.id), exam).where(exam.c.passed.is_(True))
        exam_id: str | None = self._first(query.order_by(exam.c.finished_at.desc()))
        return exam_id

    def export(self, person: str) -> dict[str, Any]:
        """Everything held about the person, JSON values under Vietnamese labels; {} for nothing."""
        return held_data.export(self.engine, person)

    def forget(self, person: str) -> bool:
        """Delete everything held about the person, certificates included: False for nothing."""
        return held_data.forget(self.engine, person)

    def _first(self, query: Select) -> Any:
        with reading(self.engine) as connection:
            return connection.execute(query.limit(1)).scalar_one_or_none()


def _of(person: str, query: Select, table: Any) -> Select:
    """`query` over the rows of `table` that belong to the person."""
    owner = learner.c.id == table.c.learner_id
    return query.select_from(table.join(learner, owner)).where(learner.c.person == person)


def _learner_id(connection: Connection, person: str) -> int:
    found = connection.execute(select(learner.c.id).where(learner.c.person == person))
    learner_id: int | None = found.scalar_one_or_none()
    if learner_id is None:
        raise NotEnrolledError(person)
    return learner_id


def _insert_read(
    connection: Connection, learner_id: int, lesson_id: str, read_at: datetime
) -> None:
    row = {"learner_id": learner_id, "lesson_id": lesson_id, "read_at": to_utc(read_at)}
    insert_once(connection, lesson_read, row)


def _insert_attempt(
    connection: Connection, learner_id: int, message_id: str, answer: Attempt
) -> bool:
    row = {
        "learner_id": learner_id,
        "message_id": message_id,
        "question_id": answer.question_id,
        "lesson_id": answer.lesson_id,
        "kind": answer.kind,
        "exam_id": answer.exam_id,
        "chosen": answer.chosen,
        "correct": answer.correct,
        "hinted": answer.hinted,
        "at": to_utc(answer.at),
    }
    return insert_once(connection, attempt, row)
