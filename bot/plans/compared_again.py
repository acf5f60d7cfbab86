"""What was talked of, compared: “so với Bộ thì sao?”, “khác năm 2025 chỗ nào?”."""

from __future__ import annotations

from dataclasses import replace

from bot.plans.index import Index
from bot.plans.question import Query, is_only_quiet
from bot.plans.reading import Said
from bot.plans.references import of_centre
from bot.plans.spans import Span, lone_year
from bot.plans.stepping import stepped
from bot.plans.talked_of import is_narrowed, is_of_one_thing, is_placed, names_only_place
from bot.plans.topic import Topic

__all__ = ["compared", "figures_there"]


def compared(index: Index, said: Said, query: Query, topic: Topic) -> Query | None:
    """“So với Bộ thì sao?” after one matter, “khác năm 2025 chỗ nào?” after figures of a year."""
    before, years = topic.query, lone_year(said.words)
    if query.wants != "conflicts" or not is_only_quiet(query):
        return None
    if before.wants == "targets" and before.span and years and not is_placed(query):
        first = min(before.span.first, years.span.first)
        last = max(before.span.last, years.span.last)
        return replace(before, span=Span(first, last), asks=())
    if not is_of_one_thing(before, topic) or not any(map(index.conflicts_of, topic.tasks)):
        return None
    of_issuer = {*query.units} <= index.ears.issued.keys()
    plain = replace(query, documents=(), provinces=(), units=() if of_issuer else query.units)
    return None if is_narrowed(plain) else replace(plain, ids=topic.tasks, words=(), quiet=())


def figures_there(index: Index, said: Said, query: Query, topic: Topic) -> Query | None:
    """“Trung ương tính thế nào?” after a comparison of figures: the figures of that place."""
    if topic.query.wants != "conflicts" or topic.tasks or not topic.targets:
        return None
    before = replace(topic.query, wants="targets")
    central = of_centre(index, said, query, before)
    if not names_only_place(central) or not is_only_quiet(central):
        return None
    return stepped(index, replace(central, wants="targets"), before, topic)
