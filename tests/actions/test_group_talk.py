"""Families and classes from the first word to the last, as both sides see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timezone

import pytest
from group_chat import Chat
from sqlalchemy import delete

from actions import base
from actions.services import Services, open_services
from bot import group_code
from bot.learning.groups import MOST_TRIES
from bot.learning.learner import Attempt
from bot.settings import Settings
from bot.store.database import writing
from bot.store.tables import learner

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.utc)
HOA, LAN, MINH = "web:hoa", "telegram:lan", "zalo_oa:minh"


@pytest.fixture(scope="module", name="opened")
def _opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    held = open_services(Settings(data_dir=tmp_path_factory.mktemp("data")))
    yield held
    held.learners.engine.dispose()


@pytest.fixture(name="services", autouse=True)
def _services(opened: Services, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Services that know three people and nothing else."""
    monkeypatch.setattr(base, "services", lambda: opened)
    for person in (HOA, LAN, MINH):
        opened.learners.enrol(person, "2026-11", NOW)
        opened.learners.set_address_form(person, "bac")
    yield opened
    with writing(opened.learners.engine) as connection:
        connection.execute(delete(learner))


def chat(person: str) -> Chat:
    """Somebody who has agreed to everything that is asked at first."""
    return Chat(person, NOW, consent="yes", address_form="bac")


def with_class(*members: tuple[str, str]) -> tuple[Chat, str]:
    """A class of Hoa's with these members (person and name), and its code as it is shown."""
    hoa = chat(HOA)
    hoa.means("create_group", "tạo lớp cho tổ 3")
    hoa.sends("Lớp cô Hoa")
    code = hoa.said[-1]["text"]
    for person, name in members:
        join(person, code, name)
    return hoa, code


def join(person: str, code: str, name: str) -> Chat:
    """Joins under this name."""
    member = chat(person)
    member.sends(code)
    member.press("Đồng ý")
    member.sends(name)
    return member


def practise(services: Services, person: str, lesson: str, *marks: bool) -> None:
    """Reads a lesson and answers its questions rightly or wrongly."""
    services.learners.mark_read(person, lesson, NOW)
    services.learners.save_activity(person, {"kind": "lesson_done", "lesson": lesson}, NOW)
    for number, right in enumerate(marks, 1):
        answer = Attempt(f"{lesson}-Q{number}", lesson, "quiz", "x", right, False, None, NOW)
        services.learners.record_attempt(person, f"{lesson}/{number}", answer)


def test_a_class_is_named_and_its_code_is_four_words_and_a_picture(services: Services) -> None:
    hoa = chat(HOA)
    assert "đặt tên cho lớp" in hoa.means("create_group", "tạo lớp")
    said = hoa.sends("  Lớp  cô Hoa ")
    assert "lớp “Lớp cô Hoa”" in said
    code = group_code.read(hoa.said[-1]["text"])
    assert code
    assert hoa.said[-1]["image"].endswith(f"/groups/{code}.png")
    assert [group.code for group in services.groups.led_by(HOA)] == [code]


def test_a_message_handled_again_makes_no_second_class(services: Services) -> None:
    hoa = chat(HOA)
    hoa.means("create_group", "mở lớp")
    first = hoa.sends("Lớp cô Hoa")
    assert hoa.again() == first
    assert len(services.groups.led_by(HOA)) == 1


@pytest.mark.parametrize("name", ["a", "gọi 0912 345 678", "lớp 🎉", "www.lop.vn", "x" * 31])
def test_a_name_that_others_should_not_see_is_asked_again(name: str) -> None:
    hoa = chat(HOA)
    hoa.means("create_group", "lập nhóm gia đình")
    assert "nhắn tên khác" in hoa.sends(name)
    assert "nhóm gia đình “Nhà bà Hoa”" in hoa.sends("Nhà bà Hoa")


def test_who_thinks_better_of_it_gets_out(services: Services) -> None:
    hoa = chat(HOA)
    hoa.means("create_group", "tạo lớp")
    hoa.sends("để lúc khác nhé")
    assert services.groups.led_by(HOA) == []
    assert hoa.slots["awaiting"] is None


def test_joining_tells_first_what_is_seen_and_by_what_name(services: Services) -> None:
    hoa, code = with_class()
    lan = chat(LAN)
    said = lan.sends(code)
    assert "Lớp cô Hoa" in said
    assert "không thấy câu trả lời" in said
    assert services.groups.joined_by(LAN) == []
    assert "dưới tên nào" in lan.sends("1")
    assert services.groups.joined_by(LAN) == []
    assert "tên “Chị Lan”" in lan.sends("Chị Lan")
    assert [each.name for each in services.groups.joined_by(LAN)] == ["Chị Lan"]
    lan.again()
    assert len(services.groups.joined_by(LAN)) == 1
    assert "Chị Lan" in hoa.means("my_groups", "ai học đến đâu")


def test_who_says_no_is_not_seen(services: Services) -> None:
    hoa, code = with_class()
    lan = chat(LAN)
    lan.sends(code)
    lan.press("Không vào")
    assert services.groups.joined_by(LAN) == []
    assert "0 người" in hoa.means("my_groups")


def test_the_name_that_is_offered_can_be_taken_by_its_number() -> None:
    _, code = with_class((LAN, "Học viên 2"))
    minh = join(MINH, code, "1")
    assert "Học viên 2 (2)" in minh.text


@pytest.mark.parametrize("way", ["{}", "mã {}", "mã lớp là {} nhé cô", "ma lop {bare}", "{upper}!"])
def test_a_code_is_understood_however_it_is_sent(way: str) -> None:
    _, code = with_class()
    bare = group_code.read(code)
    assert bare
    text = way.format(code, bare=bare.replace("-", " "), upper=code.upper())
    assert "Lớp cô Hoa" in chat(LAN).means("join_group", text)


def test_codes_cannot_be_tried_out() -> None:
    _, code = with_class()
    lan = chat(LAN)
    for _ in range(MOST_TRIES):
        wrong = group_code.new()
        assert "không thấy lớp nào" in lan.sends(wrong)
    assert "thử nhiều mã" in lan.sends(code)
    lan.waits(hours=25)
    assert "Lớp cô Hoa" in lan.sends(code)


def test_leaving_is_one_word() -> None:
    hoa, _ = with_class((LAN, "Chị Lan"))
    lan = chat(LAN)
    assert "đã rời lớp" in lan.means("leave_group", "rời lớp")
    assert "không ai xem được" in lan.again()
    hoa.means("my_groups")
    assert "Ai học đến đâu" not in hoa.offered


def test_of_two_groups_the_one_that_is_named_is_left(services: Services) -> None:
    with_class((LAN, "Chị Lan"))
    minh = chat(MINH)
    minh.means("create_group", "lập nhóm gia đình")
    minh.sends("Nhà Minh")
    join(LAN, minh.said[-1]["text"], "Mẹ")
    lan = chat(LAN)
    lan.means("leave_group", "rời đi")
    assert lan.offered == ["Lớp “Lớp cô Hoa”", "Nhóm gia đình “Nhà Minh”"]
    assert "nhóm gia đình “Nhà Minh”" in lan.means("leave_group", "rời nhóm gia đình")
    assert [each.group.name for each in services.groups.joined_by(LAN)] == ["Lớp cô Hoa"]


def test_the_leader_sees_who_is_stuck_where_and_how_to_help(services: Services) -> None:
    hoa, _ = with_class((LAN, "Chị Lan"), (MINH, "Anh Minh"))
    practise(services, LAN, "M01-L1", True, True, True)
    practise(services, MINH, "M01-L2", False, False, False)
    hoa.means("my_groups")
    said = hoa.press("Ai học đến đâu")
    assert "có 2 người, 2 người học trong 7 ngày qua" in said
    assert "“Cài ứng dụng chính chủ” (1 người)" in said
    assert said.index("Anh Minh:") < said.index("Chị Lan:")
    said = hoa.press("Anh Minh")
    assert "đang vướng bài “Cài ứng dụng chính chủ”" in said
    assert "Cách giúp: Cùng mở kho ứng dụng" in said
    assert hoa.press("Lấy làm bài của tuần").count("Cài ứng dụng chính chủ") == 1


@pytest.mark.parametrize("text", ["chị Lan học đến đâu rồi", "chi lan hoc den dau", "Chị Lan"])
def test_who_is_named_is_shown_at_once(services: Services, text: str) -> None:
    hoa, _ = with_class((LAN, "Chị Lan"), (MINH, "Anh Minh"))
    practise(services, LAN, "M01-L1", True)
    said = hoa.means("my_groups", text)
    assert said.startswith("Chị Lan: đã đọc 1/47 bài")
    assert "Anh Minh" not in said


def test_of_a_family_of_two_the_other_is_shown(services: Services) -> None:
    minh = chat(MINH)
    minh.means("create_group", "lập nhóm gia đình")
    minh.sends("Nhà Minh")
    join(LAN, minh.said[-1]["text"], "Bà Lan")
    practise(services, LAN, "M05-L3", False, False, False)
    said = minh.means("my_groups", "mẹ tôi đang vướng bài nào")
    assert "Bà Lan đang vướng bài “OTP không nói cho ai”" in said
    assert "Cách giúp: Không bao giờ hỏi mã OTP" in said


def test_a_large_class_is_read_in_pages(services: Services) -> None:
    hoa, _ = with_class()
    for number in range(20):
        person = f"web:{number}"
        services.learners.enrol(person, "2026-11", NOW)
        services.groups.join(person, services.groups.led_by(HOA)[0].id, f"Em {number}", "1", NOW)
    hoa.means("my_groups")
    seen = set(re.findall(r"Em \d+", hoa.press("Ai học đến đâu")))
    while "Xem tiếp" in hoa.offered:
        seen |= set(re.findall(r"Em \d+", hoa.press("Xem tiếp")))
    assert len(seen) == 20


def test_nobody_else_sees_or_changes_a_class(services: Services) -> None:
    with_class((LAN, "Chị Lan"))
    group = services.groups.led_by(HOA)[0]
    minh = chat(MINH)
    for what in ("", "-roster", "-renew", "-close", "-m1", "-m1-remove"):
        assert "Chị Lan" not in minh.sends(f"#my_groups:g{group.id}{what}")
    minh.sends(f"#week_lesson:g{group.id}-M01-L1")
    minh.sends(f"#join_group:g{group.id}-name")
    lan = chat(LAN)
    lan.sends(f"#my_groups:g{group.id}-renew")
    assert services.groups.find(group.id) == group
    assert services.groups.joined_by(MINH) == []


def test_a_member_is_taken_out_only_when_it_was_confirmed(services: Services) -> None:
    hoa, _ = with_class((LAN, "Chị Lan"))
    hoa.means("my_groups")
    hoa.press("Ai học đến đâu")
    assert "Bớt Chị Lan" in hoa.press("Bớt khỏi lớp")
    hoa.means("greet", "chào")
    hoa.means("affirm", "ừ")
    assert len(services.groups.joined_by(LAN)) == 1
    hoa.means("my_groups")
    hoa.press("Ai học đến đâu")
    hoa.press("Bớt khỏi lớp")
    assert "không còn trong lớp" in hoa.press("Bớt")
    assert services.groups.joined_by(LAN) == []


def test_closing_and_renewing_the_code(services: Services) -> None:
    hoa, code = with_class((LAN, "Chị Lan"))
    hoa.means("my_groups", "đổi mã lớp cho tôi")
    assert hoa.said[-1]["text"] != code
    renewed = hoa.said[-1]["text"]
    hoa.again()
    assert hoa.said[-1]["text"] == renewed
    assert "không thấy lớp" in chat(MINH).sends(code)
    assert len(services.groups.joined_by(LAN)) == 1
    assert "chắc chứ" in hoa.means("my_groups", "đóng lớp")
    assert "đã đóng" in hoa.press("Đóng")
    assert "đã đóng" in hoa.again()
    assert services.groups.led_by(HOA) == []


def test_the_lesson_of_the_week_is_offered_once() -> None:
    hoa, _ = with_class((LAN, "Chị Lan"))
    hoa.means("week_lesson", "đặt bài tuần này")
    hoa.press("VNeID: danh tính số")
    assert "là “Mất máy: khóa ngay”" in hoa.press("Mất máy: khóa ngay")
    lan = chat(LAN)
    said = lan.means("greet", "chào")
    assert "Mất máy: khóa ngay" in said
    assert lan.again() == said
    assert "Mất máy" not in lan.means("greet", "chào")
    assert "Bài của tuần" in lan.means("week_lesson", "bài của tuần là gì")
    lan.press("Mất máy: khóa ngay")
    assert lan.slots["activity"] == {"kind": "lesson", "lesson": "M03-L5", "bubble": 0}


@pytest.mark.parametrize("first_word", ["greet", "resume", "start_learning"])
def test_a_visit_may_begin_with_any_word(services: Services, first_word: str) -> None:
    with_class((LAN, "Chị Lan"))
    group = services.groups.led_by(HOA)[0]
    services.groups.set_lesson(HOA, group.id, "M03-L5", NOW)
    lan = chat(LAN)
    lan.slots["activity"] = {"kind": "lesson", "lesson": "M01-L1", "bubble": 1, "paused": True}
    lan.means(first_word)
    assert any("Mất máy" in each for each in lan.offered) or "Mất máy" in lan.text
    assert "Học tiếp chỗ đang dở" in lan.offered
    lan.press("Học tiếp chỗ đang dở")
    if first_word != "start_learning":
        assert lan.slots["activity"] == {"kind": "lesson", "lesson": "M01-L1", "bubble": 1}


def test_a_guide_is_read_step_by_step_and_the_own_lesson_waits() -> None:
    hoa, _ = with_class()
    place = {"kind": "lesson", "lesson": "M02-L1", "bubble": 2}
    hoa.slots["activity"] = place
    assert "Bước 1/5" in hoa.means("leader_guide", "đọc hướng dẫn VNeID", module="M03")
    assert "Đọc to: “Có hai mức" in hoa.means("next", "tiếp")
    assert "Bước 1/5" in hoa.means("previous", "quay lại")
    assert "Bước 1/5" in hoa.means("thank", "cảm ơn")
    for _ in range(4):
        hoa.means("next", "tiếp")
    assert "Bước 5/5" in hoa.text
    hoa.means("stop", "thôi đọc")
    assert "Bước 5/5" in hoa.means("resume", "đọc tiếp")
    assert "Hết hướng dẫn" in hoa.means("next", "tiếp")
    assert hoa.slots["activity"] == {**place, "paused": True}


def test_who_did_not_agree_to_storing_is_asked_and_then_goes_on(services: Services) -> None:
    _, code = with_class()
    guest = Chat("web:guest", NOW, consent="no", address_form="bac")
    for intent in ("create_group", "my_groups", "week_lesson"):
        assert "đồng ý cho lưu" in guest.means(intent, "lớp học")
        guest.press("Không lưu")
    assert "đồng ý cho lưu" in guest.sends(code)
    assert "Lớp cô Hoa" in guest.press("Đồng ý")
    guest.press("Đồng ý")
    guest.sends("Khách")
    assert [each.name for each in services.groups.joined_by("web:guest")] == ["Khách"]


def test_a_code_at_first_contact_is_kept_until_the_questions_are_answered() -> None:
    _, code = with_class()
    new = Chat("web:new", NOW)
    assert "lưu" in new.sends(code)
    new.press("Đồng ý")
    assert "Lớp cô Hoa" in new.press("Bác")
    assert new.slots["pending"]["kind"] == "join_group"
