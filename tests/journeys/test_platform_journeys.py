"""The whole bot over the stand-ins: from the first contact to a certificate, and what befalls."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable

import httpx
import pytest
import redis
from platforms.faults import Fault
from platforms.stand_in import Sent, StandIn
from platforms.telegram import Telegram
from platforms.zalo_bot import ZaloBot
from pypdf import PdfReader
from traveller import PATIENCE, Traveller

from bot.delivery import keys

Person = Callable[..., Traveller]

NAMES = ("telegram", "zalo_oa", "zalo_bot")
SENDING = {"telegram": "sendMessage", "zalo_oa": "cs", "zalo_bot": "sendMessage"}
"""How a platform's method is called that sends a text."""

NAME = "Nguyễn Thị Ánh Nguyệt"
LESSON = "M03-L1"
PAPER = re.compile(r"http\S+/certificates/\S+\.pdf")


def arrive(someone: Traveller) -> None:
    """The first contact, as each platform has it."""
    match someone.platform.name:
        case "telegram":
            someone.do("begin")
        case "zalo_oa":
            someone.do("follow")
        case _:
            someone.say("alo")


def is_paper(sent: Sent) -> bool:
    """Whether this is the certificate: a file, or where there are none a link."""
    return bool(sent.file or PAPER.search(sent.text))


def content(sent: Sent) -> bytes:
    """The certificate itself."""
    if sent.file:
        assert sent.file.endswith(".pdf")
        assert sent.content
        return sent.content
    link = PAPER.search(sent.text)
    assert link
    return httpx.get(link[0]).content


@pytest.mark.parametrize("name", NAMES)
def test_from_the_first_contact_to_a_certificate(person: Person, name: str) -> None:
    learner = person(name)
    lesson = learner.library.curriculum.lesson(LESSON)
    arrive(learner)
    learner.meet()
    learner.say("cho tôi học về VNeID")
    learner.read_on(lesson)
    learner.answer_quiz(lesson)
    learner.say("tôi muốn thi")
    learner.hears("Bài thi có", "Bắt đầu thi")
    learner.choose("Bắt đầu thi")
    learner.answer_exam()
    learner.hears("Nhận giấy chứng nhận")
    learner.choose("Nhận giấy chứng nhận")
    learner.hears("Tên của bác in trên giấy là gì")
    learner.say(NAME)
    learner.hears(f"Trên giấy sẽ ghi: {NAME}.")
    learner.choose("Đúng rồi")
    learner.hears("Mã số: ", "chưa phải xác nhận chính thức trên VNeID")
    eventually(lambda: any(map(is_paper, learner.news())))
    [sent] = filter(is_paper, learner.news())
    assert bool(sent.file) == (name != "zalo_bot")
    (page,) = PdfReader(io.BytesIO(content(sent))).pages
    assert NAME in " ".join(page.extract_text().split())
    if name == "telegram":
        assert learner.typed == 0
        assert_presses_answered(learner)
    elif name == "zalo_oa":
        assert learner.typed == 1  # more choices than it has buttons: what to be called
    else:
        assert learner.pressed == 0


def assert_presses_answered(learner: Traveller) -> None:
    """Every button that was pressed has ceased to spin."""
    platform = learner.platform
    assert isinstance(platform, Telegram)
    mine = str(platform.id_of(learner.user))
    presses = platform.answered_presses
    eventually(lambda: sum(each.startswith(mine) for each in presses) == learner.pressed)


def test_a_link_opens_a_lesson(person: Person) -> None:
    someone = person("telegram")
    someone.do("begin", param=LESSON)
    someone.hears("Nếu quý vị đồng ý")
    someone.choose("Đồng ý")
    someone.hears("gọi mình thế nào")
    someone.choose("Bác")
    someone.hears("cháu chào bác", someone.bubbles(LESSON)[0])


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_text_is_answered_kindly_and_the_lesson_goes_on(
    person: Person, name: str
) -> None:
    someone = person(name)
    arrive(someone)
    someone.meet()
    someone.say("học về VNeID")
    bubbles = someone.bubbles(LESSON)
    someone.hears(bubbles[0])
    someone.do("photo", caption="căn cước của tôi đây")
    someone.hears("không nhận ảnh giấy tờ", "không lưu lại", bubbles[0])
    someone.do("photo", caption="vườn nhà tôi")
    someone.hears("không xem được ảnh", bubbles[0])
    someone.do("sticker")
    someone.hears("không xem được hình dán", bubbles[0])
    someone.do("unsupported" if name == "zalo_bot" else "location")
    someone.hears("loại tin này" if name == "zalo_bot" else "không lưu vị trí", bubbles[0])
    someone.say("mưa " * 1250)
    someone.hears("tin này dài quá", bubbles[0])
    if name == "telegram":
        someone.do("edit", text="dừng lại")
        someone.hears("trước khi bác sửa", bubbles[0])
    someone.say("tiếp")
    someone.hears(bubbles[1])
    someone.do("voice")
    someone.hears()


@pytest.mark.parametrize(
    ("name", "leave", "come_back"),
    [("telegram", "block", "begin"), ("zalo_oa", "unfollow", "follow"), ("zalo_bot", "", "")],
)
def test_who_left_hears_nothing_until_they_come_back(
    person: Person, queue: redis.Redis, name: str, leave: str, come_back: str
) -> None:
    someone = person(name)
    platform = someone.platform
    arrive(someone)
    someone.meet()
    dead = queue.xlen(keys.DEAD)
    platform.faults.next(SENDING[name], 1, Fault(status=500))  # the answer comes too late
    someone.say("học về VNeID")
    if isinstance(platform, ZaloBot):
        platform.gone.add(someone.user)
    else:
        someone.do(leave)
    eventually(lambda: queue.xlen(keys.DEAD) == dead + 1)
    assert someone.news() == []
    if isinstance(platform, ZaloBot):
        platform.gone.discard(someone.user)
        someone.say("học tiếp")
    else:
        if isinstance(platform, Telegram):
            platform.unblock(someone.user)
        someone.do(come_back)
    someone.hears(someone.bubbles(LESSON)[0])


@pytest.mark.parametrize("name", ["telegram", "zalo_oa"])
def test_an_update_brought_twice_is_answered_once(person: Person, name: str) -> None:
    someone = person(name)
    arrive(someone)
    someone.meet()
    someone.platform.duplicate(1)
    someone.say("học về VNeID")
    someone.platform.settle()
    someone.hears(someone.bubbles(LESSON)[0])
    someone.say("tiếp")
    bubble = someone.bubbles(LESSON)[1]
    assert [sent.text for sent in someone.hears(bubble)] == [bubble]


def test_who_is_being_robbed_is_answered_before_what_others_wait_for(
    person: Person, platforms: dict[str, StandIn], queue: redis.Redis
) -> None:
    platform = platforms["telegram"]
    others = [person("telegram", f"other-{number}") for number in range(50)]
    victim = person("telegram", "victim")
    busy = {"ok": False, "error_code": 429, "parameters": {"retry_after": 1}}
    platform.faults.next("sendMessage", 10_000, Fault(status=429, body=busy))
    for each in others:
        each.say("xin chào")
    victim.say("tôi bị lừa chuyển mất tiền rồi")
    eventually(lambda: queue.xlen(keys.outbox("telegram")) == len(others) + 1)
    platform.faults.clear()
    last = victim.hears("Xem việc tiếp theo")[-1]
    answered = [each.hears("Không lưu")[-1] for each in others]
    assert sum(sent.at > last.at for sent in answered) > 0.8 * len(others)


def test_what_was_learnt_on_telegram_goes_on_on_zalo_and_is_deleted_on_both(
    person: Person,
) -> None:
    here, there = person("telegram"), person("zalo_oa")
    bubbles = here.bubbles(LESSON)
    arrive(here)
    here.meet()
    here.say("học về VNeID")
    here.hears(bubbles[0])
    here.choose("Tiếp (1/")
    here.hears(bubbles[1])
    here.say("liên kết tài khoản")
    code = re.search(r"LK-\w{4}-\w{4}", "\n".join(sent.text for sent in here.hears("LK-", "Học")))
    assert code
    there.say(code[0].lower())
    there.hears("nối xong rồi", "Học tiếp chỗ đang dở")
    there.choose("Học tiếp chỗ đang dở")
    there.hears(bubbles[1])
    there.choose("Tiếp (2/")
    there.hears(bubbles[2])
    here.say("học tiếp")
    here.hears(bubbles[2])
    there.say("xoá dữ liệu của tôi")
    there.hears("xoá ở tất cả", "Xoá hết")
    there.choose("Xoá hết")
    there.hears("đã xoá hết")
    here.say("học tiếp")
    here.hears("không phải người thật", "Không lưu")


def eventually(holds: Callable[[], bool]) -> None:
    """Waits until it holds."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)
