"""What is claimed of the thing that was talked of, or which of two holds for it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from bot.plans import cues
from bot.plans.index import Index
from bot.plans.question import Query, is_only_quiet
from bot.plans.reading import Said
from bot.plans.talked_of import is_narrowed, is_of_one_thing
from bot.plans.topic import Topic

__all__ = ["chooses", "claims_figure", "claims_help", "claims_rhythm"]


def claims_figure(query: Query, before: Query) -> bool:
    """“80% đúng không?” after figures: whether that is one of these."""
    if before.wants != "targets" or not (query.claimed and query.shares):
        return False
    return is_only_quiet(query) and not is_narrowed(replace(query, shares=()))


def claims_rhythm(index: Index, query: Query, topic: Topic) -> bool:
    """“Có phải báo cáo quý không?” after one thing: whether that comes back so."""
    if not (query.claimed and query.rhythm and is_of_one_thing(topic.query, topic)):
        return False
    telling = {*query.words} - {*query.quiet}
    having = [index.tasks.having.get(word, {}) for word in telling]
    known = all(any(id in each for id in topic.tasks) for each in having)
    return known and not is_narrowed(replace(query, rhythm=""))


def claims_help(said: Said, query: Query, topic: Topic, frame: Set[str]) -> bool:
    """“Phòng kia có hỗ trợ không?”: whether a unit helps with what was talked of."""
    helping = {word for found in cues.HELPING.finditer(said.bare) for word in found[0].split()}
    claimed = query.claimed or said.bares[-1:] in (("khong",), ("chua",))
    if not (helping and claimed and query.units and topic.tasks) or query.listing:
        return False
    plain = replace(query, units=())
    return {*query.words} <= {*frame, *helping} and not is_narrowed(plain)


def chooses(index: Index, said: Said, query: Query, topic: Topic) -> bool:
    """Whether it is asked which of two holds for the one thing talked of: “tập trung hay online?”.

    At least half of the words are those of that thing.
    """
    if not cues.CHOOSING.search(said.bare) or is_narrowed(query) or query.listing:
        return False
    telling = {*query.words} - {*query.quiet}
    known = {
        word
        for word in telling
        if any(id in index.tasks.having.get(word, ()) for id in topic.tasks)
    }
    return is_of_one_thing(topic.query, topic) and 2 * len(known) >= len(telling) > 0
