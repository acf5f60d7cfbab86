"""Which targets, and which points on which documents disagree, a query means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from bot.plans.bare_words import bare_words
from bot.plans.index import Index
from bot.plans.places import documents_meant, is_in, issued_on
from bot.plans.question import Query
from bot.plans.register import Conflict, Target
from bot.plans.topics import Match
from bot.plans.units import shares_of, units_meant
from bot.plans.wording import MILLION

__all__ = ["MORE_THAN", "find_conflicts", "find_targets", "names_a_figure"]

MORE_THAN = frozenset(bare_words("trên hơn ít nhất tối thiểu"))
"""Words for “more than” and “at least”."""

COVERAGE = 0.5
"""Which part of the words a thing must account for to be what they mean."""

FARTHER = 0.2
"""How much more of the words a task must have than a conflict to be meant in its place."""

WITHIN_REACH = 0.72
"""A thing whose score is at least this part of the best one's is meant as well."""


def find_targets(index: Index, query: Query) -> tuple[Target, ...]:
    """The targets that `query` means, by documents from the earliest."""
    if query.ids:
        return _of_tasks(index, query)
    documents = {document.id for document in documents_meant(index.register, query)}
    if ("trung", "uong") in pairwise(query.words):
        central = {each.id for each in index.register.documents if each.province is None}
        documents = documents | central if query.documents or query.provinces else central
    found = [target for target in index.register.targets if target.document_id in documents]
    if query.sections:
        found = [each for each in found if is_in(each.section, query.sections)] or found
    if query.shares and "trieu" in query.words:
        found = [each for each in found if each.value >= MILLION] or found
    if query.shares and not query.claimed:
        named = [each for each in found if {each.value, each.value // MILLION} & {*query.shares}]
        if {*query.words} & MORE_THAN:
            named = [each for each in named if each.operator != "="] or named
        found = named or found
        if named and not query.groups and not _says_more(index, query):
            return _by_documents(index, found)
    if query.rhythm == "not_stated":
        found = [each for each in found if not (each.year or each.every_year)]
    years: set[int] = set()
    if query.span and not query.span.yearless:
        first, last = query.span.days
        years = {*range(first.year, last.year + 1)}
    if years:
        found = _of_years(found, years, bool(query.documents or query.provinces))
    skipped = {*query.quiet, *_PLAIN}
    words = index.targets.mended(query.words, skipped)
    matches = index.targets.matches(words, skipped)
    best = [match for match in matches if match.score >= WITHIN_REACH * matches[0].score]
    groups = [each for each in found if each.group_id in query.groups]
    if any(each.id == matches[0].id and each.group_id is None for each in found if matches):
        # “Công dân từ 16 tuổi có danh tính số” is not a figure for any of the groups.
        groups = []
    if groups:
        found = groups
        metric = {each.id for each in found} & {match.id for match in matches}
        if _METRIC & set(words) and metric:
            scores = {match.id: match.score for match in matches}
            top = max(scores[id] for id in metric)
            found = [each for each in found if scores.get(each.id, 0.0) >= WITHIN_REACH * top]
    elif matches and matches[0].coverage >= COVERAGE:
        ids = {match.id for match in best}
        found = [each for each in found if each.id in ids]
    elif matches or set(words) - skipped:
        return ()
    return _by_documents(index, found)


def names_a_figure(index: Index, query: Query) -> bool:
    """Whether a group is named, or words that stand side by side in a target: not “giá” alone."""
    skipped = {*query.quiet, *_PLAIN}
    words = index.targets.mended(query.words, skipped)
    matches = index.targets.matches(words, skipped)
    return bool(query.groups or not {*words} - skipped or (matches and matches[0].signs))


def _of_years(found: Sequence[Target], years: Set[int], named: bool) -> list[Target]:
    """The targets of the years; of a document that was named, and gives no years, all."""
    dated = [each for each in found if each.every_year or each.year in years]
    having = {each.document_id for each in found if each.year}
    return [each for each in found if each in dated or (named and each.document_id not in having)]


def _by_documents(index: Index, found: Iterable[Target]) -> tuple[Target, ...]:
    order = {document.id: issued_on(document) for document in index.register.documents}
    return tuple(sorted(found, key=lambda each: (order[each.document_id], each.year or 0)))


def _says_more(index: Index, query: Query) -> bool:
    """Whether the words of the query tell one target from another."""
    words = tuple(word for word in query.words if word not in {*_PLAIN, *query.quiet})
    matches = index.targets.matches(words, frozenset())
    return bool(matches) and matches[0].coverage >= COVERAGE


def _of_tasks(index: Index, query: Query) -> tuple[Target, ...]:
    """The targets stated where the tasks meant stand."""
    places = {(task.document_id, task.section) for task in map(index.register.task, query.ids)}
    return tuple(
        each for each in index.register.targets if (each.document_id, each.section) in places
    )


_PLAIN = frozenset(
    bare_words(
        "chỉ tiêu mục tiêu phần trăm tỷ lệ tỉ lệ bao nhiêu mấy đạt triệu người kế hoạch văn bản "
        "áp dụng nhóm cao thấp hơn nhất lớn nhỏ giữa tỉnh nào cái trung ương"
    )
)
"""Words in which targets are asked for, whichever is meant."""

_METRIC = frozenset(
    {"vneid", "xac", "boi", "duong", "dao", "tap", "huan", "thong", "truc", "tuyen"}
)
"""Words that tell one thing to be reached by a group from another."""


def find_conflicts(index: Index, query: Query) -> tuple[Conflict, ...]:
    """The conflicts that `query` means; of several documents it names, those between them."""
    register = index.register
    if query.ids:
        return tuple(each for each in register.conflicts if set(each.items) & set(query.ids))
    skipped = {*query.quiet, *_COMPARING}
    words = index.conflicts.mended(query.words, skipped)
    matches = index.conflicts.matches(words, skipped)
    found = _of_units(index, query, {match.id for match in matches})
    if found != register.conflicts:
        return found
    of_group = {each.id for each in register.targets if each.group_id in query.groups}
    if of_group:
        found = tuple(each for each in found if {*each.items} <= of_group)
    elif matches:
        if matches[0].coverage < COVERAGE or _is_task(index, words, skipped, matches[0]):
            return ()
        ids = [match.id for match in matches if match.score >= WITHIN_REACH * matches[0].score]
        found = tuple(each for id in ids for each in register.conflicts if each.id == id)
    elif set(words) - skipped:
        return ()
    if query.documents or query.provinces:
        named = {*query.documents, *(each.id for each in documents_meant(register, query))}
        owner = {task.id: task.document_id for task in register.tasks}
        owner |= {target.id: target.document_id for target in register.targets}
        found = tuple(
            each
            for each in found
            if len({owner.get(id) for id in each.items} & named) >= min(len(named), 2)
        )
    return found


def _is_task(index: Index, words: Sequence[str], skipped: Set[str], match: Match) -> bool:
    """Whether the words are those of a task that has no part in the conflict that is nearest."""
    first = next(iter(index.tasks.matches(words, skipped)), None)
    items = next(each.items for each in index.register.conflicts if each.id == match.id)
    if first is None or first.id in items or not first.is_sure:
        return False
    return first.coverage > match.coverage + FARTHER


def _of_units(index: Index, query: Query, ids: Set[str]) -> tuple[Conflict, ...]:
    """Of the conflicts `ids` those about tasks that the units of the query lead; else all."""
    led = {
        share.task.id
        for named in query.units
        for unit in units_meant(index.register, named, query.provinces) or (named,)
        for share in shares_of(index.register, unit)
        if share.leads and not share.distance
    }
    known = index.register.conflicts
    return tuple(each for each in known if each.id in ids and led & {*each.items}) or known


_COMPARING = frozenset(
    bare_words(
        "khác nhau mâu thuẫn thay đổi lệch vênh so sánh với giống kế hoạch văn bản quy định "
        "chỉ tiêu sửa điều chỉnh bổ sung khớp chỗ điểm giữa trung ương địa phương bất thường hợp "
        "lý mới cũ thống nhất quyết chênh đối chiếu"
    )
)
"""Words in which differences are asked for, whichever is meant."""
