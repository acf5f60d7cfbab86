"""What a message means beside the choices that were just offered."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.context import ConversationContext, pressed
from bot.nlu.syllables import split
from bot.nlu.tokeniser import SYLLABLES
from bot.payload import Payload
from bot.settings import ROOT

DOMAIN = Domain.load(str(ROOT / "bot" / "dialogue" / "domain"))
OFFER = [
    ["Cúp máy, gọi công an", "#answer:1@M09-L1-Q1.0"],
    ["Đọc mã OTP", "#answer:2@M09-L1-Q1.0"],
    ["Dừng lại suy nghĩ", "#answer:3@M09-L1-Q1.0"],
]


def tracker(**slots: Any) -> DialogueStateTracker:
    """A conversation with these slots."""
    made = DialogueStateTracker("a", DOMAIN.slots)
    for name, value in slots.items():
        made.update(SlotSet(name, value))
    return made


def meaning(
    text: str, intent: str = "out_of_scope", confidence: float = 0.3, **slots: Any
) -> tuple[str, dict[str, str]]:
    """The intent and entities of a message the classifier took for `intent`."""
    message = Message({TEXT: text, INTENT: {"name": intent, "confidence": confidence}})
    ConversationContext().process([message], tracker(**slots))
    entities = {each["entity"]: each["value"] for each in message.get(ENTITIES) or []}
    return message.get(INTENT)["name"], entities


@pytest.mark.parametrize(
    "text", ["2", "b", "câu b ạ", "câu thứ hai", "số hai", "đọc mã otp", "doc ma otp"]
)
def test_an_answer_is_the_choice_that_was_offered(text: str) -> None:
    assert meaning(text, offer=OFFER) == ("answer", {"value": "2", "place": "M09-L1-Q1.0"})


@pytest.mark.parametrize("text", ["5", "câu số 7 ạ", "số 9"])
def test_a_number_that_was_not_offered_is_an_answer_that_fits_nothing(text: str) -> None:
    assert meaning(text, "ask_deadline", 0.5, offer=OFFER) == ("answer", {})
    assert meaning(text, "ask_deadline", 0.5) == ("ask_deadline", {})


@pytest.mark.parametrize("text", ["không biết", "tôi muốn học", "1 hay 2", "5 bài", "hai vợ chồng"])
def test_what_names_none_of_them_stays_as_it_was(text: str) -> None:
    assert meaning(text, "stop", 0.4, offer=OFFER) == ("stop", {})


def test_without_an_offer_a_number_is_nothing() -> None:
    assert meaning("2") == ("out_of_scope", {})
    assert meaning("2", offer=None) == ("out_of_scope", {})


def test_a_sure_command_wins_over_an_option_that_contains_its_words() -> None:
    assert meaning("dừng lại", "stop", 0.9, offer=OFFER) == ("stop", {})
    assert meaning("dừng lại", "stop", 0.5, offer=OFFER)[1]["value"] == "3"


def test_but_not_over_a_number_nor_over_all_words_of_an_option() -> None:
    assert meaning("câu c", "stop", 0.99, offer=OFFER)[1]["value"] == "3"
    assert meaning("Dừng lại, suy nghĩ!", "stop", 0.99, offer=OFFER)[1]["value"] == "3"
    assert meaning("cup may goi cong an", "talk_to_human", 0.99, offer=OFFER)[1]["value"] == "1"


@pytest.mark.parametrize("text", ["Chọn dòng đầu vì hay dùng", "chon dong dau vi hay dung"])
def test_all_words_of_an_option_win_over_the_place_they_begin_with(text: str) -> None:
    offer = [["Đọc đã", "#answer:1@q"], ["Chọn dòng đầu vì hay dùng", "#answer:2@q"]]
    assert meaning(text, offer=offer)[1]["value"] == "2"
    assert meaning("chọn dòng đầu vì dễ", offer=offer)[1]["value"] == "1"
    counts = [["2", "#answer:1@q"], ["1", "#answer:2@q"]]
    assert meaning("2", offer=counts)[1]["value"] == "2"


def test_no_command_may_be_taken_for_an_option_by_its_words() -> None:
    assert meaning("tiếp", "next", 0.99, offer=[["Tiếp (2/5)", "#next@M03-L1.1"]]) == (
        "next",
        {"place": "M03-L1.1"},
    )


def test_while_a_name_is_awaited_words_are_words() -> None:
    assert meaning("Nguyễn Thị Tiếp", "next", 0.9, awaiting="name") == ("answer", {})
    assert meaning("2", awaiting="name", offer=OFFER) == ("answer", {})
    assert meaning("dừng lại", "stop", 0.93, awaiting="name") == ("stop", {})
    assert meaning("dừng", "stop", 0.5, awaiting="name") == ("answer", {})
    assert meaning("nhắc lại", "repeat", 0.999, awaiting="name") == ("repeat", {})
    assert meaning("nói chậm lại", "set_voice", 0.999, awaiting="name") == ("set_voice", {})
    assert meaning("Lại Ba", "repeat", 0.94, awaiting="name") == ("answer", {})
    reminding = "nhắc bác học lúc 8 giờ tối"
    assert meaning(reminding, "set_reminder", 0.97, awaiting="name") == ("set_reminder", {})
    assert meaning(reminding, "set_reminder", 0.6, awaiting="name") == ("answer", {})
    long_name = "Lớp tối thứ Năm của tổ dân phố 3"
    assert meaning(long_name, "create_group", 0.97, awaiting="group_name") == ("answer", {})
    assert meaning("Lý Chậm", "set_voice", 0.97, awaiting="name") == ("answer", {})


def test_a_payload_is_read_as_the_button_it_comes_from() -> None:
    assert meaning("#choose_module:M03", "greet", 0.9) == ("choose_module", {"value": "M03"})
    assert meaning("#next@M03-L1.2", awaiting="name") == ("next", {"place": "M03-L1.2"})
    assert meaning("#restart", "greet", 0.9) == ("greet", {})


def test_rasas_own_commands_without_a_conversation_work_too() -> None:
    message = Message({TEXT: "2", INTENT: {"name": "greet", "confidence": 1.0}})
    ConversationContext().process([message], None)
    assert message.get(INTENT)["name"] == "greet"


def test_pressed_is_a_parse_result() -> None:
    assert pressed(Payload("help")) == {
        "intent": {"name": "help", "confidence": 1.0},
        "entities": [],
    }
    value = {"entity": "value", "value": "1", "start": 0, "end": 0}
    assert pressed(Payload("answer", "1"))["entities"] == [value]


def asked_after(text: str, named: dict[str, str], topic: str | None) -> str:
    """The intent of a message that names things, after a question about plans."""
    entities = [
        {
            "entity": name,
            "value": said,
            "start": text.index(said),
            "end": text.index(said) + len(said),
        }
        for name, said in named.items()
    ]
    message = Message(
        {
            TEXT: text,
            INTENT: {"name": "out_of_scope", "confidence": 0.4},
            ENTITIES: entities,
            SYLLABLES: split(text),
        }
    )
    ConversationContext().process([message], tracker(topic=topic))
    assert message.get(ENTITIES) == entities
    return str(message.get(INTENT)["name"])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("còn Hải Phòng thì sao", {"province": "Hải Phòng"}),
        ("Thế của Sở KHCN?", {"unit": "Sở KHCN"}),
        ("con quy 3 thi sao a", {"date": "quy 3"}),
        ("tháng 9 ở Đắk Nông nữa nhé", {"month": "tháng 9", "province": "Đắk Nông"}),
    ],
)
def test_a_name_alone_asks_the_same_about_another(text: str, named: dict[str, str]) -> None:
    assert asked_after(text, named, "ask_deadline") == "ask_deadline"
    assert asked_after(text, named, None) == "out_of_scope"


@pytest.mark.parametrize(
    ("text", "named"),
    [("Hải Phòng có gì ngon", {"province": "Hải Phòng"}), ("mưa to quá", {})],
)
def test_whatever_else_is_said_is_no_such_question(text: str, named: dict[str, str]) -> None:
    assert asked_after(text, named, "ask_deadline") == "out_of_scope"


@pytest.mark.parametrize(
    ("text", "taken_for", "confidence"),
    [
        ("ai ký?", "bot_challenge", 0.7),
        ("kết quả là gì", "ask_progress", 0.95),
        ("Mục 2.6 thì sao?", "nlu_fallback", 0.2),
        ("còn nữa không?", "next", 0.93),
        ("gui cho ai", "talk_to_human", 0.7),
    ],
)
def test_a_short_question_after_an_answer_about_plans_is_about_the_same(
    text: str, taken_for: str, confidence: float
) -> None:
    assert meaning(text, taken_for, confidence, topic="ask_task") == ("ask_task", {})
    assert meaning(text, taken_for, confidence) == (taken_for, {})


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("bạn là ai", "bot_challenge", 0.99),
        ("cảm ơn nhiều", "thank", 0.8),
        ("dừng lại", "stop", 0.8),
        ("cho tôi học phần nói về việc nhận diện các cuộc gọi lừa đảo nào", "next", 0.5),
    ],
)
def test_whatever_has_a_subject_of_its_own_is_not(
    text: str, intent: str, confidence: float
) -> None:
    assert meaning(text, intent, confidence, topic="ask_task") == (intent, {})
