"""Every text of the knowledge files that people read, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import Document, Place
from bot.learning.files import ItemEntry, KnowledgeFiles

__all__ = ["PlacedText", "items_of", "texts_of"]

_LIMITS = {
    **{"title": 80, "text": 300, "simpler": 300, "spoken": 400},
    **{"stem": 300, "hint": 200, "option": 80, "feedback": 250},
    **{"question": 150, "also_asked": 150, "answer": 300, "steps": 200},
    **{"also_called": 80, "story": 300, "example": 250, "signs": 120, "act": 150},
    **{"aim": 200, "audience": 120, "asked": 150},
    **{"stuck": 300, "unsure": 300},
    "names": 40,
    **{"do": 100, "say": 170},
}


@dataclass(frozen=True)
class PlacedText:
    """One text of one file; `limit` is the most characters it may have once filled in.

    `heard` texts are what people say to us: they are only compared with, never sent.
    """

    text: str
    limit: int
    document: Document
    place: Place
    heard: bool = False

    def problem(self, message: str, warning: bool = False) -> Problem:
        """A problem with this text."""
        return self.document.problem(self.place, message, warning)


def items_of(files: KnowledgeFiles) -> Iterator[tuple[Document, Place, str, ItemEntry]]:
    """All questions and situations: document, place, the lesson they belong to, and the entry."""
    for parsed in files.questions:
        for index, question in enumerate(parsed.model.questions):
            yield parsed.document, ("questions", index), parsed.model.lesson, question
    for each in files.situations:
        for index, situation in enumerate(each.model.situations):
            yield each.document, ("situations", index), situation.lesson, situation


def texts_of(files: KnowledgeFiles) -> Iterator[PlacedText]:
    """The texts of modules, lessons, questions, answers, scams and routes."""
    yield from _lesson_texts(files)
    for document, place, _, item in items_of(files):
        yield from _item_texts(document, place, item)
    yield from _answer_texts(files)
    yield from _confirmation_texts(files)
    yield from _reminder_texts(files)
    yield from _guide_texts(files)
    if files.routes:
        for index, route in enumerate(files.routes.model.routes):
            at: Place = ("routes", index)
            yield from _texts(files.routes.document, at, {"title": route.title, "aim": route.aim})
            for number, part in enumerate(route.parts):
                yield from _texts(
                    files.routes.document,
                    (*at, "parts", number),
                    {"title": part.title, "audience": part.audience},
                )


def _lesson_texts(files: KnowledgeFiles) -> Iterator[PlacedText]:
    for module in files.modules:
        yield from _texts(module.document, (), {"title": module.model.title})
    for lesson in files.lessons:
        yield from _texts(lesson.document, (), {"title": lesson.model.title})
        for index, bubble in enumerate(lesson.model.bubbles):
            texts = {"text": bubble.text, "simpler": bubble.simpler, "spoken": bubble.spoken}
            yield from _texts(lesson.document, ("bubbles", index), texts)
            yield from _list(lesson.document, ("bubbles", index), "asked", bubble.asked, heard=True)


def _item_texts(document: Document, place: Place, item: ItemEntry) -> Iterator[PlacedText]:
    yield from _texts(document, place, {"stem": item.stem, "hint": item.hint})
    for number, option in enumerate(item.options):
        at = (*place, "options", number)
        yield PlacedText(option.text, _LIMITS["option"], document, (*at, "text"))
        yield from _texts(document, at, {"feedback": option.feedback})


def _answer_texts(files: KnowledgeFiles) -> Iterator[PlacedText]:
    for parsed in files.faq:
        for index, entry in enumerate(parsed.model.questions):
            at: Place = ("questions", index)
            texts = {"question": entry.question, "answer": entry.answer}
            yield from _texts(parsed.document, at, texts)
            yield from _list(parsed.document, at, "also_asked", entry.also_asked, heard=True)
            yield from _list(parsed.document, at, "steps", entry.steps)
    if files.scams:
        document = files.scams.document
        for index, group in enumerate(files.scams.model.groups):
            yield from _texts(document, ("groups", index), {"title": group.title})
        for index, scam in enumerate(files.scams.model.scams):
            at = ("scams", index)
            texts = {"title": scam.title, "story": scam.story, "example": scam.example}
            yield from _texts(document, at, texts)
            yield from _list(document, at, "also_called", scam.also_called, heard=True)
            yield from _list(document, at, "signs", scam.signs)
            yield from _list(document, at, "act", scam.act)
    if files.facts:
        for index, fact in enumerate(files.facts.model.facts):
            yield from _list(
                files.facts.document, ("facts", index), "asked", fact.asked, heard=True
            )
    if files.first_hour:
        asked = files.first_hour.model.asked
        yield from _list(files.first_hour.document, (), "asked", asked, heard=True)
        for index, step in enumerate(files.first_hour.model.steps):
            texts = {"title": step.title, "text": step.text, "simpler": step.simpler}
            yield from _texts(files.first_hour.document, ("steps", index), texts)


def _confirmation_texts(files: KnowledgeFiles) -> Iterator[PlacedText]:
    if files.confirmation:
        for index, step in enumerate(files.confirmation.model.steps):
            texts = {
                "title": step.title,
                "text": step.text,
                "question": step.question,
                "stuck": step.stuck,
                "unsure": step.unsure,
            }
            yield from _texts(files.confirmation.document, ("steps", index), texts)


def _guide_texts(files: KnowledgeFiles) -> Iterator[PlacedText]:
    for guide in files.guides:
        for index, step in enumerate(guide.model.steps):
            texts = {"do": step.do, "say": step.say}
            yield from _texts(guide.document, ("steps", index), texts)
        for index, entry in enumerate(guide.model.helps):
            yield from _texts(guide.document, ("helps", index), {"hint": entry.hint})


def _reminder_texts(files: KnowledgeFiles) -> Iterator[PlacedText]:
    if files.reminders:
        document, file = files.reminders.document, files.reminders.model
        for name in ("review", "lesson", "stop", "last"):
            yield PlacedText(getattr(file, name), _LIMITS["text"], document, (name,))
        for index, entry in enumerate(file.zones):
            at: Place = ("zones", index)
            yield from _texts(document, at, {"title": entry.title})
            yield from _list(document, at, "names", entry.names, heard=True)


def _texts(
    document: Document, place: Place, texts: Mapping[str, str | None]
) -> Iterator[PlacedText]:
    for name, text in texts.items():
        if text is not None:
            yield PlacedText(text, _LIMITS[name], document, (*place, name))


def _list(
    document: Document, place: Place, name: str, texts: Iterable[str], heard: bool = False
) -> Iterator[PlacedText]:
    for number, text in enumerate(texts):
        yield PlacedText(text, _LIMITS[name], document, (*place, name, number), heard)
