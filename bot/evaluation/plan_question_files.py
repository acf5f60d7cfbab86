"""Files of questions about plans: what officials ask, turn by turn, and what must be answered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from pydantic import Field, StrictBool

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Count, Day, Parsed, Strict, Text, read_file
from bot.plans.register import Register
from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["SORTS", "WRITINGS", "Conversation", "Expected", "Question", "read_questions"]

Sort = Literal[
    "task",
    "unit",
    "coordinating",
    "document",
    "section",
    "period",
    "recurrence",
    "group",
    "target",
    "due",
    "overdue",
    "ownership",
    "change",
    "count",
    "result",
    "recipient",
    "outcome",
    "unknown",
    "no_deadline",
    "false_premise",
    "off_topic",
]
SORTS: tuple[str, ...] = Sort.__args__  # type: ignore[attr-defined]
"""What is asked for, in the order in which it is shown."""

WRITINGS = ("with marks", "bare", "with marks, chat spelling", "bare, chat spelling")
"""The kinds of writing, in the order in which they are shown."""


@dataclass(frozen=True)
class Expected:
    """What an answer must have and must not.

    `says` and `not_says` are groups of fragments, one of each group being enough. Of `tasks`,
    `targets` and `documents` each must be named; no task of `not_tasks`, and none at all beside
    `only_tasks` where there are some. One of `count` must stand in the text. `declines`: nothing
    is named. None: whatever it says is right.
    """

    tasks: tuple[str, ...] = ()
    not_tasks: tuple[str, ...] = ()
    only_tasks: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    says: tuple[tuple[str, ...], ...] = ()
    not_says: tuple[tuple[str, ...], ...] = ()
    count: tuple[int, ...] = ()
    known: bool | None = None
    declines: bool = False


@dataclass(frozen=True)
class Question:
    """One turn; `sort` is one of `SORTS`, `line` its line in the file."""

    ask: str
    sort: str
    chat: bool
    expected: Expected
    line: int

    @property
    def bare(self) -> bool:
        """Whether it is typed without any diacritics."""
        return strip_diacritics(self.ask) == self.ask

    @property
    def writing(self) -> str:
        """One of `WRITINGS`."""
        return WRITINGS[int(self.bare) + 2 * int(self.chat)]


@dataclass(frozen=True)
class Conversation:
    """Questions one after the other, all asked on the day `today`."""

    today: date
    turns: tuple[Question, ...]
    file: str


class ExpectEntry(Strict):
    """What is expected, as it is written: see `Expected`."""

    tasks: tuple[Text, ...] = ()
    not_tasks: tuple[Text, ...] = ()
    only_tasks: tuple[Text, ...] = ()
    targets: tuple[Text, ...] = ()
    documents: tuple[Text, ...] = ()
    says: tuple[Text | tuple[Text, ...], ...] = ()
    not_says: tuple[Text | tuple[Text, ...], ...] = ()
    count: tuple[Count, ...] = ()
    known: StrictBool | None = None
    declines: StrictBool = False


class TurnEntry(Strict):
    """One turn, as it is written; `chat`: abbreviations, chat spelling or slips."""

    ask: Text
    kind: Sort
    chat: StrictBool = False
    expect: ExpectEntry


class ConversationEntry(Strict):
    """One conversation, as it is written."""

    today: Day
    turns: list[TurnEntry] = Field(min_items=1)


class QuestionsFile(Strict):
    """A whole file."""

    conversations: list[ConversationEntry] = Field(min_items=1)


def read_questions(files: Sequence[Path], register: Register) -> list[Conversation]:
    """The conversations of all files, in which only ids of `register` stand.

    Raises KnowledgeError with the file, line and field of every mistake.
    """
    problems: list[Problem] = []
    conversations: list[Conversation] = []
    for file in files:
        parsed = read_file(file, QuestionsFile, problems)
        if parsed:
            problems += _mistakes(parsed, register)
            conversations += _conversations(parsed)
    if problems:
        raise KnowledgeError(problems)
    return conversations


def _mistakes(parsed: Parsed[QuestionsFile], register: Register) -> Iterator[Problem]:
    tasks = {task.id for task in register.tasks}
    ids: dict[str, Collection[str]] = {
        "tasks": tasks,
        "not_tasks": tasks,
        "only_tasks": tasks,
        "targets": {target.id for target in register.targets},
        "documents": {document.id for document in register.documents},
    }
    for number, conversation in enumerate(parsed.model.conversations):
        for at, turn in enumerate(conversation.turns):
            place = ("conversations", number, "turns", at, "expect")
            if turn.expect == ExpectEntry():
                yield parsed.document.problem(place, "Chưa ghi điều gì phải có trong câu trả lời.")
            for field, known in ids.items():
                for index, id in enumerate(getattr(turn.expect, field)):
                    if id not in known:
                        near = get_close_matches(id, known, n=1)
                        hint = f" Có phải là “{near[0]}”?" if near else ""
                        message = f"Sổ kế hoạch không có “{id}”.{hint}"
                        yield parsed.document.problem((*place, field, index), message)


def _conversations(parsed: Parsed[QuestionsFile]) -> Iterator[Conversation]:
    for number, conversation in enumerate(parsed.model.conversations):
        turns = tuple(
            Question(
                turn.ask,
                turn.kind,
                turn.chat,
                _expected(turn.expect),
                parsed.document.line(("conversations", number, "turns", at)),
            )
            for at, turn in enumerate(conversation.turns)
        )
        yield Conversation(conversation.today, turns, parsed.document.path.name)


def _expected(entry: ExpectEntry) -> Expected:
    return Expected(
        tasks=entry.tasks,
        not_tasks=entry.not_tasks,
        only_tasks=entry.only_tasks,
        targets=entry.targets,
        documents=entry.documents,
        says=tuple(_group(each) for each in entry.says),
        not_says=tuple(_group(each) for each in entry.not_says),
        count=entry.count,
        known=entry.known,
        declines=entry.declines,
    )


def _group(entry: Text | tuple[Text, ...]) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else entry
