"""What a question that is nothing by itself asks of what was talked of, there or elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.plans.bare_words import bare_words
from bot.plans.counterparts import counterparts
from bot.plans.index import Index
from bot.plans.places import documents_meant
from bot.plans.question import Query, is_only_quiet
from bot.plans.small_words import ANY_PLAN
from bot.plans.stepping import stepped
from bot.plans.talked_of import (
    about_same,
    is_narrowed,
    is_of_one_thing,
    is_placed,
    names_only_place,
)
from bot.plans.topic import PAGE, Topic
from bot.vietnamese.diacritics import nfc

__all__ = [
    "leaning",
    "of_changes",
    "of_its_words",
    "of_same_matter",
    "targets_there",
    "there",
    "within",
]


def leaning(index: Index, query: Query, topic: Topic) -> Query | None:
    """What `query`, which means nothing by itself, asks of what was talked of; None if it is new.

    Of its words all but one, or half, are of the things talked of.
    """
    if query.missing or query.wants == "not_held":
        return None
    telling = {*query.words} - {*query.quiet}
    having = (*((index.tasks.having, id) for id in topic.tasks),)
    having += (*((index.targets.having, id) for id in topic.targets),)
    noted = {*_noted(index, topic)}
    new = [
        word
        for word in telling
        if not any(id in of.get(word, ()) for of, id in having) and word not in noted
    ]
    elsewhere = bool(query.documents or query.provinces or query.units or query.groups)
    if len(new) > max(int(elsewhere or bool(query.asks)), len(telling) // 2):
        return None
    plain = replace(query, words=(), quiet=())
    if query.is_filtered or query.groups:
        return there(index, plain, topic) or stepped(index, plain, topic.query, topic)
    known = bool(telling) and not new
    return about_same(query, topic.query, topic) if query.asks or known else None


def _noted(index: Index, topic: Topic) -> Iterator[str]:
    """The words of the notes on the one thing talked of."""
    if is_of_one_thing(topic.query, topic):
        for task in map(index.register.task, topic.tasks):
            yield from (word for note in task.notes for word in bare_words(note))


def of_same_matter(query: Query, topic: Topic) -> Query | None:
    """The part that `query` asks of the one thing talked of; None where it names another."""
    if is_narrowed(query) or query.listing or not is_of_one_thing(topic.query, topic):
        return None
    return about_same(query, topic.query, topic)


def within(query: Query, topic: Topic) -> Query | None:
    """`query` asked of the plans that were talked of; None where it names its own or none was."""
    before = topic.query
    timed = query.span or query.overdue or query.rhythm
    if is_placed(query) or timed or query.listing or query.missing or query.wants == "not_held":
        return None
    if not (before.documents or before.provinces or len(topic.documents) == 1):
        return None
    documents = before.documents or (() if before.provinces else topic.documents)
    return replace(query, documents=documents, provinces=before.provinces)


def there(index: Index, query: Query, topic: Topic, *, these: bool = False) -> Query | None:
    """The one thing talked of as the place that `query` names has it; None where it has not.

    With `these` it may be several: those that were named are meant.
    """
    before = topic.query
    # “Bộ thì sao?” after what is due in a month asks for the same month.
    listed = before.listing and before.span and is_only_quiet(before) and not query.asks
    one = is_of_one_thing(before, topic) and not listed
    one = one or (these and 0 < len(topic.tasks) <= PAGE)
    if not (one and names_only_place(query)):
        return None
    documents = documents_meant(index.register, query)
    same = counterparts(index, topic.tasks, documents, before.words)
    if not same:
        return None
    placed = replace(query, ids=same, wants="tasks", asks=query.asks or before.asks)
    return replace(placed, words=before.words, quiet=before.quiet)


def of_its_words(index: Index, query: Query, topic: Topic) -> Query | None:
    """A part of what was talked of in another place, asked for in the words it has there."""
    telling = {*query.words} - {*query.quiet}
    found = there(index, query, topic) if telling and query.asks else None
    if found is None:
        return None
    known = all(any(id in index.tasks.having.get(word, ()) for id in found.ids) for word in telling)
    return found if known else None


def of_changes(index: Index, query: Query, topic: Topic) -> Query | None:
    """“Cấp huyện thì giờ thế nào?” after a plan: what has become of that since."""
    telling = {*query.words} - {*query.quiet, *ANY_PLAN}
    if not telling or len(topic.documents) != 1 or is_narrowed(query):
        return None
    document = index.register.document(topic.documents[0])
    known = {word for change in document.later for word in bare_words(change.what)}
    if not telling <= known:
        return None
    return replace(query, wants="document", documents=topic.documents, words=(), quiet=())


def targets_there(index: Index, query: Query, topic: Topic) -> Query:
    """The targets of the sections, or else of the documents, that were talked of."""
    register = index.register
    tasks = [register.task(id) for id in topic.tasks[:1]]
    places = {(task.document_id, task.section) for task in tasks}
    if any((each.document_id, each.section) in places for each in register.targets):
        query = replace(query, sections=tuple(task.section.lower() for task in tasks))
    elif tasks:
        names = [index.ears.gazetteer.find(nfc(task.name).lower().split()) for task in tasks]
        groups = {each.value for found in names for each in found if each.kind == "group"}
        query = replace(query, groups=tuple(sorted(groups)))
    return replace(query, documents=tuple(t.document_id for t in tasks) or topic.documents)
