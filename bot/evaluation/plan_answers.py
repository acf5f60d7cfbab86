"""Asks questions about plans turn by turn, and says what is wrong with every answer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.evaluation.plan_dates import Sources, invented, sources_of_question
from bot.evaluation.plan_question_files import Conversation, Expected, Question
from bot.plans.answering import Asked, PlanAnswer, Topic
from bot.plans.register import Document, Register, Target, Task
from bot.vietnamese.diacritics import nfc

__all__ = ["LONGEST", "Answering", "Judged", "ask_all", "shortcomings", "sources_of"]

Answering = Callable[[Register, Asked, Topic | None], PlanAnswer]
"""As `bot.plans.answering.answer`."""

LONGEST = 600
"""Characters of one message."""

_DASHES = str.maketrans("–—", "--")
_PART_OF_SECTION = re.compile(
    r"(?:(?P<roman>[IVX]+)\.)?(?P<number>\d[\d.]*\d|\d)?(?:\.(?P<letter>[a-zđ]))?"
)


@dataclass(frozen=True)
class Judged:
    """A question, its answer, and what is wrong with that, empty where it is right."""

    question: Question
    follow_up: bool
    file: str
    texts: tuple[str, ...]
    wrong: tuple[str, ...]
    made_up: tuple[str, ...]
    milliseconds: float

    @property
    def right(self) -> bool:
        """All that was asked for is there, with its source, and nothing that must not be."""
        return not self.wrong


def ask_all(
    conversations: Iterable[Conversation], register: Register, answering: Answering
) -> list[Judged]:
    """Every question asked in its turn, the topic of each answer handed on to the next."""
    return [
        judged
        for conversation in conversations
        for judged in _conversation(conversation, register, answering)
    ]


def _conversation(
    conversation: Conversation, register: Register, answering: Answering
) -> Iterator[Judged]:
    topic: Topic | None = None
    said = sources_of_documents(register)
    for number, question in enumerate(conversation.turns):
        asked = Asked(question.ask, (), conversation.today)
        began = time.perf_counter()
        answer = answering(register, asked, topic)
        milliseconds = 1000 * (time.perf_counter() - began)
        topic = answer.topic
        # What was named in earlier turns may be said again.
        said += sources_of(register, answer)
        said += sources_of_question(question.ask, conversation.today)
        made_up = invented(answer.texts, said, conversation.today)
        wrong = (
            *shortcomings(answer, question.expected, register),
            *(f"made up: “{each}”" for each in made_up),
        )
        yield Judged(
            question, number > 0, conversation.file, answer.texts, wrong, made_up, milliseconds
        )


def shortcomings(answer: PlanAnswer, expected: Expected, register: Register) -> list[str]:
    """What the answer lacks or has too much of, a short phrase each; made-up dates excepted."""
    text = _plain("\n".join(answer.texts))
    return [
        *_named(answer, expected),
        *_said(text, expected),
        *_sources_unsaid(answer, text, register),
        *(f"message of {len(each)} characters" for each in answer.texts if len(each) > LONGEST),
        *(["no text"] if not text.strip() else []),
    ]


def _named(answer: PlanAnswer, expected: Expected) -> Iterator[str]:
    for id in expected.tasks:
        if id not in answer.tasks:
            yield f"{id} not named"
    for id in expected.targets:
        if id not in answer.targets:
            yield f"{id} not named"
    for id in expected.documents:
        if id not in answer.documents:
            yield f"document {id} not named"
    for id in expected.not_tasks:
        if id in answer.tasks:
            yield f"{id} named"
    if expected.only_tasks:
        yield from (f"{id} named" for id in answer.tasks if id not in expected.only_tasks)
    if expected.known is not None and answer.known is not expected.known:
        yield f"known is {answer.known}"
    if expected.declines and (answer.tasks or answer.targets):
        yield "not declined"


def _said(text: str, expected: Expected) -> Iterator[str]:
    for group in expected.says:
        if not any(_stands(fragment, text) for fragment in group):
            yield f"“{' / '.join(group)}” not said"
    for group in expected.not_says:
        for fragment in group:
            if _stands(fragment, text):
                yield f"“{fragment}” said"
    if expected.count and not any(_counted(count, text) for count in expected.count):
        yield f"count {' / '.join(map(str, expected.count))} not said"


def _sources_unsaid(answer: PlanAnswer, text: str, register: Register) -> Iterator[str]:
    """The documents and sections of what is named that the text does not name."""
    targets = {target.id: target for target in register.targets}
    items: list[Task | Target] = [
        *(register.task(id) for id in answer.tasks),
        *(targets[id] for id in answer.targets),
    ]
    documents = dict.fromkeys([*answer.documents, *(item.document_id for item in items)])
    for id in documents:
        if not _names(text, register.document(id)):
            yield f"document {id} without its number in the text"
    for item in items:
        if not _has_section(text, item.section):
            yield f"section {item.section} of {item.id} not in the text"


def _names(text: str, document: Document) -> bool:
    """Whether the text names the document: by its number, or where it has none its province."""
    name = document.number or document.province or document.title
    return _plain(name) in text


def _has_section(text: str, section: str) -> bool:
    """Whether “IV.1.3” stands there, or “mục 1.3” and “IV” apart; what follows “-” is our own."""
    place = section.split("-", 1)[0]
    if place == "KET":
        return "kết" in text or "cuối" in text
    if place.isdigit():  # “3” alone may be anything
        return re.search(rf"\b(?:mục|phần|khoản|điều) {place}(?!\w|\.\d)", text) is not None
    if _stands_alone(place, text):
        return True
    parts = _PART_OF_SECTION.fullmatch(place)
    return parts is not None and all(
        _stands_alone(part, text) for part in parts.groups() if part is not None
    )


def _stands_alone(part: str, text: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(part.casefold())}(?!\w|\.\d)", text) is not None


def _stands(fragment: str, text: str) -> bool:
    """Whether the fragment stands in the text and does not cut a number in two."""
    plain = _plain(fragment)
    before = r"(?<!\d)" if plain[0].isdigit() else ""
    after = r"(?!\d)" if plain[-1].isdigit() else ""
    return re.search(f"{before}{re.escape(plain)}{after}", text) is not None


def _counted(count: int, text: str) -> bool:
    return re.search(rf"(?<![\w/.,]){count}(?!\w|[/.,]\d|\s*%)", text) is not None


def _plain(text: str) -> str:
    return " ".join(nfc(text).translate(_DASHES).casefold().split())


def sources_of(register: Register, answer: PlanAnswer) -> Sources:
    """The dates and shares of what an answer names, and of where documents disagree about that."""
    targets = {target.id: target for target in register.targets}
    named = {*answer.tasks, *answer.targets}
    disagreeing = [each for each in register.conflicts if named & set(each.items)]
    related = {id for each in disagreeing for id in each.items}
    ids = named | related
    found = Sources(tuple(each.text for each in disagreeing))
    for task in register.tasks:
        if task.id in ids:
            found += _of_task(task, register)
    for id in sorted(ids & targets.keys()):
        found += _of_target(targets[id])
    return found


def sources_of_documents(register: Register) -> Sources:
    """The dates of all documents themselves and of what became of units, free to be told."""
    texts: list[str] = []
    days: set[date] = set()
    for document in register.documents:
        texts += [document.title, *document.notes, *document.aliases, document.number or ""]
        texts += [text for change in document.later for text in (change.what, change.source)]
        days |= {change.day for change in document.later}
        days |= {day for day in (document.issued, document.not_before) if day}
    texts += [unit.now for unit in register.units if unit.now]
    return Sources(tuple(texts), frozenset(days))


def _of_task(task: Task, register: Register) -> Sources:
    deadline = task.deadline
    outcomes = [
        each
        for document in register.documents
        for each in document.outcomes
        if each.task_id == task.id
    ]
    texts = [task.name, *task.keywords, *task.notes, deadline.written, deadline.scope]
    texts += [task.result, task.recipient, *(each.outcome for each in outcomes)]
    days = {day for day in (deadline.start, deadline.end) if day}
    days |= {each.day for each in outcomes}
    return Sources(tuple(text for text in texts if text), frozenset(days), frozenset(deadline.days))


def _of_target(target: Target) -> Sources:
    texts = (target.metric, target.group, *target.notes)
    years = (f"năm {target.year}",) if target.year else ()
    return Sources((*texts, *years), percents=frozenset({target.value}))
