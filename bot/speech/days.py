"""Days, months, years and times of day as words."""

from __future__ import annotations

import re

from bot.speech.counting import Counting
from bot.speech.readings import Readings

__all__ = ["say_days", "say_times"]

_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_Y = r"(?:19|20)\d\d"
_START = r"(?<![\w./,+-])"
_END = r"(?![\w/]|[.,-]\d)"

_DAY = re.compile(
    rf"{_START}(?P<day>{_D})(?:(?P<range>\s?[-–]\s?| và )(?P<last>{_D}))?"
    rf"/(?P<month>{_M})(?:/(?P<year>{_Y}))?{_END}"
)
_DOTTED = re.compile(rf"{_START}({_D})([.-])({_M})\2({_Y}){_END}")
_ISO = re.compile(rf"{_START}({_Y})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=\D|$)")
_MONTH = re.compile(rf"{_START}({_M})[/-]({_Y}){_END}")
_MONTH_WORD = re.compile(r"(?i:(?<!\w)tháng) 0?4(?![\w/]|[.,]\d)")
_CLOCK = re.compile(rf"{_START}([01]?\d|2[0-4])(?:[hg]([0-5]\d)?|:([0-5]\d)(?::[0-5]\d)?)(?![\w:])")
_CLOCK_RANGE = re.compile(r"(?<=[\dhg])\s?[-–]\s?(?=\d{1,2}[:hg]\d{0,2}(?!\w))")
_AFTER_DAY = re.compile(r"(?:^|\W)(?:ngày|mùng|mồng|hôm) [“(]?$", re.IGNORECASE)
_AFTER_FIRST_TEN = re.compile(r"(?:^|\W)(?:mùng|mồng) $", re.IGNORECASE)
_AFTER_MONTH = re.compile(r"(?:^|\W)(?:tháng|quý) [“(]?$", re.IGNORECASE)
_BEFORE = 12


def say_days(text: str, readings: Readings, counting: Counting) -> str:
    """`text` with “01/7/2025”, “9/2025”, “13-14/4”, “15/3” and the like as words.

    “8/10” is a share and no day beside the words the readings name for that.
    """
    share = re.compile(rf"(?:^|\W)(?:{'|'.join(readings.share)}) [“(]?$", re.IGNORECASE)
    counted = re.compile(rf" (?:{'|'.join(readings.counted)})(?!\w)")

    def day_said(found: re.Match[str]) -> str:
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        if not found["year"] and (share.search(before) or counted.match(text, found.end())):
            return found[0]
        first = _day(found["day"], counting)
        if _AFTER_FIRST_TEN.search(before):
            first = first.removeprefix("mùng ")
        words = first if _AFTER_DAY.search(before) else f"ngày {first}"
        if found["last"]:
            link = " và " if found["range"] == " và " else " đến "
            words += f"{link}ngày {_day(found['last'], counting)}"
        words += f" {_month(found['month'], counting)}"
        return words + (f" năm {counting.words(int(found['year']))}" if found["year"] else "")

    def month_said(found: re.Match[str]) -> str:
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        words = f"{_month(found[1], counting)} năm {counting.words(int(found[2]))}"
        return words.removeprefix("tháng ") if _AFTER_MONTH.search(before) else words

    text = _ISO.sub(r"\3/\2/\1", text)
    text = _DOTTED.sub(r"\1/\3/\4", text)
    text = _DAY.sub(day_said, text)
    text = _MONTH.sub(month_said, text)
    return _MONTH_WORD.sub("tháng tư", text)


def say_times(text: str, counting: Counting) -> str:
    """`text` with “8h30”, “14:05”, “7h” as words."""

    def said(found: re.Match[str]) -> str:
        minutes = int(found[2] or found[3] or 0)
        words = f"{counting.words(int(found[1]))} giờ"
        return words + (f" {counting.words(minutes)} phút" if minutes else "")

    return _CLOCK.sub(said, _CLOCK_RANGE.sub(" đến ", text))


def _day(figures: str, counting: Counting) -> str:
    """The first ten days of a month bear a word of their own."""
    day = int(figures)
    return f"mùng {counting.words(day)}" if day <= 10 else counting.words(day)


def _month(figures: str, counting: Counting) -> str:
    month = int(figures)
    return "tháng tư" if month == 4 else f"tháng {counting.words(month)}"
