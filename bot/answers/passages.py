"""All passages of the knowledge folder: frequent questions, lessons, facts, scams, plans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.answers.fact_sentences import fact_sentence
from bot.answers.passage import Passage
from bot.knowledge.facts import Fact
from bot.learning.curriculum import Lesson
from bot.learning.faq import FaqEntry
from bot.learning.first_hour import FirstHourStep
from bot.learning.library import Library, Origin
from bot.learning.scams import ScamEntry
from bot.plans.naming import dated_name, document_name, section_name
from bot.plans.register import Document, Register, Target, Task
from bot.plans.wording import target_line, task_line

__all__ = ["passages_of"]

_NUMBERED = re.compile(r"^\s*\d\. (.+)$", re.MULTILINE)

LONGEST = 300
"""Characters that an answer has at most."""

_ASKED_FOR: Mapping[str, tuple[str, ...]] = {
    "telephone": ("số điện thoại", "tổng đài nào, gọi số nào"),
    "site": ("địa chỉ trang web", "vào trang nào"),
    "amount": ("bao nhiêu tiền",),
    "period": ("trong bao lâu",),
    "date": ("từ ngày nào", "bao giờ"),
    "law": ("luật nào, văn bản nào",),
}
"""How facts of a kind are asked for; names of buttons and apps only stand in answers."""

FIRST_HOUR = "first_hour"
"""The id of the passage on what to do after being swindled."""


def passages_of(library: Library, register: Register) -> tuple[Passage, ...]:
    """Every passage, each id once."""
    return tuple(_all(library, register))


def _all(library: Library, register: Register) -> Iterator[Passage]:
    for entry in library.faq:
        yield _of_faq(entry)
    for lesson in library.curriculum.lessons:
        yield from _of_lesson(lesson)
    for fact in library.facts.values():
        if fact.kind in _ASKED_FOR:
            yield _of_fact(fact)
    for scam in library.scams:
        yield _of_scam(scam, library.origins["scams"])
    if library.first_hour:
        yield _of_first_hour(library.first_hour, library.origins["first_hour"])
    for task in register.tasks:
        yield _of_task(task, register)
    for target in register.targets:
        yield _of_target(target, register)


def _of_faq(entry: FaqEntry) -> Passage:
    return Passage(
        id=entry.id,
        kind="faq",
        title=entry.question,
        asked=tuple(entry.also_asked),
        text=entry.answer,
        steps=tuple(entry.steps),
        sources=tuple(entry.sources),
        checked=entry.checked.isoformat(),
        lesson=entry.lesson,
    )


def _of_lesson(lesson: Lesson) -> Iterator[Passage]:
    """A passage a bubble: an answer is as long as a bubble, and each has one idea.

    The steps of one that has none itself are those of the next that does.
    """
    for number, bubble in enumerate(lesson.bubbles, start=1):
        lists = (_numbered(each.text) for each in lesson.bubbles[number - 1 :])
        yield Passage(
            id=f"{lesson.id}.{number}",
            kind="lesson",
            title=lesson.title,
            asked=bubble.asked,
            text=bubble.text,
            steps=() if _numbered(bubble.text) else next(filter(None, lists), ()),
            sources=lesson.sources,
            checked=lesson.checked.isoformat(),
            lesson=lesson.id,
            beside=(bubble.simpler,),
        )


def _numbered(text: str) -> tuple[str, ...]:
    """The lines of `text` that are numbered, without their numbers."""
    return tuple(_NUMBERED.findall(text))


def _of_fact(fact: Fact) -> Passage:
    title, _, _ = fact.statement.partition(";")
    return Passage(
        id=fact.id,
        kind="fact",
        title=title,
        asked=(*(f"{words} {title}" for words in _ASKED_FOR[fact.kind]), *fact.asked),
        text=fact_sentence(fact, LONGEST),
        steps=(),
        sources=(fact.source,),
        checked=fact.checked,
        lesson=None,
        beside=(fact.value,),
    )


def _of_scam(scam: ScamEntry, origin: Origin) -> Passage:
    return Passage(
        id=scam.id,
        kind="scam",
        title=scam.title,
        asked=tuple(scam.also_called),
        text=scam.story,
        steps=tuple(scam.act),
        sources=origin.sources,
        checked=origin.checked.isoformat(),
        lesson=scam.lesson,
        beside=(*scam.signs, scam.example),
    )


def _of_first_hour(steps: Sequence[FirstHourStep], origin: Origin) -> Passage:
    return Passage(
        id=FIRST_HOUR,
        kind="first_hour",
        title=origin.title,
        asked=(*origin.asked, *(step.title for step in steps)),
        text=steps[0].text,
        steps=tuple(f"{step.title}: {step.simpler}" for step in steps[1:]),
        sources=origin.sources,
        checked=origin.checked.isoformat(),
        lesson=None,
        beside=tuple(step.text for step in steps[1:]),
    )


def _of_task(task: Task, register: Register) -> Passage:
    document = register.document(task.document_id)
    return Passage(
        id=task.id,
        kind="task",
        title=task.name,
        asked=task.keywords,
        text=task_line(task, document=document),
        steps=(),
        sources=(_place(document, task.section),),
        checked=None,
        lesson=None,
        disputed=_disputed(task.id, register),
        beside=tuple(filter(None, (task.result, document_name(document)))),
    )


def _of_target(target: Target, register: Register) -> Passage:
    document = register.document(target.document_id)
    return Passage(
        id=target.id,
        kind="target",
        title=f"{target.metric} ({target.group})",
        asked=(),
        text=target_line(target, document),
        steps=(),
        sources=(_place(document, target.section),),
        checked=None,
        lesson=None,
        disputed=_disputed(target.id, register),
        beside=(document_name(document),),
    )


def _place(document: Document, section: str) -> str:
    return f"{dated_name(document)}, {section_name(section)}"


def _disputed(id: str, register: Register) -> tuple[str, ...]:
    """What other documents, or other places of the same one, say differently of the same."""
    found = (each.items for each in register.conflicts if id in each.items)
    return tuple(dict.fromkeys(other for items in found for other in items if other != id))
