"""Reviews as they are offered, asked, left and refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest
from acting import Talk

from actions.services import Services, open_services
from bot.learning.learner import Attempt
from bot.settings import Settings

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=timezone.utc)
PLACE = {"kind": "lesson", "lesson": "M02-L1", "bubble": 1}


@pytest.fixture(scope="module", name="services")
def _services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    held = open_services(Settings(data_dir=tmp_path_factory.mktemp("data")))
    yield held
    held.learners.engine.dispose()


def learnt(services: Services, lesson: str, days: float = -10) -> Attempt:
    """A right answer to a question of the lesson."""
    question = services.library.curriculum.lesson(lesson).questions[0]
    at = NOW + timedelta(days=days)
    return Attempt(question.id, lesson, "quiz", "b", True, False, None, at)


def someone(services: Services, name: str, *lessons: str, consent: str = "yes") -> Talk:
    """Somebody who learnt these lessons ten days ago and is in another one."""
    person = f"rest:{name}"
    talk = Talk(services, person, NOW, {"consent": consent, "address_form": "bac"})
    talk.slots["activity"] = PLACE
    if consent == "yes":
        services.learners.enrol(person, "1", NOW)
        for lesson in lessons:
            services.learners.record_attempt(person, f"before-{lesson}", learnt(services, lesson))
    else:
        attempts = {
            f"before-{lesson}": {**vars(learnt(services, lesson)), "at": NOW - timedelta(days=10)}
            for lesson in lessons
        }
        for each in attempts.values():
            each["at"] = each["at"].isoformat()
        talk.slots["session_record"] = {"reads": {}, "attempts": attempts}
    return talk


def answer_rightly(talk: Talk) -> list[str]:
    """Answers the open question."""
    quiz = talk.slots["activity"]["quiz"]
    question = talk.services.library.curriculum.question(quiz["waiting"][0])
    return talk.press(talk.services.library.fill(question.key.text, _form(talk)))


def _form(talk: Talk) -> object:
    return talk.services.library.address_forms.get(talk.slots["address_form"])


@pytest.mark.parametrize("consent", ["yes", "no"])
def test_who_comes_back_is_asked_and_returns_to_the_place(services: Services, consent: str) -> None:
    talk = someone(services, f"back-{consent}", "M01-L1", "M01-L2", consent=consent)
    talk.send("greet")
    assert "utter_review_due" in talk.responses
    talk.press("Ôn ngay")
    assert talk.slots["activity"]["kind"] == "review"
    assert talk.slots["activity"]["before"] == PLACE
    asked = len(talk.slots["activity"]["quiz"]["waiting"])
    for _ in range(asked):
        answer_rightly(talk)
    assert talk.responses[:3] == ["utter_right", "utter_review_done", "utter_review_next"]
    assert f"{asked}/{asked} câu đúng" in talk.said[1]
    assert talk.slots["activity"] == PLACE
    # What was reviewed is not due any more.
    talk.later(hours=9).send("greet")
    assert "utter_review_due" not in talk.responses


def test_the_answers_are_kept_once_as_reviews(services: Services) -> None:
    talk = someone(services, "kept", "M01-L1")
    talk.send("review")
    talk.send("dont_know", "không biết")
    slots = dict(talk.slots)
    kept = services.learners.attempts(talk.person)
    assert [(each.kind, each.lesson_id, each.correct) for each in kept] == [
        ("quiz", "M01-L1", True),
        ("review", "M01-L1", False),
    ]
    assert slots["activity"]["quiz"]["waiting"] == [kept[1].question_id]  # it comes back once
    talk.send("hint")
    answer_rightly(talk)
    assert talk.slots["activity"] == PLACE
    assert services.learners.attempts(talk.person)[2].hinted


def test_an_old_button_of_a_review_changes_nothing(services: Services) -> None:
    talk = someone(services, "stale", "M01-L1", "M01-L2")
    talk.send("review")
    [old] = [payload for title, payload in talk.offered if title.startswith("1. ")]
    talk.send("dont_know")
    before = talk.slots["activity"]
    place = old.partition("@")[2]
    talk.send("answer", old, value="1", place=place)
    assert "utter_old_question" in talk.responses
    assert talk.slots["activity"] == before


def test_nobody_is_asked_in_the_middle_of_a_talk(services: Services) -> None:
    talk = someone(services, "talk", "M01-L1")
    talk.send("greet")
    assert "utter_review_due" in talk.responses
    talk.press("Để sau")
    assert talk.responses[0] == "utter_all_right"
    assert talk.slots["activity"] == PLACE
    talk.later(hours=1).send("greet")
    assert "utter_review_due" not in talk.responses
    talk.later(hours=5).send("greet")
    assert "utter_review_due" in talk.responses


def test_going_on_offers_it_first_and_then_goes_on(services: Services) -> None:
    talk = someone(services, "resume", "M01-L1")
    talk.slots["activity"] = {**PLACE, "paused": True}
    talk.send("resume")
    assert "utter_review_due" in talk.responses
    talk.send("deny", "thôi")
    assert talk.slots["activity"] == PLACE
    assert any(title.startswith("Tiếp") for title, _ in talk.offered)


def test_one_word_leaves_a_review(services: Services) -> None:
    talk = someone(services, "stop", "M01-L1", "M01-L2")
    talk.send("review")
    talk.send("stop", "dừng")
    assert talk.responses == ["utter_review_stopped"]
    assert talk.slots["activity"] == {**PLACE, "paused": True}


@pytest.mark.parametrize("said", ["", "thôi đừng mời ôn nữa", "khoi on moi lan vao"])
def test_who_wants_none_offered_is_not_asked_and_may_ask(services: Services, said: str) -> None:
    talk = someone(services, f"refuse {said}", "M01-L1")
    talk.send("greet")
    talk.send("review", said) if said else talk.press("Đừng mời ôn nữa")
    assert talk.responses[0] == "utter_reviews_not_offered"
    talk.later(hours=9).send("greet")
    assert "utter_review_due" not in talk.responses
    talk.send("review")
    answer_rightly(talk)
    talk.press("Mời ôn mỗi khi đến hạn")
    assert talk.responses[0] == "utter_reviews_offered"
    assert not services.study_reminders.refuses_reviews(talk.person)


def test_a_side_question_leads_back_to_the_review(services: Services) -> None:
    talk = someone(services, "aside", "M01-L1")
    talk.send("review")
    before = talk.slots["activity"]
    talk.send("thank")
    assert "utter_back_to_place" in talk.responses
    assert talk.slots["activity"] == before
    talk.send("next")
    assert "utter_answer_first" in talk.responses
    talk.send("explain_simpler")
    assert talk.said[0].startswith("Gợi ý")


def test_with_nothing_due_it_is_the_weakest_lesson(services: Services) -> None:
    talk = someone(services, "weakest")
    services.learners.mark_read(talk.person, "M01-L2", NOW)
    services.learners.mark_read(talk.person, "M03-L1", NOW)
    talk.send("review", module="M03")
    assert talk.slots["activity"]["lesson"] == "M03-L1"
    nobody = someone(services, "new")
    nobody.slots["activity"] = None
    nobody.send("review")
    assert nobody.responses[0] == "utter_nothing_to_review"


def test_questions_taken_out_meanwhile_end_the_review(services: Services) -> None:
    talk = someone(services, "gone", "M01-L1")
    talk.send("review")
    quiz = {**talk.slots["activity"]["quiz"], "waiting": ["M77-L1-Q1"]}
    talk.slots["activity"] = {**talk.slots["activity"], "quiz": quiz}
    talk.send("repeat")
    assert talk.slots["activity"] == PLACE


def test_days_in_a_row_are_said_and_missed_ones_are_not(services: Services) -> None:
    talk = someone(services, "streak")
    talk.send("ask_progress")
    assert "utter_streak" not in talk.responses
    for days in (0, -1, -2, -6):
        attempt = learnt(services, "M01-L1", days)
        services.learners.record_attempt(talk.person, f"d{days}", attempt)
    talk.send("ask_progress")
    assert "Bác đã học 3 ngày liền, tính đến nay là 4 ngày có học." in talk.said
    talk.later(days=3).send("ask_progress")
    assert "Tính đến nay bác đã có 4 ngày học." in talk.said
