"""Sentences as the finders get them, what was found in words again, and numbers spelt out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from bot.vietnamese.mentions import Mention

Finder = Callable[[Sequence[str]], list[Mention]]

_TELLING = """
tháng thang ngày ngay năm nam quý quy q3 tuần tuan thứ thu hai ba bốn sáu sau bảy bay tám mười muoi
mươi trăm nghìn triệu lẻ linh rưỡi không lăm hăm 0 1 2 3 6 12 20 25 31 99 2025 999999999 / - . , :
h giờ gio phút kém 7h 7h30 t6 t12 cn này nay tới toi trước rồi vừa đầu cuối giữa nửa đêm tối sáng
mai mốt hôm qua kia mùng tuổi tôi nữa âm lịch al của iii chủ nhật 70t thang6 ² ٣
"""

LISTS_OF_WORDS = st.lists(
    st.sampled_from(_TELLING.split())
    | st.sampled_from(["", "hôm nay", "tháng sau", "hai mươi", " "])
    | st.text(max_size=5),
    max_size=12,
)
"""Words of which many begin a number, a date, a time or an age, and some are anything."""


def words_of(text: str) -> list[str]:
    """The syllables, numbers and signs of `text` in lower case."""
    return re.findall(r"\w+|[^\w\s]", text.lower())


def found_in(text: str, find: Finder) -> list[tuple[str, str]]:
    """What `find` finds in `text`: the value and the words of each mention."""
    words = words_of(text)
    return [(each.value, " ".join(words[each.start : each.end])) for each in find(words)]


_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def spoken(number: int) -> str:
    """`number`, below a million, as it is read out."""
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_thousand(rest, full=False)
    said = _below_thousand(thousands, full=False) + " nghìn"
    return f"{said} {_below_thousand(rest, full=True)}" if rest else said


def _below_thousand(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not (hundreds or full):
        return _below_hundred(rest)
    said = f"{_DIGITS[hundreds]} trăm"
    if rest >= 10:
        return f"{said} {_below_hundred(rest)}"
    return f"{said} linh {_DIGITS[rest]}" if rest else said


def _below_hundred(number: int) -> str:
    tens, unit = divmod(number, 10)
    if not tens:
        return _DIGITS[unit]
    said = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    after_tens = _DIGITS[unit]
    if unit == 5:
        after_tens = "lăm"
    elif tens > 1:
        after_tens = {1: "mốt", 4: "tư"}.get(unit, after_tens)
    return f"{said} {after_tens}" if unit else said
