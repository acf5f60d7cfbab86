"""Reminders on their way: each once, by day, whoever is killed and however many send them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import reminding
from delivery_site import Outgoing, in_outbox, message
from redis.asyncio import Redis
from reminding import CHANNELS, reminders
from small_register import JUNE, register_with, task
from sqlalchemy.engine import Engine

from bot.channels.channel import Capabilities
from bot.channels.pull import PullChannel
from bot.delivery import metrics
from bot.delivery.log import ConversationLog
from bot.delivery.mailbox import Mailbox
from bot.delivery.sender import Sender
from bot.delivery.tasks import end
from bot.learning.learner import Learners
from bot.message import Person
from bot.plans.register import Deadline
from bot.plans.subscriptions import Subscriptions
from bot.store.database import open_engine

MORNING = datetime(2027, 6, 3, 2, 0, tzinfo=timezone.utc)  # nine o'clock in Vietnam
NIGHT = datetime(2027, 6, 3, 15, 0, tzinfo=timezone.utc)
AN = Person("web", "an")


@pytest.fixture(name="engine")
def _engine(database: str) -> Iterator[Engine]:
    engine = open_engine(database, lock_wait=2.0)
    yield engine
    engine.dispose()


def follow(engine: Engine, person: Person, kind: str, value: str, days_before: int = 7) -> None:
    Learners(engine).enrol(person.key, "1", MORNING)
    Subscriptions(engine).add(person.key, kind, value, days_before, "m1", MORNING)


async def waiting(redis: Redis, channel: str = "web") -> list[Outgoing]:
    """What is in the outbox."""
    return await in_outbox(redis, channel)


def results(engine: Engine, person: Person = AN) -> list[str]:
    """What the person is told became of each reminder."""
    return [each["Kết quả"] for each in Learners(engine).export(person.key)["Lời nhắc hạn"]]


async def test_a_reminder_goes_out_once(redis: Redis, engine: Engine) -> None:
    follow(engine, AN, "task", "1")
    Learners(engine).set_address_form(AN.key, "bac")
    for hours in (-24, -1, 0, 1, 24, 48, 24 * 8):
        await reminders(redis, engine, lambda h=hours: MORNING + timedelta(hours=h)).look()
    [sent] = await waiting(redis)
    assert sent.person == AN
    assert sent.replies[0].text.startswith("Nhắc hạn: 1 việc bác theo dõi")
    assert "Còn 7 ngày, đến ngày 10/6/2027: Việc 1." in sent.replies[0].text
    assert results(engine) == ["đã gửi"]


async def test_one_message_for_all_that_is_due_for_a_person(redis: Redis, engine: Engine) -> None:
    follow(engine, AN, "task", "1")
    follow(engine, AN, "document", "KH9")
    follow(engine, Person("web", "bình"), "unit", "Sở B")
    await reminders(redis, engine, lambda: MORNING).look()
    an, binh = sorted(await waiting(redis), key=lambda sent: sent.person.user)
    assert an.replies[0].text.startswith("Nhắc hạn: 2 việc")
    assert an.replies[0].text.count("Việc 1.") == 1
    assert binh.replies[0].text.startswith("Nhắc hạn: 1 việc")
    assert "Việc 3." in binh.replies[0].text
    assert results(engine) == ["đã gửi"] * 3


async def test_nothing_at_night_and_what_was_missed_in_the_morning(
    redis: Redis, engine: Engine
) -> None:
    follow(engine, AN, "task", "1")
    await reminders(redis, engine, lambda: NIGHT).look()
    assert await waiting(redis) == []
    # The process was down for five days and wakes at night.
    await reminders(redis, engine, lambda: NIGHT + timedelta(days=5)).look()
    assert await waiting(redis) == []
    await reminders(redis, engine, lambda: MORNING + timedelta(days=6)).look()
    [sent] = await waiting(redis)
    assert "Còn 1 ngày" in sent.replies[0].text


async def test_after_the_deadline_it_is_too_late(redis: Redis, engine: Engine) -> None:
    follow(engine, AN, "task", "1")
    await reminders(redis, engine, lambda: MORNING + timedelta(days=8)).look()
    assert await waiting(redis) == []
    assert results(engine) == []


async def test_a_deadline_that_changed_before_it_was_sent_is_not_named(
    redis: Redis, engine: Engine
) -> None:
    chat = Person("rest", "an")
    follow(engine, chat, "task", "1")
    await reminders(redis, engine, lambda: MORNING).look()
    changed = register_with(task("1", JUNE))
    await reminders(redis, engine, lambda: MORNING, changed).look()
    assert results(engine, chat) == ["không gửi: việc hoặc hạn đã đổi trong văn bản"]


class Zalo:
    """A channel that may write to people for two days after their last message."""

    name = "web"
    capabilities = Capabilities(True, True, 600, timedelta(hours=48))


async def test_a_closed_window_is_kept_in_mind_and_used_when_it_opens(
    redis: Redis, engine: Engine
) -> None:
    now = datetime.now(timezone.utc)
    noon = now.replace(hour=5, minute=0, second=0, microsecond=0) + timedelta(days=1)
    due = (noon + timedelta(days=5)).date()
    deadline = Deadline("date", "ngày nọ", None, due, due)
    plans = register_with(task("1", deadline))
    follow(engine, AN, "task", "1")
    held = metrics.REMINDERS.labels("held")._value.get()
    late = metrics.REMINDERS.labels("late")._value.get()

    async def look(after: timedelta) -> list[Outgoing]:
        clock = noon + after
        await reminders(redis, engine, lambda: clock, plans, channels=[Zalo()]).look()
        return await waiting(redis)

    assert await look(timedelta()) == []
    assert await look(timedelta(hours=1)) == []
    assert results(engine) == ["chưa gửi được: kênh chat chỉ cho nhắn sau khi có tin mới"]
    assert metrics.REMINDERS.labels("held")._value.get() == held + 1
    await Mailbox(redis).accept(message(1))
    assert len(await look(timedelta(hours=2))) == 1
    assert results(engine) == ["đã gửi"]

    follow(engine, Person("web", "bình"), "task", "1")
    assert len(await look(timedelta(days=1))) == 1
    assert len(await look(timedelta(days=6))) == 1
    assert results(engine, Person("web", "bình")) == ["không gửi: đã qua hạn"]
    assert metrics.REMINDERS.labels("late")._value.get() == late + 1


async def test_people_of_a_channel_that_is_not_there_wait_for_it(
    redis: Redis, engine: Engine
) -> None:
    someone = Person("telegram", "an")
    follow(engine, someone, "task", "1")
    await reminders(redis, engine, lambda: MORNING).look()
    assert await waiting(redis, "telegram") == []
    channels = (*CHANNELS, PullChannel("telegram"))
    await reminders(redis, engine, lambda: MORNING, channels=channels).look()
    assert len(await waiting(redis, "telegram")) == 1


async def test_who_ends_it_gets_nothing_more(redis: Redis, engine: Engine) -> None:
    follow(engine, AN, "task", "1")
    follow(engine, Person("web", "bình"), "task", "1")
    Subscriptions(engine).remove(AN.key, "task", "1", MORNING)
    Learners(engine).forget("web:bình")
    await reminders(redis, engine, lambda: MORNING).look()
    assert await waiting(redis) == []


async def test_who_ends_it_while_others_are_reminded_gets_nothing_more(
    redis: Redis, engine: Engine
) -> None:
    people = [Person("web", user) for user in ("an", "bình", "chi")]
    for person in people:
        follow(engine, person, "task", "1")

    def words(_: str | None) -> dict[str, str]:
        Subscriptions(engine).remove("web:bình", "task", "1", MORNING)
        Learners(engine).forget("web:chi")
        return {"ban": "bạn"}

    await reminders(redis, engine, lambda: MORNING, words=words).look()
    assert [sent.person for sent in await waiting(redis)] == [AN]


async def test_one_message_that_fails_does_not_stop_the_others(
    redis: Redis, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    follow(engine, AN, "task", "1")
    Learners(engine).set_address_form(AN.key, "unknown")
    follow(engine, Person("web", "bình"), "task", "1")

    def words(form: str | None) -> dict[str, str]:
        return {"ban": {None: "bạn"}[form]}

    await reminders(redis, engine, lambda: MORNING, words=words).look()
    assert [sent.person.user for sent in await waiting(redis)] == ["bình"]
    assert "KeyError" in caplog.text
    assert "an" not in caplog.text.split()
    await reminders(redis, engine, lambda: MORNING).look()
    assert [sent.person.user for sent in await waiting(redis)] == ["bình", "an"]


async def test_it_reaches_the_conversation_and_the_page_that_waits(
    redis: Redis, engine: Engine
) -> None:
    follow(engine, AN, "task", "1")
    clock = [NIGHT]
    one = reminders(redis, engine, lambda: clock[0], every=0.05)
    running = [asyncio.create_task(one.run())]
    running.append(asyncio.create_task(Sender(redis, PullChannel("web"), "sender").run()))
    await asyncio.sleep(0.3)
    assert await ConversationLog(redis).read(AN) == []
    clock[0] = MORNING + timedelta(days=1)
    give_up = time.monotonic() + 10
    while not (entries := await ConversationLog(redis).read(AN)):
        assert time.monotonic() < give_up
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.3)
    await end(*running)
    [entry] = entries
    assert (entry.direction, entry.message_id[:9]) == ("out", "reminder-")
    assert "Còn 6 ngày" in entry.replies[0].text


async def test_it_goes_on_when_what_was_away_is_back(
    redis: Redis, engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    follow(engine, AN, "task", "1")
    away = Redis(unix_socket_path=str(tmp_path / "nobody.sock"))
    running = asyncio.create_task(reminders(away, engine, lambda: MORNING, every=0.05).run())
    give_up = time.monotonic() + 10
    while caplog.text.count("reminders wait") < 2:
        assert time.monotonic() < give_up
        assert not running.done()
        await asyncio.sleep(0.05)
    await end(running)
    await away.close()
    assert results(engine) == ["chờ gửi"]
    await reminders(redis, engine, lambda: MORNING).look()
    assert len(await waiting(redis)) == 1


def started(database: str, valkey_url: str, death: str = "") -> subprocess.Popen[str]:
    """Another process that looks once when told to."""
    command = [sys.executable, str(Path(reminding.__file__)), database, valkey_url]
    process = subprocess.Popen(
        [*command, MORNING.isoformat(), death],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize(
    ("death", "in_outbox"), [("before the outbox", 0), ("after the outbox", 1)]
)
async def test_killed_between_writing_and_sending(
    redis: Redis, engine: Engine, database: str, valkey_url: str, death: str, in_outbox: int
) -> None:
    people = [Person("web", f"p{number}") for number in range(3)]
    for person in people:
        follow(engine, person, "unit", "Sở A")
    process = started(database, valkey_url, death)
    _, said = process.communicate("go\n")
    assert process.returncode == -9, said
    assert len(await waiting(redis)) == in_outbox
    assert {result for person in people for result in results(engine, person)} == {"chờ gửi"}
    await reminders(redis, engine, lambda: MORNING + timedelta(hours=1)).look()
    await reminders(redis, engine, lambda: MORNING + timedelta(hours=2)).look()
    sent = await waiting(redis)
    assert sorted(each.person.user for each in sent) == ["p0", "p1", "p2"]
    assert {result for person in people for result in results(engine, person)} == {"đã gửi"}


async def test_several_processes_at_once_send_everything_once(
    redis: Redis, engine: Engine, database: str, valkey_url: str
) -> None:
    people = [Person("web", f"p{number:02}") for number in range(30)]
    for person in people:
        follow(engine, person, "unit", "Sở A", 20)
    processes = [started(database, valkey_url) for _ in range(3)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    endings = [(process.communicate()[1], process.returncode) for process in processes]
    assert endings == [("", 0)] * 3
    named = [
        (sent.person.user, number)
        for sent in await waiting(redis)
        for number in ("1", "2")
        if f"Việc {number}." in "".join(reply.text for reply in sent.replies)
    ]
    assert sorted(named) == [(person.user, number) for person in people for number in ("1", "2")]
