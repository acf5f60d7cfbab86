"""Whether what a question says of tasks holds, and in which order they are due, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.plans.deadlines import falls_in, span_in_words
from bot.plans.naming import day_words, section_words, short_name
from bot.plans.places import documents_meant
from bot.plans.query import FoundTasks
from bot.plans.question import DAYS_TO_COME, SOON_DAYS, Query
from bot.plans.register import Register
from bot.plans.spans import Span

__all__ = ["RHYTHM_WORDS", "due_words", "given_up_lines", "order_lines", "verdict"]

RHYTHM_WORDS = {
    "quarterly": "hằng quý",
    "yearly": "hằng năm",
    "monthly": "hằng tháng",
    "weekly": "hằng tuần",
    "ongoing": "thường xuyên",
    "not_stated": "không ghi thời hạn",
    "stated": "có ghi thời hạn cụ thể",
    "timed": "có ghi thời gian cụ thể",
}
"""How often something comes back, in words."""

_LONG = frozenset({"month", "period", "year"})
"""Kinds of deadlines that name no day."""

_ORDERS = {
    ("first", False): "Hạn sớm nhất trong các việc ấy:",
    ("last", False): "Hạn muộn nhất trong các việc ấy:",
    ("both", False): "Hạn sớm nhất và hạn muộn nhất trong các việc ấy:",
    ("first", True): "Quá hạn lâu nhất trong các việc ấy:",
    ("last", True): "Mới quá hạn gần đây nhất trong các việc ấy:",
}


def given_up_lines(register: Register, query: Query, found: FoundTasks) -> Iterator[str]:
    """What of the question does not hold for the tasks found."""
    first = "Không đúng như vậy. " if query.claimed else ""
    if "document" in found.given_up:
        names = "; ".join(short_name(each) for each in documents_meant(register, query))
        yield f"{first}{names} không có việc này; việc ấy ở văn bản khác."
    if "unit" in found.given_up:
        yield f"{first}Văn bản không giao việc này cho {', '.join(query.units)}."
    elif "role" in found.given_up:
        role = "phối hợp" if query.role == "coordinating" else "chủ trì"
        yield f"{first}{', '.join(query.units)} không {role} việc này."
    if "recipient" in found.given_up:
        yield f"{first}Văn bản không ghi gửi việc này về {', '.join(query.recipients)}."
    if "section" in found.given_up:
        yield f"{first}Việc này không ở {section_words(query.sections)}."
    if "rhythm" in found.given_up and query.rhythm != "not_stated":
        yield f"{first}Văn bản không ghi việc này là {RHYTHM_WORDS[query.rhythm]}."
    if "span" in found.given_up and found.span:
        yield f"{first}Việc này không có hạn {due_words(found.span).removeprefix('đến hạn ')}."


def verdict(query: Query, found: FoundTasks) -> Iterator[str]:
    """Whether what was claimed holds; said of a day also that a plan states only the month."""
    if not query.claimed or found.given_up:
        return
    if query.span is None:
        told = found.by_words or found.shares is not None
        if told and (query.units or query.sections or query.rhythm):
            yield "Đúng."
        return
    first, last = (found.span or query.span).days
    fitting = [task for task in found.tasks if falls_in(task.deadline, first, last)]
    everywhere = len(fitting) == len(found.tasks)
    if not fitting:
        yield "Không đúng như vậy."
    elif first == last and any(task.deadline.kind in _LONG for task in fitting):
        yield "Chưa đúng: văn bản không ghi ngày cụ thể."
    elif everywhere:
        yield "Đúng."
    else:
        yield "Chưa đúng với mọi văn bản, mỗi văn bản ghi một khác."


def due_words(span: Span) -> str:
    first, last = span.days
    words = span_in_words(first, last)
    if span.ahead and (last - first).days == DAYS_TO_COME:
        return f"chưa quá hạn, kể từ ngày {day_words(first)}"
    if span.ahead and (last - first).days == SOON_DAYS:
        return f"đến hạn trong {SOON_DAYS} ngày tới, kể từ ngày {day_words(first)}"
    if span.ahead:
        return f"đến hạn {words}"
    quarter, rest = divmod(first.month - 1, 3)
    months = 12 * (last.year - first.year) + last.month - first.month
    if not rest and months == 2 and first.day == 1 and (last + timedelta(days=1)).day == 1:
        return f"trong quý {quarter + 1}/{first.year}"
    return f"trong {words}" if words.startswith(("tháng", "năm")) else words


def order_lines(query: Query, found: FoundTasks) -> Iterator[str]:
    """Which of more tasks these are, or that nothing tells which comes first."""
    if found.ordered:
        yield _ORDERS[query.order, query.overdue]
    elif query.order and len(found.tasks) > 1:
        yield "Các việc này không ghi ngày, tháng nên không xếp được trước sau."
    if "reason" in query.asks:
        yield "Sổ kế hoạch không ghi lý do."
