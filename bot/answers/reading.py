"""A question as it is looked for: keystrokes, chat and dialect written out, marks guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bot.nlu.dictionary import dictionary_words
from bot.nlu.language_files import read_language
from bot.nlu.syllables import Language, read
from bot.vietnamese.diacritics import nfc, strip_diacritics
from bot.vietnamese.restoring import Restorer, learn

__all__ = ["Reader", "Written", "reader_for"]

_SYLLABLE = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Written:
    """A text in normal form: its `syllables` with their marks (guessed where it had none)."""

    syllables: tuple[str, ...]

    @property
    def text(self) -> str:
        """The syllables as one line, as they are embedded."""
        return " ".join(self.syllables)

    @property
    def bare(self) -> tuple[str, ...]:
        """The syllables without marks."""
        return tuple(map(strip_diacritics, self.syllables))

    @property
    def terms(self) -> list[str]:
        """What is looked for: bare syllables, and pairs of them that stand side by side."""
        bare = self.bare
        return [*bare, *(f"{first} {second}" for first, second in pairwise(bare))]


@dataclass(frozen=True)
class Reader:
    """Reads texts as `language` says; `restorer` guesses marks."""

    language: Language
    restorer: Restorer

    def question(self, text: str) -> Written:
        """What somebody wrote, in normal form."""
        reading = read(text, self.language)
        forms = [syllable.form for syllable in reading.syllables]
        said = self.restorer.restore(forms) if reading.is_bare else forms
        return Written(tuple(_split(" ".join(said))))

    def ours(self, text: str) -> Written:
        """A text of the knowledge, which is written in full."""
        return Written(tuple(_split(text)))


def reader_for(texts: Iterable[str], folder: Path) -> Reader:
    """A reader with the language of `folder` (``knowledge/language``).

    It guesses the marks that the words of `texts` have. Raises KnowledgeError.
    """
    language = Language.from_data(read_language(folder))
    return Reader(language, learn(map(_split, texts), dictionary_words()))


def _split(text: str) -> list[str]:
    return _SYLLABLE.findall(nfc(text).lower())
