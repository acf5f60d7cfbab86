"""The check before learning, and the proposals that follow from it, on real services."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import place
from actions.base import BotAction
from actions.lessons import Resume, Stop
from actions.modules import ChooseModule, StartLearning
from actions.people import SetProfile
from actions.placement import StartPlacement
from actions.quiz import Answer, DontKnow, Hint
from actions.services import Services, open_services
from actions.turn import Turn
from bot.learning.learner import Attempt
from bot.learning.placement import KIND, Placement
from bot.settings import Settings

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)


@pytest.fixture(scope="module", name="services")
def _services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    held = open_services(Settings(data_dir=tmp_path_factory.mktemp("data")))
    yield held
    held.learners.engine.dispose()


class Talk:
    """A conversation whose actions are called directly; `said` is what the last one said."""

    def __init__(self, services: Services, person: str, consent: str) -> None:
        self.services = services
        self.person = person
        self.slots: dict[str, Any] = {"consent": consent, "address_form": "bac"}
        self.number = 0
        self.said: list[dict[str, Any]] = []
        self.follow = ""
        if consent == "yes":
            services.learners.enrol(person, "1", NOW)

    def send(
        self,
        action: type[BotAction],
        value: str | None = None,
        text: str = "",
        again: bool = False,
        **named: str,
    ) -> None:
        """A message that this action answers."""
        self.number += not again
        entities = [{"entity": kind, "value": each} for kind, each in named.items()]
        if value is not None:
            entities.append({"entity": "value", "value": value})
        parsed = {"intent": {"name": action.intent}, "text": text, "entities": entities}
        at = NOW + timedelta(minutes=self.number)
        user = {"event": "user", "timestamp": at.timestamp(), "message_id": f"m{self.number}"}
        tracker = Tracker(
            self.person, dict(self.slots), parsed, [user], False, None, {}, "action_listen"
        )
        dispatcher = CollectingDispatcher()
        turn = Turn(self.services, dispatcher, tracker)
        action().reply(turn)
        events = turn.events()
        self.slots |= {each["name"]: each["value"] for each in events if each["event"] == "slot"}
        self.follow = events[-1]["name"]
        self.said = dispatcher.messages

    @property
    def responses(self) -> list[str]:
        return [each["response"] for each in self.said if each.get("response")]

    @property
    def titles(self) -> list[str]:
        return [button["title"] for each in self.said for button in each.get("buttons") or []]

    @property
    def placement(self) -> Placement | None:
        activity = self.slots.get("activity") or {}
        return Placement.from_dict(activity["placement"]) if activity.get("kind") == KIND else None

    def answer(self, right: bool) -> None:
        """Answers the open question by its number."""
        placement = self.placement
        assert placement is not None
        assert placement.question_id is not None
        question = self.services.library.curriculum.question(placement.question_id)
        options = place.quizzes.shown_options(question, placement.seed)
        number = next(n for n, option in enumerate(options, 1) if option.correct == right)
        self.send(Answer, str(number))

    def grades(self) -> list[int]:
        """How difficult the questions asked so far are graded."""
        assert self.placement is not None
        curriculum = self.services.library.curriculum
        return [curriculum.question(id).difficulty for id in self.placement.asked]


@pytest.mark.parametrize("consent", ["yes", "no"])
def test_who_knows_much_is_asked_harder_questions_and_skips(
    services: Services, consent: str
) -> None:
    talk = Talk(services, f"rest:expert-{consent}", consent)
    talk.send(StartPlacement)
    assert talk.responses == ["utter_placement_begin"]
    assert talk.said[1]["text"].startswith("Câu 1. ")
    assert talk.titles[-2:] == ["Không biết", "Thôi, xem kết quả"]
    asked = 0
    grades: list[int] = []
    while talk.placement:
        grades = talk.grades()
        talk.answer(right=True)
        asked += 1
    rule = services.library.framework.placement
    assert rule.least_questions <= asked <= rule.most_questions
    assert sum(grades[-3:]) > sum(grades[:3])
    assert talk.responses == ["utter_placement_done", "utter_placement_all_known"]
    assert talk.titles == ["1. Thi lấy giấy chứng nhận", "2. Chọn bài khác"]
    done = talk.said[0]
    assert (done["right"], done["asked"]) == (str(asked), str(asked))
    if consent == "yes":
        kept = services.learners.attempts(talk.person)
        assert [each.kind for each in kept] == [KIND] * asked
        assert services.learners.export(talk.person)["Câu đã trả lời"][0]["Loại"] == (
            "xem biết tới đâu"
        )
        assert services.difficulties.all().keys() >= {each.question_id for each in kept}
    else:
        assert services.learners.find(talk.person) is None


def test_who_knows_some_parts_begins_after_them(services: Services) -> None:
    """What was answered before counts as well, in whatever it was asked."""
    talk = Talk(services, "rest:half", "yes")
    curriculum = services.library.curriculum
    before = [lesson for id in ("M01", "M02") for lesson in curriculum.module(id).lessons]
    for question in [question for lesson in before for question in lesson.questions]:
        talk.number += 1
        at = NOW + timedelta(minutes=talk.number)
        right = Attempt(question.id, question.lesson_id, "exam", "Ý", True, False, "e1", at)
        services.learners.record_attempt(talk.person, f"m{talk.number}", right)
    talk.send(StartPlacement)
    while talk.placement:
        talk.send(DontKnow)
    assert talk.responses == [
        "utter_placement_done",
        "utter_placement_known",
        "utter_proposed_after_known",
    ]
    named = talk.said[1]["modules"]
    assert all(curriculum.module(id).title in named for id in ("M01", "M02"))
    assert talk.said[2]["module"] not in named


def test_who_knows_nothing_is_asked_easier_ones_and_begins_at_the_beginning(
    services: Services,
) -> None:
    talk = Talk(services, "rest:beginner", "no")
    talk.send(StartPlacement)
    while talk.placement:
        grades = talk.grades()
        talk.send(DontKnow)
    assert grades[-3:] == [1, 1, 1]
    assert talk.responses == ["utter_placement_done", "utter_proposed_next"]
    assert talk.said[-1]["lesson"] == services.library.curriculum.lessons[0].title
    assert talk.titles == ["1. Học bài này", "2. Chọn bài khác"]


def test_it_can_be_left_and_gone_on_with_at_any_moment(services: Services) -> None:
    talk = Talk(services, "rest:leaver", "yes")
    talk.send(StartPlacement)
    talk.answer(right=False)
    open_question = talk.placement and talk.placement.question_id
    talk.send(Stop)
    assert talk.responses == ["utter_stopped"]
    talk.send(StartLearning)
    assert "1. Học tiếp chỗ đang dở" in talk.titles or "2. Học tiếp chỗ đang dở" in talk.titles
    talk.send(Resume)
    assert talk.placement
    assert talk.placement.question_id == open_question
    assert talk.said[-1]["text"].startswith("Câu 2. ")
    talk.send(Hint)
    assert talk.responses == ["utter_no_hint_in_placement"]
    talk.send(StartPlacement, "end")
    assert talk.placement is None
    assert (talk.said[0]["right"], talk.said[0]["asked"]) == ("0", "1")
    talk.send(StartPlacement, "end")
    assert "utter_menu" in talk.responses


def test_nothing_answered_leads_to_the_lessons(services: Services) -> None:
    talk = Talk(services, "rest:curious", "no")
    talk.send(StartPlacement)
    talk.send(StartPlacement, "end")
    assert talk.responses == ["utter_placement_nothing"]
    assert talk.follow == "action_start_learning"


def test_the_same_answer_handled_twice_changes_nothing(services: Services) -> None:
    talk = Talk(services, "rest:twice", "yes")
    talk.send(StartPlacement)
    before = dict(talk.slots)
    talk.answer(right=True)
    first = talk.placement
    shifted = services.difficulties.all()
    talk.slots = before
    talk.number -= 1
    talk.answer(right=True)
    assert talk.placement == first
    assert len(services.learners.attempts("rest:twice")) == 1
    assert services.difficulties.all() == shifted


def test_a_question_that_is_taken_out_meanwhile_is_passed_over(services: Services) -> None:
    talk = Talk(services, "rest:gone", "yes")
    talk.send(StartPlacement)
    placement = talk.slots["activity"]["placement"]
    talk.slots["activity"]["placement"] = {**placement, "asked": ["M01-L1-Q99"]}
    talk.send(StartPlacement)
    assert talk.placement
    assert len(talk.placement.asked) == 1
    assert talk.placement.question_id != "M01-L1-Q99"


def test_the_place_before_is_kept(services: Services) -> None:
    talk = Talk(services, "rest:reader", "yes")
    lesson = {"kind": "lesson", "lesson": "M01-L2", "bubble": 1}
    talk.slots["activity"] = lesson
    talk.send(StartPlacement)
    talk.answer(right=True)
    talk.send(StartPlacement, "end")
    assert talk.slots["activity"] == {**lesson, "paused": True}


def test_it_is_offered_at_the_start_and_not_to_who_has_answered_questions(
    services: Services,
) -> None:
    talk = Talk(services, "rest:new", "yes")
    talk.send(StartLearning)
    assert talk.responses == ["utter_choose_module"]
    assert talk.titles[-1].endswith("Xem mình biết tới đâu")
    talk.send(StartPlacement)
    talk.answer(right=True)
    talk.send(StartPlacement, "end")
    talk.send(StartLearning)
    assert not any("Xem mình biết tới đâu" in title for title in talk.titles)


@pytest.mark.parametrize("consent", ["yes", "no"])
def test_a_wish_in_words_shapes_what_is_proposed(services: Services, consent: str) -> None:
    talk = Talk(services, f"rest:trader-{consent}", consent)
    talk.send(StartLearning, text="toi muon ban hang tren mang")
    assert talk.responses == ["utter_proposed_by_wish"]
    assert talk.said[0]["part"] == "Thương mại điện tử"
    assert talk.titles[0] == "1. Học bài này"
    assert len(talk.titles) > 3
    talk.send(ChooseModule, "cho_so_4t-2")
    assert talk.slots["activity"]["lesson"] == "M07-L3"
    assert talk.slots["route"] == "cho_so_4t-2"


def test_a_wish_is_kept_where_its_module_is_opened_at_once(services: Services) -> None:
    talk = Talk(services, "rest:seller", "no")
    talk.send(ChooseModule, text="toi muon ban hang tren mang", module="M07")
    assert talk.slots["activity"]["lesson"] == "M07-L1"
    talk.send(StartLearning)
    assert talk.responses == ["utter_proposed_by_wish"]


def test_words_that_name_no_module_but_a_wish(services: Services) -> None:
    talk = Talk(services, "rest:words", "no")
    talk.send(ChooseModule, text="học cách nộp hồ sơ qua mạng")
    assert talk.follow == "action_start_learning"
    talk.send(ChooseModule, text="học đan len")
    assert talk.responses == ["utter_no_such_module", "utter_choose_module"]


def test_what_people_tell_of_themselves_is_kept_with_consent(services: Services) -> None:
    talk = Talk(services, "rest:farmer", "yes")
    talk.send(SetProfile, group="nong_dan", age="67")
    assert talk.responses[0] == "utter_profile_kept"
    held = services.learners.export(talk.person)["Người học"]["Về việc học"]
    assert held["Nhóm"] == "nông dân"
    assert held["Tuổi"] == "từ 60"
    again = Talk(services, "rest:farmer", "yes")
    again.slots["consent"] = None
    again.send(StartLearning)
    assert again.responses == ["utter_proposed_by_group"]
    assert again.said[0]["lesson"] == services.library.curriculum.lesson("M01-L1").title
    talk.send(SetProfile, province="Cần Thơ")
    assert talk.responses[0] == "utter_profile_not_kept"
