"""The list that was given, asked for again: counted, as a whole, what of it is due first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.plans import cues, time_cues
from bot.plans.index import Index
from bot.plans.question import Query, is_only_quiet
from bot.plans.reading import Said
from bot.plans.register import Task
from bot.plans.spans import Span
from bot.plans.talked_of import is_narrowed
from bot.plans.topic import Topic
from bot.vietnamese.calendar_values import months_later

__all__ = ["at_same_time", "listed_again", "moved_on", "of_reports"]

_MONTHS = {"thang": 1, "quy": 3, "nam": 12}


def listed_again(said: Said, query: Query, topic: Topic) -> Query | None:
    """The list asked for before, as `query` wants it now; None if it asks for something else.

    “Tổng cộng mấy việc?”, “kể hết ra”, “việc nào gấp nhất?”.
    """
    before = topic.query
    if before.wants != "tasks" or len(topic.tasks) < 2 or query.missing:
        return None
    same = replace(query, overdue=query.overdue and not before.overdue)
    if is_narrowed(same) or query.role or not is_only_quiet(query):
        return None
    counted = "count" in query.asks or cues.NUMBER_OF_IT.search(said.bare)
    again = cues.ALL_OF_IT.search(said.bare) or counted or query.order
    if not again or cues.BOTH.search(said.bare):
        return None
    ids = before.ids if before.ids or before.is_filtered else topic.tasks
    asks = dict.fromkeys((*(("count",) if counted else ()), *query.asks))
    return replace(
        before,
        listing=True,
        asks=tuple(asks),
        claimed=query.claimed,
        order=query.order,
        number=query.number,
        ids=ids,
    )


def moved_on(said: Said, query: Query, before: Query) -> Query:
    """“Tháng sau thì sao?” after “tháng 9”: the one after that, not after today's."""
    found = time_cues.NEXT_TIME.search(said.bare)
    if not (found and before.span and query.span and not before.span.ahead):
        return query
    months = _MONTHS[found[1]]
    first, last = before.span.days
    if first.day != 1 or months_later(first, months) - timedelta(days=1) != last:
        return query
    step = -months if found[2].startswith("truoc") else months
    start = months_later(first, step)
    end = months_later(start, months) - timedelta(days=1)
    return replace(query, span=Span(start.isoformat(), end.isoformat()))


def at_same_time(index: Index, said: Said, query: Query, topic: Topic) -> Query | None:
    """“Tháng đó còn việc gì nữa?”: what else is due when the one thing talked of is."""
    if not (query.listing and time_cues.SAME_TIME.search(said.bare)) or query.span:
        return None
    span = topic.query.span
    if len(topic.tasks) == 1:
        span = _span_of(index.register.task(topic.tasks[0])) or span
    if span is None:
        return None
    other = topic.tasks if len(topic.tasks) == 1 else ()
    return replace(query, span=span, other_than=other, words=(), quiet=(), wants="tasks")


def _span_of(task: Task) -> Span | None:
    first, last = task.deadline.start, task.deadline.end
    return Span(first.isoformat(), last.isoformat()) if first and last else None


def of_reports(index: Index, query: Query, topic: Topic) -> tuple[str, ...]:
    """The reports (ids) that a question means that names reports after a task that is none.

    Those of the same document: of the same units if these have one, else those with a rule.
    """
    telling = {*query.words} - {*query.quiet}
    documents = {index.register.task(id).document_id for id in topic.tasks}
    if "cao" not in telling or telling - {"bao", "cao"} or len(documents) != 1 or query.listing:
        return ()
    if is_narrowed(replace(query, rhythm="")) or not query.asks:
        return ()
    tasks = [index.register.task(id) for id in topic.tasks]
    if any(task.kind == "reporting" for task in tasks):
        return ()
    leads = {unit for task in tasks for unit in task.lead}
    there = index.register.document(documents.pop()).tasks
    reports = [task for task in there if task.kind == "reporting"]
    own = [task for task in reports if leads & {*task.lead}]
    ruled = [task for task in reports if task.deadline.days]
    return tuple(task.id for task in own or ruled or reports)
