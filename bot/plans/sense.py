"""What a question is about by its meaning, where its words alone found nothing or no one thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.plans.frame import words_of_frame
from bot.plans.index import Index
from bot.plans.meaning import Nearness
from bot.plans.places import documents_meant
from bot.plans.question import Query
from bot.plans.reading import Said
from bot.plans.small_words import ANY_PLAN, BARE_QUIET, QUIET

__all__ = ["about", "all_words", "among", "telling_words"]

ENOUGH, ENOUGH_ANYWHERE = 0.07, 0.2
"""How much nearer something of a plan must be than all that is elsewhere to be what is meant.

Of 28 questions about a plan in other words all were beyond it, of 22 about other matters none; who
names no plan may ask about anything.
"""

NEAR = 0.15
"""A task so little farther than the nearest one is meant as well, where no plan was named."""


def telling_words(index: Index, said: Said, query: Query) -> tuple[str, ...]:
    """The words of the question that say what it is about, with their marks."""
    words = index.meanings.spelled(said.text, said.words)
    named = _named(said)
    own = {*query.words} - words_of_frame(said.bare)

    def quiet(word: str, bare: str) -> bool:
        # A small word may be taken for another one where its marks are guessed.
        return word in QUIET or (bare in BARE_QUIET and word not in index.ears.spelled)

    return tuple(
        word
        for place, (word, bare) in enumerate(zip(words, said.bares, strict=True))
        if place not in named
        and bare in own
        and bare not in ANY_PLAN
        and word.isalpha()
        and not quiet(word, bare)
    )


def all_words(index: Index, said: Said) -> tuple[str, ...]:
    """All words of the question but names, with their marks; the text where it has no others."""
    words = index.meanings.spelled(said.text, said.words)
    named = _named(said)
    rest = (word for place, word in enumerate(words) if place not in named)
    return tuple(word for word in rest if any(map(str.isalpha, word))) or (said.text,)


def _named(said: Said) -> set[int]:
    """The places of words that name a document, unit or province."""
    return {
        place
        for each in said.mentions
        if each.kind != "group"
        for place in range(each.start, each.end)
    }


def among(near: Nearness, query: Query, ids: Sequence[str]) -> Query | None:
    """`query` of the one of the tasks listed (ids) that is meant by `near`; None if none is."""
    best = near.best(ids, ENOUGH)
    if best is None:
        return None
    return replace(query, ids=(best,), wants="tasks", words=(), quiet=(), listing=False)


def about(index: Index, near: Nearness, query: Query, *, said: int) -> Query | None:
    """`query` of the tasks of the plans it names that are meant by `near`; None if none are.

    `said` is how many words told what is meant: one alone must be nearer.
    """
    documents = documents_meant(index.register, query)
    placed = bool(query.documents or query.provinces)
    enough = ENOUGH if placed and said > 1 else ENOUGH_ANYWHERE
    best = near.best([task.id for each in documents for task in each.tasks], enough)
    if best is None:
        return None
    ids = [best]
    if len(documents) > 1:
        having = [[task.id for task in each.tasks] for each in documents if each.tasks]
        firsts = [near.best(tasks, enough) for tasks in having]
        least = near.scores[best] - NEAR
        ids += [id for id in firsts if id and id != best and near.scores[id] > least]
    return replace(query, ids=tuple(ids), wants="tasks", words=(), quiet=(), listing=False)
