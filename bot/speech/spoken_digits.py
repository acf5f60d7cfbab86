"""Digits said one by one, as figures: “không chín một hai …” is a telephone number or a code.

What follows takes secrets out of a message by their figures: a code that was read out would else
be kept.
"""

from __future__ import annotations

import re

__all__ = ["FEWEST", "digits_as_figures"]

FEWEST = 4
"""So many in a row are no longer a number of something: “hai ba câu”, “năm năm không”."""

_DIGITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5}
_DIGITS |= {"lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
_DIGIT = rf"(?:{'|'.join(_DIGITS)}|\d)"
_ROW = re.compile(rf"(?<!\w){_DIGIT}(?:[ .,-]+{_DIGIT}){{{FEWEST - 1},}}(?!\w)", re.IGNORECASE)
_ONE = re.compile(_DIGIT, re.IGNORECASE)


def digits_as_figures(text: str) -> str:
    """`text` (NFC) with every row of at least FEWEST digits in figures."""

    def figures(row: re.Match[str]) -> str:
        return "".join(str(_DIGITS.get(each.lower(), each)) for each in _ONE.findall(row[0]))

    return _ROW.sub(figures, text)
