"""When the deadlines of plans fall, and how they are said.

A month's deadline has no day of its own: its last day stands for it where deadlines are sorted or
counted as overdue, and is never said. Rules give the last valid day (“trước ngày 20”: the 19th).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from bot.plans.register import Deadline
from bot.vietnamese.calendar_values import months_later

__all__ = [
    "ONCE",
    "RULES",
    "falls_in",
    "in_words",
    "last_due",
    "next_due",
    "occurrences",
    "span_in_words",
]

ONCE = frozenset({"month", "date", "period", "year"})
"""Kinds of deadlines that come once and are over then."""

_MONTHS_OF_ROUND = {
    "monthly": 1,
    "quarterly": 3,
    "yearly": 12,
    "yearly_date": 12,
    "yearly_or_asked": 12,
}
RULES = frozenset(_MONTHS_OF_ROUND)
"""Kinds that come back every year on the days of `Deadline.days`."""

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)

_UNWRITTEN = {
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "yearly": "hằng năm",
    "yearly_date": "hằng năm",
    "yearly_or_asked": "hằng năm hoặc khi được yêu cầu",
    "weekly": "hằng tuần",
    "ongoing": "thường xuyên",
    "other_plan": "theo kế hoạch khác",
}
"""What to call a deadline whose words the register does not have."""


def occurrences(deadline: Deadline, first: date, last: date) -> list[date]:
    """Every day from `first` to `last` (both included) on which something is due, in order.

    A month or period is due on its last day. What is ongoing, goes by another plan, has no stated
    deadline or comes back on no stated day is never due.
    """
    days = _days(deadline, range(first.year, last.year + 1))
    return [day for day in days if first <= day <= last]


def next_due(deadline: Deadline, today: date) -> date | None:
    """The first occurrence on or after `today`."""
    days = _days(deadline, (today.year, today.year + 1))
    return next((day for day in days if day >= today), None)


def last_due(deadline: Deadline, today: date) -> date | None:
    """The last occurrence before `today`.

    A rule does not know when its document was issued: what lies before that was never due.
    """
    days = _days(deadline, (today.year - 1, today.year))
    return next((day for day in reversed(days) if day < today), None)


def falls_in(deadline: Deadline, first: date, last: date) -> bool:
    """Whether the deadline belongs to the span from `first` to `last` (both included).

    A month or period does if it shares a day with the span, a rule if it has an occurrence there, a
    rule without days if a whole week, month, quarter or year of it lies there, and what goes on
    from a day or month if that begins by `last`.
    """
    if deadline.kind in ONCE:
        end = _end(deadline)
        return end is not None and end >= first and (deadline.start or end) <= last
    if deadline.kind == "ongoing_from":
        return deadline.start is not None and deadline.start <= last
    if deadline.kind == "weekly":
        monday = first + timedelta(days=-first.weekday() % 7)
        return monday + _WEEK - _DAY <= last
    if deadline.kind not in RULES:
        return False
    if deadline.days:
        return bool(occurrences(deadline, first, last))
    return _round_end(_MONTHS_OF_ROUND[deadline.kind], first) <= last


def in_words(deadline: Deadline) -> str:
    """The deadline in Vietnamese: as written, in quotes, and where needed what that means.

    Never names a day that does not follow from what is written. The kind not_stated gives
    “văn bản không ghi thời hạn”.
    """
    if deadline.kind == "not_stated":
        return "văn bản không ghi thời hạn"
    parts = [_quoted(deadline.written) or _unwritten(deadline)]
    if meaning := _meaning(deadline):
        parts.append(f"({meaning})")
    if deadline.scope:
        parts.append(f"– {deadline.scope}")
    return " ".join(parts)


def span_in_words(first: date, last: date) -> str:
    """The days from `first` to `last` in Vietnamese; whole months and years without days.

    For example “năm 2025”, “tháng 6/2025”, “từ tháng 9/2025 đến tháng 10/2025”, “ngày 5/6/2025”.
    """
    if first == last:
        return f"ngày {_day(first)}"
    if first.day > 1 or (last + _DAY).day > 1:
        return f"từ ngày {_day(first)} đến ngày {_day(last)}"
    if (first.year, first.month, last.month) == (last.year, 1, 12):
        return f"năm {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"tháng {_month(first)}"
    if last.month == 12:
        return f"từ tháng {_month(first)} đến hết năm {last.year}"
    return f"từ tháng {_month(first)} đến tháng {_month(last)}"


def _day_of_year(year: int, month: int, day: int) -> date:
    """The day in `year`; a month that is too short for it gives its last day (29 February)."""
    return months_later(date(year, 1, day), month - 1)


def _days(deadline: Deadline, years: Iterable[int]) -> list[date]:
    if deadline.kind in ONCE:
        end = _end(deadline)
        return [end] if end else []
    if deadline.kind not in RULES:
        return []
    return sorted({_day_of_year(year, *month_day) for year in years for month_day in deadline.days})


def _end(deadline: Deadline) -> date | None:
    """The last day of a deadline that comes once; a date may have only its first one."""
    return deadline.end or (deadline.start if deadline.kind == "date" else None)


def _round_end(months: int, first: date) -> date:
    """The last day of the first month, quarter or year to begin on or after `first`."""
    begins = date(first.year, first.month - (first.month - 1) % months, 1)
    if begins < first:
        begins = months_later(begins, months)
    return months_later(begins, months) - _DAY


def _quoted(written: str | None) -> str | None:
    """`written` in quotes, without the marks of emphasis and the full stop around it."""
    plain = " ".join((written or "").replace("*", "").split()).rstrip(".;, ")
    return f"“{plain}”" if plain else None


def _unwritten(deadline: Deadline) -> str:
    end = _end(deadline)
    if deadline.kind in ONCE and end:
        return span_in_words(deadline.start or end, end)
    if deadline.kind == "ongoing_from" and deadline.start:
        start = deadline.start
        since = f"tháng {_month(start)}" if start.day == 1 else f"ngày {_day(start)}"
        return f"thường xuyên, từ {since}"
    return _UNWRITTEN.get(deadline.kind, "văn bản không ghi ngày cụ thể")


def _meaning(deadline: Deadline) -> str:
    """What the written words leave to be worked out; empty if nothing."""
    notes = []
    end = _end(deadline)
    if deadline.kind in RULES and deadline.days:
        if deadline.kind != "yearly_date" or not deadline.written:
            notes.append(f"chậm nhất {_rule_days(deadline.days)}")
    elif deadline.kind in RULES or deadline.kind == "weekly":
        notes.append("văn bản không ghi ngày cụ thể")
    elif deadline.kind == "date" and deadline.inclusive is False and end:
        notes.append(f"chậm nhất ngày {_day(end)}")
    if deadline.year_inferred and end:
        notes.append(f"văn bản không ghi năm, hiểu là năm {end.year}")
    return "; ".join(notes)


def _rule_days(days: Iterable[tuple[int, int]]) -> str:
    """“ngày 15/3, 15/6, 15/9, 15/12”, or “ngày 25 hằng tháng” where every month has the same."""
    pairs = sorted(days)
    if [month for month, _ in pairs] == list(range(1, 13)) and len({day for _, day in pairs}) == 1:
        return f"ngày {pairs[0][1]} hằng tháng"
    return "ngày " + ", ".join(f"{day}/{month}" for month, day in pairs)


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _month(day: date) -> str:
    return f"{day.month}/{day.year}"
