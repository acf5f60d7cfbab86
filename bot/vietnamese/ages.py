"""Ages in a message: “70 tuổi”, “tuổi 65”, “năm nay tôi 70”, “tôi mới 33”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.vietnamese.mentions import Mention
from bot.vietnamese.numbers import agrees_with_noun, is_figure, read_number_between
from bot.vietnamese.phrases import Reading, find, spelt

__all__ = ["find_age"]

YOUNGEST, OLDEST = 1, 120
_YOUNGEST_THIS_YEAR, _YOUNGEST_BY_NOW = 6, 15
"""Without “tuổi” a smaller number in “năm nay tôi 2”, “tôi mới 10” may count anything."""

_AGE = spelt("tuổi")
_SHORT = re.compile("([1-9][0-9])t")
_OWN = spelt("tôi tui mình bác cô chú ông bà em cháu con anh chị mệ dì cậu mợ thím cụ o")
_FILLING = spelt("đã cũng vừa được tròn ngoài gần là mới hơn")
_BEFORE_SHORT = _OWN | _FILLING | {"t", "e", "mk"}
_SINCE = spelt("đã mới ngoài tròn gần")
_YEAR, _THIS = spelt("năm"), spelt("nay ni")
# After a number without “tuổi” these show that it counts something else, or nothing.
_AFTER_AGE = spelt("rồi thôi mà nhưng nên muốn thì vẫn chưa không tuổi ạ và còn") | {
    "",
    ",",
    ".",
    "!",
}
_COUNTED = spelt("bài câu lần người ngày tháng năm buổi giờ phút điểm mạng") | {"%", "/"}
_NUMBER_WORDS = spelt("một hai ba bốn năm sáu bảy bẩy tám chín mười hăm")
_FARTHEST = 5


def find_age(words: Sequence[str]) -> list[Mention]:
    """The mentions of kind “age” in `words`, in order; the value is years in figures.

    Only ages from 1 to 120. Of “năm nay tôi 70” and “tôi mới 33” the mention is the
    number alone.
    """
    return find(words, _read)


def _read(s: Sequence[str], i: int) -> Reading | None:
    if s[i] in _AGE:
        return _read_after_word(s, i)
    if short := _SHORT.fullmatch(s[i]):
        return Reading("age", short[1], i + 1) if s[i - 1] in _BEFORE_SHORT else None
    if not (is_figure(s[i]) or s[i] in _NUMBER_WORDS):
        return None
    found = read_number_between(s, i, YOUNGEST, OLDEST)
    if found is None:
        return None
    age, end = found
    if not agrees_with_noun(s, i, end) or (end == i + 1 and s[i] == "sau"):
        return None  # “sau tuổi 60”
    # “ba tuoi 60” is “bà tuổi 60”.
    if s[end] in _AGE and not (end == i + 1 and s[i] in _OWN and is_figure(s[end + 1])):
        return Reading("age", str(age), end + 1)
    if s[end] in _AFTER_AGE and (
        (age >= _YOUNGEST_THIS_YEAR and _is_own_year(s, i))
        or (age >= _YOUNGEST_BY_NOW and s[i - 1] in _SINCE and s[i - 2] in _OWN)
    ):
        return Reading("age", str(age), end)
    return None


def _read_after_word(s: Sequence[str], i: int) -> Reading | None:
    """“tuổi 65”, “tuổi tôi đã 65”."""
    start = i + 1
    while start < i + 3 and s[start] in _OWN | _FILLING:
        start += 1
    found = read_number_between(s, start, YOUNGEST, OLDEST)
    if found is None or s[found[1]] in _COUNTED:
        return None
    return Reading("age", str(found[0]), found[1])


def _is_own_year(s: Sequence[str], i: int) -> bool:
    """Whether “năm nay” and a person stand closely before `i`: “bác năm nay đã (70)”."""
    place = i
    said = []
    while place > max(i - _FARTHEST, 0) and s[place - 1] in _OWN | _FILLING | _YEAR | _THIS:
        place -= 1
        said.append(s[place])
    named = any(word in _OWN for word in said)
    return named and any(a in _THIS and b in _YEAR for a, b in pairwise(said))
