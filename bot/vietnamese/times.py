"""Times of day in a message: “7h30”, “bảy giờ rưỡi tối”, “19:00”, “nửa đêm”.

How long something takes (“trong 2 giờ”, “2 giờ đồng hồ”, “24h”) is no time of day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.vietnamese.mentions import Mention
from bot.vietnamese.numbers import agrees_with_noun, is_figure, read_number_between
from bot.vietnamese.phrases import Reading, find, spelt

__all__ = ["find_times"]


class _Clock(NamedTuple):
    """What is said of the clock, before the part of the day is looked at."""

    hour: int
    minute: int
    end: int
    is_full: bool
    """Whether minutes are said as well, so that nothing but a time can be meant."""


_CLOCK = re.compile("([0-9]{1,2})([hg])([0-5][0-9])?p?")
_TWO_FIGURES = re.compile("[0-5][0-9]")
_HOUR_WORDS = spelt("một hai ba bốn năm sáu bảy bẩy tám chín mười hăm")
_HOUR = spelt("giờ") | {"h"}
_MINUTE = spelt("phút")
_RATIO = spelt("lệ") | {":"}
_HALF, _LESS = spelt("rưỡi"), spelt("kém")
# After a number these show that it is no minute: “7h 20/12”, “7 giờ 15 bài”.
_NO_MINUTE_AFTER = spelt("tháng bài câu lần người ngày buổi phần trang") | {"/", "-", "."}

_MORNING, _NOON, _AFTERNOON = spelt("sáng"), spelt("trưa"), spelt("chiều")
_EVENING, _NIGHT = spelt("tối"), spelt("đêm khuya")
_PARTS = _MORNING | _NOON | _AFTERNOON | _EVENING | _NIGHT
_PART_WORD = spelt("buổi")
_EVERY = spelt("mỗi hàng hằng")
_EACH = _EVERY | spelt("buổi")
_DAYS = spelt("nay mai qua")
_FAR = 5
"""So many syllables before the clock its part of the day is looked for: “tối mai lúc 8 giờ”."""
_FIXED = {
    "nửa": (spelt("đêm"), "00:00"),
    "nua": (spelt("đêm"), "00:00"),
    "giữa": (spelt("trưa"), "12:00"),
    "giua": (spelt("trưa"), "12:00"),
}

# Around a length of time.
_LASTING_BEFORE = spelt("trong suốt mất tốn mỗi cả thêm hơn dài")
_ABOUT = spelt("khoảng chừng tầm độ")
_LASTING_AFTER = spelt("nữa liền liên sau") | {"/"}
_OF_THE_CLOCK = frozenset((a, b) for a in spelt("đồng") for b in spelt("hồ"))
_SPENT = spelt("học dành sau được")
_LONGEST_SPENT = 4
_NUMBERED = spelt("câu bài số mục phần đun")

# Without marks these are more often “bây giờ”, “sau giờ (học)”, “bà giờ …”, “nam giờ …”.
_UNCLEAR_HOURS = frozenset({"bay", "sau", "ba", "nam"})
_MOST_UNCLEAR_HOURS = frozenset({"bay", "sau"})
_AT = spelt("lúc vào") | {"hồi"}
# “toi” is “tôi” and “sang” is “sang” (“over to”) before these.
_AFTER_I = spelt("muốn cần sẽ có phải đi học bị được thường rảnh đang vẫn chưa không")
_AFTER_OVER = spelt("bài câu phần mục năm tháng tuần trang nhà mô")
_UNCLEAR_PARTS = frozenset({"toi", "sang"})
_CLOSING = spelt("nay mai mỗi hàng hằng nhé nha nghen hôm ngày thứ ạ") | {"", ",", ".", "!", "?"}


def find_times(words: Sequence[str]) -> list[Mention]:
    """The mentions of kind “time” in `words`, in order; the value is “HH:MM” of 24 hours.

    “tối 8 giờ” and “8 giờ tối” are 20:00 as wholes; of “tối mai lúc 8 giờ” only “8 giờ” is the
    mention, at 20:00 too. Where no part of the day is said, the hour is the one that is said.
    """
    return find(words, _read)


def _read(s: Sequence[str], i: int) -> Reading | None:
    if s[i] in _FIXED:
        parts, value = _FIXED[s[i]]
        return Reading("time", value, i + 2) if s[i + 1] in parts else None
    # In “mỗi sáng 5 rưỡi” the part of the day belongs to “mỗi”.
    start = i + 1 if _is_part(s, i) and s[i - 1] not in _EVERY else i
    if not s[start][:1].isdecimal() and s[start] not in _HOUR_WORDS:
        return None
    clock = _read_clock(s, start)
    if clock is None or s[start - 1] in _NUMBERED or not agrees_with_noun(s, start, start + 1):
        return None
    part, end = _part_after(s, clock.end)
    if not part and _lasts(s, start, clock):
        return None
    if _is_unclear(s, start, clock, end):
        return None
    hour = _of_day(clock.hour, part or _part_before(s, start))
    return Reading("time", f"{hour:02}:{clock.minute:02}", end)


def _read_clock(s: Sequence[str], i: int) -> _Clock | None:
    if short := _CLOCK.fullmatch(s[i]):
        hour = int(short[1])
        if hour > 23:
            return None
        if short[3]:
            return _Clock(hour, int(short[3]), i + 1, is_full=True)
        # “4g” is the network, and “50g” a weight.
        return _with_minutes(s, hour, i + 1) if short[2] == "h" else None
    found = read_number_between(s, i, 0, 23)
    if found is None:
        return None
    hour, end = found
    if s[end] == ":" and _TWO_FIGURES.fullmatch(s[end + 1]):
        is_ratio = s[i - 1] in _RATIO or s[end + 2] == ":" or not is_figure(s[i])
        return None if is_ratio else _Clock(hour, int(s[end + 1]), end + 2, is_full=True)
    if s[end] in _HOUR:
        return _with_minutes(s, hour, end + 1)
    # “bảy rưỡi tối”, “lúc 7 rưỡi”; without such a word it may be a price.
    if s[end] in _HALF and (s[end + 1] in _PARTS or s[i - 1] in _PARTS | _AT):
        return _Clock(hour, 30, end + 1, is_full=True)
    return None


def _with_minutes(s: Sequence[str], hour: int, i: int) -> _Clock:
    if s[i] in _HALF:
        return _Clock(hour, 30, i + 1, is_full=True)
    if s[i] in _LESS and (less := read_number_between(s, i + 1, 1, 59)):
        end = less[1] + (s[less[1]] in _MINUTE)
        return _Clock((hour - 1) % 24, 60 - less[0], end, is_full=True)
    minutes = read_number_between(s, i, 0, 59)
    if minutes is not None:
        minute, end = minutes
        if s[end] in _MINUTE:
            return _Clock(hour, minute, end + 1, is_full=True)
        two = _TWO_FIGURES.fullmatch(s[i]) or (minute >= 10 and not is_figure(s[i]))
        if two and s[end] not in _NO_MINUTE_AFTER:
            return _Clock(hour, minute, end, is_full=True)
    return _Clock(hour, 0, i, is_full=False)


def _is_part(s: Sequence[str], i: int) -> bool:
    """Whether a part of the day stands at `i` and nothing else: “nhac toi 8h” is “tôi”."""
    if s[i] not in _PARTS:
        return False
    return s[i] not in _UNCLEAR_PARTS or s[i - 1] in _EACH or s[i + 1] in _DAYS


def _part_after(s: Sequence[str], i: int) -> tuple[str, int]:
    """The part of the day at `i`, or "", and the place after it."""
    place = i + 1 if s[i] in _PART_WORD else i
    part = s[place]
    if part not in _PARTS:
        return "", i
    if part in _UNCLEAR_PARTS and s[place + 1] in (_AFTER_I if part == "toi" else _AFTER_OVER):
        return "", i
    return part, place + 1


def _part_before(s: Sequence[str], start: int) -> str:
    """The nearest part of the day in the few syllables before `start`, or ""."""
    places = range(start - 1, max(start - 1 - _FAR, -1), -1)
    return next((s[place] for place in places if _is_part(s, place)), "")


def _of_day(hour: int, part: str) -> int:
    """The hour of 24 for the `hour` of a part of the day."""
    if not 1 <= hour <= 12:
        return hour
    if part in _MORNING:
        return hour % 12
    if part in _NOON:
        return hour + 12 if hour < 4 else hour
    if part in _AFTERNOON:
        return hour % 12 + 12
    if part in _EVENING or part in _NIGHT:
        # “12 giờ đêm” begins the day, and “2 giờ đêm” is before its morning.
        return (hour + 12) % 24 if hour > 4 else hour
    return hour


def _lasts(s: Sequence[str], start: int, clock: _Clock) -> bool:
    """Whether the clock's words tell how long something takes."""
    before = s[start - 2] if start > 1 and s[start - 1] in _ABOUT else s[start - 1]
    if before in _LASTING_BEFORE or s[clock.end] in _LASTING_AFTER:
        return True
    if s[clock.end] and (s[clock.end], s[clock.end + 1]) in _OF_THE_CLOCK:
        return True
    return before in _SPENT and clock.hour <= _LONGEST_SPENT


def _is_unclear(s: Sequence[str], start: int, clock: _Clock, end: int) -> bool:
    """Whether a lone word without marks is the hour, with nothing that shows it: “bay gio”.

    `end` is the place after the time with its part of the day. “bay gio toi chưa …” is “bây giờ
    tôi chưa …”: there the part of the day must end the phrase.
    """
    if clock.is_full or s[start + 1] != "gio" or s[start - 1] in _AT or _is_part(s, start - 1):
        return False
    if end == clock.end:
        return s[start] in _UNCLEAR_HOURS
    return s[start] in _MOST_UNCLEAR_HOURS and s[end] not in _CLOSING
