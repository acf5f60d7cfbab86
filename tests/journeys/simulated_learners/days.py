"""A day goes by for one person: what is stored of them is made a day older."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from typing import Any

import redis
from bot_process import BotProcess
from sqlalchemy import Column, Table, select, update
from sqlalchemy.engine import Connection, Engine

from bot.message import Person, TryLater
from bot.store.database import writing
from bot.store.tables import attempt, confirmation, exam, learner, lesson_read

DAY = timedelta(days=1)
EXAM_MOMENTS = ("started", "timed_to")
TRIES = 60


def a_day_earlier(bot: BotProcess, engine: Engine, name: str) -> None:
    """Moves the times of somebody who writes by REST, and is not writing now.

    The bot may be killed meanwhile: each of the two stores is moved as a whole, and once.
    """
    person = Person("rest", name)
    _until_it_works(lambda: _move_stored(engine, person.key), TryLater)
    _until_it_works(lambda: _move_conversation(bot, person.key), redis.RedisError)


def _until_it_works(step: Any, error: type[Exception]) -> None:
    for tries in range(TRIES):
        try:
            step()
            return
        except error:
            if tries == TRIES - 1:
                raise
            time.sleep(1)


def _move_stored(engine: Engine, person: str) -> None:
    with writing(engine) as connection:
        query = select(learner.c.id, learner.c.activity).where(learner.c.person == person)
        row = connection.execute(query).one()
        for table, column in (
            (attempt, attempt.c.at),
            (lesson_read, lesson_read.c.read_at),
            (exam, exam.c.started_at),
            (exam, exam.c.finished_at),
            (confirmation, confirmation.c.changed_at),
            (learner, learner.c.activity_at),
        ):
            _move(connection, table, column, row.id)
        owned = select(exam.c.id, exam.c.state).where(exam.c.learner_id == row.id)
        for each in connection.execute(owned).all():
            moved = update(exam).where(exam.c.id == each.id).values(state=_older(each.state))
            connection.execute(moved)
        place = row.activity
        if place and "exam" in place:
            moved_place = {**place, "exam": _older(place["exam"])}
            change = update(learner).where(learner.c.id == row.id)
            connection.execute(change.values(activity=moved_place))


def _move(connection: Connection, table: Table, column: Column, learner_id: int) -> None:
    key = next(iter(table.primary_key.columns))
    owner = table.c.id if table is learner else table.c.learner_id
    query = select(key.label("key"), column.label("then")).where(owner == learner_id)
    for row in connection.execute(query).all():
        if row.then is not None:
            moved = {column.name: row.then - DAY}
            connection.execute(update(table).where(key == row.key).values(moved))


def _move_conversation(bot: BotProcess, person: str) -> None:
    """The moments of what was said last: by them the bot sees how long somebody was away."""
    with bot.valkey() as valkey:
        key = f"tracker:{person}"
        stored = valkey.get(key)
        assert stored is not None, f"the conversation of {person} is gone"
        held = json.loads(stored)
        for event in held["events"]:
            if event.get("timestamp"):
                event["timestamp"] -= DAY.total_seconds()
        valkey.set(key, json.dumps(held, ensure_ascii=False), keepttl=True)


def _older(exam_state: dict[str, Any]) -> dict[str, Any]:
    seconds = DAY.total_seconds()
    return {
        **exam_state,
        **{name: exam_state[name] - seconds for name in EXAM_MOMENTS if name in exam_state},
    }
