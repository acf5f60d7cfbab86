"""What the bot said to one message, as a program reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.learning.curriculum import Option, Question
from bot.learning.library import Library
from bot.payload import decode

MARKED = ("Đúng rồi ạ.", "Dạ chưa đúng, không sao ạ.", "Không sao ạ, chưa biết thì mình học.")
"""How what is said of an answer in a quiz begins."""

_COUNTED = re.compile(r"Câu (\d+)(/\d+)?\. ")
_NUMBERED = re.compile(r"\d+\. ")


@dataclass(frozen=True)
class Button:
    """Something offered; `number` is its place among all of its message, from 1."""

    title: str
    payload: str
    number: int
    intent: str
    value: str | None
    place: str | None


@dataclass(frozen=True)
class Asked:
    """A question that is open; `number` its own in an exam or a placement."""

    question: Question
    options: tuple[Option, ...]
    in_exam: bool
    number: int | None


@dataclass(frozen=True)
class Heard:
    """The replies to one message."""

    replies: list[dict[str, Any]]

    @cached_property
    def text(self) -> str:
        """All that was said."""
        return "\n".join(reply["text"] for reply in self.replies)

    @cached_property
    def buttons(self) -> tuple[Button, ...]:
        """What was offered last."""
        offered = [reply["buttons"] for reply in self.replies if reply.get("buttons")]
        return (
            tuple(_button(each, place) for place, each in enumerate(offered[-1:][0], 1))
            if offered
            else ()
        )

    @property
    def mark(self) -> tuple[str, ...]:
        """Where the person is: the same after a word aside, another one after a step."""
        return tuple(button.payload for button in self.buttons)

    @property
    def is_marked(self) -> bool:
        """Whether an answer in a quiz was taken."""
        return any(reply["text"].startswith(MARKED) for reply in self.replies)

    def offered(self, intent: str, value: str | None = None) -> Button | None:
        """The first button of an intent, and of a value where one is named."""
        return next(
            (
                each
                for each in self.buttons
                if each.intent == intent and value in (None, each.value)
            ),
            None,
        )


class Eyes:
    """Knows every question by how it is shown to somebody who is addressed in one form."""

    def __init__(self, library: Library, form: str) -> None:
        self._library = library
        self._form = library.address_forms.get(form)
        self._by_stem: dict[str, list[Question]] = {}
        for lesson in library.curriculum.lessons:
            for question in lesson.questions:
                self._by_stem.setdefault(self.fill(question.stem), []).append(question)

    def fill(self, text: str) -> str:
        """A text of the knowledge as it is read."""
        return self._library.fill(text, self._form)

    def asked(self, heard: Heard) -> Asked | None:
        """The question that is open; fails where one is shown that is none of the knowledge."""
        buttons = [each for each in heard.buttons if each.intent == "answer" and each.place]
        if not buttons:
            return None
        text = next(r["text"] for r in reversed(heard.replies) if r.get("buttons"))
        counted = _COUNTED.match(text)
        stem = text[counted.end() :] if counted else text
        titles = [_NUMBERED.sub("", each.title, count=1) for each in buttons]
        for question in self._of(stem, text):
            options = {self.fill(each.text): each for each in question.options}
            if options.keys() == set(titles):
                shown = tuple(options[title] for title in titles)
                number = int(counted[1]) if counted else None
                return Asked(question, shown, bool(counted and counted[2]), number)
        raise AssertionError(f"a question that is none of the knowledge: {heard.replies}")

    def _of(self, *stems: str) -> Iterable[Question]:
        return (question for stem in stems for question in self._by_stem.get(stem, ()))


def _button(shown: dict[str, str], number: int) -> Button:
    payload = decode(shown["payload"])
    assert payload is not None, shown
    return Button(
        shown["title"], shown["payload"], number, payload.intent, payload.value, payload.place
    )
