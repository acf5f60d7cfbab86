"""What becomes of a turn that goes wrong, or is handled again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from talking import Bot, Talk

from bot.store import tables
from bot.store.database import reading, writing


@contextmanager
def broken_store(bot: Bot) -> Iterator[None]:
    """A database without its main table, and whole again afterwards."""
    with writing(bot.services.learners.engine) as connection:
        connection.execute(text("ALTER TABLE learner RENAME TO elsewhere"))
    try:
        yield
    finally:
        with writing(bot.services.learners.engine) as connection:
            connection.execute(text("ALTER TABLE elsewhere RENAME TO learner"))


def attempts(bot: Bot, person: str) -> list[str]:
    """The message ids of a person's stored answers."""
    learner, attempt = tables.learner.c, tables.attempt.c
    query = (
        select(attempt.message_id)
        .join(tables.learner, learner.id == attempt.learner_id)
        .where(learner.person == person)
    )
    with reading(bot.services.learners.engine) as connection:
        return list(connection.execute(query).scalars())


async def test_an_error_in_an_action_is_raised_and_nothing_is_saved(bot: Bot) -> None:
    talk = Talk(bot, "broken")
    with broken_store(bot), pytest.raises(OperationalError):
        await talk.say("xin chào")
    assert talk.snapshot()["events"] == []
    await talk.say("xin chào")
    await talk.say("1")
    await talk.say("học về vneid")
    before = talk.snapshot()
    with broken_store(bot), pytest.raises(OperationalError):
        await talk.say("tiếp")
    assert talk.snapshot() == before
    await talk.say("bác")
    assert "chào bác" in talk.text


async def start_of_a_quiz(bot: Bot, user: str) -> Talk:
    """A person before the first question of a lesson."""
    talk = Talk(bot, user)
    for said in ("xin chào", "1", "1", "học về vneid"):
        await talk.say(said)
    while "Tiếp (" in " ".join(talk.titles):
        await talk.say("tiếp")
    await talk.say("làm câu hỏi")
    return talk


async def test_a_saved_turn_handled_again_says_the_same_and_writes_nothing(bot: Bot) -> None:
    talk = await start_of_a_quiz(bot, "again")
    await talk.say("1")
    replies, stored, held = talk.replies, attempts(bot, talk.key), talk.snapshot()
    assert len(stored) == 1
    for _ in range(3):
        await talk.say_again()
        assert talk.replies == replies
        assert attempts(bot, talk.key) == stored
        assert talk.snapshot() == held


async def test_a_picture_comes_once_when_its_turn_is_handled_again(bot: Bot) -> None:
    talk = await start_of_a_quiz(bot, "picture")
    await talk.say("tiến độ")
    replies = talk.replies
    assert [bool(reply.image) for reply in replies].count(True) == 1
    await talk.say_again()
    assert talk.replies == replies


async def test_a_turn_written_but_not_saved_is_done_once(bot: Bot) -> None:
    talk = await start_of_a_quiz(bot, "killed")
    key = f"tracker:{talk.key}"
    before = bot.redis.get(key)
    assert before is not None
    await talk.say("1")
    replies, after = talk.replies, talk.snapshot()["slots"]
    bot.redis.set(key, before)  # killed between the database and the conversation store
    await talk.say_again()
    assert talk.replies == replies
    assert talk.snapshot()["slots"] == after
    assert len(attempts(bot, talk.key)) == 1


async def test_an_exam_begun_but_not_saved_is_the_same_exam(bot: Bot) -> None:
    talk = Talk(bot, "exam")
    for said in ("xin chào", "1", "1", "tôi muốn thi"):
        await talk.say(said)
    key = f"tracker:{talk.key}"
    before = bot.redis.get(key)
    assert before is not None
    await talk.say("1")
    question = talk.replies[-1]
    bot.redis.set(key, before)
    await talk.say_again()
    assert talk.replies[-1] == question
    with reading(bot.services.learners.engine) as connection:
        rows = connection.execute(
            select(func.count())
            .select_from(tables.exam)
            .join(tables.learner, tables.learner.c.id == tables.exam.c.learner_id)
            .where(tables.learner.c.person == talk.key)
        ).scalar_one()
    assert rows == 1


async def test_a_message_said_to_be_again_that_never_was_is_answered(bot: Bot) -> None:
    talk = Talk(bot, "never")
    await talk.say("xin chào")
    assert talk.last is not None
    talk.last = type(talk.last)(talk.last.person, "unseen", "2", talk.last.received_at)
    await talk.say_again()
    assert "không lưu gì lâu dài" in talk.text


async def test_an_old_message_is_not_taken_for_the_last(bot: Bot) -> None:
    """The same text under another id is another message."""
    talk = Talk(bot, "twice")
    for said in ("xin chào", "2", "1", "học về vneid", "tiếp", "tiếp"):
        await talk.say(said)
    assert "Tiếp (3/5)" in " ".join(talk.titles)
