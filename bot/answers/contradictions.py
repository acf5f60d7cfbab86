"""Passages that say different things about the same: both are said then, with their days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.answers.index import Index
from bot.answers.passage import Passage
from bot.answers.reading import Reader
from bot.answers.sourcing import facts_in
from bot.knowledge.facts import Fact

__all__ = ["contradicting"]

ALIKE = 0.85
"""The share of all their words that two ways of asking for the same thing have in common: “trong
một lần” and “trong ngày” are asked for with the same meaning almost, and are not the same."""

_EXACT = frozenset({"telephone", "site", "date", "amount", "period"})
"""Kinds of fact of which one thing has one value."""


def contradicting(
    best: Passage, rivals: Sequence[Passage], index: Index, facts: Mapping[str, Fact]
) -> Passage | None:
    """The first passage that says something else than `best` about the same thing.

    Either the register of plans says so, or one of `rivals`, which were found as well, is asked
    for in the same words and names another value of the same kind of fact.
    """
    for id in best.disputed:
        if id in index.by_id:
            return index.passage(id)
    told = _values(best, facts)
    for rival in rivals:
        if "lesson" in (best.kind, rival.kind):
            continue  # a lesson's title asks for all of its bubbles
        other = _values(rival, facts)
        differ = any(told[kind].isdisjoint(other[kind]) for kind in told.keys() & other.keys())
        if differ and _alike(best, rival, index.reader) >= ALIKE:
            return rival
    return None


def _alike(one: Passage, other: Passage, reader: Reader) -> float:
    """How alike both are asked for: 1 where a way of asking for both has the same words."""
    asked = [
        [{*reader.ours(way).bare} for way in (each.title, *each.asked)] for each in (one, other)
    ]
    return max(len(way & back) / len(way | back) for way in asked[0] for back in asked[1])


def _values(passage: Passage, facts: Mapping[str, Fact]) -> dict[str, set[str]]:
    """The values in its text, by the kind of fact."""
    values: dict[str, set[str]] = defaultdict(set)
    for fact in facts_in(passage, facts):
        if fact.kind in _EXACT:
            values[fact.kind].add(fact.value)
    return dict(values)
