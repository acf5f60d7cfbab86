"""Addresses of sites and mailboxes, part by part, as one says them to somebody who types."""

from __future__ import annotations

import re

from bot.speech.counting import digits
from bot.speech.readings import HYPHEN, Readings, sayable

__all__ = ["say_addresses"]

_ADDRESS = re.compile(
    r"(?P<scheme>https?://)?(?<![\w@-])(?P<user>[A-Za-z0-9._%+-]+@)?"
    r"(?P<host>\.?(?:[A-Za-z0-9-]+\.)+[a-z]{2,}(?!\w)|(?<![\w.])\.[a-z]{2,}(?!\w)|localhost|(?:\d{1,3}\.){3}\d{1,3}(?=[:/]))"
    r"(?P<port>:\d+)?(?P<path>/[^\s“”\"'()<>,;]*)?"
)
_ENDING = re.compile(r"[.!?:]+$")
_PLAIN_PATH = re.compile(r"(?:/[a-z]+|/(?:[a-z]+\.)+[a-z]+)*/?")
_PIECE = re.compile(r"[A-Za-z]+|\d+|[-_%+]")
_LONGEST_SYLLABLE = 7


def say_addresses(text: str, readings: Readings) -> str:
    """`text` with its addresses as words.

    One with a path that nobody could type by ear is not said at all: it is there to be touched.
    """

    def said(found: re.Match[str]) -> str:
        path = found["path"] or ""
        ending = _ENDING.search(path)
        if ending:
            path = path[: ending.start()]
        after = ending[0] if ending else ""
        if found["port"] or "." not in found["host"] or not _PLAIN_PATH.fullmatch(path):
            return readings.long_address + after
        user = (found["user"] or "").rstrip("@")
        before = f"{_dotted(user, readings)} {readings.signs['@']} " if user else ""
        parts = [_dotted(part, readings) for part in path.split("/") if part]
        slash = f" {readings.signs['/']} "
        return before + slash.join([_dotted(found["host"], readings), *parts]) + after

    return _ADDRESS.sub(said, text)


def _dotted(labels: str, readings: Readings) -> str:
    return " chấm ".join(_label(label, readings) for label in labels.split(".")).strip()


def _label(label: str, readings: Readings) -> str:
    label = label.lower()
    pieces = [_piece(piece, readings) for piece in _PIECE.findall(label)]
    return _known(label, readings) or " ".join(pieces)


def _piece(piece: str, readings: Readings) -> str:
    if piece.isdecimal():
        return digits(piece)
    if piece == "-":
        return HYPHEN
    if not piece.isalpha():
        return readings.signs[piece]
    return _known(piece, readings) or " ".join(_syllables(piece) or [readings.spelt(piece)])


def _known(label: str, readings: Readings) -> str | None:
    return readings.sites.get(label) or readings.word(label)


def _syllables(word: str) -> list[str]:
    """The fewest syllables without tones that make up `word`; none where it has other parts."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(word) + 1):
        ways = [
            [*before, word[start:end]]
            for start in range(max(0, end - _LONGEST_SYLLABLE), end - 1)
            if (before := best[start]) is not None and sayable(word[start:end])
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or []
