"""GIFT, the text format in which Moodle users keep questions: its values, marks and escapes.

What is written how: https://docs.moodle.org/en/GIFT_format. Where that page leaves something open,
`gift_reader` and `gift_writer` do as Moodle's own ``question/format/gift/format.php`` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

__all__ = [
    "BLANK",
    "MARKER",
    "Format",
    "GiftError",
    "GiftOption",
    "GiftProblem",
    "GiftQuestion",
    "escape",
    "protect",
    "reveal",
    "unescape",
]

Format = Literal["moodle", "html", "plain", "markdown"]
"""How Moodle shows the texts of a question; ``moodle`` where the file does not say."""

MARKER = re.compile(r"\[(moodle|html|plain|markdown)\]")
"""What names the format at the start of a text."""

BLANK = "_____"
"""What stands in a stem in place of the options, where text follows them."""


@dataclass(frozen=True)
class GiftOption:
    """One option. `weight` is the percentage of the mark it gives: 100 where it is right."""

    text: str
    weight: float
    feedback: str = ""
    line: int = field(default=1, compare=False)


@dataclass(frozen=True)
class GiftQuestion:
    """One question to choose from. Texts are plain, whatever `format` the file has them in.

    `name` is shown to teachers only; `id` is Moodle's ID number; `category` a path such as
    ``$course$/A/B``; `comments` are lines that Moodle drops; `feedback` is the general feedback,
    shown after that of the option. `line` is where the question starts, counted from 1.
    """

    text: str
    options: tuple[GiftOption, ...]
    name: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    comments: tuple[str, ...] = ()
    feedback: str = ""
    format: Format = "moodle"
    line: int = field(default=1, compare=False)


class GiftProblem(NamedTuple):
    """What is wrong in a line of a GIFT text, as a Vietnamese sentence."""

    line: int
    message: str


class GiftError(Exception):
    """A GIFT text that cannot be used, with every problem found in it, by line."""

    def __init__(self, problems: Iterable[GiftProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(f"{line}: {message}" for line, message in self.problems))


_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_TO_ESCAPE = re.compile(r"[\\:#={}~\n]")
# Escaped characters stand aside in a range that no text read from a file can have.
_ASIDE = 0xDC00
_BACK = {_ASIDE + code: code for code in range(128)}


def escape(text: str) -> str:
    r"""`text` with a backslash before what has a meaning in GIFT, and ``\n`` for a new line."""
    return _TO_ESCAPE.sub(lambda found: "\\" + ("n" if found[0] == "\n" else found[0]), text)


def protect(text: str) -> str:
    """`text` with each escape as one character that means nothing; see `reveal`."""

    def aside(found: re.Match[str]) -> str:
        return chr(_ASIDE + ord("\n" if found[1] == "n" else found[1]))

    return _ESCAPED.sub(aside, text)


def reveal(text: str) -> str:
    """What `protect` set aside, as the characters that were meant."""
    return text.translate(_BACK)


def unescape(text: str) -> str:
    """The opposite of `escape`; a backslash before any other character stands for itself."""
    return reveal(protect(text))
