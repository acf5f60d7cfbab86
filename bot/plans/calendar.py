"""Deadlines as a calendar (RFC 5545) that Google Calendar and Outlook can read.

Events are whole days. A month or period is an event that lasts as long: the plan gives it no day,
and an event on its last day would. A rule is one event that comes back (RRULE), from the first time
it is due after the document was issued. What has no known day gets no event; the description of
the calendar says how many tasks that are.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Union

from icalendar import TRANSP, Calendar, Event, Timezone, TimezoneStandard, vDuration, vText

from bot.plans.deadlines import ONCE, RULES, in_words, next_due, span_in_words
from bot.plans.register import Deadline, Document, Register, Task

__all__ = ["calendar_text", "document_in_words"]

_MAKER = "-//Bạn Học Số//Kế hoạch//VI"
_REFRESH = timedelta(hours=12)
_ONE_DAY = timedelta(days=1)
_UID_END = "ban-hoc-so"
_TIME_ZONE, _UTC_OFFSET = "Asia/Ho_Chi_Minh", timedelta(hours=7)
_LEAP_YEAR = 2024
_LAST = -1
"""The last day of a month, as RRULE counts."""

_Rule = dict[str, Union[str, int, "list[int]"]]


@dataclass(frozen=True)
class _Slot:
    """Days of an event, both included; `mark` and `rule` if it is one of those of a rule."""

    first: date
    last: date
    mark: str = ""
    rule: _Rule | None = None


def calendar_text(
    register: Register, tasks: Iterable[Task], name: str, made: datetime, url: str | None
) -> str:
    """The deadlines of `tasks` as the text of an .ics file, in the order of `tasks`.

    `name` is shown as the name of the calendar; `made` (aware) is when it was made; `url`, if any,
    a public page about the tasks, to which every event links.
    """
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", _MAKER)
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-TIMEZONE", _TIME_ZONE)
    # Outlook knows the latter; the former (RFC 7986) has no type of its own.
    calendar.add("REFRESH-INTERVAL", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(_REFRESH))
    _add_text(calendar, ("NAME", "X-WR-CALNAME"), name)
    # The body of a calendar must hold at least one component (RFC 5545, 3.6), also without events.
    calendar.add_component(_vietnam_time())
    undated = 0
    for task in dict.fromkeys(tasks):
        document = register.document(task.document_id)
        slots = list(_slots(task.deadline, _since(document, made)))
        undated += not slots
        for slot in slots:
            calendar.add_component(_event(document, task, slot, made, url))
    if undated:
        note = (
            f"{undated} nhiệm vụ không có trong lịch: là việc thường xuyên, theo kế hoạch khác, "
            "hoặc văn bản không ghi ngày, tháng."
        )
        _add_text(calendar, ("DESCRIPTION", "X-WR-CALDESC"), note)
    text: str = calendar.to_ical().decode()
    return text


def document_in_words(document: Document) -> str:
    """How to name a document: its number, or its type and issuer where it has none."""
    return document.number or f"{document.type} của {document.issuer}"


def _add_text(calendar: Calendar, properties: Iterable[str], text: str) -> None:
    """The same text as the property of RFC 7986 and as the older one that Google and Outlook read.

    It is text in both: the library would not mask commas in the older ones by itself.
    """
    for each in properties:
        calendar.add(each, vText(text))


def _since(document: Document, made: datetime) -> date:
    """The day from which the rules of a document count."""
    return document.issued or document.not_before or made.date()


def _slots(deadline: Deadline, since: date) -> Iterator[_Slot]:
    if deadline.kind in ONCE:
        end = next_due(deadline, date.min)
        if end:
            yield _Slot(deadline.start or end, end)
    elif deadline.kind in RULES:
        for number, days in _by_number(deadline.days).items():
            due = next_due(replace(deadline, days=tuple(days)), since)
            if due:
                yield _Slot(due, due, str(number), _rule(number, [month for month, _ in days]))


def _by_number(days: Iterable[tuple[int, int]]) -> dict[int, list[tuple[int, int]]]:
    """The days of a rule by their number in the month (-1: its last day): each is one RRULE."""
    found: dict[int, list[tuple[int, int]]] = {}
    for month, day in sorted(days):
        number = _LAST if day >= monthrange(_LEAP_YEAR, month)[1] else day
        found.setdefault(number, []).append((month, day))
    return found


def _rule(number: int, months: list[int]) -> _Rule:
    if months == list(range(1, 13)):
        return {"FREQ": "MONTHLY", "BYMONTHDAY": number}
    return {"FREQ": "YEARLY", "BYMONTH": months, "BYMONTHDAY": number}


def _event(document: Document, task: Task, slot: _Slot, made: datetime, url: str | None) -> Event:
    event: Event = Event.new(
        uid=f"{task.id}@{slot.mark}{'.' if slot.mark else ''}{_UID_END}",
        stamp=made.astimezone(timezone.utc),
        start=slot.first,
        end=slot.last + _ONE_DAY,
        summary=_summary(task, slot),
        description="\n".join(_details(document, task)),
        transparency=TRANSP.TRANSPARENT,
        url=url,
    )
    if slot.rule:
        event.add("RRULE", slot.rule)
    return event


def _summary(task: Task, slot: _Slot) -> str:
    """“Hạn tháng 6/2025: …”; a day needs no words, since the event stands on it."""
    if slot.first == slot.last:
        return f"Hạn: {task.name}"
    return f"Hạn {span_in_words(slot.first, slot.last)}: {task.name}"


def _details(document: Document, task: Task) -> Iterator[str]:
    yield f"Văn bản: {document_in_words(document)}, mục {task.section}"
    yield f"Chủ trì: {task.lead_written}"
    if task.coordinating_written:
        yield f"Phối hợp: {task.coordinating_written}"
    yield f"Thời hạn: {in_words(task.deadline)}"
    if task.result:
        yield f"Kết quả phải có: {task.result}"
    if task.recipient:
        yield f"Gửi về: {task.recipient}"


def _vietnam_time() -> Timezone:
    """UTC+7 the whole year."""
    standard = TimezoneStandard()
    standard.add("DTSTART", datetime(1975, 6, 13))
    standard.add("TZOFFSETFROM", _UTC_OFFSET)
    standard.add("TZOFFSETTO", _UTC_OFFSET)
    standard.add("TZNAME", "+07")
    zone = Timezone()
    zone.add("TZID", _TIME_ZONE)
    zone.add_component(standard)
    return zone
