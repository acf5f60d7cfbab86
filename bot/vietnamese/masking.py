"""Blanks out what must never be stored: one-time codes, passwords, card and citizen numbers.

Section 4 of the design's promise: the bot never repeats or keeps them, and warns the person.
It is better to blank out a number too many than one too few, but a telephone number of ten
digits, a year or an answer to a question stays.
"""

from __future__ import annotations

import re

__all__ = ["BLANK", "mask_secrets"]

BLANK = "•••"
_SEPARATED = r"(?:[ .\-]?\d)"
_CARD = re.compile(rf"(?<!\d)\d{_SEPARATED}{{12,18}}(?!\d)")
_CITIZEN_ID = re.compile(rf"(?<!\d)0\d{_SEPARATED}{{10}}(?!\d)")
_CODE_WORD = (
    r"(?:otp|mã xác (?:thực|nhận)|ma xac (?:thuc|nhan)|mã (?:pin|bí mật)|ma pin|pin|smart ?otp)"
)
_OTP = re.compile(rf"\b{_CODE_WORD}\b[^\d\n]{{0,30}}?(\d(?:[ \-]?\d){{3,7}})(?!\d)", re.IGNORECASE)
_OTP_BEFORE = re.compile(
    rf"(?<!\d)(\d(?:[ \-]?\d){{3,7}})(?!\d)[^\d\n]{{0,20}}?\b{_CODE_WORD}\b", re.IGNORECASE
)
_PASSWORD = re.compile(
    r"\b(?:mật khẩu|mat khau|password|pass(?:word)?|mk)\b(?:\s+\w+){0,3}?\s*(?:là|la|:|=)\s*(\S+)",
    re.IGNORECASE,
)
# “mật khẩu là gì” asks about the word; it gives nothing away.
_ASKING = {
    "gì",
    "gi",
    "sao",
    "j",
    "ji",
    "cái",
    "cai",
    "thế",
    "the",
    "như",
    "nhu",
    "một",
    "mot",
    "chi",
}


def mask_secrets(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with secrets blanked out, and their kinds.

    Kinds: "card" (13 to 19 digits with a right check digit, ISO/IEC 7812), "citizen_id"
    (12 digits beginning with 0, Circular 59/2021/TT-BCA), "otp", "password".
    """
    kinds: list[str] = []

    def blank(kind: str, found: re.Match[str]) -> str:
        kinds.append(kind)
        start, end = found.span(1) if found.re.groups else found.span()
        whole, offset = found[0], found.start()
        return whole[: start - offset] + BLANK + whole[end - offset :]

    def card(found: re.Match[str]) -> str:
        return blank("card", found) if _luhn(found[0]) else found[0]

    def password(found: re.Match[str]) -> str:
        word = found[1].strip("?.,!").lower()
        return found[0] if not word or word in _ASKING else blank("password", found)

    text = _CARD.sub(card, text)
    text = _CITIZEN_ID.sub(lambda found: blank("citizen_id", found), text)
    text = _OTP.sub(lambda found: blank("otp", found), text)
    text = _OTP_BEFORE.sub(lambda found: blank("otp", found), text)
    text = _PASSWORD.sub(password, text)
    return text, tuple(dict.fromkeys(kinds))


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in number if digit.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
