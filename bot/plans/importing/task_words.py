"""What the sentences of a task say: its name, who leads and helps, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.plans.importing.clauses import is_when, told_behind
from bot.plans.importing.deadline_reading import read_deadline
from bot.plans.importing.drafts import Placed
from bot.plans.importing.fields import FieldKind, trimmed
from bot.plans.importing.folding import fold
from bot.plans.importing.sentences import deadline_phrase, opening_deadline, sentences
from bot.plans.importing.structure import Node, walk
from bot.plans.importing.unit_reading import (
    Assignment,
    acting,
    assignment,
    cut_at_verb,
    is_unit,
    leading_unit,
)

__all__ = [
    "GUESSED",
    "acting_in",
    "bracket_of",
    "deadline_said",
    "due_below",
    "is_list_of_tasks",
    "name_of",
    "said",
]

GUESSED = 0.55
"""How sure what a sentence says in passing is."""
_LIST_OF = re.compile(
    r"(?:(?:cac|nhung|mot so|nhom|danh muc|phan)\s+)*"
    r"(?:nhiem vu|cong viec|dau viec|phan viec|viec|noi dung|hoat dong|chi tieu)\s+"
    r"(?:(?:trong tam|chu yeu|cu the|uu tien|cap bach|chinh|giao|can|phai|lam ngay)\s+)*"
)
_THE_LISTED = re.compile(
    r"(?:(?:to chuc|trien khai|thuc hien|phu trach|viec)\s+)*"
    r"(?:cac|nhung|toan bo|tat ca(?: cac)?|nhom)\s+"
    r"(?:nhiem vu|noi dung|cong viec|phan viec|viec|hoat dong|mo hinh|giai phap)\b"
    r"[^.;]{0,40}?\b(?:sau(?: day)?|duoi day|nay|tren(?: day)?|o tren)[\s:.]*"
)
_LONGEST_NAME = 400
_LONGEST_READ = 3000
_FEWEST_WORDS = 4
_LONGEST_UNIT = 8
_LAST_BRACKET = re.compile(r"(.*\S)\s*\(([^()]+)\)?[\s.;]*$", re.DOTALL)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*\bchủ trì\b[^()\[\]]*)(?:[)\]]|$)", re.IGNORECASE)
_SOMEONE_LEADS = re.compile(
    r"chủ trì|đầu mối|đảm (?:nhiệm|nhận|trách)|phụ trách|trách nhiệm chính"
    r"|thực hiện\s*(?:[,;.(]|$)",
    re.IGNORECASE,
)
_AFTER_SUBJECT = re.compile(r"^[^:.;]{4,80}:\s+((?:giao\s+)?[A-ZĐỦ].*)", re.DOTALL)
_DONE_BY = re.compile(
    r"\b(?:do|giao(?: cho)?|phân công)\s+(.{4,160}?\s+(?:chủ trì|làm đầu mối"
    r"|đảm (?:nhiệm|nhận|trách)|phụ trách|chịu trách nhiệm|thực hiện)\b[^.]*)",
    re.IGNORECASE,
)
_IT = r"(?:các )?(?:nhiệm vụ|công việc|việc|nội dung|phần việc|hoạt động)(?: (?:này|trên))*"
_THIS_TASK = re.compile(rf"(?:{_IT} )?(?:được )?(?:do|giao(?: cho)?|phân công)\s", re.IGNORECASE)
_THIS_TASK_AGAIN = re.compile(rf"(?<=[.!?;])\s*(?:{_IT} )?(?:được )?$", re.IGNORECASE)
_CHARGED = re.compile(
    r"(?:có|chịu) trách nhiệm(?: chính)?(?: (?:trong|về))?(?: việc)?\s+", re.IGNORECASE
)


def is_list_of_tasks(words: str) -> bool:
    """Whether the words name no task but those of a list: “thực hiện các nhiệm vụ sau:”."""
    return _THE_LISTED.fullmatch(fold(words)) is not None


def said(node: Node) -> Iterator[tuple[FieldKind, str]]:
    """Who leads, who helps and by when, where a sentence says who leads."""
    head, bracketed = bracket_of(node)
    if len(head) > _LONGEST_READ:
        return
    told, opened = told_behind(head), opening_deadline(head)
    leads = _SOMEONE_LEADS.search(head) is not None
    assigned = (_assigned(told.task) or _assigned(head)) if leads else None
    lead = assigned.lead if assigned else told.lead or bracketed
    if lead is None:
        return
    yield "lead", lead
    coordinating = (assigned and assigned.coordinating) or told.coordinating
    if coordinating:
        yield "coordinating", coordinating
    deadline = opened[0] if opened else told.deadline
    if deadline:
        yield "deadline", deadline


def bracket_of(node: Node) -> tuple[str, str | None]:
    """The words of a task without the bracket at its end that names its unit, and that unit.

    “Mở lớp tại lán trại (Ban Quản lý dự án 2; phối hợp: …)”: fields behind the unit make it sure.
    A bracket with nothing but a unit tells who leads where half of the list has one.
    """
    head = node.parts.head
    own = _unit_in_bracket(node)
    if own is None or node.parent is None:
        return head, None
    beside = [each for each in node.parent.children if each.kind == node.kind]
    like = sum(_unit_in_bracket(each) is not None for each in beside)
    closed = head.count("(") == head.count(")")
    if closed and (like < 2 or 2 * like < len(beside)):
        return head, None
    return own


def _unit_in_bracket(node: Node) -> tuple[str, str] | None:
    found = _LAST_BRACKET.match(node.parts.head) if node.kind != "text" else None
    if found is None or len(found[1].split()) < _FEWEST_WORDS:
        return None
    who = trimmed(found[2])
    alone = is_unit(who) and cut_at_verb(who) == who
    return (trimmed(found[1]), who) if alone and not _ends_in_unit(found[1]) else None


def _ends_in_unit(text: str) -> bool:
    """Whether a unit stands last, so that a bracket tells of it: “… với Cục C06 (Bộ Công an)”."""
    words = text.split()
    tails = (" ".join(words[at:]) for at in range(max(1, len(words) - _LONGEST_UNIT), len(words)))
    return any(tail[0].isupper() and is_unit(tail) and cut_at_verb(tail) == tail for tail in tails)


def _assigned(text: str) -> Assignment | None:
    """The assignment in one of the sentences, brackets or clauses of `text`."""
    candidates = [found[1] for found in _IN_BRACKETS.finditer(text)]
    candidates += sentences(text)
    opened = opening_deadline(text)
    if opened is not None:
        candidates.insert(0, sentences(opened[1])[0])
    candidates += [found[1] for found in _AFTER_SUBJECT.finditer(text)]
    candidates += [found[1] for found in _DONE_BY.finditer(text)]
    read = (assignment(trimmed(candidate)) for candidate in candidates)
    return next((assigned for assigned in read if assigned is not None), None)


def name_of(text: str) -> str:
    """What is to be done, in the words `text` of a task: without who does it, with whom, when."""
    head = _without_actor(_subject(told_behind(text, _FEWEST_WORDS).task))
    first = sentences(head)
    assigned = assignment(first[0]) if first else None
    if assigned is not None and len(assigned.rest.split()) >= 4:
        head = assigned.rest[0].upper() + assigned.rest[1:]
        first = sentences(head)
    told = [sentence for sentence in first if not _only_assigns(sentence)]
    head = " ".join(told) or head
    if len(head) > _LONGEST_NAME and first:
        head = first[0]
    head = _IN_BRACKETS.sub("", head)
    return trimmed(re.sub(r"[:\s]+$", "", head))


def _subject(text: str) -> str:
    """Of “Lớp cho người cao tuổi: Hội Người cao tuổi xã chủ trì” what does not name the unit."""
    found = None if opening_deadline(text) else _AFTER_SUBJECT.match(text)
    assigned = assignment(trimmed(found[1])) if found else None
    if found is None or assigned is None:
        return text
    subject, words = text[: found.start(1)].rstrip(" :"), len(assigned.rest.split())
    if _FEWEST_WORDS <= len(subject.split()) > words:
        return subject
    return f"{subject}: {assigned.rest}" if words >= _FEWEST_WORDS else text


def _without_actor(head: str) -> str:
    """What is to be done, where the sentence opens with a time or a unit that “có trách nhiệm”."""
    opened = opening_deadline(head)
    text = opened[1] if opened and (assignment(opened[1]) or leading_unit(opened[1])) else head
    by = _DONE_BY.search(text)
    assigned = assignment(by[1]) if by else None
    told = _THIS_TASK_AGAIN.sub("", text[: by.start()]).rstrip(" ,;–-(") if by else ""
    if assigned and not assigned.rest and len(told.split()) >= 4:
        return told
    named = leading_unit(text)
    charged = _CHARGED.match(named[1]) if named else None
    if named is None or not (charged or text != head) or assignment(text):
        return text
    rest = named[1][charged.end() if charged else 0 :]
    return rest[0].upper() + rest[1:] if len(rest.split()) >= 4 else text


def _only_assigns(sentence: str) -> bool:
    """Whether the sentence names who leads a task told before: “Giao Sở A chủ trì thực hiện.”"""
    of_this = _THIS_TASK.match(sentence)
    if of_this and assignment(sentence[of_this.end() :]):
        return True
    assigned = assignment(sentence)
    return assigned is not None and len(assigned.rest.split()) < 4


def deadline_said(node: Node) -> Placed | None:
    """A deadline in the words of the task or of what stands under it."""
    opened = opening_deadline(node.parts.head)
    if opened is not None:
        return Placed(opened[0], node.line, GUESSED)
    told = told_behind(node.parts.head).deadline
    if told is not None:
        return Placed(told, node.line, GUESSED)
    for each in (node, *walk(node)):
        phrase = deadline_phrase(each.parts.head)
        kind = read_deadline(phrase, 2025).kind if phrase else "not_stated"
        if phrase and kind != "not_stated" and (kind != "ongoing" or _apart(phrase, each)):
            return Placed(phrase, each.line, GUESSED)
    return None


def _apart(phrase: str, node: Node) -> bool:
    """Whether the words stand for themselves: first, in brackets, or at the end after “;”."""
    head = node.parts.head
    last = re.search(
        rf"(?:;\s*(?:\w+\s+){{0,3}}|[,.]\s*(?:thực hiện|triển khai|tiến hành|duy trì)\s+)"
        rf"{re.escape(phrase)}[\s.;]*$",
        head,
        re.IGNORECASE,
    )
    return head.startswith(phrase) or f"({phrase})" in head or last is not None


def acting_in(text: str) -> Assignment | None:
    """The unit that `text` starts with, past a time, and what it does; None where none does."""
    told, opened = told_behind(text), opening_deadline(text)
    assigned = acting(opened[1] if opened else text)
    if assigned is None:
        return None
    charged = _CHARGED.match(assigned.rest)
    rest = assigned.rest[charged.end() if charged else 0 :]
    return replace(assigned, rest=rest, coordinating=assigned.coordinating or told.coordinating)


def due_below(heading: str) -> str | None:
    """When a heading says that what stands below it is due, None where it does not."""
    text = trimmed(heading.strip(" :"))
    listed = _LIST_OF.match(fold(text))
    words = text[listed.end() if listed else 0 :]
    if words and is_when(words):
        return words
    told = told_behind(text, fewest=1)
    return told.deadline if listed else None
