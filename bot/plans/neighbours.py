"""The task beside the one that was talked of: “mục kế tiếp thì sao?”, “việc liền trước?”."""

from __future__ import annotations

import re

from bot.plans.cues import pattern
from bot.plans.index import Index
from bot.plans.reading import Said
from bot.plans.topic import Topic

__all__ = ["beside", "point_named"]

_THINGS = r"(?:viec|cai|muc|nhiem vu|diem|phan|khoan|y)"
_NEXT = pattern(
    rf"{_THINGS} (?:tiep(?: theo| den| sau)?|ke(?: tiep| sau| do| ben)?|lien sau|ngay sau|sau do"
    r"|sau no|sau nua|phia sau)",
    rf"(?:sau|tiep theo) {_THINGS} (?:do|nay|ay) (?:la|thi|co) ",
    r"^(?:ke|tiep) (?:tiep|theo)",
)
_BEFORE = pattern(
    rf"{_THINGS} (?:lien truoc|ngay truoc|ke truoc|truoc do|truoc no|phia truoc|truoc nua)",
    rf"{_THINGS} (?:phia |ngay |lien )?tren (?:no|do|ay)",
    rf"^(?:the |vay |con )*{_THINGS} truoc(?: thi| la|$)",
)


_POINT = re.compile(r"\b(?:diem|y|muc|khoan) ([a-e])\b(?!\.)")


def point_named(index: Index, said: Said, topic: Topic) -> str | None:
    """The id of “điểm a” of the section that was talked of; None where it has no such point."""
    found = _POINT.search(said.bare)
    if not found or not topic.tasks:
        return None
    task = index.register.task(topic.tasks[0])
    section = f"{re.sub(r'[.][a-e]$', '', task.section)}.{found[1]}"
    there = index.register.document(task.document_id).tasks
    return next((each.id for each in there if each.section == section), None)


def beside(index: Index, said: Said, topic: Topic) -> str | None:
    """The id of the task before or after the only one talked of; None if none is asked for.

    A task taken from a list has its neighbours there, any other one in its document.
    """
    step = 1 if _NEXT.search(said.bare) else -1 if _BEFORE.search(said.bare) else 0
    if not step or len(topic.tasks) != 1:
        return None
    task = index.register.task(topic.tasks[0])
    document = tuple(each.id for each in index.register.document(task.document_id).tasks)
    for row in (topic.table, document):
        place = row.index(task.id) + step if task.id in row else -1
        if 0 <= place < len(row):
            return row[place]
    return None
