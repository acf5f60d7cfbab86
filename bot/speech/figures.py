"""What else is written with figures: amounts, shares, ranges, sections, codes, Roman numbers."""

from __future__ import annotations

import re

from bot.speech.counting import Counting, digits
from bot.speech.readings import HYPHEN, Readings, sayable
from bot.speech.telephones import grouped

__all__ = ["roman_value", "say_codes", "say_numbers", "say_roman"]

_ROMAN = r"X{0,3}(?:IX|IV|V?I{0,3})"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}

_TOKEN = re.compile(r"(?<![\w/])[\w]+(?:-\w+)*(?!\w)")
_CODE_PIECE = re.compile(r"[^\W\d_]+|\d+|_")
_TWO_HYPHENS = re.compile(r"\d+(?:-\d+){2,}")
_MIXED = re.compile(r"(?=.*\d)(?=.*[^\W\d])[\w-]+")

_GROUPED = r"\d{1,3}(?:\.\d{3})+"
_NUMBER = re.compile(
    rf"(?<!\w)(?P<minus>[-−](?=\d))?(?P<whole>{_GROUPED}|\d+)(?:,(?P<rest>\d+)(?!,?\d))?"
)
_SECTION = re.compile(r"(?<![\w.,])\d+(?:\.\d+)*(?:\.\d+|\.[a-zđ](?!\w))")
_RANGE = re.compile(r"(?<=[\d%])\s?[-–—]\s?(?=(?:(?:ngày|tháng|quý|năm) )?\d)")
_EACH = re.compile(r"(?<=\d)(\s?[^\W\d]+)/(?=[^\W\d])")
_NAME_BEHIND = re.compile(r" [^\W\d]")
_AFTER_NUMBER_WORD = re.compile(r"(?:^|\W)(?:số|mã):? [“(]?$", re.IGNORECASE)
_SHARE = re.compile(r"(?<=\d)\s?/\s?(?=\d)")
_THOUGHT_OUT = 5
"""From so many figures on, a number that is not round is a code and said figure by figure."""


def say_roman(text: str, readings: Readings) -> str:
    """`text` with Roman numbers in figures, single letters only in “mục I” or “I.2”."""
    rank = "|".join(sorted(readings.rank, key=len, reverse=True))
    single = re.compile(rf"(?i:(?<!\w)(?:{rank}) )([IVX])(?!\w)|(?<![\w.])([IVX])(?=\.\d)")
    several = re.compile(rf"(?<!\w)(?=[IVX]{{2}}){_ROMAN}(?!\w)")
    text = several.sub(lambda found: str(roman_value(found[0])), text)
    return single.sub(
        lambda found: (
            found[0].removesuffix(found[1] or found[2]) + str(roman_value(found[1] or found[2]))
        ),
        text,
    )


def say_codes(text: str, readings: Readings, counting: Counting) -> str:
    """`text` with passwords, codes and the like (“Voi7-Sen”, “A1”, “4T”) piece by piece."""
    unit = "|".join(map(re.escape, sorted(readings.units, key=len, reverse=True)))
    amount = re.compile(rf"\d+(?:-\d+)?(?:{unit})?")

    def said(found: re.Match[str]) -> str:
        token = found[0]
        if token in readings.units:
            return token
        if _TWO_HYPHENS.fullmatch(token) or (
            _MIXED.fullmatch(token) and not amount.fullmatch(token)
        ):
            parts = [_code_part(part, readings, counting) for part in token.split("-")]
            return f", {HYPHEN}, ".join(parts)
        return token

    return _TOKEN.sub(said, text)


def say_numbers(text: str, readings: Readings, counting: Counting) -> str:
    """`text` with every number that is left, and the unit behind it, as words."""
    unit = "|".join(map(re.escape, sorted(readings.units, key=len, reverse=True)))
    units = re.compile(rf"(?<=\d)\s?({unit})(?![\w])")
    text = _EACH.sub(r"\1 mỗi ", text)
    text = units.sub(lambda found: f" {readings.units[found[1]]}", text)
    text = _SHARE.sub(" trên ", text)
    text = _RANGE.sub(" đến ", text)
    text = _ordinals(text)
    text = _SECTION.sub(lambda found: _section(found[0], readings, counting), text)
    return _NUMBER.sub(lambda found: _number(found, text, counting), text)


def _ordinals(text: str) -> str:
    text = re.sub(r"(?i:(?<!\w)(thứ)) 1(?![\w]|[.,]\d)", r"\1 nhất", text)
    return re.sub(r"(?i:(?<!\w)(thứ)) 4(?![\w]|[.,]\d)", r"\1 tư", text)


def _number(found: re.Match[str], text: str, counting: Counting) -> str:
    """A zero in front is said in codes: “số 01”, “0123”, but “03 địa phương” are three."""
    whole, rest = found["whole"], found["rest"]
    minus = "âm " if found["minus"] else ""
    if rest:
        return minus + counting.decimal(int(whole.replace(".", "")), rest)
    if whole[0] == "0" and len(whole) > 1 and not _counts(found, text):
        return minus + digits(whole)
    if len(whole) >= _THOUGHT_OUT and whole.isdecimal() and not whole.endswith("000"):
        return minus + grouped(whole)
    return minus + counting.words(int(whole.replace(".", "")))


def _counts(found: re.Match[str], text: str) -> bool:
    """Whether two figures are the number of what is named behind them."""
    named = _NAME_BEHIND.match(text, found.end())
    before = text[max(0, found.start() - 8) : found.start()]
    return bool(named) and len(found["whole"]) == 2 and not _AFTER_NUMBER_WORD.search(before)


def _section(written: str, readings: Readings, counting: Counting) -> str:
    """“2.5.b” as “hai chấm năm chấm bê”; a number with points between its thousands stays."""
    if re.fullmatch(_GROUPED, written) and written[0] != "0":
        return written
    parts = written.split(".")
    return " chấm ".join(
        (digits(part) if part[0] == "0" else counting.words(int(part)))
        if part.isdecimal()
        else readings.letters[part]
        for part in parts
    )


def _code_part(part: str, readings: Readings, counting: Counting) -> str:
    return " ".join(_code_piece(piece, readings, counting) for piece in _CODE_PIECE.findall(part))


def _code_piece(piece: str, readings: Readings, counting: Counting) -> str:
    if piece.isdecimal():
        small = len(piece) <= 2 and piece[0] != "0"
        return counting.words(int(piece)) if small else digits(piece)
    if piece == "_":
        return readings.signs["_"]
    in_capitals = piece.isupper() and len(piece) > 1
    if readings.word(piece):
        return piece
    return piece if sayable(piece.lower()) and not in_capitals else readings.spelt(piece)


def roman_value(letters: str) -> int:
    """The number that Roman figures up to X stand for."""
    values = [_ROMAN_VALUES[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))
