"""What is kept about people: once, in full, and gone when they say so."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.engine import Engine

from bot.learning.certificate import Certificates, Criteria
from bot.learning.confirmation_progress import ConfirmationProgress
from bot.learning.contest_book import Contests
from bot.learning.framework import ReminderRule
from bot.learning.groups import Groups, UnknownGroupError
from bot.learning.identities import Identities
from bot.learning.learner import Attempt, Learner, Learners, NotEnrolledError
from bot.learning.nudges import NudgeBook
from bot.learning.proposals import Wishes
from bot.learning.signing import load_or_make_key
from bot.learning.study_reminders import StudyReminder, StudyReminders
from bot.message import TryLater
from bot.plans.reminder_book import ReminderBook
from bot.plans.reminders import Reminder
from bot.plans.subscriptions import Subscriptions
from bot.store.database import open_engine, reading, to_utc, writing
from bot.store.migrate import migrate
from bot.store.tables import group_member, learner, metadata

NOW = datetime(2026, 11, 22, 3, 0, 0, 123456, tzinfo=timezone.utc)
LATER = NOW + timedelta(hours=1)
ANSWER = Attempt("M01-L1-Q1", "M01-L1", "quiz", "b", True, False, None, NOW)
ANH, BINH = "web:anh", "web:binh"


PERSONAL = {
    name: table
    for name, table in metadata.tables.items()
    if name == "learner" or "learner_id" in table.c
}


def rows(engine: Engine) -> dict[str, int]:
    """How many rows each table about people has."""
    with reading(engine) as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in PERSONAL.items()
        }


def test_a_person_is_unknown_until_they_agree(learners: Learners) -> None:
    assert learners.find(ANH) is None
    assert learners.enrol(ANH, "1", NOW) == Learner(ANH, None, None, None, NOW)
    assert learners.find(ANH) == Learner(ANH, None, None, None, NOW)
    assert learners.find(BINH) is None


def test_agreeing_again_keeps_the_first_time_and_everything_else(learners: Learners) -> None:
    learners.enrol(ANH, "1", NOW)
    learners.set_address_form(ANH, "bac")
    learners.set_name(ANH, "Nguyễn Thị Ánh")
    learners.save_activity(ANH, {"kind": "lesson", "place": ["M01-L1", 2]}, NOW)
    found = learners.enrol(ANH, "2", LATER)
    place = {"kind": "lesson", "place": ["M01-L1", 2]}
    assert found == Learner(ANH, "bac", "Nguyễn Thị Ánh", place, NOW)


def test_an_activity_can_end(learners: Learners) -> None:
    learners.enrol(ANH, "1", NOW)
    learners.save_activity(ANH, {"kind": "quiz"}, NOW)
    learners.save_activity(ANH, None, LATER)
    found = learners.find(ANH)
    assert found is not None
    assert found.activity is None


def test_a_lesson_is_read_once(learners: Learners) -> None:
    learners.enrol(ANH, "1", NOW)
    learners.enrol(BINH, "1", NOW)
    for moment in (NOW, LATER):
        learners.mark_read(ANH, "M01-L1", moment)
    learners.mark_read(ANH, "M01-L2", LATER)
    assert learners.read_lessons(ANH) == {"M01-L1", "M01-L2"}
    assert learners.read_lessons(BINH) == frozenset()
    assert [read["Đọc lúc"] for read in learners.export(ANH)["Bài đã đọc"]] == [
        "22/11/2026 10:00:00",
        "22/11/2026 11:00:00",
    ]


def test_a_message_counts_as_one_answer(learners: Learners) -> None:
    learners.enrol(ANH, "1", NOW)
    learners.enrol(BINH, "1", NOW)
    assert learners.record_attempt(ANH, "m1", ANSWER)
    assert not learners.record_attempt(ANH, "m1", replace(ANSWER, chosen="a", correct=False))
    assert learners.record_attempt(BINH, "m1", ANSWER)
    assert learners.attempts(ANH) == [ANSWER]


def test_answers_come_back_whole_and_in_order(learners: Learners) -> None:
    learners.enrol(ANH, "1", NOW)
    unknown = Attempt("M01-L1-Q2", "M01-L1", "exam", None, False, True, "e1", LATER)
    learners.record_attempt(ANH, "m2", unknown)
    learners.record_attempt(ANH, "m1", ANSWER)
    assert learners.attempts(ANH) == [ANSWER, unknown]
    assert learners.attempts(BINH) == []


def test_what_was_learnt_before_agreeing_is_adopted_once(learners: Learners) -> None:
    learners.enrol(ANH, "1", NOW)
    for _ in range(2):
        learners.adopt(ANH, {"M01-L1": NOW, "M01-L2": LATER}, {"m1": ANSWER})
    assert learners.read_lessons(ANH) == {"M01-L1", "M01-L2"}
    assert learners.attempts(ANH) == [ANSWER]


def test_adopting_is_all_or_nothing(learners: Learners) -> None:
    learners.enrol(ANH, "1", NOW)
    without_zone = replace(ANSWER, at=NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="no time zone"):
        learners.adopt(ANH, {"M01-L1": NOW}, {"m1": without_zone})
    assert learners.read_lessons(ANH) == frozenset()


def test_an_exam_goes_from_open_to_passed(learners: Learners) -> None:
    learners.enrol(ANH, "1", NOW)
    assert learners.open_exam(ANH) is None
    learners.start_exam(ANH, "e1", {"at": 0}, NOW)
    learners.save_exam("e1", {"at": 3})
    learners.start_exam(ANH, "e1", {"at": 0}, LATER)
    assert learners.open_exam(ANH) == {"at": 3}
    assert learners.open_exam(BINH) is None
    assert learners.last_passed_exam(ANH) is None
    learners.finish_exam("e1", 9, 10, True, LATER)
    assert learners.open_exam(ANH) is None
    assert learners.last_passed_exam(ANH) == "e1"


def test_a_finished_exam_stays_as_it_is(learners: Learners) -> None:
    learners.enrol(ANH, "1", NOW)
    learners.start_exam(ANH, "e1", {"at": 0}, NOW)
    learners.finish_exam("e1", 9, 10, True, NOW)
    before = learners.export(ANH)
    learners.finish_exam("e1", 0, 10, False, LATER)
    learners.save_exam("e1", {"at": 9})
    learners.start_exam(ANH, "e1", {"at": 0}, LATER)
    assert learners.export(ANH) == before


def test_the_last_passed_exam_is_not_a_failed_one(learners: Learners) -> None:
    learners.enrol(ANH, "1", NOW)
    for number, passed in enumerate((True, True, False)):
        exam_id, moment = f"e{number}", NOW + timedelta(days=number)
        learners.start_exam(ANH, exam_id, {}, moment)
        learners.finish_exam(exam_id, 5, 10, passed, moment)
    assert learners.last_passed_exam(ANH) == "e1"


def test_the_exam_finished_last_is_known(learners: Learners) -> None:
    learners.enrol(ANH, "2026-11", NOW)
    assert learners.last_exam(ANH) is None
    for number in range(3):
        learners.start_exam(ANH, f"e{number}", {"number": number}, NOW + timedelta(days=number))
    assert learners.last_exam(ANH) is None
    learners.finish_exam("e1", 5, 10, True, LATER)
    learners.finish_exam("e0", 5, 10, False, LATER + timedelta(seconds=1))
    assert learners.last_exam(ANH) == {"number": 0}
    assert learners.last_exam(BINH) is None


def test_exposure_is_what_was_asked_in_exams_before_the_day(learners: Learners) -> None:
    for person in (ANH, BINH):
        learners.enrol(person, "2026-11", NOW)
    midnight = datetime(2026, 11, 22, 17, tzinfo=timezone.utc)  # of the 23rd in Vietnam
    asked = [
        (ANH, "M01-L1-Q1", "exam", midnight - timedelta(seconds=1)),
        (BINH, "M01-L1-Q1", "exam", midnight - timedelta(days=40)),
        (BINH, "M01-L1-Q2", "exam", midnight),
        (ANH, "M01-L1-Q3", "quiz", midnight - timedelta(days=1)),
    ]
    for number, (person, question, kind, at) in enumerate(asked):
        answer = replace(ANSWER, question_id=question, kind=kind, at=at)
        learners.record_attempt(person, f"m{number}", answer)
    assert learners.exam_exposure(date(2026, 11, 23)) == {"M01-L1-Q1": 2}
    assert learners.exam_exposure(date(2026, 11, 24)) == {"M01-L1-Q1": 2, "M01-L1-Q2": 1}
    assert learners.exam_exposure(date(2026, 1, 1)) == {}


def test_an_exam_belongs_to_one_person(learners: Learners) -> None:
    learners.enrol(ANH, "1", NOW)
    learners.enrol(BINH, "1", NOW)
    learners.start_exam(ANH, "e1", {}, NOW)
    with pytest.raises(ValueError, match="belongs to another"):
        learners.start_exam(BINH, "e1", {}, NOW)


def test_exams_are_counted_by_the_day_in_vietnam(learners: Learners) -> None:
    learners.enrol(ANH, "1", NOW)
    midnight = datetime(2026, 11, 21, 17, 0, tzinfo=timezone.utc)  # the 22nd begins in Vietnam
    moments = (-1, 0, 24 * 60 * 60 - 1, 24 * 60 * 60)
    for seconds in moments:
        learners.start_exam(ANH, f"e{seconds}", {}, midnight + timedelta(seconds=seconds))
    days = [date(2026, 11, day) for day in (20, 21, 22, 23)]
    assert [learners.exams_started_on(ANH, day) for day in days] == [0, 1, 2, 1]
    assert learners.exams_started_on(BINH, days[2]) == 0


@pytest.mark.parametrize(
    "write",
    [
        lambda learners: learners.set_address_form(ANH, "bac"),
        lambda learners: learners.set_name(ANH, "Ánh"),
        lambda learners: learners.save_activity(ANH, {}, NOW),
        lambda learners: learners.mark_read(ANH, "M01-L1", NOW),
        lambda learners: learners.record_attempt(ANH, "m1", ANSWER),
        lambda learners: learners.adopt(ANH, {"M01-L1": NOW}, {}),
        lambda learners: learners.start_exam(ANH, "e1", {}, NOW),
    ],
)
def test_nothing_is_kept_of_people_who_did_not_agree(
    learners: Learners, write: Callable[[Learners], object]
) -> None:
    with pytest.raises(NotEnrolledError):
        write(learners)
    assert set(rows(learners.engine).values()) == {0}


def full_record(learners: Learners, person: str, folder: Path) -> None:
    """Something in every table and column."""
    exam_id = f"exam of {person}"
    learners.enrol(person, "1", NOW)
    learners.set_address_form(person, "bac")
    voice = {"on": True, "region": "centre", "speed": 140, "told": True}
    learners.set_voice(person, voice)
    wishes = Wishes("tieu_thuong", "adult", "cho_so_4t-2", ("M07",))
    learners.set_wishes(person, wishes.to_dict())
    learners.set_name(person, "Nguyễn Thị Ánh")
    learners.save_activity(person, {"place": "khoá riêng"}, NOW)
    learners.mark_read(person, "M01-L1", NOW)
    learners.record_attempt(person, "m1", replace(ANSWER, exam_id=exam_id))
    learners.start_exam(person, exam_id, {"order": [1, 2]}, NOW)
    learners.finish_exam(exam_id, 9, 10, True, LATER)
    issued = Certificates(learners.engine, load_or_make_key(folder / "key.pem"))
    modules = (("M01", "Làm quen điện thoại thông minh"),)
    criteria = Criteria(80, 60)
    made = issued.issue(person, exam_id, "Nguyễn Thị Ánh", modules, date(2026, 11, 22), criteria)
    issued.revoke(made.code, "Cấp nhầm", LATER)
    way = ConfirmationProgress(learners.engine)
    way.begin(person, NOW)
    way.next_to_ask(person, ["login"], "m3", NOW + timedelta(days=1))
    followed = Subscriptions(learners.engine).add(person, "unit", "Sở A", 7, "m2", NOW)
    reminder = Reminder(followed.id, "QD550-2.1", date(2026, 11, 25), 7)
    ReminderBook(learners.engine).write([reminder], NOW)
    hour = StudyReminders(learners.engine)
    hour.set(person, StudyReminder(person, "19:30", "Asia/Ho_Chi_Minh"), "m4", NOW)
    hour.refuse_reviews(person, NOW)
    rule = ReminderRule(7, 21, 2, 120, "")
    assert NudgeBook(learners.engine).write_due(rule, NOW + timedelta(hours=13)) == 1
    contests = Contests(learners.engine)
    lasts = timedelta(minutes=5)
    contest = contests.make(person, "m5", "Lớp cô Mai", ["M01-L1-Q1"], NOW, lasts, NOW)
    contests.join(contest.id, person, person, NOW)
    contests.answer(contest.id, person, "m6", "M01-L1-Q1", "b", True, NOW)
    groups = Groups(learners.engine)
    group = groups.create(person, "class", "Lớp cô Mai", "m7", NOW)
    groups.set_lesson(person, group.id, "M01-L1", NOW)
    owner = select(learner.c.id).where(learner.c.person == person).scalar_subquery()
    member = {"group_id": group.id, "name": "Ánh", "consent_version": "1", "joined_at": to_utc(NOW)}
    offered = {"offered_at": to_utc(NOW), "offered_by": "m8"}
    with writing(learners.engine) as connection:
        connection.execute(insert(group_member).values(learner_id=owner, **member, **offered))
    with pytest.raises(UnknownGroupError):
        groups.look_up(person, "tre-sen-voi-mit", "m9", NOW)
    identities = Identities(learners.engine)
    identities.redeem(f"telegram:{person}", identities.new_code(person, NOW), NOW)


def test_a_person_sees_everything_that_is_held(learners: Learners, tmp_path: Path) -> None:
    full_record(learners, ANH, tmp_path)
    held = learners.export(ANH)
    assert json.loads(json.dumps(held)) == held
    assert held["Người học"] == {
        "Mã người học": ANH,
        "Tên trên giấy chứng nhận": "Nguyễn Thị Ánh",
        "Cách xưng hô": "bac",
        "Bản đồng ý": "1",
        "Đồng ý lúc": "22/11/2026 10:00:00",
        "Bắt đầu lưu lúc": "22/11/2026 10:00:00",
        "Đang học đến": {"place": "khoá riêng"},
        "Học lần gần nhất lúc": "22/11/2026 10:00:00",
        "Trả lời bằng giọng nói": {
            "Bật": "có",
            "Giọng miền": "Trung",
            "Số tiếng một phút": 140,
            "Đã báo là giọng máy": "có",
        },
        "Về việc học": {
            "Nhóm": "tiểu thương",
            "Tuổi": "từ 30 đến 59",
            "Muốn học chặng": "cho_so_4t-2",
            "Hay hỏi về phần": ["M07"],
        },
    }
    parts = (
        "Bài đã đọc",
        "Câu đã trả lời",
        "Bài thi",
        "Giấy chứng nhận",
        "Xác nhận trên VNeID",
        "Đăng ký nhắc hạn",
        "Lịch chung",
        "Lời nhắc hạn",
        "Hẹn giờ nhắc học",
        "Lời nhắc học",
        "Không mời ôn bài",
        "Mã nối nền tảng",
        "Cuộc đố vui đã mở",
        "Đố vui đã chơi",
        "Câu đố vui đã trả lời",
        "Lớp, nhóm gia đình đã lập",
        "Lớp, nhóm gia đình đang học",
        "Mã nhóm đã thử",
        "Nền tảng đã nối",
    )
    assert [len(held[part]) for part in parts] == [1] * (len(parts) - 1) + [2]
    # Every column but what only links the tables is shown, and none is empty.
    shown = [held["Người học"], *(held[part][0] for part in parts)]
    linking = {
        "learner": 1,
        "lesson_read": 2,
        "attempt": 2,
        "exam": 1,
        "certificate": 1,
        "confirmation": 1,
        "study_group": 1,
        "group_member": 2,
        "group_try": 2,
        "contest": 3,
        "contest_player": 3,
        "contest_answer": 3,
        "plan_subscription": 2,
        "plan_calendar": 1,
        "plan_reminder": 3,
        "study_reminder": 1,
        "study_nudge": 2,
        "review_refusal": 1,
        "identity": 1,
        "link_code": 2,
    }
    columns = sum(len(table.columns) - linking[name] for name, table in PERSONAL.items())
    assert sum(map(len, shown)) == columns
    assert None not in [value for part in shown for value in part.values()]
    assert {each["Nền tảng"] for each in held["Nền tảng đã nối"]} == {"Telegram", "trang web"}


def test_nothing_is_shown_of_people_who_did_not_agree(learners: Learners) -> None:
    assert learners.export(ANH) == {}


def test_forgetting_leaves_nothing_of_that_person_only(learners: Learners, tmp_path: Path) -> None:
    full_record(learners, BINH, tmp_path)
    only_binh = rows(learners.engine)
    full_record(learners, ANH, tmp_path)
    assert rows(learners.engine) == {name: 2 * count for name, count in only_binh.items()}
    assert 0 not in only_binh.values()
    assert learners.forget(ANH)
    assert not learners.forget(ANH)
    assert rows(learners.engine) == only_binh
    assert learners.find(ANH) is None
    assert learners.export(BINH)["Người học"]["Mã người học"] == BINH


def test_forgetting_leaves_no_trace_in_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    learners = Learners(open_engine(f"sqlite:///{folder / 'bot.sqlite3'}"))
    migrate(learners.engine)
    secret = "Lê Thị Không Còn Gì"
    learners.enrol(ANH, "1", NOW)
    learners.set_name(ANH, secret)
    learners.save_activity(ANH, {"long": secret * 1000}, NOW)
    learners.set_name(ANH, "Ánh")
    assert secret in learned(folder)
    learners.forget(ANH)
    assert secret not in learned(folder)
    assert ANH not in learned(folder)
    learners.engine.dispose()


def learned(folder: Path) -> str:
    """What somebody who copies the files of the database can read in them."""
    return "".join(path.read_bytes().decode(errors="replace") for path in folder.iterdir())


def test_an_answer_waits_while_the_database_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite3"
    learners = Learners(open_engine(f"sqlite:///{path}", lock_wait=0.1))
    migrate(learners.engine)
    learners.enrol(ANH, "1", NOW)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TryLater):
        learners.record_attempt(ANH, "m1", ANSWER)
    assert learners.attempts(ANH) == []
    other.rollback()
    other.close()
    assert learners.record_attempt(ANH, "m1", ANSWER)
    learners.engine.dispose()
