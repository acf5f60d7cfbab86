"""The other one of the things talked of: “việc kia”, “cái còn lại”, “nhiệm vụ kia của Học viện”."""

from __future__ import annotations

from bot.plans.cues import pattern
from bot.plans.index import Index
from bot.plans.question import Query, is_only_quiet
from bot.plans.reading import Said
from bot.plans.talked_of import is_narrowed
from bot.plans.topic import Topic
from bot.plans.units import shares_of, units_meant

__all__ = ["the_other"]

_THING = r"(?:viec|cai|muc|nhiem vu|khoan|phan|dau viec|bao cao)"
_OTHER = pattern(
    rf"(?<!cac )(?<!nhung )(?<!may ){_THING} (?:kia|thu hai kia|ben kia)",
    rf"{_THING} con lai",
    r"(?:con lai|cai kia|viec kia|muc kia)(?: thi sao| the nao| sao)?$",
)


def the_other(index: Index, said: Said, query: Query, topic: Topic) -> tuple[str, ...]:
    """The tasks (ids) that are meant by what was not talked of last; none where none is asked for.

    What else was on the table after one thing of it; else what else the unit leads by its name.
    """
    units = query.units
    rest = Query(words=query.words, quiet=(*query.quiet, "kia", "lai"))
    if not _OTHER.search(said.bare) or query.listing or not is_only_quiet(rest):
        return ()
    if query.documents or query.provinces or query.span or query.sections or query.missing:
        return ()
    beside = tuple(id for id in topic.table if id not in topic.tasks)
    if len(topic.tasks) == 1 and beside and not units:
        return beside if "con lai" in said.bare else beside[-1:] if len(beside) == 1 else ()
    if not units and (len(topic.tasks) != 1 or is_narrowed(query)):
        return ()
    names = (
        name
        for unit in units or topic.query.units
        for name in units_meant(index.register, unit, query.provinces) or (unit,)
    )
    return tuple(
        share.task.id
        for name in names
        for share in shares_of(index.register, name)
        if share.leads and not share.distance and share.task.id not in topic.tasks
    )
