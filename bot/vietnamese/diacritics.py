"""Vietnamese letters with and without their marks."""

from __future__ import annotations

import unicodedata

__all__ = ["nfc", "strip_diacritics"]

_BARRED_D = str.maketrans("đĐ", "dD")


def nfc(text: str) -> str:
    """`text` with every letter and its marks as one character wherever Unicode has one."""
    return unicodedata.normalize("NFC", text)


def strip_diacritics(text: str) -> str:
    """`text` without tone marks, circumflexes, horns and breves, and with d for đ.

    For composed (NFC) Vietnamese text the result has the same length, letter by letter.
    """
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return nfc(bare).translate(_BARRED_D)
