"""Codes by which people join a group: four words, “tre sen voi mít”.

Said aloud in a class or over the telephone, read from a board, typed with or without marks: so of
short words of things that everybody knows, and no two of them that a region or a recogniser takes
for each other (s and x, tr and ch, d and gi and r and v, n and l, n and ng, t and c). Some 26 bits:
`bot.learning.groups` lets nobody try many, and who guesses one learns a group's name and no more.
"""

from __future__ import annotations

import re
import secrets

from bot.vietnamese.diacritics import nfc, strip_diacritics

__all__ = ["WORDS", "find", "new", "read", "shown"]

# fmt: off
WORDS = (
    "bầu", "bèo", "bí", "bơ", "bưởi", "bướm", "cam", "cáo", "cau", "cày", "chim", "chuối", "cò",
    "cọp", "cua", "cúc", "dê", "dừa", "ếch", "gà", "gấu", "ghẹ", "gừng", "hành", "hến", "heo",
    "huệ", "hươu", "kén", "khế", "khỉ", "khoai", "kiến", "kim", "lạc", "lê", "lúa", "mận", "mèo",
    "mía", "mít", "mướp", "muối", "mực", "nai", "ngao", "ngỗng", "ngựa", "nhài", "nhãn", "nhím",
    "nho", "nón", "nấm", "ốc", "ổi", "ong", "phở", "phượng", "quế", "quýt", "rắn",
    "rau", "rươi", "sen", "sim", "sóc", "sứ", "sung", "sứa", "táo", "thìa", "thỏ", "thông",
    "thuyền", "tôm", "trâu", "tre", "trúc", "trứng", "vải", "vẹt", "vịt", "voi", "vừng", "xôi",
    "xoài", "yến", "bún", "nếp", "ngô", "diều", "đò", "đình", "chùa", "giếng",
    "thuốc", "quạt", "guốc", "khăn", "gối", "mâm", "bếp", "chum", "gáo",
)
# fmt: on
"""What codes are made of. Words may be added; one that is taken out breaks the codes it is in."""

_LENGTH = 4
_WORD = re.compile(r"[^\W\d_]+")
_ALONE = re.compile(r"(?:(?:mã|ma)\b(?: (?:lớp|lop|nhóm|nhom))?)?[\s:]*(.+?)[\s.!]*", re.IGNORECASE)
_AFTER_NAME = re.compile(r"\b(?:mã|ma)\b(.+)", re.IGNORECASE)
_INITIALS = (
    (re.compile(r"^(?:gi(?=[aeiouy])|[drv])"), "z"),
    (re.compile(r"^(?:tr|ch)"), "ch"),
    (re.compile(r"^x"), "s"),
    (re.compile(r"^(?:l|n(?![gh]))"), "n"),
    (re.compile(r"^[kq](?!h)"), "c"),
    (re.compile(r"(?<=.)n[gh]?$"), "n"),
    (re.compile(r"(?<=.)(?:ch|c|t)$"), "t"),
)


def new() -> str:
    """A new code, as it is compared: four words without marks, ``tre-sen-voi-mit``."""
    return "-".join(strip_diacritics(secrets.choice(WORDS)) for _ in range(_LENGTH))


def shown(code: str) -> str:
    """The code as people read it: “tre sen voi mít”."""
    return " ".join(_BY_SOUND[_sound(word)] for word in code.split("-"))


def read(text: str) -> str | None:
    """The code that a text is and nothing else, as it is compared; None where it is none."""
    found = _ALONE.fullmatch(nfc(text).strip())
    return _code(_WORD.findall(found[1]) if found else [])


def find(text: str) -> str | None:
    """The code in a text; among other words it must come somewhere after “mã”."""
    found = _AFTER_NAME.search(nfc(text))
    words = _WORD.findall(found[1]) if found else []
    starts = range(len(words) - _LENGTH + 1)
    codes = (_code(words[start : start + _LENGTH]) for start in starts)
    return read(text) or next(filter(None, codes), None)


def _code(words: list[str]) -> str | None:
    known = [_BY_SOUND.get(_sound(word)) for word in words]
    if len(known) != _LENGTH or not all(known):
        return None
    return "-".join(strip_diacritics(word) for word in known if word)


def _sound(word: str) -> str:
    """A syllable, bare, as those hear it who make the fewest differences."""
    bare = strip_diacritics(word.lower())
    for pattern, merged in _INITIALS:
        bare = pattern.sub(merged, bare)
    return bare


_BY_SOUND = {_sound(word): word for word in WORDS}
