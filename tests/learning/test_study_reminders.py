"""Who wants to be reminded, at what hour of which place; the file of reminders."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from example_knowledge import replace_in, write_knowledge
from sqlalchemy.engine import Engine

from bot.knowledge.problem import KnowledgeError
from bot.learning.framework import ReminderRule
from bot.learning.identities import Identities
from bot.learning.learner import Learners, NotEnrolledError
from bot.learning.library import load_library
from bot.learning.nudges import NudgeBook, Reason, in_the_night, unanswered
from bot.learning.reminder_file import zones_named
from bot.learning.study_reminders import StudyReminder, StudyReminders, clock_in_words
from bot.settings import ROOT

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=timezone.utc)
ANH, ZALO = "telegram:anh", "zalo_oa:anh"
EVENING = StudyReminder(ANH, "20:00", "Asia/Ho_Chi_Minh")
RULE = ReminderRule(7, 21, 2, 120, "")
ZONES = load_library(ROOT / "knowledge").reminders


@pytest.fixture(name="reminders")
def _reminders(engine: Engine) -> StudyReminders:
    Learners(engine).enrol(ANH, "1", NOW)
    return StudyReminders(engine)


def test_the_last_wish_counts(reminders: StudyReminders) -> None:
    assert reminders.find(ANH) is None
    reminders.set(ANH, EVENING, "m1", NOW)
    later = StudyReminder(ZALO, "07:30", "Asia/Tokyo")
    reminders.set(ANH, later, "m2", NOW)
    assert reminders.find(ANH) == later
    assert reminders.stop(ANH)
    assert not reminders.stop(ANH)
    assert reminders.find(ANH) is None


def test_reviews_are_refused_and_allowed(reminders: StudyReminders) -> None:
    assert not reminders.refuses_reviews(ANH)
    reminders.refuse_reviews(ANH, NOW)
    reminders.refuse_reviews(ANH, NOW)
    assert reminders.refuses_reviews(ANH)
    reminders.allow_reviews(ANH)
    assert not reminders.refuses_reviews(ANH)


def test_nothing_is_kept_of_strangers(reminders: StudyReminders) -> None:
    with pytest.raises(NotEnrolledError):
        reminders.set("web:x", EVENING, "m1", NOW)
    with pytest.raises(NotEnrolledError):
        reminders.refuse_reviews("web:x", NOW)
    assert not reminders.stop("web:x")


def test_the_same_message_again_does_not_begin_the_count_anew(reminders: StudyReminders) -> None:
    book = NudgeBook(reminders.engine)
    reminders.set(ANH, EVENING, "m1", NOW)
    assert book.write_due(RULE, NOW + timedelta(hours=5)) == 1
    [id] = book.waiting()
    nudge = book.find(id)
    assert nudge is not None
    assert book.settle(nudge, None, NOW + timedelta(hours=5))
    assert not book.settle(nudge, Reason.LATE, NOW + timedelta(hours=6))
    reminders.set(ANH, EVENING, "m1", NOW + timedelta(days=1))
    book.write_due(RULE, NOW + timedelta(days=1, hours=5))
    [id] = book.waiting()
    following = book.find(id)
    assert following is not None
    assert book.sent(following, 2) == [NOW + timedelta(hours=5)]


@pytest.mark.parametrize("first_has", [True, False])
@pytest.mark.parametrize("second_has", [True, False])
def test_of_two_platforms_one_hour_stays(
    reminders: StudyReminders, first_has: bool, second_has: bool
) -> None:
    engine = reminders.engine
    Learners(engine).enrol(ZALO, "1", NOW)
    other = StudyReminder(ZALO, "07:30", "Asia/Tokyo")
    if first_has:
        reminders.set(ANH, EVENING, "m1", NOW)
    if second_has:
        reminders.set(ZALO, other, "m1", NOW)
        reminders.refuse_reviews(ZALO, NOW)
    NudgeBook(engine).write_due(RULE, NOW + timedelta(days=1, hours=6))
    identities = Identities(engine)
    identities.redeem(ZALO, identities.new_code(ANH, NOW), NOW)
    assert reminders.find(ANH) == (EVENING if first_has else other if second_has else None)
    assert reminders.refuses_reviews(ANH) == second_has
    nudges = Learners(engine).export(ANH)["Lời nhắc học"]
    # Of two on one day the first's stays.
    assert len(nudges) == len({each["Ngày"] for each in nudges})
    assert bool(nudges) == (first_has or second_has)


@pytest.mark.parametrize(
    ("clock", "night"), [("06:59", True), ("07:00", False), ("20:59", False), ("21:00", True)]
)
def test_the_night(clock: str, night: bool) -> None:
    assert in_the_night(datetime.strptime(clock, "%H:%M").time(), RULE) is night


def test_what_came_before_the_last_word_is_answered() -> None:
    sent = [NOW, NOW - timedelta(days=1)]
    assert unanswered(sent, None) == 2
    assert unanswered(sent, NOW - timedelta(hours=1)) == 1
    assert unanswered(sent, NOW + timedelta(seconds=1)) == 0


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        ("07:00", "7 giờ sáng"),
        ("11:05", "11 giờ 05 trưa"),
        ("12:00", "12 giờ trưa"),
        ("13:30", "1 giờ 30 chiều"),
        ("18:00", "6 giờ tối"),
        ("20:45", "8 giờ 45 tối"),
    ],
)
def test_hours_as_people_say_them(clock: str, words: str) -> None:
    assert clock_in_words(clock) == words


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("nhắc tôi học lúc 8 giờ tối", []),
        ("8 giờ tối giờ Nhật", ["jp"]),
        ("con ở bên Hàn Quốc", ["kr"]),
        ("theo gio dai loan", ["tw"]),
        ("tôi ở Mỹ", ["us_east", "us_mid", "us_west"]),
        ("giờ miền Tây nước Mỹ", ["us_west"]),
        ("giờ nước Đức", ["de"]),
        ("nhắc tôi học bài tiếng Nhật", []),
    ],
)
def test_zones_by_name(said: str, ids: list[str]) -> None:
    assert [zone.id for zone in zones_named(ZONES, said)] == ids


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("Asia/Tokyo", "Asia/Tokio", 7, "zones[2].zone"),
        ("id: jp", "id: J P", 7, "zones[2].id"),
        ("zone: Asia/Ho_Chi_Minh", "zone: Asia/Bangkok", 5, "zones"),
        ("{Ban} ơi, đến giờ ôn bài.", "{Anh} ơi", 1, "review"),
    ],
)
def test_mistakes_in_the_file(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    replace_in(write_knowledge(tmp_path) / "reminders.yml", old, new)
    with pytest.raises(KnowledgeError) as raised:
        load_library(tmp_path)
    assert (line, field) in [(each.line, each.field) for each in raised.value.problems]
