"""Two learners until they link them, then one; nothing lost and nothing twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.learning.certificate import Certificates
from bot.learning.confirmation_progress import ConfirmationProgress
from bot.learning.identities import (
    CODE_MINUTES,
    Identities,
    Linked,
    OwnCodeError,
    UnknownCodeError,
)
from bot.learning.learner import Attempt, Learners, NotEnrolledError
from bot.learning.proposals import Wishes
from bot.learning.signing import load_or_make_key
from bot.plans.reminder_book import ReminderBook, State
from bot.plans.reminders import Reminder
from bot.plans.subscriptions import Subscriptions
from bot.store.database import reading
from bot.store.tables import identity, learner, link_code, plan_reminder

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=timezone.utc)
LATER = NOW + timedelta(hours=1)
TELEGRAM, ZALO, WEB = "telegram:1", "zalo_oa:1", "web:1"
PLACE = {"kind": "lesson", "lesson": "M01-L1", "bubble": 2}
ELSEWHERE = {"kind": "lesson_end", "lesson": "M02-L1"}
DUE = date(2026, 12, 25)


@pytest.fixture(name="identities")
def _identities(engine: Engine) -> Identities:
    return Identities(engine)


def answer(question: str, at: datetime = NOW) -> Attempt:
    """A right answer in a quiz."""
    return Attempt(question, "M01-L1", "quiz", "b", True, False, None, at)


def link(identities: Identities, first: str, second: str, now: datetime = NOW) -> str:
    """The second person types the code that was shown to the first."""
    return identities.redeem(second, identities.new_code(first, now), now)


def count(engine: Engine, table: object) -> int:
    """How many rows a table has."""
    with reading(engine) as connection:
        rows: int = connection.execute(select(func.count()).select_from(table)).scalar_one()
    return rows


def test_who_linked_nothing_is_nobody_else(learners: Learners, identities: Identities) -> None:
    assert identities.resolve(ZALO) is None
    assert identities.persons(ZALO) == [ZALO]
    learners.enrol(ZALO, "1", NOW)
    assert identities.resolve(ZALO) is None
    assert identities.persons(ZALO) == [ZALO]


def test_a_code_makes_a_stranger_the_learner(learners: Learners, identities: Identities) -> None:
    learners.enrol(ZALO, "1", NOW)
    learners.save_activity(ZALO, PLACE, NOW)
    code = identities.new_code(ZALO, NOW)
    assert code.startswith("LK-")
    assert identities.redeem(TELEGRAM, code.lower().replace("-", " "), LATER - timedelta(hours=1))
    for person in (ZALO, TELEGRAM):
        assert identities.resolve(person) == Linked(ZALO, PLACE)
        assert set(identities.persons(person)) == {ZALO, TELEGRAM}
    assert learners.find(TELEGRAM) is None


def test_a_third_platform_can_be_linked_from_any_of_them(
    learners: Learners, identities: Identities
) -> None:
    learners.enrol(ZALO, "1", NOW)
    link(identities, ZALO, TELEGRAM)
    assert link(identities, TELEGRAM, WEB, LATER) == ZALO
    assert identities.persons(WEB)[-1] == WEB
    assert set(identities.persons(ZALO)) == {ZALO, TELEGRAM, WEB}


def test_only_who_agreed_gets_a_code(identities: Identities) -> None:
    with pytest.raises(NotEnrolledError):
        identities.new_code(ZALO, NOW)


def test_the_code_itself_is_not_stored(learners: Learners, identities: Identities) -> None:
    learners.enrol(ZALO, "1", NOW)
    code = identities.new_code(ZALO, NOW)
    with reading(identities.engine) as connection:
        held = str(connection.execute(select(link_code)).one())
    for form in (code, code[3:], code[3:].replace("-", "")):
        assert form not in held


def test_a_code_is_good_for_a_while_and_once(learners: Learners, identities: Identities) -> None:
    learners.enrol(ZALO, "1", NOW)
    code = identities.new_code(ZALO, NOW)
    over = NOW + timedelta(minutes=CODE_MINUTES)
    for wrong, now in (("LK-ABCD-2345", NOW), ("gì đó", NOW), (code, over)):
        with pytest.raises(UnknownCodeError):
            identities.redeem(TELEGRAM, wrong, now)
    assert identities.redeem(TELEGRAM, code, over - timedelta(seconds=1)) == ZALO
    with pytest.raises(UnknownCodeError):
        identities.redeem(WEB, code, NOW)
    assert identities.resolve(WEB) is None


def test_a_new_code_replaces_the_one_before(learners: Learners, identities: Identities) -> None:
    learners.enrol(ZALO, "1", NOW)
    old, new = identities.new_code(ZALO, NOW), identities.new_code(ZALO, NOW)
    with pytest.raises(UnknownCodeError):
        identities.redeem(TELEGRAM, old, NOW)
    assert identities.redeem(TELEGRAM, new, NOW) == ZALO


def test_the_same_person_may_use_it_again(learners: Learners, identities: Identities) -> None:
    """As when the message is handled again after a crash, however much later."""
    for person in (ZALO, TELEGRAM):
        learners.enrol(person, "1", NOW)
    learners.mark_read(TELEGRAM, "M01-L1", NOW)
    code = identities.new_code(ZALO, NOW)
    assert identities.redeem(TELEGRAM, code, NOW) == ZALO
    before = learners.export(ZALO)
    identities.new_code(ZALO, NOW)
    assert identities.redeem(TELEGRAM, code, NOW + timedelta(days=1)) == ZALO
    assert learners.export(ZALO)["Bài đã đọc"] == before["Bài đã đọc"]
    assert set(identities.persons(ZALO)) == {ZALO, TELEGRAM}


def test_ones_own_code_says_so(learners: Learners, identities: Identities) -> None:
    learners.enrol(ZALO, "1", NOW)
    with pytest.raises(OwnCodeError):
        identities.redeem(ZALO, identities.new_code(ZALO, NOW), NOW)
    link(identities, ZALO, TELEGRAM)
    with pytest.raises(OwnCodeError):
        link(identities, ZALO, TELEGRAM)
    with pytest.raises(OwnCodeError):
        link(identities, TELEGRAM, ZALO)


def test_what_both_learnt_is_one_record(learners: Learners, identities: Identities) -> None:
    for person in (ZALO, TELEGRAM):
        learners.enrol(person, "1", NOW)
    learners.mark_read(ZALO, "M01-L1", LATER)
    learners.mark_read(TELEGRAM, "M01-L1", NOW)
    learners.mark_read(TELEGRAM, "M01-L2", LATER)
    learners.record_attempt(ZALO, "7", answer("M01-L1-Q1"))
    learners.record_attempt(TELEGRAM, "7", answer("M01-L1-Q2", LATER))
    link(identities, ZALO, TELEGRAM)
    assert learners.read_lessons(ZALO) == {"M01-L1", "M01-L2"}
    assert learners.export(ZALO)["Bài đã đọc"][0]["Đọc lúc"] == "22/11/2026 10:00:00"
    assert [each.question_id for each in learners.attempts(ZALO)] == ["M01-L1-Q1", "M01-L1-Q2"]
    assert learners.attempts(TELEGRAM) == []
    assert learners.find(TELEGRAM) is None
    # The message whose answer came along counts no second time under the name it now has.
    assert not learners.record_attempt(ZALO, f"{TELEGRAM}/7", answer("M01-L1-Q2"))


def test_two_groups_become_one(learners: Learners, identities: Identities) -> None:
    for person in (ZALO, TELEGRAM):
        learners.enrol(person, "1", NOW)
    link(identities, TELEGRAM, WEB)
    learners.record_attempt(TELEGRAM, "7", answer("M01-L1-Q1"))
    learners.record_attempt(TELEGRAM, f"{WEB}/7", answer("M01-L1-Q2"))
    learners.record_attempt(ZALO, "7", answer("M01-L1-Q3"))
    assert link(identities, ZALO, WEB, LATER) == ZALO
    assert set(identities.persons(TELEGRAM)) == {ZALO, TELEGRAM, WEB}
    messages = {each["Mã tin nhắn"] for each in learners.export(ZALO)["Câu đã trả lời"]}
    assert messages == {"7", f"{TELEGRAM}/7", f"{WEB}/7"}


def test_exams_and_certificates_come_along(
    learners: Learners, identities: Identities, tmp_path: Path
) -> None:
    certificates = Certificates(learners.engine, load_or_make_key(tmp_path / "key.pem"))
    codes = set()
    for person in (ZALO, TELEGRAM):
        learners.enrol(person, "1", NOW)
        exam = f"exam of {person}"
        learners.start_exam(person, exam, {}, NOW)
        learners.finish_exam(exam, 9, 10, True, NOW)
        codes.add(certificates.issue(person, exam, "An", (("M01", "Một"),), DUE).code)
    link(identities, ZALO, TELEGRAM)
    assert {each.code for each in certificates.of(ZALO)} == codes
    assert learners.exams_started_on(ZALO, date(2026, 11, 22)) == 2


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (["vneid"], ["login", "vneid"], {"vneid", "login"}),
        (["vneid"], None, {"vneid"}),
        (None, ["login"], {"login"}),
        (None, None, set()),
    ],
)
def test_the_way_to_the_confirmation_goes_on_from_both(
    learners: Learners,
    identities: Identities,
    first: list[str] | None,
    second: list[str] | None,
    together: set[str],
) -> None:
    way = ConfirmationProgress(learners.engine)
    for person, steps in ((ZALO, first), (TELEGRAM, second)):
        learners.enrol(person, "1", NOW)
        for step in steps or ():
            way.mark(person, step, NOW)
    link(identities, ZALO, TELEGRAM)
    assert way.done(ZALO) == together


def test_what_was_followed_and_sent_is_neither_lost_nor_twice(
    learners: Learners, identities: Identities
) -> None:
    followed, book = Subscriptions(learners.engine), ReminderBook(learners.engine)
    for person in (ZALO, TELEGRAM):
        learners.enrol(person, "1", NOW)
    kept = followed.add(ZALO, "unit", "Sở A", 7, "m1", NOW)
    twice = followed.add(TELEGRAM, "unit", "Sở A", 7, "m2", NOW)
    alone = followed.add(TELEGRAM, "document", "QD550", 3, "m3", NOW)
    book.write([Reminder(kept.id, "both", DUE, 7)], NOW)
    book.write([Reminder(twice.id, task, DUE, 7) for task in ("both", "new")], NOW)
    book.write([Reminder(alone.id, "other", DUE, 3)], NOW)
    for message_id in book.open_messages():
        message = book.open_message(message_id)
        assert message is not None
        book.settle(message, State.SENT, NOW)
    calendar = followed.calendar_token(ZALO)
    link(identities, ZALO, TELEGRAM, LATER)
    assert [(each.id, each.person) for each in followed.of_person(ZALO)] == [
        (kept.id, ZALO),
        (alone.id, ZALO),
    ]
    written = {(each.subscription_id, each.task_id) for each in book.written(NOW.date())}
    assert written == {(kept.id, "both"), (kept.id, "new"), (alone.id, "other")}
    assert followed.calendar_token(ZALO) == calendar
    feed = followed.feed(calendar or "")
    assert feed is not None
    assert len(feed.subscriptions) == 2
    assert feed.changed_at == LATER
    with reading(learners.engine) as connection:
        owners = connection.execute(select(plan_reminder.c.learner_id)).scalars().all()
    assert len(set(owners)) == 1


def test_the_only_calendar_stays_open(learners: Learners, identities: Identities) -> None:
    followed = Subscriptions(learners.engine)
    for person in (ZALO, TELEGRAM):
        learners.enrol(person, "1", NOW)
    followed.add(TELEGRAM, "unit", "Sở A", 7, "m2", NOW)
    token = followed.calendar_token(TELEGRAM)
    link(identities, ZALO, TELEGRAM)
    assert followed.calendar_token(ZALO) == token


@pytest.mark.parametrize(("zalo_at", "on"), [(NOW, TELEGRAM), (LATER + timedelta(hours=1), ZALO)])
def test_of_two_places_the_later_counts(
    learners: Learners, identities: Identities, zalo_at: datetime, on: str
) -> None:
    for person in (ZALO, TELEGRAM):
        learners.enrol(person, "1", NOW)
    learners.save_activity(ZALO, PLACE, zalo_at)
    learners.save_activity(TELEGRAM, ELSEWHERE, LATER)
    link(identities, ZALO, TELEGRAM)
    found = identities.resolve(ZALO)
    assert found is not None
    assert found.activity == {**(PLACE if on == ZALO else ELSEWHERE), "on": on}


def test_a_place_is_better_than_none(learners: Learners, identities: Identities) -> None:
    for person in (ZALO, TELEGRAM):
        learners.enrol(person, "1", NOW)
    learners.save_activity(ZALO, PLACE, NOW)
    learners.save_activity(TELEGRAM, None, LATER)
    link(identities, ZALO, TELEGRAM)
    found = learners.find(ZALO)
    assert found is not None
    assert found.activity == {**PLACE, "on": ZALO}


def test_the_first_ones_own_words_stay(learners: Learners, identities: Identities) -> None:
    learners.enrol(TELEGRAM, "1", NOW - timedelta(days=3))
    learners.enrol(ZALO, "1", NOW)
    learners.set_address_form(ZALO, "bac")
    learners.set_address_form(TELEGRAM, "co")
    learners.set_name(TELEGRAM, "Trần Thị Bích")
    learners.set_wishes(ZALO, Wishes(people="dan", asked=("M01",)).to_dict())
    learners.set_wishes(TELEGRAM, Wishes("cbcc", "elder", asked=("M02",)).to_dict())
    link(identities, ZALO, TELEGRAM)
    held = learners.export(ZALO)["Người học"]
    assert held["Cách xưng hô"] == "bac"
    assert held["Tên trên giấy chứng nhận"] == "Trần Thị Bích"
    kept = learners.find(ZALO)
    assert kept is not None
    assert kept.wishes == Wishes("dan", "elder", asked=("M01", "M02")).to_dict()
    assert held["Bắt đầu lưu lúc"] == "19/11/2026 10:00:00"


def test_linking_is_all_or_nothing(
    learners: Learners, identities: Identities, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in (ZALO, TELEGRAM):
        learners.enrol(person, "1", NOW)
    learners.mark_read(TELEGRAM, "M01-L1", NOW)
    code = identities.new_code(ZALO, NOW)

    def fail(*_: object) -> None:
        raise RuntimeError("killed here")

    with monkeypatch.context() as patched:
        patched.setattr("bot.learning.merging._move_calendar", fail)
        with pytest.raises(RuntimeError, match="killed here"):
            identities.redeem(TELEGRAM, code, NOW)
    assert learners.read_lessons(TELEGRAM) == {"M01-L1"}
    assert identities.resolve(TELEGRAM) is None
    assert identities.redeem(TELEGRAM, code, NOW) == ZALO


def test_deleting_unlinks(learners: Learners, identities: Identities) -> None:
    learners.enrol(ZALO, "1", NOW)
    link(identities, ZALO, TELEGRAM)
    identities.new_code(ZALO, NOW)
    assert learners.forget(ZALO)
    assert [count(learners.engine, table) for table in (learner, identity, link_code)] == [0, 0, 0]
    assert identities.persons(TELEGRAM) == [TELEGRAM]
    learners.enrol(TELEGRAM, "1", LATER)
    assert learners.attempts(TELEGRAM) == []


def test_only_the_learner_of_the_code_is_touched(
    learners: Learners, identities: Identities
) -> None:
    for person in (ZALO, TELEGRAM, WEB):
        learners.enrol(person, "1", NOW)
        learners.record_attempt(person, "7", replace(answer("M01-L1-Q1"), chosen=person))
    before = learners.export(WEB)
    link(identities, ZALO, TELEGRAM)
    assert learners.export(WEB) == before


def test_of_two_who_use_a_code_at_once_one_is_linked(
    learners: Learners, identities: Identities
) -> None:
    learners.enrol(ZALO, "1", NOW)
    code = identities.new_code(ZALO, NOW)

    def redeem(person: str) -> str:
        try:
            return identities.redeem(person, code, NOW)
        except UnknownCodeError:
            return "too late"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(redeem, (TELEGRAM, WEB)))
    assert outcomes == ["too late", ZALO]
    assert len(identities.persons(ZALO)) == 2
