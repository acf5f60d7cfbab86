"""Whether a text is Vietnamese, with its marks, and says anything at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from bot.answers.guarding.faults import Fault
from bot.answers.guarding.texts import Text
from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["language_faults"]

FEWEST_MARKED = 0.3
"""The share of marked words in a Vietnamese text is about two in three."""

FEWEST_WORDS = 2
"""A text with fewer words besides polite ones says nothing."""

_POLITE_WORDS = """
    dạ vâng thưa ạ à ơi nhé nha thì là bác cháu cô chú ông bà anh chị em con bạn mình tôi quý
    vị đồng chí kính xin chào và theo
"""
_POLITE = frozenset(_POLITE_WORDS.split())

_FROM = 5
_ENDS = frozenset(".!?…")
_OPEN_WORDS = """
    thì là và nhưng mà nếu vì rồi hoặc của với để do bởi tại khi như các những
"""
_OPEN = frozenset(_OPEN_WORDS.split())


def language_faults(text: Text) -> Iterator[Fault]:
    """Other scripts, no marks, nothing said, a question, or a text that breaks off."""
    words = [each.word for each in text.written if each.claim is None and each.word[0].isalpha()]
    strange = "".join(dict.fromkeys(sign for sign in text.plain if _is_strange(sign)))
    if strange:
        yield Fault("language", strange)
    marked = sum(strip_diacritics(word) != word for word in words)
    if len(words) >= _FROM and marked < FEWEST_MARKED * len(words):
        yield Fault("language", "no marks")
    if sum(word not in _POLITE for word in words) < FEWEST_WORDS and not text.claims:
        yield Fault("empty")
    elif [each.word for each in text.written if each.word in _ENDS] == ["?"]:
        yield Fault("empty", "a question")
    elif words and text.written[-1].word in _OPEN:
        yield Fault("empty", text.written[-1].written)


def _is_strange(sign: str) -> bool:
    return sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN")
