"""Contests in conversation: real actions on real services, several people side by side."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

import actions.base
from actions.services import Services, open_services
from bot.knowledge.placeholders import fill
from bot.learning.contest import Contest
from bot.nlu.context import pressed
from bot.payload import decode
from bot.settings import ROOT, Settings

NOW = datetime(2026, 10, 10, 2, 0, tzinfo=timezone.utc)
SLOTS = (
    *("consent", "address_form", "activity", "route", "pending", "awaiting", "offer", "topic"),
    *("session_record", "unclear", "forgotten", "forgotten_too", "voice", "plans"),
)
RESPONSES = {
    name: variants[0]["text"]
    for file in (ROOT / "bot" / "dialogue" / "domain").glob("*.yml")
    for name, variants in (
        yaml.safe_load(file.read_text(encoding="utf-8")).get("responses") or {}
    ).items()
}
PEOPLE = itertools.count(1)
ACTIONS = ActionExecutor()
ACTIONS.register_package("actions")


class Clock:
    """The time, the same for everybody."""

    def __init__(self) -> None:
        self.now = NOW


class Talker:
    """A person in a conversation that lives on from turn to turn."""

    def __init__(self, held: Services, clock: Clock, person: str, consent: str | None = "yes"):
        self.held, self.clock, self.person = held, clock, person
        self.slots: dict[str, Any] = {**dict.fromkeys(SLOTS), "consent": consent}
        self.slots["address_form"] = "bac"
        self.count = 0
        self.buttons: list[dict[str, str]] = []
        if consent == "yes":
            held.learners.enrol(person, "1", NOW)

    def say(
        self,
        text: str,
        intent: str = "answer",
        *,
        named: dict[str, str] | None = None,
        again: bool = False,
        saved: bool = True,
        late: float = 0.0,
    ) -> str:
        """Everything that is replied; `again`: the last message once more, `late` in seconds.

        Without `saved` the process dies before the conversation is kept.
        """
        self.count += 0 if again else 1
        payload = decode(text) or next(
            (
                decode(each[1])
                for n, each in enumerate(self.slots["offer"] or [], 1)
                if str(n) == text
            ),
            None,
        )
        if payload and not self.slots["awaiting"]:
            parsed = {**pressed(payload), "text": text}
            intent = payload.intent
        else:
            parsed = {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": []}
            parsed["entities"] = [{"entity": k, "value": v} for k, v in (named or {}).items()]
        user = {
            "event": "user",
            "timestamp": (self.clock.now + timedelta(seconds=late)).timestamp(),
            "message_id": f"m{self.count}",
            "metadata": {"arrived": self.clock.now.timestamp()},
        }
        slots, action, said = dict(self.slots), f"action_{intent}", []
        latest = "action_listen"
        while action != "action_listen":
            tracker = Tracker(self.person, slots, parsed, [user], False, None, {}, latest)
            dispatcher = CollectingDispatcher()
            events = asyncio.run(ACTIONS.actions[action](dispatcher, tracker, {}))
            slots |= {each["name"]: each["value"] for each in events if each["event"] == "slot"}
            latest, action = action, events[-1]["name"]
            said += dispatcher.messages
        if saved:
            self.slots = slots
        self.buttons = [button for each in said for button in each["buttons"]]
        texts = [
            each["text"] or fill(RESPONSES[each["response"]], {k: str(v) for k, v in each.items()})
            for each in said
        ]
        assert all(len(text) <= 300 for text in texts), texts
        return "\n".join(texts)

    def press(self, title: str, **more: Any) -> str:
        """Presses the button with these words among those shown last."""
        found = next(each for each in self.buttons if title in each["title"])
        return self.say(found["payload"], **more)

    def answer(self, *, right: bool, **more: Any) -> str:
        """Answers the open question by number."""
        question = self.held.library.curriculum.question(self.slots["activity"]["question"])
        key = fill(question.key.text, self.held.library.values(self.form))
        titles = [each["title"] for each in self.buttons if "answer" in each["payload"]]
        place = next(n for n, each in enumerate(titles, 1) if each.endswith(f". {key}"))
        return self.say(str(place if right else place % len(titles) + 1), **more)

    @property
    def form(self) -> Any:
        return self.held.library.address_forms.get("bac")

    @property
    def activity(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.slots["activity"]
        return found


@pytest.fixture(scope="module", name="held")
def _held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    held = open_services(Settings(data_dir=tmp_path_factory.mktemp("data")))
    yield held
    held.learners.engine.dispose()


@pytest.fixture(name="clock")
def _clock() -> Clock:
    return Clock()


@pytest.fixture(name="talker")
def _talker(held: Services, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(actions.base, "services", lambda: held)
    return lambda consent="yes": Talker(held, clock, f"web:{next(PEOPLE)}", consent)


def begun(leader: Talker, text: str = "tạo cuộc đố vui 3 câu mỗi câu 20 giây") -> Contest:
    """A contest of this leader that runs."""
    leader.say(text, "hold_contest")
    leader.press("Bắt đầu ngay")
    contest = leader.held.contests.led_by(leader.person, leader.clock.now)
    assert contest is not None
    return contest


def test_a_leader_makes_a_contest_in_their_own_words(talker: Any, held: Services) -> None:
    leader = talker()
    said = leader.say(
        "mở đố vui “Hội thi tổ 5” mười hai câu, mỗi câu 40 giây lúc 8 giờ tối",
        "hold_contest",
        named={"time": "20:00"},
    )
    assert "“Hội thi tổ 5”: 12 câu, tất cả trong 8 phút, bắt đầu lúc 20:00" in said
    contest = held.contests.led_by(leader.person, NOW)
    assert contest is not None
    assert f"đố vui {contest.code}" in said
    assert f"/contest/{contest.token}" in said
    assert len(contest.questions) == 12
    again = leader.say("tạo cuộc đố vui khác", "hold_contest")
    assert contest.code in again
    assert [each["title"] for each in leader.buttons] == [
        *("1. Bắt đầu ngay", "2. Xem xếp hạng", "3. Cùng chơi", "4. Huỷ cuộc này"),
    ]


@pytest.mark.parametrize(
    ("text", "named", "said"),
    [
        ("tạo cuộc đố vui", {}, "10 câu, tất cả trong 5 phút, bắt đầu lúc 09:10"),
        ("dv 5 câu trong 10 phút", {}, "5 câu, tất cả trong 10 phút"),
        ("đố vui 6 câu bắt đầu sau 30 phút", {}, "6 câu, tất cả trong 3 phút, bắt đầu lúc 09:30"),
        ("đố vui 5 phút nữa", {}, "10 câu, tất cả trong 5 phút, bắt đầu lúc 09:05"),
        ("thi đố vui mỗi câu 1 phút", {}, "10 câu, tất cả trong 10 phút"),
        ("đố vui lúc 8 giờ sáng", {"time": "08:00"}, "bắt đầu lúc 08:00 ngày mai"),
        (
            "đố vui ngày 15/10 lúc 7 giờ tối",
            {"time": "19:00", "date": "2026-10-15"},
            "bắt đầu lúc 19:00 ngày 15/10",
        ),
        ("đố vui về an toàn", {"module": "M05"}, "10 câu"),
        ("đố vui về gì đó", {"module": "M99"}, "“Đố vui ngày 10/10”"),
        ("đố vui 9999 phút nữa", {}, "bắt đầu lúc 09:00 ngày mai"),
        ("đố vui 99999999 câu mỗi câu 999999999 giây", {}, "30 câu, tất cả trong 90 phút"),
    ],
)
def test_what_a_leader_says_of_number_and_time(
    talker: Any, text: str, named: dict[str, str], said: str
) -> None:
    assert said in talker().say(text, "hold_contest", named=named)


def test_everybody_gets_the_same_questions_and_the_better_one_wins(
    talker: Any, held: Services, clock: Clock
) -> None:
    leader, an, binh = talker(), talker(), talker()
    leader.say("tạo cuộc đố vui 3 câu", "hold_contest")
    contest = held.contests.led_by(leader.person, NOW)
    assert contest is not None
    for each in (an, binh):
        assert "bắt đầu lúc 09:10" in each.say(f"đố vui {contest.code}")
    an.press("Đặt tên khác")
    assert "tên là: Người chơi 2" in binh.say("vào đố vui", "join_contest")
    assert "tên là: An" in an.say("An")
    leader.press("Bắt đầu ngay")
    for each in (an, binh):
        each.say("vào đố vui", "join_contest")
        assert each.activity["contest"] == contest.id
    assert an.activity["question"] == binh.activity["question"] == contest.questions[0]
    clock.now += timedelta(seconds=5)
    for right in (True, True, False):
        an.answer(right=right)
        binh.answer(right=not right)
    assert an.activity is binh.activity is None
    said = binh.say("xếp hạng", "contest_ranking")
    assert "1. An: 2 câu đúng (5 giây)\n2. Người chơi 2: 1 câu đúng (5 giây)" in said
    clock.now = contest.starts_at + timedelta(hours=1)
    assert "1. An: 2 câu đúng" in leader.say("ai thắng", "contest_ranking")


def test_a_class_is_offered_its_contest_and_nobody_else_is(talker: Any, held: Services) -> None:
    leader, an, stranger = talker(), talker(), talker()
    group = held.groups.create(leader.person, "class", "Lớp cô Mai", "g1", NOW)
    held.groups.join(an.person, group.id, "An", "1", NOW)
    assert "“Lớp cô Mai”: 10 câu" in leader.say("mở đố vui cho lớp", "hold_contest")
    contest = held.contests.led_by(leader.person, NOW)
    assert contest is not None
    assert contest.group == group.id
    for person, is_offered in ((an, True), (stranger, False)):
        person.say("xin chào", "greet")
        assert any("Vào đố vui" in each["title"] for each in person.buttons) is is_offered
    an.press("Vào đố vui của lớp")
    assert len(held.contests.scores(contest.id)) == 1
    assert "mã" in stranger.say("vào đố vui", "join_contest")
    assert "“Tổ 5 nhé”" in talker().say("tạo đố vui “Tổ 5 nhé”", "hold_contest")


def test_in_a_lesson_the_same_words_ask_for_its_questions(talker: Any) -> None:
    an = talker()
    an.slots["activity"] = {"kind": "lesson_end", "lesson": "M01-L1"}
    an.say("chơi đố vui đi", "join_contest")
    assert an.activity["kind"] == "quiz"


def test_nothing_is_said_of_right_and_wrong_while_others_play(talker: Any) -> None:
    leader, an = talker(), talker()
    contest = begun(leader)
    an.say(f"đố vui {contest.code}")
    said = an.answer(right=False)
    assert "đúng" not in said.lower().split("câu 2/3")[0]
    assert said.startswith("Câu 2/3, còn 1 phút. ")


def test_a_message_handled_twice_answers_one_question(talker: Any, held: Services) -> None:
    """Killed after the answer was stored and before the conversation was."""
    leader, an = talker(), talker()
    contest = begun(leader)
    an.say(f"đố vui {contest.code}", saved=False)
    an.say(f"đố vui {contest.code}", again=True)
    shown = list(an.buttons)
    an.answer(right=True, saved=False)
    an.buttons = shown
    an.answer(right=True, again=True)
    assert list(held.contests.answers(contest.id, an.person)) == [contest.questions[0]]
    assert an.activity["question"] == contest.questions[1]
    assert len(held.contests.scores(contest.id)) == 1


def test_an_old_button_answers_nothing(talker: Any, held: Services) -> None:
    leader, an = talker(), talker()
    contest = begun(leader)
    an.say(f"đố vui {contest.code}")
    old = next(each["payload"] for each in an.buttons)
    an.answer(right=True)
    assert "câu trước" in an.say(old)
    assert len(held.contests.answers(contest.id, an.person)) == 1


def test_what_came_in_time_counts_though_it_is_handled_late(
    talker: Any, held: Services, clock: Clock
) -> None:
    leader, an, binh = talker(), talker(), talker()
    contest = begun(leader)
    for each in (an, binh):
        each.say(f"đố vui {contest.code}")
    clock.now = contest.ends_at - timedelta(seconds=1)
    said = an.answer(right=True, late=60)
    assert "đã xong" in said
    assert held.contests.answers(contest.id, an.person) == {contest.questions[0]: True}
    clock.now = contest.ends_at
    said = binh.answer(right=True)
    assert "không tính" in said
    assert "đúng 0/3 câu, đứng thứ 2 trong 2 người chơi" in said
    assert held.contests.answers(contest.id, binh.person) == {}
    assert binh.activity is None


def test_where_the_person_was_comes_back_after_it(talker: Any) -> None:
    leader, an = talker(), talker()
    contest = begun(leader)
    an.slots["activity"] = lesson = {"kind": "lesson", "lesson": "M01-L1", "bubble": 1}
    an.say(f"đố vui {contest.code}")
    for _ in range(3):
        an.say("không biết", "dont_know")
    assert an.activity == {**lesson, "paused": True}
    assert any("Học tiếp chỗ đang dở" in each["title"] for each in an.buttons)


def test_one_may_leave_and_come_back(talker: Any, clock: Clock) -> None:
    leader, an = talker(), talker()
    contest = begun(leader)
    an.say(f"đố vui {contest.code}")
    an.answer(right=True)
    an.say("thoát", "stop")
    assert an.activity["paused"]
    an.say("xin chào", "greet")
    an.press("Vào đố vui")
    assert an.activity["question"] == contest.questions[1]
    clock.now = contest.ends_at
    an.say("tiếp", "resume")
    assert an.activity is None


def test_side_questions_lead_back_and_hints_are_not_given(talker: Any) -> None:
    leader, an = talker(), talker()
    contest = begun(leader)
    an.say(f"đố vui {contest.code}")
    for text, intent in (("cảm ơn", "thank"), ("gợi ý", "hint"), ("tiếp", "next")):
        assert "Câu 1/3" in an.say(text, intent)
    assert "không có gợi ý" in an.say("gợi ý", "hint")
    assert "Câu 1/3" in an.say("xếp hạng", "contest_ranking")
    assert "Câu 1/3" in an.say("9", "answer")


def test_what_was_missed_is_told_once_it_is_over(talker: Any, held: Services, clock: Clock) -> None:
    leader, an = talker(), talker()
    contest = begun(leader)
    an.say(f"đố vui {contest.code}")
    for right in (True, False, False):
        an.answer(right=right)
    assert "Không còn" in an.say("#join_contest:missed-0")
    clock.now = contest.ends_at
    first, second = (held.library.curriculum.question(id) for id in contest.questions[1:])
    said = an.say("#join_contest:missed-0")
    assert fill(first.stem, held.library.values(an.form)) in said
    assert "Ý đúng: " in said
    said = an.press("Câu sai tiếp theo")
    assert fill(second.stem, held.library.values(an.form)) in said
    an.press("Học bài về việc này")
    assert an.activity["lesson"] == second.lesson_id
    binh = talker()
    binh.say("#join_contest:missed-0")
    assert "Ý đúng: " not in binh.say(f"#join_contest:missed-0@{contest.id}")


@pytest.mark.parametrize(
    "forged",
    [
        *("#join_contest:missed-0@M01", "#join_contest:missed-999999", "#join_contest:x"),
        *(f"#join_contest:missed-0@{'9' * 30}", f"#join_contest:{'9' * 40}"),
        *("#hold_contest:start@M01", "#hold_contest:x", "#contest_ranking:x@y"),
    ],
)
def test_a_forged_button_does_no_harm(talker: Any, forged: str) -> None:
    leader = talker()
    contest = begun(leader)
    assert leader.say(forged)
    assert leader.held.contests.led_by(leader.person, NOW) == contest
    leader.say("ẩn tên người chơi số 99999999999999999999999", "hold_contest")


def test_after_the_end_the_menu_offers_what_was_missed(talker: Any, clock: Clock) -> None:
    leader, an = talker(), talker()
    contest = begun(leader)
    an.say(f"đố vui {contest.code}")
    clock.now = contest.ends_at
    assert "đã xong" in an.say("1")
    an.press("Xem đáp án câu sai")
    assert [each["title"] for each in an.buttons] == [
        *("1. Câu sai tiếp theo", "2. Học bài về việc này", "3. Để sau"),
    ]


def test_who_sends_a_code_plays_however_it_was_understood(talker: Any, held: Services) -> None:
    leader, an = talker(), talker()
    contest = begun(leader)
    assert "Câu 1/3" in an.say(f"mở cuộc có mã {contest.code} cho bà", "hold_contest")
    assert held.contests.led_by(an.person, NOW) is None


def test_who_did_not_agree_is_asked_and_then_plays(talker: Any, held: Services) -> None:
    leader, an = talker(), talker("no")
    contest = begun(leader)
    assert "30 ngày" in an.say(f"đố vui {contest.code}")
    assert held.learners.find(an.person) is None
    assert "Câu 1/3" in an.say("1")
    an.answer(right=True)
    assert len(held.contests.answers(contest.id, an.person)) == 1
    other = talker("no")
    other.say(f"đố vui {contest.code}")
    other.say("2")
    assert held.learners.find(other.person) is None


@pytest.mark.parametrize("name", ["0912345678", "x", "Người chơi 1"])
def test_a_name_that_is_none_is_asked_for_again(talker: Any, held: Services, name: str) -> None:
    leader, an = talker(), talker()
    leader.say("tạo cuộc đố vui", "hold_contest")
    contest = held.contests.led_by(leader.person, NOW)
    assert contest is not None
    an.say(f"đố vui {contest.code}")
    an.press("Đặt tên khác")
    assert "tên khác" in an.say(name)
    assert an.slots["awaiting"] == "contest_name"
    assert "Người chơi 1" in an.say("thôi giữ nguyên")
    assert an.slots["awaiting"] is None


def test_two_players_have_two_names(talker: Any, held: Services) -> None:
    leader, an, binh = talker(), talker(), talker()
    leader.say("tạo cuộc đố vui", "hold_contest")
    contest = held.contests.led_by(leader.person, NOW)
    assert contest is not None
    for each in (an, binh):
        each.say(f"đố vui {contest.code}")
        each.press("Đặt tên khác")
    an.say("Lan")
    assert "Đã có người" in binh.say("Lan")
    assert "Lan Anh" in binh.say("Lan Anh")
    leader.say("ẩn tên người chơi số 1", "hold_contest")
    assert {each.name for each in held.contests.scores(contest.id)} == {"Người chơi 1", "Lan Anh"}


def test_a_leader_ends_it_early_or_calls_it_off(talker: Any, clock: Clock) -> None:
    leader, an = talker(), talker()
    contest = begun(leader)
    an.say(f"đố vui {contest.code}")
    clock.now += timedelta(seconds=10)
    assert "đã kết thúc" in leader.say("kết thúc cuộc đố vui", "hold_contest")
    assert "đã xong" in an.say("1")
    leader.say("tạo cuộc đố vui", "hold_contest")
    leader.press("Huỷ cuộc này")
    assert "tạo" not in leader.say("xếp hạng", "contest_ranking")


@pytest.mark.parametrize("text", ["đố vui 00000", "cho tôi chơi đố vui"])
def test_without_a_contest_people_are_told_how(talker: Any, text: str) -> None:
    person = talker()
    assert "ví dụ: đố vui 48213" in person.say(text, "join_contest")
    assert person.buttons


def test_a_contest_that_is_over_cannot_be_joined(talker: Any, clock: Clock, held: Services) -> None:
    leader, an = talker(), talker()
    contest = begun(leader)
    clock.now = contest.ends_at
    assert "đã kết thúc" in an.say(f"đố vui {contest.code}")
    assert held.contests.scores(contest.id) == []
    assert "chưa tham gia" in an.say("xếp hạng", "contest_ranking")
