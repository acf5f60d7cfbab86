"""How a reply is shown where: texts cut to the limit, choices as lines.

Buttons are the platform's own; `numbered` is the same reply for a platform without them (the
dialogue understands “2” and the choice's own words). For the ear see `bot.delivery.spoken`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.message import Reply

__all__ = ["CHOOSE_BY_NUMBER", "as_format", "length", "numbered", "split_text"]

CHOOSE_BY_NUMBER = "Nhắn số để chọn."
CHOOSE_BELOW = "Nhắn số để chọn:"

_NUMBER = re.compile(r"\d+\. ")
_NUMBERED_LINE = re.compile(r"^\d+\. ", re.MULTILINE)
_SAYS_HOW = re.compile(r"\b(?:nhắn|chọn|trả lời)\b[^.!?\n]{0,20}\bsố\b", re.IGNORECASE)

_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"\n|(?<!\n\d)(?<!\n\d\d)[.!?…]+[\"'”’)\]]*(?=\s)")
_WORD = re.compile(r"\s+")

_JOINER = "\u200d"
_SKINS = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def length(text: str) -> int:
    """Characters as platforms count them, in UTF-16: most emoji are two.

    The strictest of the ways to count, so that what fits by it fits everywhere.
    """
    return len(text) + sum(character > "\uffff" for character in text)


def split_text(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` characters (see `length`; at least 2), none empty.

    Cut at the end of a paragraph, else of a sentence, else of a word; within a word only where it
    is longer than a piece, and not between a letter and its marks. A paragraph that would leave
    the piece less than half full is no place to cut.
    """
    if limit < 2:
        raise ValueError(f"no text fits into {limit} characters")
    pieces = []
    rest = text.strip()
    while len(rest) > limit or length(rest) > limit:
        cut = _cut(rest, _fitting(rest, limit))
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces


def numbered(reply: Reply) -> str:
    """The text with its choices as numbered lines below it.

    Where some choices have numbers already (the options of a question), the others are aids beside
    them and keep their words. How to choose is said where the text does not say it; where it has
    numbered lines of its own, above the choices, so that these are not taken for more of them.
    """
    titles = [button.title for button in reply.buttons]
    if not titles:
        return reply.text
    options = [title for title in titles if _NUMBER.match(title)]
    aids = [title for title in titles if not _NUMBER.match(title)] if options else []
    lines = options or _count(titles)
    or_words = [f"Hoặc nhắn: {_either(aids)}."] if aids else []
    if _NUMBERED_LINE.search(reply.text):
        return "\n".join([reply.text, "", CHOOSE_BELOW, *lines, *or_words])
    how = [] if _SAYS_HOW.search(reply.text) else [CHOOSE_BY_NUMBER]
    last = " ".join(how + or_words)
    return "\n".join([reply.text, *lines, *([last] if last else [])])


def as_format(audio: str, ending: str) -> str:
    """The address of the same sound in another format, “ogg”, “m4a” or “aac”."""
    return f"{audio.rpartition('.')[0]}.{ending}"


def _count(titles: Iterable[str]) -> list[str]:
    return [f"{number}. {title}" for number, title in enumerate(titles, 1)]


def _either(words: list[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return " hoặc ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)


def _fitting(text: str, limit: int) -> int:
    """How many characters of the text fit into the limit."""
    used = 0
    for place, character in enumerate(text):
        used += length(character)
        if used > limit:
            return place
    return len(text)


def _cut(text: str, most: int) -> int:
    """Where to cut the text, after at most `most` of its characters."""
    places = {
        kind: [found.end() for found in kind.finditer(text, 0, most + 1)]
        for kind in (_PARAGRAPH, _SENTENCE)
    }
    places[_WORD] = [found.start() for found in _WORD.finditer(text, 0, most + 1)]
    places[_PARAGRAPH] = [place for place in places[_PARAGRAPH] if place > most // 2]
    for kind in (_PARAGRAPH, _SENTENCE, _WORD):
        for place in reversed(places[kind]):
            if 0 < place <= most and _apart(text, place):
                return place
    return next((place for place in range(most, 0, -1) if _apart(text, place)), most)


def _apart(text: str, place: int) -> bool:
    """Whether nothing that is seen as one sign lies across this place."""
    before, after = text[place - 1], text[place : place + 1]
    if not after:
        return True
    return not (
        unicodedata.category(after).startswith("M")
        or _JOINER in (before, after)
        or ord(after) in _SKINS
        or (ord(before) in _FLAG_LETTERS and ord(after) in _FLAG_LETTERS)
    )
