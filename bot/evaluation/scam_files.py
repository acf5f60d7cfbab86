"""Messages of which it is known whether they are a swindle, as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Strict, Text, read_file
from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["KINDS", "WRITINGS", "ScamMessage", "read_messages"]

KINDS = ("scam", "legitimate", "unrelated")
WRITINGS = ("pasted, with marks", "pasted, without", "told, with marks", "told, without")


class MessageEntry(Strict):
    """One message: what it is, its signs, the form of scam; `told` in the person's own words."""

    text: Text
    kind: Literal["scam", "legitimate", "unrelated"]
    signs: list[Text] = Field([])
    form: Text | None = None
    told: bool = False


class MessagesFile(Strict):
    """A file of messages."""

    messages: list[MessageEntry] = Field(min_items=1)


@dataclass(frozen=True)
class ScamMessage:
    """One message and the place where it is written."""

    file: str
    line: int
    text: str
    kind: str
    signs: frozenset[str]
    form: str | None
    told: bool

    @property
    def writing(self) -> str:
        """Its kind of writing, one of `WRITINGS`."""
        with_marks = strip_diacritics(self.text) != self.text
        return f"{'told' if self.told else 'pasted'}, {'with marks' if with_marks else 'without'}"


def read_messages(files: Sequence[Path]) -> list[ScamMessage]:
    """The messages of all files; raises `KnowledgeError` with every problem of every file."""
    problems: list[Problem] = []
    messages = []
    for path in files:
        parsed = read_file(path, MessagesFile, problems)
        for index, entry in enumerate(parsed.model.messages if parsed else ()):
            line = parsed.document.line(("messages", index)) if parsed else 1
            messages.append(
                ScamMessage(
                    path.name,
                    line,
                    entry.text,
                    entry.kind,
                    frozenset(entry.signs),
                    entry.form,
                    entry.told,
                )
            )
    if problems:
        raise KnowledgeError(sorted(problems))
    return messages
