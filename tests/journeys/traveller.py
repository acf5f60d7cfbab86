"""A person on a stand-in who chooses what is offered and knows every right answer."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from platforms.stand_in import Sent, StandIn

from bot.learning.curriculum import Lesson, Question
from bot.learning.library import Library

PATIENCE = 30.0
_NUMBERED = re.compile(r"(\d+)\. (.*)")


@dataclass
class Traveller:
    """Reads what came since they last did something; `pressed` and `typed` count choices made."""

    platform: StandIn
    user: str
    library: Library
    form: str = "bac"
    pressed: int = 0
    typed: int = 0
    read: int = 0

    # What they do

    def say(self, text: str) -> None:
        """Writes."""
        self._before()
        self.platform.say(self.user, text)

    def do(self, act: str, **details: object) -> None:
        """Does something else that the platform's people can do: `sticker`, `voice` …"""
        self._before()
        getattr(self.platform, act)(self.user, **details)

    def choose(self, words: str) -> None:
        """Chooses what begins with these words: by its button, else by its number."""
        sent, place = self._offer(words)
        self._before()
        if place in sent.buttons:
            self.pressed += 1
            self.platform.pressed(self.user, sent, *place)
        else:
            self.typed += 1
            self.platform.say(self.user, place[0])

    def meet(self) -> None:
        """From the greeting, which has come, to the end of the onboarding; called bác."""
        self.hears("không phải người thật", "Đồng ý", "Không lưu")
        self.choose("Đồng ý")
        self.hears("gọi mình thế nào")
        self.choose("Bác")
        self.hears("cháu chào bác", "Học theo lộ trình")

    def read_on(self, lesson: Lesson) -> None:
        """Every bubble of a lesson, the first of which has come, to its end."""
        for number, bubble in enumerate(lesson.bubbles, start=1):
            self.hears(self.fill(bubble.text))
            self.choose(f"Tiếp ({number}/{len(lesson.bubbles)})")
        self.hears(f"Hết bài “{lesson.title}”", "Làm câu hỏi")

    def answer_quiz(self, lesson: Lesson) -> None:
        """The questions on a lesson, all right."""
        self.choose("Làm câu hỏi")
        for _ in range(self.library.framework.quiz.questions_per_lesson):
            question = self._asked(lesson.questions)
            self.choose(self.fill(question.key.text))
            self.hears(self.fill(question.key.feedback))

    def answer_exam(self) -> None:
        """Every question of the exam, all right."""
        every = [q for lesson in self.library.curriculum.lessons for q in lesson.questions]
        rule = self.library.framework.exam
        count = rule.questions_per_module * len(self.library.curriculum.modules)
        for number in range(1, count + 1):
            self.hears(f"Câu {number}/{count}. ")
            self.choose(self.fill(self._asked(every).key.text))

    # What they see

    def hears(self, *texts: str) -> list[Sent]:
        """All that came since they last did something, once all these texts are among it.

        They stand in messages or on buttons. Name something of the last message of an answer:
        what comes of it later counts as heard after the next thing they do.
        """
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            news = self.news()
            said = "\n".join(_words(sent) for sent in news)
            if news and all(text in said for text in texts):
                return news
            time.sleep(0.005)
        shown = "\n".join(f"- {sent}" for sent in self.news())
        raise AssertionError(f"{self.user} did not hear {texts} but:\n{shown}")

    def news(self) -> list[Sent]:
        """What came since they last did something."""
        return self.platform.chat(self.user)[self.read :]

    def bubbles(self, lesson: str) -> list[str]:
        """The texts of a lesson as they read them."""
        return [self.fill(each.text) for each in self.library.curriculum.lesson(lesson).bubbles]

    def fill(self, text: str) -> str:
        """A text of the knowledge as they read it."""
        return self.library.fill(text, self.library.address_forms.get(self.form))

    def _before(self) -> None:
        self.read = len(self.platform.chat(self.user))

    def _asked(self, questions: list[Question] | tuple[Question, ...]) -> Question:
        """Which of the questions came, with all of its options."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for sent in self.news():
                for question in questions:
                    if self.fill(question.stem) in sent.text and all(
                        _offered(sent, self.fill(option.text)) for option in question.options
                    ):
                        return question
            time.sleep(0.005)
        raise AssertionError(f"{self.user} was asked nothing: {self.news()}")

    def _offer(self, words: str) -> tuple[Sent, tuple[str, str]]:
        for sent in reversed(self.news()):
            place = _offered(sent, words)
            if place:
                return sent, place
        raise AssertionError(f"{self.user} was not offered “{words}” but {self.news()}")


def _words(sent: Sent) -> str:
    return "\n".join([sent.text, *(title for title, _ in sent.buttons)])


def _offered(sent: Sent, words: str) -> tuple[str, str] | None:
    """The button (title, payload) with these words, or the number that stands before them."""
    for title, payload in sent.buttons:
        number = _NUMBERED.match(title)
        if (number[2] if number else title).startswith(words):
            return title, payload
    # The choices are behind whatever the text itself numbers.
    for line in reversed(sent.text.splitlines()):
        number = _NUMBERED.match(line)
        if number and number[2].startswith(words):
            return next((each for each in sent.buttons if each[0] == number[1]), (number[1], ""))
    return None
