"""Patterns of phrases that editors write, looked for in a line of words.

A line is words in normal form with one space between them; ``|`` ends a sentence, ``,`` a part of
one, and ``#money`` stands for what was mentioned. In a pattern, ``a/b_c`` is one of two, ``b c``
being one of them; ``(a/b)`` may be missing; ``...`` is up to six words of the same sentence;
``{group}`` is any phrase of a group; ``^`` the beginning of a sentence.

A word written with marks is also found without them, but not with other marks: “giả” is found
in “gia”, not in “giá”. ``=giả`` is found with its marks only. In a line of a message that has its
marks, a word without any carries `UNMARKED` and is then not taken for one that lost them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.vietnamese.diacritics import nfc, strip_diacritics

__all__ = ["UNMARKED", "PatternError", "Phrases", "compiled", "either"]

UNMARKED = "'"
"""Follows a word without marks in a message that has them."""

GAP = 6
"""Words that ``...`` may stand for, at most."""

_COMMA = "(?:, )?"
_WORD = r"(?:(?!\| )\S+ )"
_PART = re.compile(r"\.\.\.|\^|\{[^{}\s]+\}|\([^()\s]+\)|[^\s{}()^]+")

Phrases = re.Pattern[str]
"""What `compiled` makes; a match begins at the first letter of a word and ends after a space."""


class PatternError(ValueError):
    """A pattern that cannot be read; its message says why, in Vietnamese."""


def compiled(patterns: Iterable[str], groups: Mapping[str, Sequence[str]]) -> Phrases:
    """One expression that finds any of `patterns`; raises PatternError.

    `groups` are the phrases that ``{name}`` stands for.
    """
    return re.compile("(?<!\\S)(?:" + "|".join(_pattern(each, groups) for each in patterns) + ")")


def _pattern(pattern: str, groups: Mapping[str, Sequence[str]]) -> str:
    parts = _PART.findall(pattern)
    if "".join(parts) != pattern.replace(" ", "") or not parts:
        raise PatternError(f"Không đọc được mẫu “{pattern}”.")
    if parts[-1] == "..." or all(part in ("...", "^") for part in parts):
        raise PatternError(f"Mẫu “{pattern}” phải kết thúc bằng một từ.")
    return "".join(_parts(parts, groups))


def _parts(parts: Sequence[str], groups: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for part in parts:
        if part == "...":
            yield f"{_WORD}{{0,{GAP}}}?"
        elif part == "^":
            yield r"(?:(?<=\A)|(?<=\| ))"
        elif part.startswith("{"):
            name = part[1:-1]
            if name not in groups:
                raise PatternError(f"Không có nhóm {{{name}}}.")
            yield _any(groups[name]) + _COMMA
        elif part.startswith("("):
            yield f"(?:{_any(_alternatives(part[1:-1]))}{_COMMA})?"
        else:
            yield _any(_alternatives(part)) + _COMMA


def _alternatives(part: str) -> list[str]:
    phrases = [each.replace("_", " ") for each in part.split("/")]
    if not all(each.strip() for each in phrases):
        raise PatternError(f"“{part}” có dấu / hoặc _ thừa.")
    return phrases


def _any(phrases: Iterable[str]) -> str:
    longest_first = sorted({_phrase(each) for each in phrases}, key=len, reverse=True)
    return "(?:" + "|".join(longest_first) + ")"


def _phrase(phrase: str) -> str:
    return "".join(_word(word) + " " for word in nfc(phrase).lower().split())


def _word(word: str) -> str:
    bare = strip_diacritics(word)
    if word.startswith("="):
        return re.escape(word[1:])
    if word == bare:
        return re.escape(word) + (f"{UNMARKED}?" if word.isalpha() else "")
    return f"(?:{re.escape(word)}|{re.escape(bare)})"


def either(phrases: Iterable[str]) -> str:
    """An expression for any of `phrases`, with a space after each."""
    return _any(phrases)
