"""A learner who walks every lesson to its end, over REST, and tries every answer there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from bot_site import BotSite, running_site

from bot.learning.curriculum import Lesson, Module, Question
from bot.learning.library import Library
from bot.settings import ROOT

ROLES = {"web", "dialogue", "sender"}
MODULES = sorted(path.name for path in (ROOT / "knowledge" / "curriculum").iterdir())
MOST_QUIZZES = 6


@pytest.fixture(scope="module", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotSite]:
    with running_site(tmp_path_factory.mktemp("lessons"), ROLES) as site:
        yield site


class AutomaticLearner:
    """Knows the knowledge, presses buttons, and remembers what was shown last."""

    def __init__(self, site: BotSite, name: str) -> None:
        self.library: Library = site.runtime.services.library
        self._client = httpx.Client(base_url=site.url, timeout=60)
        self._name = name
        self._form = self.library.address_forms.default
        self.replies: list[dict[str, Any]] = []
        self.tried: dict[str, set[str]] = {}

    def __enter__(self) -> AutomaticLearner:
        for message in ("xin chào", "#affirm:consent", "#set_profile:bac"):
            self.say(message)
        self._form = self.library.address_forms.get("bac")
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fill(self, text: str) -> str:
        """A text of the knowledge as this learner reads it."""
        return self.library.fill(text, self._form)

    def say(self, message: str) -> None:
        """Sends a message or what a button sends."""
        body = {"sender": self._name, "message": message}
        response = self._client.post("/webhooks/rest/webhook", json=body)
        assert response.status_code == 200, response.text
        self.replies = response.json()
        assert self.replies, f"nothing was said to {message!r}"

    @property
    def texts(self) -> list[str]:
        """What was said last."""
        return [reply["text"] for reply in self.replies]

    def press(self, title: str) -> None:
        """Presses the button whose title begins so, behind its number."""
        self.say(self.buttons()[title])

    def buttons(self) -> dict[str, str]:
        """The payloads of the buttons shown last, by their titles without numbers."""
        shown = self.replies[-1].get("buttons") or []
        return {each["title"].split(". ", 1)[-1]: each["payload"] for each in shown}

    def read(self, lesson: Lesson) -> None:
        """Every bubble in both wordings, to the lesson's end."""
        for number, bubble in enumerate(lesson.bubbles, start=1):
            assert self.fill(bubble.text) in self.texts
            self.press("Nói dễ hiểu hơn")
            assert self.fill(bubble.simpler) in self.texts
            self.press(f"Tiếp ({number}/{len(lesson.bubbles)})")
        assert f"Hết bài “{lesson.title}”" in self.texts[-1]

    def take_quizzes(self, lesson: Lesson) -> None:
        """Quizzes on the lesson until each option of each of its questions was chosen."""
        self.press("Làm câu hỏi")
        for _ in range(MOST_QUIZZES):
            while (question := self._question(lesson)) is not None:
                self._answer(question)
            if all(len(self.tried.get(q.id, ())) == len(q.options) for q in lesson.questions):
                return
            self.press("Làm lại câu hỏi")
        raise AssertionError(f"{lesson.id}: not every question came up: {self.tried}")

    def _question(self, lesson: Lesson) -> Question | None:
        """The question shown last; None where the quiz is over."""
        asked = [q for q in lesson.questions if self.texts[-1] == self.fill(q.stem)]
        return asked[0] if asked else None

    def _answer(self, question: Question) -> None:
        """Chooses a wrong option not tried yet, else the right one; its feedback must come."""
        tried = self.tried.setdefault(question.id, set())
        wrong = (each for each in question.options if not each.correct and each.text not in tried)
        option = next(wrong, question.key)
        tried.add(option.text)
        self.press(self.fill(option.text))
        assert any(self.fill(option.feedback) in text for text in self.texts)


@pytest.mark.parametrize("module_id", MODULES)
def test_a_module_from_its_first_bubble_to_its_last_answer(site: BotSite, module_id: str) -> None:
    with AutomaticLearner(site, module_id) as learner:
        module: Module = learner.library.curriculum.module(module_id)
        learner.say(f"#choose_module:{module_id}")
        for number, lesson in enumerate(module.lessons, start=1):
            learner.read(lesson)
            learner.take_quizzes(lesson)
            if number < len(module.lessons):
                learner.press("Học bài tiếp theo")
        learner.say("#ask_progress")
        read = f"đã đọc {len(module.lessons)}/{len(module.lessons)} bài"
        assert any(module.title in text and read in text for text in learner.texts)


def test_every_route_leads_through_its_lessons(site: BotSite) -> None:
    with AutomaticLearner(site, "routes") as learner:
        for route in learner.library.routes:
            for part in route.parts:
                learner.say(f"#choose_module:{route.id}")
                assert route.title in learner.texts[0]
                learner.say(f"#choose_module:{part.id}")
                assert any(part.title in text for text in learner.texts)
                assert any(
                    learner.fill(lesson.bubbles[0].text) in learner.texts for lesson in part.lessons
                )
