"""What is left of people when they have gone: their log in Valkey, their rows in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from people import Exchange

from bot.channels import rest
from bot.delivery.connection import connect
from bot.delivery.dead_letters import DeadLetters
from bot.delivery.log import ConversationLog, Entry
from bot.message import Person, Reply

PROGRESS = {
    "learner": "SELECT address_form, name, activity FROM learner WHERE person = :person",
    "attempt": "SELECT message_id, question_id, attempt.lesson_id, kind, chosen, correct, hinted "
    "FROM attempt JOIN learner ON learner.id = learner_id WHERE person = :person "
    "ORDER BY attempt.id",
    "lesson_read": "SELECT lesson_id FROM lesson_read JOIN learner ON learner.id = learner_id "
    "WHERE person = :person ORDER BY lesson_read.id",
    "exam": "SELECT exam.id, correct, asked, passed, state FROM exam JOIN learner "
    "ON learner.id = learner_id WHERE person = :person ORDER BY exam.started_at",
}


def progress(database: Path, name: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a person's progress, without times."""
    with closing(sqlite3.connect(database)) as connection:
        return {
            table: connection.execute(query, {"person": f"rest:{name}"}).fetchall()
            for table, query in PROGRESS.items()
        }


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
    fields = {key: value for key, value in reply.to_dict().items() if value}
    if reply.buttons:
        fields["buttons"] = [{"title": b.title, "payload": b.payload} for b in reply.buttons]
    return fields
