"""How much of what was said was written: word and character error rates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.speech.counting import NORTHERN
from bot.speech.edits import edits
from bot.vietnamese.diacritics import nfc
from bot.vietnamese.tones import place_tones

__all__ = ["Errors", "errors_of", "spoken_words", "together"]

_WORD = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True)
class Errors:
    """Words and letters that were changed, left out or put in, and how many were said."""

    words: int
    of_words: int
    letters: int
    of_letters: int

    @property
    def wer(self) -> float | None:
        """Word error rate, from 0; None where nothing was said."""
        return self.words / self.of_words if self.of_words else None

    @property
    def cer(self) -> float | None:
        """Character error rate, from 0; the blank between two words is a character."""
        return self.letters / self.of_letters if self.of_letters else None


def errors_of(said: str, written: str) -> Errors:
    """The errors of `written` for what was said; spelling that is not heard makes no error."""
    words, heard = spoken_words(said), spoken_words(written)
    letters, heard_letters = " ".join(words), " ".join(heard)
    return Errors(edits(words, heard), len(words), edits(letters, heard_letters), len(letters))


def together(errors: Iterable[Errors]) -> Errors:
    """The errors of all texts as of one."""
    each = list(errors)
    return Errors(
        sum(one.words for one in each),
        sum(one.of_words for one in each),
        sum(one.letters for one in each),
        sum(one.of_letters for one in each),
    )


def spoken_words(text: str) -> list[str]:
    """The words as they sound: no capitals and punctuation, “hoá” as “hóa”, “19” as “mười chín”."""
    return [
        word
        for found in _WORD.findall(nfc(text).lower())
        for word in (_counted(found) if found.isdecimal() else [place_tones(found)])
    ]


def _counted(figures: str) -> list[str]:
    return NORTHERN.words(int(figures)).split()
