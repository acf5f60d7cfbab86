"""What is left of people when they have gone: their log in Valkey, their rows in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from people import Exchange
from sqlalchemy import Boolean, text
from sqlalchemy.engine import Engine

from bot.channels import rest
from bot.delivery.connection import connect
from bot.delivery.dead_letters import DeadLetters
from bot.delivery.log import ConversationLog, Entry
from bot.message import Person, Reply
from bot.store.database import open_engine, reading
from bot.store.tables import exam, learner

EXAM_TIMES = ("started", "timed_to", "used", "warned")

Progress = dict[str, list[tuple[Any, ...]]]
"""Rows by table."""

PROGRESS = {
    "learner": text(
        "SELECT address_form, name, activity FROM learner WHERE person = :person"
    ).columns(activity=learner.c.activity.type),
    "attempt": text(
        "SELECT message_id, question_id, attempt.lesson_id, kind, chosen, correct, hinted "
        "FROM attempt JOIN learner ON learner.id = learner_id WHERE person = :person "
        "ORDER BY attempt.id"
    ).columns(correct=Boolean, hinted=Boolean),
    "lesson_read": text(
        "SELECT lesson_id FROM lesson_read JOIN learner ON learner.id = learner_id "
        "WHERE person = :person ORDER BY lesson_read.id"
    ),
    "exam": text(
        "SELECT exam.id, correct, asked, passed, state FROM exam JOIN learner "
        "ON learner.id = learner_id WHERE person = :person ORDER BY exam.started_at"
    ).columns(passed=Boolean, state=exam.c.state.type),
}


def progress(database: Path, name: str) -> Progress:
    """Every row of the progress of somebody who writes by REST, in an SQLite file."""
    engine = open_engine(f"sqlite:///{database}")
    try:
        return progress_of(engine, Person("rest", name))
    finally:
        engine.dispose()


def progress_of(engine: Engine, person: Person) -> Progress:
    """Every row of a person's progress, without times."""
    with reading(engine) as connection:
        return {
            table: [
                tuple(map(_without_times, row))
                for row in connection.execute(query, {"person": person.key})
            ]
            for table, query in PROGRESS.items()
        }


def _without_times(value: Any) -> Any:
    """What is stored of an exam, also within a place, without the moments and seconds in it."""
    if not isinstance(value, dict):
        return value
    kept = {name: each for name, each in value.items() if name not in EXAM_TIMES}
    return {name: _without_times(each) for name, each in kept.items()}


async def log_of(redis_url: str, name: str, after: str = "-") -> list[Entry]:
    """The conversation log of a person, after a cursor."""
    client = connect(redis_url)
    try:
        return await ConversationLog(client).read(Person("rest", name), after, 5000)
    finally:
        await client.close()
        await client.connection_pool.disconnect()


async def assert_answered_once(
    redis_url: str, people: Mapping[str, Sequence[Exchange]], *, in_turn: bool = True
) -> None:
    """Each message is in the log once and answered once, with what its sender was told, in order.

    `in_turn`: everybody waited for one answer before they wrote again. Nobody was told an
    apology: whoever is leaves a dead letter, and there are none.
    """
    for name, said in people.items():
        log = await log_of(redis_url, name)
        heard = [(each.message_id, each.text) for each in log if each.direction == "in"]
        assert heard == [(each.message_id, stored(each.text)) for each in said], name
        answered = [(each.message_id, as_rest(name, each)) for each in log if each.replies]
        assert answered == [(each.message_id, each.replies) for each in said], name
        assert all(each.replies for each in log if each.direction == "out"), name
        if in_turn:
            assert [each.direction for each in log] == ["in", "out"] * len(said), name
    await assert_no_dead_letters(redis_url)


async def assert_no_dead_letters(redis_url: str) -> None:
    """Nothing was given up."""
    client = connect(redis_url)
    try:
        letters = await DeadLetters(client).read()
    finally:
        await client.close()
        await client.connection_pool.disconnect()
    assert [(each.message_id, each.reason) for each in letters] == []


def stored(text: str) -> str:
    """A text as the channel keeps it."""
    return rest.parse("", "", text, 0.0).text


def as_rest(name: str, entry: Entry) -> list[dict[str, Any]]:
    """The replies of a log entry as the REST endpoint gives them."""
    return [{"recipient_id": name, **_fields(reply)} for reply in entry.replies]


def _fields(reply: Reply) -> dict[str, Any]:
    fields = {key: value for key, value in reply.to_dict().items() if value and key != "urgent"}
    if reply.buttons:
        fields["buttons"] = [{"title": b.title, "payload": b.payload} for b in reply.buttons]
    return fields
