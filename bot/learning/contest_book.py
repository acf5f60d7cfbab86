"""What is kept of quiz contests: who leads, who plays under which name, and every answer.

A `person` is the first name of a learner (`Person.key`). Writes may be repeated and change nothing
the second time. Every call may raise TryLater; those that write about somebody raise
NotEnrolledError where nothing is kept of them. Times are aware datetimes.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.engine import Connection, Engine, Row

from bot import contest_code
from bot.learning.contest import Contest, Score
from bot.learning.learner import NotEnrolledError
from bot.store.database import erase_traces, from_utc, insert_once, reading, to_utc, writing
from bot.store.tables import contest, contest_answer, contest_player, learner

__all__ = ["KEPT", "MOST_PLAYERS", "Contests", "FullContestError", "Player"]

KEPT = timedelta(days=30)
"""How long a contest is kept after its end."""

MOST_PLAYERS = 500

DEFAULT_NAME = "Người chơi {number}"


class FullContestError(ValueError):
    """As many play as may."""


@dataclass(frozen=True)
class Player:
    """Somebody in a contest, seen by `name` on its board."""

    contest_id: int
    number: int
    name: str


@dataclass(frozen=True)
class Contests:
    """The contests in one database."""

    engine: Engine

    def make(
        self,
        leader: str | None,
        message_id: str,
        title: str,
        questions: Sequence[str],
        starts_at: datetime,
        lasts: timedelta,
        now: datetime,
        group: int | None = None,
    ) -> Contest:
        """A new contest; the same message of the same leader gives the same one again.

        `leader` is None for one that an operator makes.
        """
        with writing(self.engine) as connection:
            leader_id = None if leader is None else _learner_id(connection, leader)
            made = (contest.c.learner_id == leader_id) & (contest.c.message_id == message_id)
            if leader_id is None or not _contests(connection, made):
                row = {
                    "learner_id": leader_id,
                    "group_id": group,
                    "message_id": message_id,
                    "title": title,
                    "code": _unused_code(connection),
                    "token": secrets.token_urlsafe(24),
                    "questions": list(questions),
                    "starts_at": to_utc(starts_at),
                    "ends_at": to_utc(starts_at + lasts),
                    "made_at": to_utc(now),
                }
                insert_once(connection, contest, row)
                made = contest.c.token == row["token"]
            return _contests(connection, made)[0]

    def find(self, contest_id: int) -> Contest | None:
        """The contest with this number."""
        return self._first(contest.c.id == contest_id)

    def by_code(self, code: str) -> Contest | None:
        """The contest that is joined by this code, over or not."""
        return self._first(contest.c.code == code)

    def by_token(self, token: str) -> Contest | None:
        """The contest whose page this is."""
        return self._first(contest.c.token == token)

    def all(self) -> list[Contest]:
        """Every contest that is kept, the newest first."""
        with reading(self.engine) as connection:
            return _contests(connection, contest.c.id.is_not(None))[::-1]

    def led_by(self, person: str, now: datetime) -> Contest | None:
        """The contest of this leader that is not over (the latest)."""
        is_open = (learner.c.person == person) & (contest.c.ends_at > to_utc(now))
        return self._last(is_open & (contest.c.starts_at < contest.c.ends_at))

    def last_led_by(self, person: str) -> Contest | None:
        """The contest that this leader made last, over or not."""
        return self._last(learner.c.person == person)

    def joined_by(self, person: str, now: datetime | None = None) -> Contest | None:
        """The contest that the person joined last; with `now` of those that are not over."""
        own = select(contest_player.c.contest_id).join(learner, _OWNER_OF_PLAYER)
        which = contest.c.id.in_(own.where(learner.c.person == person))
        if now is not None:
            which &= (contest.c.ends_at > to_utc(now)) & (contest.c.starts_at < contest.c.ends_at)
        return self._last(which)

    def in_groups(self, now: datetime) -> list[Contest]:
        """The contests for members of some group that are not over, the newest first."""
        still_open = (contest.c.ends_at > to_utc(now)) & (contest.c.starts_at < contest.c.ends_at)
        with reading(self.engine) as connection:
            return _contests(connection, contest.c.group_id.is_not(None) & still_open)[::-1]

    def join(self, contest_id: int, person: str, sender: str, now: datetime) -> Player:
        """Makes the person a player under a name with the next number; who is one stays so.

        `sender` is the name under which they write here. Raises FullContestError.
        """
        with writing(self.engine) as connection:
            learner_id = _learner_id(connection, person)
            # Who joins at the same moment waits here, so that no number is given twice.
            locked = select(contest.c.id).where(contest.c.id == contest_id).with_for_update()
            connection.execute(locked).one()
            there = _player(connection, contest_id, learner_id)
            if there:
                return there
            in_contest = contest_player.c.contest_id == contest_id
            count = func.coalesce(func.max(contest_player.c.number), 0)
            number = connection.execute(select(count).where(in_contest)).scalar_one() + 1
            if number > MOST_PLAYERS:
                raise FullContestError
            row = {
                "contest_id": contest_id,
                "learner_id": learner_id,
                "person": sender,
                "number": number,
                "name": DEFAULT_NAME.format(number=number),
                "joined_at": to_utc(now),
                "told": 0,
            }
            insert_once(connection, contest_player, row)
            return Player(contest_id, number, row["name"])

    def player(self, contest_id: int, person: str) -> Player | None:
        """The person as a player of this contest; None where they do not play in it."""
        with reading(self.engine) as connection:
            owner = connection.execute(select(learner.c.id).where(learner.c.person == person))
            return _player(connection, contest_id, owner.scalar_one_or_none())

    def rename(self, contest_id: int, number: int, name: str | None) -> bool:
        """Shows a player under another name, None for that with the number.

        False where another player has the name.
        """
        columns = contest_player.c
        in_contest = columns.contest_id == contest_id
        wanted = name or DEFAULT_NAME.format(number=number)
        same = func.lower(columns.name) == func.lower(wanted)
        others = select(columns.id).where(in_contest, same, columns.number != number)
        with writing(self.engine) as connection:
            if connection.execute(others).first():
                return False
            change = update(contest_player).where(in_contest, columns.number == number)
            connection.execute(change.values(name=wanted))
        return True

    def begin(self, contest_id: int, now: datetime) -> None:
        """Has a contest that waits begin now; another one stays as it is."""
        columns = contest.c
        with writing(self.engine) as connection:
            waiting = (columns.id == contest_id) & (columns.starts_at > to_utc(now))
            for found in _contests(connection, waiting & (columns.starts_at < columns.ends_at)):
                ends_at = now + (found.ends_at - found.starts_at)
                change = update(contest).where(columns.id == contest_id)
                values = {"starts_at": to_utc(now), "ends_at": to_utc(ends_at)}
                connection.execute(change.values(values))

    def close(self, contest_id: int, now: datetime) -> None:
        """Ends a contest now, or calls it off before it began; one that is over stays so."""
        columns = contest.c
        still_open = (columns.id == contest_id) & (columns.ends_at > to_utc(now))
        # What is called off ends when it would have begun.
        ends_at = case((columns.starts_at >= to_utc(now), columns.starts_at), else_=to_utc(now))
        with writing(self.engine) as connection:
            connection.execute(update(contest).where(still_open).values(ends_at=ends_at))

    def answer(
        self,
        contest_id: int,
        person: str,
        message_id: str,
        question_id: str,
        chosen: str | None,
        correct: bool,
        at: datetime,
    ) -> bool:
        """Keeps a player's answer; the first to each question counts. False for a later one."""
        with writing(self.engine) as connection:
            row = {
                "contest_id": contest_id,
                "learner_id": _learner_id(connection, person),
                "question_id": question_id,
                "message_id": message_id,
                "chosen": chosen,
                "correct": correct,
                "at": to_utc(at),
            }
            return insert_once(connection, contest_answer, row)

    def answers(self, contest_id: int, person: str) -> dict[str, bool]:
        """Which questions the person has answered, and whether rightly."""
        columns = contest_answer.c
        query = (
            select(columns.question_id, columns.correct)
            .join(learner, learner.c.id == columns.learner_id)
            .where(columns.contest_id == contest_id, learner.c.person == person)
        )
        with reading(self.engine) as connection:
            return {row.question_id: row.correct for row in connection.execute(query)}

    def scores(self, contest_id: int) -> list[Score]:
        """What every player has reached so far."""
        answers, players = contest_answer.c, contest_player.c
        own = (answers.contest_id == players.contest_id) & (
            answers.learner_id == players.learner_id
        )
        right = case((answers.correct.is_(True), 1), else_=0)
        at = case((answers.correct.is_(True), answers.at), else_=None)
        query = (
            select(
                players.number,
                players.name,
                func.count(answers.id).label("answered"),
                func.coalesce(func.sum(right), 0).label("right"),
                func.max(at).label("last_right_at"),
            )
            .select_from(contest_player.outerjoin(contest_answer, own))
            .where(players.contest_id == contest_id)
            .group_by(players.number, players.name)
            .order_by(players.number)
        )
        with reading(self.engine) as connection:
            return [_score(row) for row in connection.execute(query)]

    def sweep(self, now: datetime) -> int:
        """Deletes what ended longer than KEPT ago; returns how many contests."""
        over = contest.c.ends_at < to_utc(now - KEPT)
        with writing(self.engine) as connection:
            swept: int = connection.execute(delete(contest).where(over)).rowcount
        if swept:
            erase_traces(self.engine)
        return swept

    def _first(self, which: Any) -> Contest | None:
        with reading(self.engine) as connection:
            return next(iter(_contests(connection, which)), None)

    def _last(self, which: Any) -> Contest | None:
        with reading(self.engine) as connection:
            return next(reversed(_contests(connection, which)), None)


_OWNER_OF_PLAYER = learner.c.id == contest_player.c.learner_id


def _contests(connection: Connection, which: Any) -> list[Contest]:
    """In the order in which they were made."""
    query = (
        select(contest, learner.c.person)
        .select_from(contest.outerjoin(learner, learner.c.id == contest.c.learner_id))
        .where(which)
        .order_by(contest.c.made_at, contest.c.id)
    )
    return [
        Contest(
            row.id,
            row.person,
            row.group_id,
            row.title,
            row.code,
            row.token,
            tuple(row.questions),
            from_utc(row.starts_at),
            from_utc(row.ends_at),
        )
        for row in connection.execute(query)
    ]


def _player(connection: Connection, contest_id: int, learner_id: int | None) -> Player | None:
    columns = contest_player.c
    query = select(columns.number, columns.name).where(
        columns.contest_id == contest_id, columns.learner_id == learner_id
    )
    row = connection.execute(query).one_or_none()
    return Player(contest_id, row.number, row.name) if row else None


def _score(row: Row) -> Score:
    at: Any = row.last_right_at
    return Score(row.number, row.name, row.answered, int(row.right), from_utc(at) if at else None)


def _learner_id(connection: Connection, person: str) -> int:
    found = connection.execute(select(learner.c.id).where(learner.c.person == person))
    learner_id: int | None = found.scalar_one_or_none()
    if learner_id is None:
        raise NotEnrolledError(person)
    return learner_id


def _unused_code(connection: Connection) -> str:
    while True:
        code = contest_code.new()
        if not _contests(connection, contest.c.code == code):
            return code
