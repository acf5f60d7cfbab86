"""Days named from the present one: “hôm qua”, “sáng mai”, “thứ hai tuần sau”, “7 ngày nữa”.

Every reader takes the syllables of `bot.vietnamese.phrases`, a place, and the present day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from bot.vietnamese.calendar_values import months_later
from bot.vietnamese.numbers import agrees_with_noun, is_figure, read_number_between
from bot.vietnamese.periods import is_counted, read_shift
from bot.vietnamese.phrases import Reading, spelt, spelt_keys

__all__ = ["read_day_ahead", "read_day_word", "read_weekday"]

_DAY = spelt("ngày")
_THIS_DAY = spelt("hôm bữa")
_AFTER_THIS_DAY = spelt_keys({"nay": 0, "ni": 0, "qua": -1, "kia": -2})
_SEVERAL = spelt("mấy vài nhiều")
_AFTER_DAY = spelt_keys({"mai": 1, "kia": 2}) | {"mốt": 2}
_DAY_PARTS = spelt("sáng trưa chiều tối đêm khuya")
_AFTER_PART = spelt_keys({"nay": 0, "ni": 0, "mai": 1, "qua": -1}) | {"mốt": 2}
# “toi qua” may be “tôi qua” and “sang qua” is most often just that.
_UNCLEAR_PARTS = frozenset({"toi", "sang"})
_AFTER_I = spelt("đã được tròn gần giờ")

_MORROW = "mai"
_VAGUE_AFTER_MORROW = spelt("kia mốt sau này một")
_BEFORE_MORROW = spelt("để đến trước hẹn từ vào rồi thôi")
_AFTER_MORROW = spelt(
    "học tôi tui mình em cháu con bác cô chú ông bà nhắc làm thi tiếp nhé nghen rồi gọi"
)
_CLAUSE_ENDS = frozenset({"", ",", ".", ";", "!", "?"})
_HOUR = re.compile("(?:[0-9]{1,2} ?[hg:] ?[0-9]{0,2}p?|giờ|gio|rưỡi|ruoi)(?: |$)")

_WEEKDAY = spelt("thứ")
_WEEKDAYS = spelt_keys({"hai": 0, "ba": 1, "tư": 2, "bốn": 2, "năm": 3, "sáu": 4, "bảy": 5})
_WEEKDAYS |= {str(number): number - 2 for number in range(2, 8)}
_WEEKDAY_CODES = {f"t{number}": number - 2 for number in range(2, 8)}
_SUNDAYS = frozenset((a, b) for a in spelt("chủ chúa") for b in spelt("nhật nhựt"))
_WEEK = spelt("tuần")
_THIS = spelt("này ni")
_JUST = spelt("vừa")
_JUST_ENDS = spelt("rồi qua")
_NUMBERED = spelt(
    "câu bài lần cái án mục ý phần người chương điều khoản dòng tin bước đoạn trang chọn đun huống"
    " bản nhóm loại hạng đứng vị theo cách việc chuyện điểm con đứa ô nút hình năm tuổi số buổi"
    " tiết máy lớp tờ thẻ cấy"
)
_GOES_ON = spelt("mươi mười chục trăm nghìn ngàn triệu đồng là") | {"%", "k"}

_LENGTHS = spelt_keys({"ngày": "days", "hôm": "days", "tuần": "weeks", "tháng": "months"})
_LENGTHS |= spelt_keys({"năm": "years"})
_AHEAD = spelt("nữa tới")
_WITHIN = spelt("trong vòng")
_FARTHEST = 400


def read_day_word(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """“hôm nay”, “ngày hôm qua”, “ngày mai”, “ngày kia”, “tối nay”, “mai” where it is clear."""
    word, following = s[i], s[i + 1]
    if word in _DAY and following in _THIS_DAY:
        return read_day_word(s, i + 1, today)
    if word in _THIS_DAY and following in _AFTER_THIS_DAY and s[i - 1] not in _SEVERAL:
        return _day(today, _AFTER_THIS_DAY[following], i + 2)
    if word in _DAY and following in _AFTER_DAY and not is_counted(s, i):
        return _day(today, _AFTER_DAY[following], i + 2)
    if word in _DAY_PARTS and following in _AFTER_PART and not _tells_the_hour(s, i):
        days = _AFTER_PART[following]
        if word in _UNCLEAR_PARTS and (days < 0 or s[i + 2].isdecimal() or s[i + 2] in _AFTER_I):
            return None
        return _day(today, days, i + 2)
    if word in _AFTER_PART and s[i - 1] in _DAY_PARTS and _tells_the_hour(s, i - 1):
        return _day(today, _AFTER_PART[word], i + 1)
    if word == _MORROW and _is_morrow(s, i):
        return _day(today, 1, i + 1)
    return None


def _tells_the_hour(s: Sequence[str], i: int) -> bool:
    """Whether an hour stands before: in “7h tối mai” the evening belongs to it."""
    return _HOUR.search(" ".join(s[max(i - 4, 0) : i])) is not None


def _is_morrow(s: Sequence[str], i: int) -> bool:
    """“mai” may be a name (“chị Mai”) and part of a word (“khuyen mai”): not after any word."""
    if s[i + 1] in _VAGUE_AFTER_MORROW:
        return False
    if s[i - 1] in _BEFORE_MORROW:
        return True
    following = s[i + 1]
    # With marks around it is no “mái” or “mãi” that lost them.
    is_clear = following[:1].isdecimal() or not following.isascii()
    return s[i - 1] in _CLAUSE_ENDS and (is_clear or following in _AFTER_MORROW | _DAY_PARTS)


def read_weekday(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """“thứ sáu”, “thứ 6 này”, “t6 tuần sau”, “chủ nhật”: the next one, today included.

    With “tuần …” it is the day of that week, with “tới” the next one after today. “câu thứ hai”
    and “thứ hai là …” are no day; “t6” (a month too) only with “này”, “tuần …” or a part of
    the day before (“tối t6”).
    """
    found = _weekday(s, i)
    if found is None:
        return None
    weekday, end = found
    if s[end] in _WEEK and (shift := read_shift(s, end + 1)):
        weeks, end = shift
        return _day(today, weekday - today.weekday() + 7 * weeks, end)
    ahead = (weekday - today.weekday()) % 7
    if s[end] in _THIS:
        return _day(today, ahead, end + 1)
    if s[i] in _WEEKDAY_CODES and s[i - 1] not in _DAY_PARTS | _THIS_DAY:
        return None
    if s[end] == "tới":
        return _day(today, ahead or 7, end + 1)
    if s[end] in _JUST and s[end + 1] in _JUST_ENDS:
        return _day(today, ahead - 7, end + 2)
    return _day(today, ahead, end)


def _weekday(s: Sequence[str], i: int) -> tuple[int, int] | None:
    """0 for Monday to 6 for Sunday, and the place after it."""
    if s[i] in _WEEKDAY_CODES:
        return _WEEKDAY_CODES[s[i]], i + 1
    # “cn này” is “chứng nhận này” as well.
    if s[i] == "cn" and (s[i + 1] in _WEEK or s[i - 1] in _DAY_PARTS):
        return 6, i + 1
    if s[i] and (s[i], s[i + 1]) in _SUNDAYS:
        return 6, i + 2
    if s[i] not in _WEEKDAY or s[i + 1] not in _WEEKDAYS:
        return None
    if s[i].isascii() and not s[i + 1].isascii():  # “Trung thu năm nay”
        return None
    dated = s[i + 2] in _WEEK
    if not dated and (s[i - 1] in _NUMBERED or s[i + 2] in _GOES_ON):
        return None
    return _WEEKDAYS[s[i + 1]], i + 2


def read_day_ahead(s: Sequence[str], i: int, today: datetime.date) -> Reading | None:
    """“7 ngày nữa”, “hai tuần tới”, “3 tháng nữa”: the day at the end of that time."""
    found = read_number_between(s, i, 1, _FARTHEST)
    if found is None:
        return None
    number, end = found
    if not agrees_with_noun(s, i, end) or (end == i + 1 and s[i] == "sau"):
        return None  # “sau tuần tới”
    length = _LENGTHS.get(s[end])
    if length is None or s[end + 1] not in _AHEAD or is_figure(s[end + 2]):
        return None
    # Without its mark “toi” is rather “tôi”.
    if s[end + 1] == "toi" and s[i - 1] not in _WITHIN and s[end + 2] not in _CLAUSE_ENDS:
        return None
    if length in ("days", "weeks"):
        return _day(today, number * (7 if length == "weeks" else 1), end + 2)
    day = months_later(today, number * (12 if length == "years" else 1))
    return Reading("date", day.isoformat(), end + 2)


def _day(today: datetime.date, days: int, end: int) -> Reading:
    return Reading("date", (today + datetime.timedelta(days=days)).isoformat(), end)
