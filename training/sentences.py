"""Sentences of a passage, and which of them a question is about."""

from __future__ import annotations

import re

from bot.vietnamese.diacritics import nfc, strip_diacritics

__all__ = ["alike", "content", "matching", "polite", "sentences_of", "worded"]

ROOMY = 220
"""Characters up to which an answer is left whole: its sentences belong together."""

_END = re.compile(r"(?<=[.!?…])[”\"]?\s+(?=[A-ZÀ-ỸĐ“\"0-9])")
_MARK = re.compile(r"^\s*([-•]|\d+\.)\s+")
"""Of an item of a list."""
_SYLLABLE = re.compile(r"[^\W_]+")
_HUMBLE = frozenset({"cháu", "em", "con"})
"""Who calls itself so ends an answer with “ạ”."""

_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a anh ba bac ban bao bi cac cai chau chi cho chu co con cua cung da dang dau de "
        "di do dong duoc em gi hay hoac khi khong la lai lam len luc ma may minh mot "
        "muon nao nay nen neu nhieu nhu nhung no noi o ong phai qua quy ra rang roi sao "
        "sau se tai the thi toi trong tu tung va van vao vi viec voi vua xem",
    )
)
"""Syllables that say nothing of what a text is about, bare."""


def sentences_of(text: str) -> list[str]:
    """The sentences of a text of one or more lines, in order."""
    lines = (_MARK.sub("", line) for line in text.splitlines())
    return [sentence.strip() for line in lines for sentence in _END.split(line) if sentence.strip()]


def content(text: str) -> frozenset[str]:
    """The bare syllables of a text that say what it is about."""
    syllables = _SYLLABLE.findall(strip_diacritics(nfc(text)).casefold())
    return frozenset(syllables) - _EMPTY


def alike(one: str, other: str) -> float:
    """How much of what the shorter text is about stands in the other, from 0 to 1."""
    first, second = content(one), content(other)
    least = min(len(first), len(second))
    return len(first & second) / least if least else 0.0


def matching(wanted: str, sentences: list[str]) -> list[str]:
    """The one or two sentences that say most of what `wanted` says, in their order."""
    asked = content(wanted)
    shared = [len(asked & content(sentence)) for sentence in sentences]
    most = max(shared, default=0)
    if most < 2:
        return []
    return [
        sentence
        for sentence, count in zip(sentences, shared, strict=True)
        if count == most or (count >= 3 and count >= 0.7 * most)
    ][:2]


def worded(question: str, sentences: list[str]) -> list[str]:
    """The sentences of an answer that a short reply to this question keeps, in their order.

    The first says it. What is left out of a long answer is what shares least with the question
    and neither warns (“đừng”, “không”, “chưa”) nor names a number.
    """
    kept = list(range(len(sentences)))
    asked = content(question)
    spare = [place for place in kept[1:] if not _WEIGHTY.search(sentences[place])]
    spare.sort(key=lambda place: len(asked & content(sentences[place])))
    while spare and sum(len(sentences[place]) + 1 for place in kept) > ROOMY:
        kept.remove(spare.pop(0))
    return [sentences[place] for place in kept]


_WEIGHTY = re.compile(r"đừng|không|chưa|\d|cấm|phải", re.IGNORECASE)


def polite(sentences: list[str], toi: str) -> str:
    """Sentences as one answer of somebody who calls itself `toi`."""
    text = " ".join(sentences)
    text = text[0].upper() + text[1:]
    if toi in _HUMBLE and text.endswith(".") and not text.endswith("ạ."):
        return f"{text[:-1]} ạ."
    return text
