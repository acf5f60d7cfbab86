"""Codes by which people join a quiz contest: “đố vui 48213”.

Said aloud in a room, read from a wall, typed with or without marks; the digits as figures or as
words. Always with the two words before it where it stands alone: five figures are a price as well.
It opens nothing but a game that is open for an hour, so that it may be this short.
"""

from __future__ import annotations

import re
import secrets

from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["find", "new", "read", "shown"]

_LENGTH = 5
# fmt: off
_SPOKEN = {
    "khong": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "lam": "5",
    "sau": "6", "bay": "7", "tam": "8", "chin": "9",
}
# fmt: on
_DIGIT = rf"(?:\d|\b(?:{'|'.join(_SPOKEN)})\b)"
_DIGITS = rf"(?<!\d){_DIGIT}(?:[\s.,\-]*{_DIGIT}){{{_LENGTH - 1}}}(?!\d)"
_ALONE = re.compile(rf"(?:ma |cuoc )*(?:do vui|dv)(?: so| ma)*[\s:\-]*({_DIGITS})[\s.!]*")
_IN_TEXT = re.compile(_DIGITS)
_EACH = re.compile(_DIGIT)


def new() -> str:
    """A new code, as it is compared: five digits."""
    return "".join(secrets.choice("0123456789") for _ in range(_LENGTH))


def shown(code: str) -> str:
    """The code as people see it and send it: “đố vui 48213”."""
    return f"đố vui {code}"


def read(text: str) -> str | None:
    """The code that a text is and nothing else, with “đố vui” before it; None where it is none."""
    found = _ALONE.fullmatch(_bare(text))
    return _figures(found[1]) if found else None


def find(text: str) -> str | None:
    """The code in a text that is about joining a contest: five digits in a row."""
    found = _IN_TEXT.search(_bare(text))
    return _figures(found[0]) if found else None


def _bare(text: str) -> str:
    return " ".join(strip_diacritics(text.lower()).split())


def _figures(digits: str) -> str:
    return "".join(_SPOKEN.get(digit, digit) for digit in _EACH.findall(digits))
