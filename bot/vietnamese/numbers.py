"""Numbers and ordinals in figures and in words, with diacritics or without.

Read are the forms people say (“hai mươi lăm”, “hăm lăm”, “hai lăm”, “hai chục”, “một trăm linh
năm”, “hai ngàn lẻ năm”, “hai triệu rưỡi”) and write (“2025”, “500.000”, “2 triệu 500 nghìn”).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.vietnamese.phrases import spelt, spelt_keys

__all__ = [
    "agrees_with_noun",
    "is_figure",
    "read_number",
    "read_number_between",
    "read_ordinal",
    "stands_for_number",
]

GREATEST = 999_999_999

_FIGURE = re.compile(r"[0-9]{1,9}")
_DIGITS = {"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6}
_DIGITS |= {"bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
_DIGIT = spelt_keys(_DIGITS)
# “mười năm” is ten years, and fifteen is “mười lăm”.
_AFTER_TENS_ONLY = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_SHORT_UNIT_SPELT = spelt_keys(_AFTER_TENS_ONLY)
_UNIT = spelt_keys(
    _AFTER_TENS_ONLY
    | {word: value for word, value in _DIGITS.items() if word not in ("không", "năm")}
)
_LAST = _DIGIT | spelt_keys({"tư": 4, "lăm": 5})
_FOUR = spelt("tư")
_TEN = spelt("mười")
_TENS = spelt("mươi mười")
_DOZEN = spelt("chục")
_CONTRACTED = spelt_keys({"hăm": 20, "băm": 30})
_HUNDRED = spelt("trăm")
_AND = spelt("linh lẻ")
_HALF = spelt("rưỡi")
_SCALES = spelt_keys({"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000})
_GOES_ON = _TENS | _DOZEN | _HUNDRED | frozenset(_SCALES)
_NUMBER_WORDS = frozenset(_DIGITS) - {"không"} | {"mười", "mươi", "chục", "trăm"}

_ORDINAL = spelt("thứ")
_ORDINALS = spelt_keys({"nhất": 1, "nhì": 2})
_EDGES = {(first, last): 1 for first in spelt("đầu") for last in spelt("tiên")}
_EDGES |= {(first, last): -1 for first in spelt("cuối") for last in spelt("cùng")}


def is_figure(word: str) -> bool:
    """Whether `word` is one to nine of the figures 0 to 9."""
    return _FIGURE.fullmatch(word) is not None


def stands_for_number(word: str) -> bool:
    """Whether `word` alone can be nothing but a number: figures or a number word with its marks
    (“ba” has none). “không” is far more often “not”.
    """
    return word in _NUMBER_WORDS or is_figure(word)


def agrees_with_noun(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the number ``words[start:end]`` may count the word after it.

    Not a word that lacks the marks of its number where that one has marks: “sau giờ” is not
    “sáu giờ”, although “sau gio” may be.
    """
    word = words[start]
    lacks_marks = end == start + 1 and word in _DIGIT and word not in _DIGITS
    return not lacks_marks or _word(words, end).isascii()


def read_number(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """The longest number, 0 to 999,999,999, that begins at `start`, and the index after it.

    It is for a place where a number is expected: without marks “ba”, “nam”, “tu” are read as
    numbers there, although they may be “bà”, “nam”, “từ”. `words` are single syllables.
    """
    found = _read(words, start, GREATEST + 1, inside=False)
    return None if found is None or found[0] > GREATEST else found


def read_number_between(
    words: Sequence[str], start: int, least: int, greatest: int
) -> tuple[int, int] | None:
    """As `read_number`, but the longest one from `least` to `greatest`.

    In “thang hai lam gi” (“tháng hai làm gì”) the month is two and not twenty-five.
    """
    found = read_number(words, start)
    while found is not None:
        value, end = found
        if least <= value <= greatest:
            return found
        if end - start < 2 or words[end - 1] in _GOES_ON or words[start + 1] == ".":
            return None
        found = read_number(words[start : end - 1], 0)
        found = found and (found[0], found[1] + start)
    return None


def read_ordinal(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """The ordinal that begins at `start` (“thứ ba”, “thứ 2”, “đầu tiên”) and the index after it.

    The first is 1 and the last (“cuối cùng”) -1.
    """
    if not 0 <= start < len(words) - 1:
        return None
    first, second = words[start], words[start + 1]
    if (first, second) in _EDGES:
        return _EDGES[first, second], start + 2
    if first not in _ORDINAL:
        return None
    if second in _ORDINALS:
        return _ORDINALS[second], start + 2
    return read_number_between(words, start + 1, 1, GREATEST)


def _word(words: Sequence[str], place: int) -> str:
    return words[place] if 0 <= place < len(words) else ""


def _read(words: Sequence[str], start: int, below: int, *, inside: bool) -> tuple[int, int] | None:
    """A group below a thousand, its scale if that is less than `below`, and what is added.

    `inside` a longer number “hai lam” is “hai lăm”; elsewhere it may well be “hai làm”.
    """
    group = _figures(words, start) or _below_thousand(words, start, inside=inside)
    if group is None:
        return None
    value, end = group
    scale = _SCALES.get(_word(words, end), below)
    if scale >= below:
        return group
    return _added(words, value * scale, end + 1, scale)


def _figures(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """“2025”, or “1.500.000” with its points."""
    if not is_figure(figures := _word(words, start)):
        return None
    end = start + 1
    if len(figures) <= 3 and figures[0] != "0":
        while _word(words, end) == "." and re.fullmatch("[0-9]{3}", _word(words, end + 1)):
            figures += words[end + 1]
            end += 2
    return int(figures), end


def _added(words: Sequence[str], value: int, end: int, scale: int) -> tuple[int, int]:
    """`value`, which ends in `scale`, with the smaller part that follows it."""
    if _word(words, end) in _HALF:
        return value + scale // 2, end + 1
    if _word(words, end) in _AND and (last := _LAST.get(_word(words, end + 1))) is not None:
        return value + last, end + 2
    rest = _read(words, end, scale, inside=True)
    # One digit more is left out: “hai nghìn năm” may be two thousand years.
    if rest is None or rest[0] >= scale or (rest[1] == end + 1 and words[end] not in _TEN):
        return value, end
    return value + rest[0], rest[1]


def _below_thousand(words: Sequence[str], start: int, *, inside: bool) -> tuple[int, int] | None:
    word = _word(words, start)
    digit = _DIGIT.get(word)
    if digit is not None and _word(words, start + 1) in _HUNDRED:
        return _hundreds(words, digit * 100, start + 2)
    tens = _tens(words, start, inside=inside)
    if tens is not None:
        return tens
    if digit is None and word in _FOUR:
        digit = 4
    return None if digit is None else (digit, start + 1)


def _hundreds(words: Sequence[str], value: int, end: int) -> tuple[int, int]:
    if _word(words, end) in _HALF:
        return value + 50, end + 1
    if _word(words, end) in _AND and (last := _LAST.get(_word(words, end + 1))) is not None:
        return value + last, end + 2
    rest = _tens(words, end, inside=True)
    return (value, end) if rest is None else (value + rest[0], rest[1])


def _tens(words: Sequence[str], start: int, *, inside: bool) -> tuple[int, int] | None:
    """A number of two digits: “mười hai”, “hai mươi”, “hai mươi lăm”, “hai lăm”, “hăm lăm”."""
    word, following = _word(words, start), _word(words, start + 1)
    if word in _TEN:
        return _with_unit(words, 10, start + 1)
    if word in _CONTRACTED and following in _UNIT:
        return _with_unit(words, _CONTRACTED[word], start + 1)
    digit = _DIGIT.get(word, 0)
    if digit < 2:
        return None
    if following in _TENS:
        return _with_unit(words, digit * 10, start + 2)
    if following in _DOZEN:
        return digit * 10, start + 2
    short = _SHORT_UNIT_SPELT if inside else _AFTER_TENS_ONLY
    return (digit * 10 + short[following], start + 2) if following in short else None


def _with_unit(words: Sequence[str], tens: int, end: int) -> tuple[int, int]:
    unit = _UNIT.get(_word(words, end))
    return (tens, end) if unit is None else (tens + unit, end + 1)
