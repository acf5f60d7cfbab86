"""Questions that go on from the one before: “ai chủ trì việc đó?”, “còn của Hải Phòng?”."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from itertools import pairwise

from bot.plans import cues, document_cues
from bot.plans.asked_again import at_same_time, listed_again, moved_on, of_reports
from bot.plans.claims import chooses, claims_figure, claims_help, claims_rhythm
from bot.plans.compared_again import compared, figures_there
from bot.plans.cues import pattern
from bot.plans.frame import words_of_frame
from bot.plans.index import Index
from bot.plans.leaning import of_changes, of_its_words, targets_there, there
from bot.plans.neighbours import beside, point_named
from bot.plans.others import the_other
from bot.plans.question import (
    Query,
    asks_only_part,
    is_only_quiet,
    tells_only_of_it,
)
from bot.plans.reading import Said
from bot.plans.references import (
    both,
    in_document,
    is_back_only,
    numbered,
    of_centre,
    of_figures,
    of_issuers,
    of_list,
    of_one_issue,
    of_same_document,
    of_same_unit,
    of_task_there,
    pointed_at,
)
from bot.plans.small_words import ANY_PLAN
from bot.plans.stepping import counted_on, stepped, with_filters
from bot.plans.talked_of import (
    about_same,
    is_narrowed,
    is_of_one_thing,
    is_placed,
    names_only_place,
)
from bot.plans.topic import ONE_MATTER, Topic
from bot.plans.wants import WANTS

__all__ = ["continued"]

_ISSUING = frozenset({"ky", "hanh"})
"""Words about a document's own coming out, whichever task of it was talked of."""
_FEW = 2
_IF_LATE = ("lateness", "outcome")
_NUMBERED = pattern(r"so (?:may|bao nhieu|hieu)")
"""The number of a document, asked for."""
_FIGURED = frozenset({"tasks", "targets", "document"})


def continued(index: Index, said: Said, query: Query, topic: Topic | None) -> tuple[Query, int]:
    """What is asked after `topic`, and which page: `query` completed by what it leaves open."""
    if topic is None:
        return query, 0
    topic = of_figures(index, query, topic)
    before = replace(topic.query, order="")
    topic = replace(topic, query=before)
    if cues.JOINING.search(said.bare) and not query.role:
        before = replace(before, role="")  # who takes part may lead or help
        topic = replace(topic, query=before)
    query = moved_on(said, counted_on(said, query, before), before)
    if (not before.units and cues.STEPPING.search(said.bare)) or is_of_one_thing(before, topic):
        query = of_issuers(index, query)
    if rest := the_other(index, said, query, topic):
        plain = replace(query, units=(), role="", listing=False)
        return replace(plain, ids=rest, wants="tasks", words=(), quiet=()), 0
    if differing := compared(index, said, query, topic):
        return differing, 0
    if found := figures_there(index, said, query, topic):
        return found, 0
    if changed := of_changes(index, query, topic):
        return changed, 0
    if again := listed_again(said, query, topic):
        return again, 0
    near = beside(index, said, topic) or point_named(index, said, topic)
    if near and not is_narrowed(query):
        return replace(query, ids=(near,), wants="tasks", words=(), quiet=(), listing=False), 0
    if then := at_same_time(index, said, query, topic):
        return then, 0
    if reports := of_reports(index, query, topic):
        return replace(query, ids=reports, wants="tasks", words=(), quiet=()), 0
    if two := both(said, topic):
        return replace(query, ids=two, words=(), quiet=(), listing=False, sections=()), 0
    if query.issued and query.wants == "documents" and not is_placed(query):
        return query, 0
    if _asks_if_late(query, topic):
        return about_same(replace(query, wants="tasks", asks=_IF_LATE), before, topic), 0
    if (
        document_cues.IN_ORDER.search(said.bare)
        and len(topic.documents) > 1
        and not is_narrowed(query)
    ):
        of_these = replace(query, wants="documents", documents=topic.documents, asks=())
        return replace(of_these, words=(), quiet=(), claimed=False), 0
    if cues.THESE.search(said.bare):
        query = replace(query, listing=False)
    frame = {*query.quiet, *ANY_PLAN, *words_of_frame(said.bare)}
    if _is_about_these(said, query, frame) and (topic.tasks or topic.targets):
        wants = query.wants if query.wants == "conflicts" else "tasks"
        return about_same(replace(query, wants=wants, listing=False), before, topic), 0
    if claims_rhythm(index, query, topic):
        claim = replace(query, ids=topic.tasks, wants="tasks", words=(), quiet=())
        return replace(claim, listing=False), 0
    if claims_help(said, query, topic, frame):
        claim = replace(query, ids=topic.tasks, wants="tasks", words=(), quiet=())
        return replace(claim, role="coordinating", listing=False), 0
    if chooses(index, said, query, topic):
        return about_same(replace(query, wants="tasks", claimed=False), before, topic), 0
    query = of_same_unit(index, said, of_same_document(said, query, topic), topic)
    if cues.MORE.search(said.bare):
        return before, topic.page + 1
    issue = of_one_issue(index, said, topic)
    if issue and query.asks and not query.is_filtered:
        return replace(query, ids=issue, wants="tasks", words=(), quiet=(), listing=False), 0
    query = of_list(said, query, topic)
    counted = numbered(said, topic)
    if counted and not query.is_filtered:
        return replace(query, ids=(counted,), wants="tasks", words=(), quiet=(), listing=False), 0
    back = cues.BACK.search(said.bare) is not None
    if back and not query.is_filtered and (meant := pointed_at(index, query, topic)):
        return about_same(query, before, replace(topic, tasks=meant)), 0
    if _asks_for_its_document(said, query, topic):
        return about_same(replace(query, wants="tasks", asks=()), before, topic), 0
    query = in_document(index, of_centre(index, said, query, before), topic)
    query = of_task_there(said, query, topic)
    issuing = _ISSUING & {*query.words} and tells_only_of_it(query, said.bare)
    if issuing and len(topic.documents) == 1 and not query.is_filtered:
        return replace(query, wants="document", documents=topic.documents), 0
    if _tells_of_outcome(index, said, query, topic):
        return replace(about_same(query, before, topic), wants="tasks", asks=("outcome",)), 0
    if (
        _NUMBERED.search(said.bare)
        and tells_only_of_it(query, said.bare)
        and before.wants == "tasks"
    ):
        return about_same(replace(query, wants="tasks", asks=()), before, topic), 0
    if query.wants == "basis" and len(topic.documents) == 1 and not is_placed(query):
        return replace(query, documents=topic.documents), 0
    if before.wants == "document" and len(topic.documents) == 1 and not query.is_filtered:
        if query.wants == "source" and WANTS["basis"].search(said.bare):
            return replace(query, wants="basis", documents=topic.documents), 0
        if query.asks[:1] in (("lead",), ("coordinating",)) and {*query.words} <= frame:
            return replace(query, wants="tasks", documents=topic.documents), 0
        if document_cues.TELLING.search(said.bare) and query.wants != "targets":
            return replace(query, wants="document", documents=topic.documents), 0
        if (query.listing or "count" in query.asks) and is_only_quiet(query):
            return replace(query, wants="tasks", documents=topic.documents), 0
    if before.wants == "document" and len(topic.documents) == 1 and _narrows(query):
        return replace(query, wants="tasks", documents=topic.documents), 0
    open_words = is_only_quiet(query) or is_back_only(query, index)
    open_words = open_words or (back and tells_only_of_it(query, said.bare))
    open_words = open_words or asks_only_part(query, said.bare) or _of_same(index, query, topic)
    framed = {*query.words} <= frame
    open_words = open_words or (framed and bool(query.asks or query.wants == "targets"))
    if topic.targets and _is_of_same_figure(query, topic, framed=framed):
        return replace(before, asks=query.asks), 0
    if topic.targets and claims_figure(query, before):
        return replace(before, claimed=True, shares=query.shares), 0
    if before.wants == "targets" and query.groups and _asks_of_figures(index, said, query):
        return stepped(index, replace(query, wants="targets"), before, topic), 0
    figures = replace(query, words=tuple(each for each in query.words if each not in frame))
    if not open_words and _adds_to_targets(index, figures, before):
        added = replace(query, words=before.words, quiet=before.quiet)
        return stepped(index, added, before, topic), 0
    if found := of_its_words(index, query, topic):
        return found, 0
    if query.wants == "source" and open_words:
        return replace(query, ids=topic.tasks, documents=topic.documents), 0
    stepping = cues.STEPPING.search(said.bare) is not None
    filters_only = query.is_filtered or bool(query.groups)
    if not open_words or query.missing:
        if stepping and not query.is_filtered and not query.listing:
            return with_filters(query, before), 0
        return query, 0
    if query.role and cues.WHO.search(said.bare) and len(topic.tasks) == 1 and not filters_only:
        return about_same(replace(query, wants="tasks"), before, topic), 0
    if query.role and before.units and not filters_only and _takes(said, query, topic):
        # Days that were said of what it leads are not those of what it helps with.
        helped = replace(before, role=query.role, asks=query.asks, ids=(), span=None)
        return replace(helped, other_than=query.other_than), 0
    if query.listing and not filters_only and before.is_filtered:
        some = query.with_outcome
        listed = replace(before, listing=True, asks=query.asks, ids=(), with_outcome=some)
        return replace(listed, other_than=query.other_than), 0
    if query.wants == "targets" and not filters_only and (topic.tasks or topic.documents):
        return targets_there(index, query, topic), 0
    if query.wants == "targets" and not filters_only and before.provinces:
        return replace(query, provinces=before.provinces), 0
    if not filters_only and not query.listing and query.wants in ("tasks", "conflicts", "basis"):
        return about_same(query, before, topic), 0
    of_other = query.units and query.listing
    if topic.tasks and query.claimed and not (query.documents or query.provinces or of_other):
        return replace(query, ids=topic.tasks, wants="tasks", words=(), quiet=()), 0
    if found := there(index, query, topic, these=cues.THESE.search(said.bare) is not None):
        return found, 0
    of_one = is_of_one_thing(before, topic) and bool(query.asks)
    if of_one and (names_only_place(query) or _names_only_days(said, query)):
        return stepped(index, query, before, topic), 0
    return _filtered(index, said, query, topic) or query, 0


def _is_about_these(said: Said, query: Query, frame: Set[str]) -> bool:
    """Whether a part of the things talked of is asked for: “ai cùng làm các việc ấy?”, “mục mấy?”.

    `frame` are the words that do not say what is meant.
    """
    placed = cues.SECTION.search(said.bare) is not None and {*query.words} <= frame
    return (placed or cues.THESE.search(said.bare) is not None) and not is_narrowed(query)


def _takes(said: Said, query: Query, topic: Topic) -> bool:
    """Whether it is asked in which tasks a unit has this part, not who has it in one task."""
    if query.listing:
        return True
    other = query.role != topic.query.role and not cues.WHO.search(said.bare)
    return other and (cues.TAKING.search(said.bare) is not None or len(topic.tasks) > ONE_MATTER)


def _asks_if_late(query: Query, topic: Topic) -> bool:
    """“Có bị trễ không?” after one thing: whether that was late, not what else is."""
    plain = replace(query, overdue=False)
    if not query.overdue or query.listing or is_narrowed(plain) or query.span:
        return False
    return is_only_quiet(query) and is_of_one_thing(topic.query, topic)


def _asks_for_its_document(said: Said, query: Query, topic: Topic) -> bool:
    """“Theo quyết định nào?” after one thing: which document gives it, not which there are."""
    if (
        query.wants != "documents"
        or is_narrowed(query)
        or document_cues.MANY_DOCUMENTS.search(said.bare)
    ):
        return False
    return is_only_quiet(query) and is_of_one_thing(topic.query, topic)


def _names_only_days(said: Said, query: Query) -> bool:
    """Whether days of one thing are said and nothing else: “quý sau thì hạn ngày nào?”."""
    of_many = query.listing or {"nhung", "cac"} & {*said.bares}
    return bool(query.span and not of_many) and not is_narrowed(replace(query, span=None))


def _is_of_same_figure(query: Query, topic: Topic, *, framed: bool) -> bool:
    """Whether it is asked when, or how often, what was told of is to be reached."""
    if len(topic.targets) == 1 and query.rhythm:
        query = replace(query, rhythm="")
        framed = framed or bool(query.asks)
    figures = topic.query.wants == "targets" or not topic.tasks
    asked = query.wants == "targets" or (bool(query.asks) and figures)
    return asked and framed and not is_narrowed(query)


def _filtered(index: Index, said: Said, query: Query, topic: Topic) -> Query | None:
    """What was asked before of something else: of another place, unit or time; None if it is new.

    “Trong đó của Hải Phòng?” is a part of it, “cả nước” no one place.
    """
    narrower = cues.NARROWER.search(said.bare) is not None
    everywhere = cues.EVERYWHERE.search(said.bare) is not None
    going_on = cues.STEPPING.search(said.bare) or cues.BACK.search(said.bare)
    if not (query.is_filtered or query.groups or everywhere):
        return None
    # “Ở Hải Phòng thì đơn vị nào làm?” is no question without what was talked of.
    part = (
        bool(query.asks) and names_only_place(query) and not document_cues.TELLING.search(said.bare)
    )
    counted = "count" in query.asks and names_only_place(replace(query, listing=False))
    part = part or (counted and bool(topic.query.span))
    of_same = query.listing and not is_placed(query) and bool(topic.query.units)
    if not (going_on or narrower or part or of_same or _is_bare(said, query)):
        return None
    if narrower:
        query = replace(query, listing=False, overdue=query.overdue or topic.query.overdue)
    other = stepped(index, query, topic.query, topic)
    if everywhere:
        return replace(other, documents=query.documents, provinces=query.provinces)
    return other


def _tells_of_outcome(index: Index, said: Said, query: Query, topic: Topic) -> bool:
    """“Số mấy?” of something that is known to have come out: the number is that of the outcome."""
    come = any(id in index.outcomes for id in topic.tasks[:ONE_MATTER])
    return come and not query.is_filtered and tells_only_of_it(query, said.bare)


def _narrows(query: Query) -> bool:
    """Whether tasks of a plan are asked for that was named before: “việc nào đến hạn quý này?”."""
    further = query.span or query.overdue or query.units or query.rhythm
    return bool(further) and query.listing and not (query.documents or query.provinces)


def _of_same(index: Index, query: Query, topic: Topic) -> bool:
    """Whether a part is asked for with a word or two that what was talked of has: “hạn học?”."""
    telling = [word for word in dict.fromkeys(query.words) if word not in query.quiet]
    if not 0 < len(telling) <= _FEW or not query.asks or query.listing or query.is_filtered:
        return False
    having = [index.tasks.having.get(word, {}) for word in telling]
    known = [id for id in topic.tasks if all(id in each for each in having)]
    pairs = (index.tasks.having.get(f"{a} {b}", {}) for a, b in pairwise(query.words))
    paired = any(id in pair for pair in pairs for id in known)
    enough = 1 if paired else len(topic.tasks)
    return 0 < len(topic.tasks) <= ONE_MATTER and len(known) >= enough


def _adds_to_targets(index: Index, query: Query, before: Query) -> bool:
    """Whether a question after targets says more of them: “năm 2026 có tính tiểu học không?”."""
    if before.wants != "targets" or query.wants not in ("tasks", "targets") or query.missing:
        return False
    if query.units or query.sections or query.listing or query.overdue or query.asks:
        return False
    if not (query.span or query.documents or query.provinces) or query.shares:
        return False
    telling = [word for word in query.words if word not in query.quiet]
    return all(map(index.targets.knows, telling))


def _asks_of_figures(index: Index, said: Said, query: Query) -> bool:
    """Whether a group is named after figures, and nothing that is no figure: “học sinh nữa”."""
    back = cues.BACK.search(said.bare) or cues.STEPPING.search(said.bare)
    tasks = query.listing and {"viec", "nhiem"} & {*said.bares}
    other = tasks or query.units or query.sections or query.overdue or query.missing
    telling = [word for word in query.words if word not in query.quiet]
    known = all(map(index.targets.knows, telling))
    back = back or cues.AMONG.search(said.bare)
    return known and not other and (bool(back) or not query.asks) and query.wants in _FIGURED


def _is_bare(said: Said, query: Query) -> bool:
    """Whether the question only names something: “của Hải Phòng?”, “quý 4?”."""
    return (
        not query.asks
        and not query.listing
        and {*query.words} <= {*query.quiet}
        and not document_cues.TELLING.search(said.bare)
    )
