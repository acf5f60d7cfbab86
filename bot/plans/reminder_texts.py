"""What a reminder says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from bot.plans.calendar import document_in_words
from bot.plans.deadlines import in_words
from bot.plans.register import Register, Task
from bot.plans.reminders import Reminder

__all__ = ["reminder_texts"]

LONGEST = 560
"""Characters of one text, with room for what stands for its placeholders."""

MOST_TEXTS = 5

_END = "Muốn ngừng nhắc, xin nhắn “thôi nhắc hạn”."


def reminder_texts(
    register: Register, reminders: Iterable[Reminder], today: date
) -> tuple[str, ...]:
    """At most five texts with placeholders: each task once, what is due first comes first.

    `reminders` are those of one person that are still due (`reminders.still_due`).
    """
    occasions = sorted({(each.due_on, each.task_id) for each in reminders})
    entries = [_entry(register, register.task(id), due, today) for due, id in occasions]
    head = f"Nhắc hạn: {len(entries)} việc {{ban}} theo dõi sắp đến hạn."
    texts = [head]
    for number, entry in enumerate(entries):
        if len(texts[-1]) + len(entry) + 2 > LONGEST:
            if len(texts) == MOST_TEXTS - 1:
                left = len(entries) - number
                texts.append(f"Còn {left} việc nữa cũng sắp đến hạn. {_END}")
                return tuple(texts)
            texts.append(entry)
        else:
            texts[-1] += f"\n\n{entry}"
    if len(texts[-1]) + len(_END) + 2 > LONGEST:
        texts.append(_END)
    else:
        texts[-1] += f"\n\n{_END}"
    return tuple(texts)


def _entry(register: Register, task: Task, due: date, today: date) -> str:
    document = register.document(task.document_id)
    return (
        f"• {_left(task, due, today)}: {_clipped(task.name, 120)}.\n"
        f"Thời hạn: {_clipped(in_words(task.deadline), 190)}. "
        f"Chủ trì: {_clipped('; '.join(task.lead), 70)}.\n"
        f"{_clipped(document_in_words(document), 80)}, mục {task.section}."
    )


def _left(task: Task, due: date, today: date) -> str:
    """How long it still is. A month that is a deadline is never given a day of its own."""
    whole_months = task.deadline.kind in ("month", "period", "year")
    if whole_months and (due + timedelta(days=1)).day == 1:
        end = f"hết tháng {due.month}/{due.year}"
    else:
        end = f"ngày {due.day}/{due.month}/{due.year}"
    days = (due - today).days
    return f"Còn {days} ngày, đến {end}" if days else f"Hôm nay là ngày cuối ({end})"


def _clipped(text: str, most: int) -> str:
    """`text` in at most so many characters, cut between words."""
    if len(text) <= most:
        return text.rstrip(".")
    return text[: most - 1].rpartition(" ")[0].rstrip(" ,;") + "…"
