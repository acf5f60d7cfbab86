"""Names by which people are seen by others: in a group, in a contest; and names of groups.

Others read them, so they are short, of letters that every screen shows, and hold no address and no
number somebody could be called at.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["LONGEST_NAME", "DisplayNameError", "display_name"]

LONGEST_NAME = 30
"""Characters; a line of a list on a telephone has room for so many."""

_PUNCTUATION = frozenset(" .,'-&()/+")
_TELEPHONE = re.compile(r"\d(?:[ .-]?\d){5,}")
_ADDRESS = re.compile(r"@|https?:|www\.|\w\.(?:vn|com|net|org|me|io)\b", re.IGNORECASE)


class DisplayNameError(ValueError):
    """A name that others shall not be shown; the text is a Vietnamese sentence that says why."""


def display_name(text: str) -> str:
    """The name as it is kept: NFC, single spaces. Raises DisplayNameError."""
    name = unicodedata.normalize("NFC", " ".join(text.replace("’", "'").split())).strip(" .,;:!")
    if _TELEPHONE.search(name) or _ADDRESS.search(name):
        raise DisplayNameError("Tên này ai trong nhóm cũng thấy, nên đừng ghi số hay địa chỉ.")
    for letter in name:
        if not (letter.isalnum() or letter in _PUNCTUATION):
            raise DisplayNameError(f"Tên chỉ gồm chữ và số, xin bỏ ký tự “{letter}”.")
    if not 1 < len(name) <= LONGEST_NAME or not any(map(str.isalpha, name)):
        raise DisplayNameError(f"Tên cần có từ 2 đến {LONGEST_NAME} chữ.")
    return name
