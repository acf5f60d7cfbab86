"""Every text of the knowledge files that people read, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import Document, Place
from bot.learning.files import KnowledgeFiles

__all__ = ["PlacedText", "texts_of"]

_LIMITS = {"bubble": 300, "stem": 300, "hint": 200, "option": 80, "feedback": 250}


@dataclass(frozen=True)
class PlacedText:
    """One text of one file; `limit` is the most characters it may have once filled in."""

    text: str
    limit: int
    document: Document
    place: Place

    def problem(self, message: str, warning: bool = False) -> Problem:
        """A problem with this text."""
        return self.document.problem(self.place, message, warning)


def texts_of(files: KnowledgeFiles) -> Iterator[PlacedText]:
    """The texts of all bubbles and questions."""
    for lesson in files.lessons:
        for index, bubble in enumerate(lesson.model.bubbles):
            for name, text in (("text", bubble.text), ("simpler", bubble.simpler)):
                place: Place = ("bubbles", index, name)
                yield PlacedText(text, _LIMITS["bubble"], lesson.document, place)
    for parsed in files.questions:
        for index, question in enumerate(parsed.model.questions):
            at: Place = ("questions", index)
            yield PlacedText(question.stem, _LIMITS["stem"], parsed.document, (*at, "stem"))
            yield PlacedText(question.hint, _LIMITS["hint"], parsed.document, (*at, "hint"))
            for number, option in enumerate(question.options):
                place = (*at, "options", number)
                text_place, feedback_place = (*place, "text"), (*place, "feedback")
                yield PlacedText(option.text, _LIMITS["option"], parsed.document, text_place)
                yield PlacedText(
                    option.feedback, _LIMITS["feedback"], parsed.document, feedback_place
                )
