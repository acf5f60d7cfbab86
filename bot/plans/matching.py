"""Which tasks the words of a query mean: those that score best, and what is the same as these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from bot.plans.bare_words import bare_words
from bot.plans.index import Index
from bot.plans.places import documents_meant
from bot.plans.question import Query, is_only_quiet
from bot.plans.topics import Match

__all__ = ["chosen", "names_no_task", "task_matches"]

WITHIN_REACH = 0.72
"""A task whose score is at least this part of the best one's is meant as well."""

IN_LISTS = 0.5
"""The same where a list is asked for."""

SAME_SUBJECT = 0.35
"""The same for a task known to be about the same subject in another document."""

REPORTS = 1.4
"""What it counts for a report that reports are asked for."""

RULED = 1.5
"""The same for one that is due by a rule where it is asked when."""

HEAD = 0.5
"""What the words before the first “cho”, “của”, “trong” count more: what follows only says more."""

CANDIDATES = 3
"""So many of the best may be what is meant."""

_AFTER_HEAD = frozenset({"cho", "cua", "trong", "tai", "de", "phuc"})


def names_no_task(index: Index, query: Query) -> bool:
    """Whether the words of the query say something, but not which tasks are meant."""
    return not is_only_quiet(query) and not task_matches(index, query)


def task_matches(index: Index, query: Query) -> list[Match]:
    """The tasks that the words of the query mean, best first; none where they mean no task."""
    if is_only_quiet(query):
        return []
    words = index.tasks.mended(query.words, {*query.quiet})
    matches = index.tasks.matches(words, {*query.quiet})
    there = {t.id for each in documents_meant(index.register, query) for t in each.tasks}
    near = [match for match in matches if match.id in there][:CANDIDATES]
    if not any(match.is_sure for match in (*matches[:CANDIDATES], *near)):
        return []
    if query.strange and not _is_covered(index, words, query, matches[0].id):
        return []
    head = tuple(takewhile(lambda word: word not in _AFTER_HEAD, words))
    heads = {each.id: each.score for each in index.tasks.matches(head, {*query.quiet})}
    matches = [replace(each, score=each.score + HEAD * heads.get(each.id, 0)) for each in matches]
    matches.sort(key=lambda match: (-match.score, match.id))
    if {("bao", "cao")} & set(pairwise(words)):
        dated = {"deadline", "workdays"} & {*query.asks} or query.span or query.rhythm
        timed = bool(dated) and not (query.units or query.recipients)
        worth = {
            task.id: REPORTS * (RULED if timed and task.deadline.days else 1)
            for task in index.register.tasks
            if task.kind == "reporting"
        }
        matches = [replace(each, score=each.score * worth.get(each.id, 1)) for each in matches]
        matches.sort(key=lambda match: (-match.score, match.id))
    return matches


def _is_covered(index: Index, words: Sequence[str], query: Query, id: str) -> bool:
    """Whether the task has enough of the words also without those of other marks."""
    strange = {*query.strange} - {*query.quiet}
    kept = [word if word not in strange else f"{word}?" for word in words]
    found = index.tasks.matches(kept, {*query.quiet})
    return any(each.id == id and each.is_sure for each in found)


def chosen(index: Index, query: Query, here: Sequence[Match], filtered: bool) -> list[Match]:
    """Of the matches those that are meant, and those known to be about the same subject."""
    if not here:
        return []
    reach = IN_LISTS if query.listing and (filtered or query.groups) else WITHIN_REACH
    best = here[0].score
    within = [match for match in here if match.score >= reach * best]
    if filtered:
        return within
    text = f" {' '.join(index.tasks.mended(query.words, {*query.quiet}))} "
    for conflict in index.register.conflicts:
        if f" {' '.join(bare_words(conflict.topic))} " in text:
            subject = [match for match in here if match.id in conflict.items]
            if subject and subject[0].score >= here[0].score:
                return subject
    same = {
        id for match in within[:2] for each in index.conflicts_of(match.id) for id in each.items
    }
    ids = {match.id for match in within}
    return within + [
        match
        for match in here
        if match.id in same and match.id not in ids and match.score >= SAME_SUBJECT * best
    ]
