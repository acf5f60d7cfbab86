"""Reminders are written down once, and what became of them too."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone

import pytest
from sqlalchemy.engine import Engine

from bot.learning.learner import Learners
from bot.plans.reminder_book import ReminderBook, ReminderMessage, State
from bot.plans.reminders import Reminder
from bot.plans.subscriptions import Subscriptions

NOW = datetime(2027, 6, 3, 2, 0, tzinfo=timezone.utc)
LATER = NOW + timedelta(hours=1)
DAY = date(2027, 6, 10)
ANH, BINH = "web:anh", "web:binh"


@pytest.fixture(name="kept")
def _kept(engine: Engine) -> Subscriptions:
    for person in (ANH, BINH):
        Learners(engine).enrol(person, "1", NOW)
    return Subscriptions(engine)


@pytest.fixture(name="book")
def _book(engine: Engine) -> ReminderBook:
    return ReminderBook(engine)


def some(kept: Subscriptions, person: str, *ids: str) -> list[Reminder]:
    followed = kept.add(person, "unit", "Sở A", 7, "m1", NOW)
    return [Reminder(followed.id, id, DAY, 7) for id in ids]


def still_open(book: ReminderBook) -> list[ReminderMessage]:
    """The messages that are still to be sent."""
    return [found for id in book.open_messages() if (found := book.open_message(id))]


def test_what_is_written_goes_out_together_once(kept: Subscriptions, book: ReminderBook) -> None:
    Learners(kept.engine).set_address_form(ANH, "bac")
    wanted = some(kept, ANH, "1", "2")
    assert book.write(wanted, NOW) == 2
    assert book.write(wanted, LATER) == 0
    [message] = still_open(book)
    assert (message.person, message.address_form) == (ANH, "bac")
    assert message.reminders == tuple(wanted)
    assert book.written(DAY) == set(wanted)
    assert book.settle(message, State.SENT, LATER) == 2
    assert book.settle(message, State.SENT, LATER) == 0
    assert still_open(book) == []
    assert book.open_message(message.id) is None
    assert book.written(DAY) == set(wanted)
    assert book.written(DAY + timedelta(days=1)) == set()


def test_two_who_write_the_same_write_it_once(kept: Subscriptions, book: ReminderBook) -> None:
    wanted = some(kept, ANH, *(str(number) for number in range(30)))
    halves = [wanted, wanted[::-1], wanted[:20], wanted[10:]]
    with ThreadPoolExecutor(4) as pool:
        written = list(pool.map(lambda half: book.write(half, NOW), halves))
    assert sum(written) == 30
    sent = [each for message in still_open(book) for each in message.reminders]
    assert sorted(sent) == sorted(wanted)


def test_what_may_not_be_sent_stays_until_it_is_late(
    kept: Subscriptions, book: ReminderBook
) -> None:
    book.write(some(kept, ANH, "1"), NOW)
    [message] = still_open(book)
    assert book.settle(message, State.HELD, NOW) == 1
    assert book.settle(message, State.HELD, LATER) == 0
    assert still_open(book) == [message]
    held = Learners(kept.engine).export(ANH)["Lời nhắc hạn"][0]
    assert held["Kết quả"].startswith("chưa gửi được")
    assert held["Kết quả lúc"] == "03/06/2027 09:00:00"
    assert book.expire(DAY, LATER) == 0
    assert book.expire(DAY + timedelta(days=1), LATER) == 1
    assert still_open(book) == []
    late = Learners(kept.engine).export(ANH)["Lời nhắc hạn"][0]
    assert (late["Kết quả"], late["Hạn"]) == ("không gửi: đã qua hạn", "10/06/2027")


def test_what_was_sent_is_never_late(kept: Subscriptions, book: ReminderBook) -> None:
    book.write(some(kept, ANH, "1"), NOW)
    [message] = still_open(book)
    book.settle(message, State.SENT, NOW)
    assert book.expire(DAY + timedelta(days=1), LATER) == 0


def test_it_ends_with_the_subscription_and_with_the_person(
    kept: Subscriptions, book: ReminderBook
) -> None:
    ended, stays = some(kept, ANH, "1"), some(kept, BINH, "1")
    book.write(ended, NOW)
    book.write(stays, NOW)
    kept.remove(ANH, "unit", "Sở A", NOW)
    assert [message.person for message in still_open(book)] == [BINH]
    assert book.write(ended, LATER) == 0  # by a process that had looked before
    Learners(kept.engine).forget(BINH)
    assert still_open(book) == []
    assert book.write(stays, LATER) == 0
