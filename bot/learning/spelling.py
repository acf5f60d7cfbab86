"""``knowledge/spelling.yml`` and the dictionary: how the words of our texts are spelt."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.knowledge.problem import Problem
from bot.knowledge.schema import Strict, Text, read_file
from bot.nlu.dictionary import dictionary_words
from bot.vietnamese.spelling import Spelling, common_syllables

__all__ = ["SpellingFile", "read_spelling"]


class ConfusionEntry(Strict):
    """A wrong phrase made of right syllables, and what was meant."""

    wrong: Text
    right: Text


class SpellingFile(Strict):
    """The whole file. `words` are names, foreign words, abbreviations and rare syllables."""

    words: list[Text]
    confusions: list[ConfusionEntry]


def read_spelling(path: Path, problems: list[Problem]) -> Spelling | None:
    """The spelling of the dictionary and the file; adds what is wrong in it to `problems`."""
    parsed = read_file(path, SpellingFile, problems)
    if parsed is None:
        return None
    return Spelling(
        syllables=_syllables(),
        words=frozenset(parsed.model.words),
        confusions={each.wrong: each.right for each in parsed.model.confusions},
    )


@cache
def _syllables() -> frozenset[str]:
    return common_syllables(dictionary_words())
