"""``knowledge/language/pasted.yml``: how people paste what others wrote, and retell calls."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Positive, Strict, Text, parse_file
from bot.vietnamese.phrase_patterns import PatternError, Phrases, compiled

__all__ = ["ASKED_FOR", "Frames", "PastedFile", "check_pasted", "has_link", "read_pasted"]

ASKED_FOR = "scam"
"""The kind of the slot `pending` while the person was asked to paste or retell what they doubt."""

# An address that somebody was sent: with a scheme, a path, or an ending that few honest ones have.
_LINK = re.compile(
    r"(?:h(?:tt|xx)ps?\s?:\s?/\s?/|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S+"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:top|xyz|vip|icu|cc|site|online|click|club|shop|live|buzz|fun|info)\b"
    r"|\b[\w-]+\[\.\][\w-]+",
    re.IGNORECASE,
)
_NAMES = ("written", "asking", "told", "done", "own", "missing")
_WORD = re.compile(r"[^\s|,]+")


class FrameEntry(Strict):
    """Patterns that count where a message has so many words."""

    least_words: Positive = Field(description="Lời ngắn hơn thì không tính.")
    patterns: list[Text] = Field(min_items=1, description="Mẫu câu, như trong safety/signs.yml.")


class PastedFile(Strict):
    """The whole file."""

    groups: dict[str, list[Text]] = Field(description="Cụm từ dùng chung, gọi là {tên}.")
    written: FrameEntry = Field(description="Lời của người gửi, viết cho người nhận.")
    asking: FrameEntry = Field(description="Hỏi cho chắc khi chưa làm gì.")
    told: FrameEntry = Field(description="Kể lại một cuộc gọi, một tin nhắn.")
    done: FrameEntry = Field(description="Đã làm theo kẻ gian, đã mất.")
    own: FrameEntry = Field(description="Người học hỏi cách làm, hỏi bài, trả lời.")
    missing: FrameEntry = Field(description="Hỏi về một tin chưa dán, chưa kể vào đây.")


@dataclass(frozen=True)
class _Frame:
    least_words: int
    phrases: Phrases

    def is_in(self, line: str) -> bool:
        return len(_WORD.findall(line)) >= self.least_words and bool(self.phrases.search(line))


@dataclass(frozen=True)
class Frames:
    """The patterns, ready to be looked for in a line of `bot.nlu.message_line`.

    written: the words of a sender to a receiver; asking: whether something is a swindle, with
    nothing done yet; told: what somebody else said; done: the person did what was asked of them;
    own: words to this program, which are nobody else's; missing: a message is asked about that is
    not there.
    """

    written: _Frame
    asking: _Frame
    told: _Frame
    done: _Frame
    own: _Frame
    missing: _Frame

    @classmethod
    def of(cls, file: PastedFile) -> Frames:
        """The frames of the file; raises PatternError."""
        return cls(**{name: _frame(getattr(file, name), file.groups) for name in _NAMES})

    def are_others(self, line: str) -> bool:
        """Whether the line is what somebody else wrote or said, not words to this program."""
        return (self.written.is_in(line) or self.told.is_in(line)) and not self.own.is_in(line)


def _frame(entry: FrameEntry, groups: Mapping[str, Sequence[str]]) -> _Frame:
    return _Frame(int(entry.least_words), compiled(entry.patterns, groups))


def has_link(text: str) -> bool:
    """Whether `text` has an address of the kind that people are sent."""
    return bool(_LINK.search(text))


def read_pasted(path: Path) -> PastedFile:
    """The file; raises KnowledgeError with every problem found."""
    parsed = parse_file(path, PastedFile)
    problems = []
    for name in _NAMES:
        for number, pattern in enumerate(getattr(parsed.model, name).patterns):
            try:
                compiled([pattern], parsed.model.groups)
            except PatternError as error:
                place = (name, "patterns", number)
                problems.append(parsed.document.problem(place, str(error)))
    if problems:
        raise KnowledgeError(problems)
    return parsed.model


def check_pasted(path: Path) -> list[Problem]:
    """What is wrong in the file, by line and field."""
    try:
        read_pasted(path)
    except KnowledgeError as error:
        return list(error.problems)
    return []
