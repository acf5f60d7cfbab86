"""Codes by which people link what they learnt on two platforms: ``LK-ABCD-2345``.

Typed by hand from one screen to the other, so without letters and digits that look alike, and
understood in any case, with or without the hyphens and the LK. Two digits and two letters at
least, so that neither a word nor a number is taken for one. Some 38 bits: within the minutes that
a code is good for, nobody guesses one through a chat.
"""

from __future__ import annotations

import re
import secrets

__all__ = ["find", "new", "read", "shown"]

_DIGITS = "23456789"
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 8
_LEAST_OF_EACH = 2

_GAP = r"[\s_.\-‐-―−]*"
_HALF = f"([{_DIGITS}{_LETTERS}]{{4}})"
_ALONE = re.compile(rf"(?:LK{_GAP})?{_HALF}{_GAP}{_HALF}", re.IGNORECASE | re.ASCII)
_IN_TEXT = re.compile(rf"\bLK{_GAP}{_HALF}{_GAP}{_HALF}\b", re.IGNORECASE | re.ASCII)


def new() -> str:
    """A new code, as it is compared: eight letters and digits, no hyphens."""
    while True:
        code = "".join(secrets.choice(_DIGITS + _LETTERS) for _ in range(_LENGTH))
        if _is_mixed(code):
            return code


def shown(code: str) -> str:
    """The code as people see it: ``LK-ABCD-2345``."""
    return f"LK-{code[:4]}-{code[4:]}"


def read(text: str) -> str | None:
    """The code that a text is and nothing else, as it is compared; None where it is none."""
    return _code(_ALONE.fullmatch(text.strip()))


def find(text: str) -> str | None:
    """The code in a text; among other words it must begin with LK."""
    return read(text) or _code(_IN_TEXT.search(text))


def _code(found: re.Match[str] | None) -> str | None:
    if found is None:
        return None
    code = (found[1] + found[2]).upper()
    return code if _is_mixed(code) else None


def _is_mixed(code: str) -> bool:
    digits = sum(letter in _DIGITS for letter in code)
    return _LEAST_OF_EACH <= digits <= _LENGTH - _LEAST_OF_EACH
