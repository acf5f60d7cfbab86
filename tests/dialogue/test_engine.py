"""The engine: its own thread, what it refuses, what it says when something is away."""

from __future__ import annotations

import asyncio
import io
import tarfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from talking import HOURS, MODEL, Bot, Talk, started_engine

from bot.channels.rest import parse
from bot.dialogue.engine import Engine
from bot.dialogue.turn import ModelError
from bot.message import TryLater
from bot.store.database import writing
from bot.store.valkey import embedded


async def test_the_loop_of_the_web_server_goes_on_while_it_works(bot: Bot) -> None:
    gaps: list[float] = []

    async def tick() -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0)
            gaps.append(time.monotonic() - before)

    ticking = asyncio.create_task(tick())
    began = time.monotonic()
    await asyncio.gather(*(bot.engine.parse(f"tôi muốn học bài số {n}") for n in range(60)))
    took = time.monotonic() - began
    ticking.cancel()
    assert max(gaps) < took / 2
    assert len(gaps) > 60


async def test_it_can_be_asked_from_any_loop(bot: Bot) -> None:
    heard: list[str] = []

    def other() -> None:
        talk = Talk(bot, "other loop")
        asyncio.run(talk.say("xin chào"))
        heard.append(talk.text)

    thread = threading.Thread(target=other)
    thread.start()
    await asyncio.to_thread(thread.join)
    assert "không phải người thật" in heard[0]


async def test_messages_of_many_people_at_once_do_not_mix(bot: Bot) -> None:
    people = [Talk(bot, f"crowd {n}") for n in range(12)]
    await asyncio.gather(*(person.say("xin chào") for person in people))
    await asyncio.gather(*(person.say("2") for person in people))
    await asyncio.gather(*(person.say(str(n % 9 + 1)) for n, person in enumerate(people)))
    calls = ["bác", "cô", "chú", "ông", "bà", "anh", "chị", "bạn", "đồng chí"]
    for number, person in enumerate(people):
        assert f"chào {calls[number % 9]}." in person.text


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", "không đọc được chữ nào"),
        ("\x00\x07\u202e", "không đọc được chữ nào"),
        ("😀" * 50, "không đọc được chữ nào"),
        ("dài " * 25_000, "dài quá"),
        ("a" * 100_000, "dài quá"),
        ("\ud83d xin chào", "không phải người thật"),
        ("xin cha\u0300o", "không phải người thật"),
        ("/restart", "không phải người thật"),
        ("{ban} {0} %s", "không phải người thật"),
    ],
)
async def test_whatever_is_sent_has_an_answer(bot: Bot, text: str, answer: str) -> None:
    talk = Talk(bot, f"odd {text[:8]!r} {len(text)}")
    await talk.say(text)
    assert answer in talk.text
    assert "Đồng ý" in " ".join(talk.titles)


async def test_parse_is_rasas_parse_result(bot: Bot) -> None:
    parsed = await bot.engine.parse("xin chào")
    assert parsed["text"] == "xin chào"
    assert parsed["intent"]["name"] == "greet"
    assert {"entities", "intent_ranking"} <= parsed.keys()
    assert (await bot.engine.parse("😀"))["intent"]["name"] == "out_of_scope"
    assert (await bot.engine.parse('/greet{"consent": "yes"}'))["entities"] == []


# redis 4.6 leaves a unix socket that could not connect to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("bot")
async def test_a_message_is_tried_later_while_valkey_is_gone(tmp_path: Path) -> None:
    valkey = embedded(tmp_path)
    engine = started_engine(valkey.start())
    message = parse("away", "m1", "xin chào", time.time())
    try:
        assert (await engine.answer(message, again=False)).replies
        valkey.stop()
        with pytest.raises(TryLater):
            await engine.answer(parse("away", "m2", "1", time.time()), again=False)
        valkey.start()
        turn = await engine.answer(parse("away", "m2", "2", time.time()), again=True)
        assert "không lưu gì lâu dài" in turn.replies[0].text
    finally:
        engine.stop()
        valkey.stop()


async def test_a_message_is_tried_later_while_the_database_is_locked(bot: Bot) -> None:
    talk = Talk(bot, "locked")
    await talk.say("xin chào")
    before = talk.snapshot()
    with writing(bot.services.learners.engine) as connection:
        connection.execute(text("SELECT 1"))
        with pytest.raises(TryLater):
            await talk.say("1")
    assert talk.snapshot() == before
    await talk.say("1")
    assert "cảm ơn" in talk.text


async def test_what_is_being_answered_is_finished_before_it_stops(bot: Bot) -> None:
    engine = started_engine(bot.redis_url)
    asked = [
        asyncio.create_task(
            engine.answer(parse(f"leaving {n}", "m1", "xin chào", time.time()), again=False)
        )
        for n in range(5)
    ]
    await asyncio.sleep(0)
    await asyncio.to_thread(engine.stop)
    for turn in await asyncio.gather(*asked):
        assert turn.replies


def test_a_missing_model_says_how_to_make_one(bot: Bot, tmp_path: Path) -> None:
    engine = Engine(tmp_path / "bot.tar.gz", bot.redis_url, HOURS)
    with pytest.raises(ModelError, match=r"bot\.tar\.gz: there is no trained model; .*bot train"):
        engine.start()
    engine.stop()


def half(model: bytes) -> bytes:
    """A model of which half was written."""
    return model[: len(model) // 2]


def wrong_byte(model: bytes) -> bytes:
    """A model with a wrong byte in its middle."""
    middle = len(model) // 2
    return model[:middle] + bytes([model[middle] ^ 0xFF]) + model[middle + 1 :]


def nothing(_: bytes) -> bytes:
    """An empty file."""
    return b""


def another_archive(_: bytes) -> bytes:
    """An archive that is no model."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("readme.txt"))
    return made.getvalue()


def of_other_code(model: bytes) -> bytes:
    """A model without the file that a component of today reads."""
    made = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(model)) as whole,
        tarfile.open(fileobj=made, mode="w:gz", compresslevel=1) as archive,
    ):
        for member in whole.getmembers():
            if not member.name.endswith("vectorizer.joblib"):
                archive.addfile(member, whole.extractfile(member) if member.isfile() else None)
    return made.getvalue()


@pytest.mark.parametrize("damage", [of_other_code, half, wrong_byte, nothing, another_archive])
def test_a_damaged_model_says_so(
    bot: Bot, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "bot.tar.gz"
    path.write_bytes(damage(MODEL.read_bytes()))
    engine = Engine(path, bot.redis_url, HOURS)
    with pytest.raises(ModelError, match=r"damaged .*train it again: bot train"):
        engine.start()
    engine.stop()


async def linked(bot: Bot, user: str) -> tuple[Talk, Talk]:
    """One learner in two conversations, in the first bubble of a lesson."""
    first, second = Talk(bot, user), Talk(bot, user, "telegram")
    for said in ("xin chào", "1", "1", "#choose_module:M03", "#link_account"):
        await first.say(said)
    await second.say(first.replies[-1].text)
    return first, second


async def test_everybody_who_was_one_learner_is_forgotten(bot: Bot) -> None:
    first, second = await linked(bot, "leaves all")
    await second.say("#delete_my_data")
    assert second.forgotten == ()
    asked = bot.redis.get(f"tracker:{second.key}")
    assert asked is not None
    await second.say("#affirm:delete")
    assert second.forgotten == (second.person, first.person)
    assert bot.redis.get(f"tracker:{first.key}") is None
    await second.say_again()
    assert second.forgotten == (second.person, first.person)
    bot.redis.set(f"tracker:{second.key}", asked)  # killed between the database and this store
    await second.say_again()
    assert second.forgotten == (second.person, first.person)
    assert "đã xoá hết" in second.text
    await second.say("xin chào")
    assert second.forgotten == ()


async def test_a_step_on_another_platform_that_was_not_saved_is_done_once(bot: Bot) -> None:
    first, second = await linked(bot, "steps")
    for said in ("#resume", "tiếp", "tiếp"):
        await second.say(said)
    key = f"tracker:{first.key}"
    before = bot.redis.get(key)
    assert before is not None
    await first.say("#next")
    replies, after = first.replies, first.snapshot()["slots"]
    bot.redis.set(key, before)  # killed between the database and this store
    await first.say_again()
    assert first.replies == replies
    assert first.snapshot()["slots"] == after
    assert after["activity"]["bubble"] == 3


async def test_two_actions_of_one_message_go_one_way(bot: Bot) -> None:
    """“làm câu hỏi” at a lesson's end is taken over and begun; again it is the same quiz."""
    first, second = await linked(bot, "quiz")
    await second.say("#resume")
    while "Tiếp (" in " ".join(second.titles):
        await second.say("tiếp")
    key = f"tracker:{first.key}"
    before = bot.redis.get(key)
    assert before is not None
    await first.say("#next")
    question = first.replies[-1]
    assert question.buttons[0].payload.startswith("#answer:1@")
    bot.redis.set(key, before)
    await first.say_again()
    assert first.replies[-1] == question
