"""Reminders to study on their way: at their hour, once a day, never at night, never for long."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import nudging
import pytest
from delivery_site import in_outbox, message
from example_knowledge import write_knowledge
from nudging import nudges
from redis.asyncio import Redis
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.channels.channel import Capabilities
from bot.delivery.mailbox import Mailbox
from bot.learning.learner import Attempt, Learners
from bot.learning.library import Library, load_library
from bot.learning.study_reminders import StudyReminder, StudyReminders
from bot.message import Person, Reply
from bot.store.database import open_engine, reading
from bot.store.tables import study_nudge

# Some days ago, because Valkey notes what is written now by its own clock.
EVENING = (datetime.now(timezone.utc) - timedelta(days=5)).replace(hour=13, minute=0, second=0)
"""20:00 in Vietnam."""

DAY = timedelta(days=1)
HOME = "Asia/Ho_Chi_Minh"
AN, BINH = Person("web", "an"), Person("web", "bình")


@pytest.fixture(name="engine")
def _engine(database: str) -> Iterator[Engine]:
    engine = open_engine(database, lock_wait=2.0)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_knowledge(tmp_path_factory.mktemp("knowledge"))


@pytest.fixture(scope="module", name="library")
def _library(folder: Path) -> Library:
    return load_library(folder)


def wish(
    engine: Engine, person: Person = AN, at: str = "20:00", zone: str = HOME, days: float = -0.5
) -> None:
    """The person asked to be reminded at that hour, so many days from EVENING."""
    Learners(engine).enrol(person.key, "1", EVENING - DAY)
    asked = EVENING + days * DAY
    reminder = StudyReminder(person.key, at, zone)
    StudyReminders(engine).set(person.key, reminder, f"m{days}", asked)


def results(engine: Engine) -> list[str]:
    """What became of each nudge, in the order of their days."""
    query = select(study_nudge.c.state, study_nudge.c.reason).order_by(study_nudge.c.planned_at)
    with reading(engine) as connection:
        return [row.reason or row.state for row in connection.execute(query)]


def texts(replies: list[Reply]) -> list[str]:
    return [reply.text for reply in replies]


def answer(days: float, correct: bool = True) -> Attempt:
    at = EVENING + days * DAY
    return Attempt("M01-L1-Q1", "M01-L1", "quiz", "b", correct, False, None, at)


async def test_at_the_hour_and_once_a_day(redis: Redis, engine: Engine, library: Library) -> None:
    wish(engine)
    Learners(engine).set_address_form(AN.key, "bac")
    for minutes in (-60, -1, 0, 1, 30, 59):
        clock = EVENING + timedelta(minutes=minutes)
        await nudges(redis, engine, library, lambda now=clock: now).look()
        assert len(await in_outbox(redis)) == (minutes >= 0)
    [sent] = await in_outbox(redis)
    assert sent.person == AN
    assert texts(sent.replies) == [
        "Bác ơi, đến giờ học bài.",
        "Không muốn nhắc nữa, bác nhắn “thôi nhắc”.",
    ]
    assert [button.payload for button in sent.replies[1].buttons] == [
        "#resume",
        "#set_reminder:off",
    ]
    assert results(engine) == ["sent"]


async def test_an_hour_that_is_over_is_tomorrows(
    redis: Redis, engine: Engine, library: Library
) -> None:
    wish(engine, days=0.01)
    await nudges(redis, engine, library, lambda: EVENING + 0.02 * DAY).look()
    assert results(engine) == []
    await nudges(redis, engine, library, lambda: EVENING + DAY).look()
    assert results(engine) == ["sent"]


async def test_the_hour_is_that_of_the_place(
    redis: Redis, engine: Engine, library: Library
) -> None:
    wish(engine, at="20:00", zone="Asia/Tokyo")
    two_hours_before = EVENING - timedelta(hours=2)
    await nudges(redis, engine, library, lambda: two_hours_before - timedelta(minutes=1)).look()
    assert results(engine) == []
    await nudges(redis, engine, library, lambda: two_hours_before).look()
    assert results(engine) == ["sent"]


async def test_what_is_due_is_said(redis: Redis, engine: Engine, library: Library) -> None:
    wish(engine)
    Learners(engine).record_attempt(AN.key, "a1", answer(-3, correct=False))
    await nudges(redis, engine, library, lambda: EVENING).look()
    [sent] = await in_outbox(redis)
    assert texts(sent.replies)[0] == "Bạn ơi, đến giờ ôn bài."
    assert sent.replies[1].buttons[0].payload == "#review"


async def test_who_has_studied_or_has_nothing_left_is_left_alone(
    redis: Redis, engine: Engine, library: Library
) -> None:
    wish(engine)
    Learners(engine).record_attempt(AN.key, "a1", answer(-0.3))
    wish(engine, BINH, at="20:01")
    for lesson in library.curriculum.lessons:
        Learners(engine).mark_read(BINH.key, lesson.id, EVENING - DAY)
    await nudges(redis, engine, library, lambda: EVENING + timedelta(minutes=5)).look()
    assert await in_outbox(redis) == []
    assert results(engine) == ["studied", "nothing"]


async def test_never_at_night_and_not_hours_late(
    redis: Redis, engine: Engine, library: Library
) -> None:
    wish(engine, at="20:50")
    wish(engine, BINH, at="12:00", days=-0.9)
    await nudges(redis, engine, library, lambda: EVENING + timedelta(minutes=65)).look()
    assert await in_outbox(redis) == []
    assert results(engine) == ["late", "night"]


class Zalo:
    """A channel that may write to people for two days after their last message."""

    name = "web"
    capabilities = Capabilities(True, False, 600, timedelta(hours=48))


async def test_a_closed_window_is_noted_and_the_day_left_out(
    redis: Redis, engine: Engine, library: Library
) -> None:
    wish(engine)
    for days in (0, 0.01, 1):
        clock = EVENING + days * DAY
        await nudges(redis, engine, library, lambda now=clock: now, channels=[Zalo()]).look()
    assert results(engine) == ["window", "window"]
    await Mailbox(redis).accept(message(1, AN))
    await nudges(redis, engine, library, lambda: EVENING + 2 * DAY, channels=[Zalo()]).look()
    [sent] = await in_outbox(redis)
    assert sent.replies[1].buttons == ()
    assert results(engine)[2] == "sent"


async def test_after_two_without_an_answer_no_more(
    redis: Redis, engine: Engine, library: Library
) -> None:
    wish(engine)
    for days in range(5):
        clock = EVENING + days * DAY
        await nudges(redis, engine, library, lambda now=clock: now).look()
    first, second = await in_outbox(redis)
    assert texts(first.replies)[1].startswith("Không muốn nhắc nữa")
    assert texts(second.replies)[1] == "Lần này chưa rảnh thì cháu thôi nhắc."
    assert results(engine) == ["sent", "sent", "unanswered"]
    assert StudyReminders(engine).find(AN.key) is None
    # Who asks anew begins anew.
    wish(engine, days=4.5)
    await nudges(redis, engine, library, lambda: EVENING + 5 * DAY).look()
    assert results(engine)[3:] == ["sent"]


@pytest.mark.parametrize("studies", [False, True])
async def test_a_word_or_some_study_is_an_answer(
    redis: Redis, engine: Engine, library: Library, studies: bool
) -> None:
    wish(engine)
    for days in (0, 1):
        clock = EVENING + days * DAY
        await nudges(redis, engine, library, lambda now=clock: now).look()
    if studies:
        Learners(engine).record_attempt(AN.key, "a1", answer(1.1))
    else:
        await Mailbox(redis).accept(message(1, AN))
    await nudges(redis, engine, library, lambda: EVENING + 2 * DAY).look()
    last = (await in_outbox(redis))[-1]
    assert texts(last.replies)[1].startswith("Không muốn nhắc nữa")
    assert results(engine) == ["sent"] * 3


async def test_who_ends_it_or_goes_meanwhile_gets_nothing(
    redis: Redis, engine: Engine, library: Library
) -> None:
    for person in (AN, BINH, Person("web", "chi")):
        wish(engine, person)

    def words(_: str | None) -> dict[str, str]:
        StudyReminders(engine).stop(BINH.key)
        Learners(engine).forget("web:chi")
        return dict(nudging.words(None))

    await nudges(redis, engine, library, lambda: EVENING, words=words).look()
    assert [sent.person for sent in await in_outbox(redis)] == [AN]
    assert results(engine) == ["sent", "ended"]


def started(database: str, valkey_url: str, folder: Path, death: str = "") -> subprocess.Popen[str]:
    """Another process that looks once when told to."""
    arguments = [database, valkey_url, str(folder), EVENING.isoformat(), death]
    process = subprocess.Popen(
        [sys.executable, str(Path(nudging.__file__)), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize(("death", "out"), [("before the outbox", 0), ("after the outbox", 1)])
async def test_killed_between_writing_and_sending(
    redis: Redis,
    engine: Engine,
    library: Library,
    folder: Path,
    database: str,
    valkey_url: str,
    death: str,
    out: int,
) -> None:
    wish(engine)
    wish(engine, BINH)
    process = started(database, valkey_url, folder, death)
    _, said = process.communicate("go\n")
    assert process.returncode == -9, said
    assert len(await in_outbox(redis)) == out
    assert results(engine) == ["waiting", "waiting"]
    # Whoever had been sent to and learns meanwhile has been sent to all the same.
    for person in (AN, BINH)[:out]:
        Learners(engine).record_attempt(person.key, "a1", answer(0.001))
    await nudges(redis, engine, library, lambda: EVENING + timedelta(minutes=10)).look()
    await nudges(redis, engine, library, lambda: EVENING + timedelta(minutes=11)).look()
    sent = await in_outbox(redis)
    assert sorted(each.person.user for each in sent) == ["an", "bình"]
    assert results(engine) == ["sent", "sent"]


async def test_several_at_once_send_everything_once(
    redis: Redis, engine: Engine, library: Library, database: str
) -> None:
    people = [Person("web", f"p{number:02}") for number in range(20)]
    for person in people:
        wish(engine, person)
    engines = [open_engine(database, lock_wait=5.0) for _ in range(3)]
    await asyncio.gather(
        *(nudges(redis, each, library, lambda: EVENING).look() for each in engines)
    )
    for each in engines:
        each.dispose()
    assert sorted(each.person.user for each in await in_outbox(redis)) == [
        person.user for person in people
    ]
    assert results(engine) == ["sent"] * 20
