"""Whether what comes first in a text comes first in its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.answers.guarding.faults import Fault
from bot.answers.guarding.texts import Clause, Text, content

__all__ = ["order_faults"]

_Step = frozenset[str]

_FAILED = frozenset({"không", "chưa"})
"""“Không thấy thì …”: what follows is for when the step before has come to nothing."""

_LAST = frozenset({("sau", "cùng"), ("cuối", "cùng")})
FEWEST_STEPS = 3
FEWEST_MIXED = 2
"""Of two steps each has what the other should have: “gọi nhà mạng khóa thẻ”."""

_REASONS = frozenset({"vì", "kẻo", "để", "nhưng"})
"""Words that begin a reason, which is no step."""

_ANYWHERE = "điện_thoại"
"""What nearly every step is about tells no step."""


def order_faults(text: Text, source: Text) -> Iterator[Fault]:
    """The steps that `text` takes in another order than `source`."""
    theirs = [*_orders(source), *_first_of_all(source)]
    ordered = _orders(text)
    for first, second in ordered:
        known = [before for before, after in theirs if second & after]
        if known and not any(first & before for before in known):
            yield Fault("order", " ".join(sorted(first)))
    fallbacks, ended, firsts = _fallbacks(source), _ended(source), _first_steps(source)
    theirs += _successions(source) + fallbacks
    told = [(pair, theirs) for pair in [*ordered, *_successions(text)]]
    told += [(pair, fallbacks) for pair in _fallbacks(text)]
    for (first, second), known_pairs in told:
        ways = [_way(first, second, *pair) for pair in known_pairs]
        straight, turned = max([0, *ways]), -min([0, *ways])
        # What has come to its end is often named by one word: it counts if nothing else does.
        is_ended = not straight and any(_way(first, second, *pair) < 0 for pair in ended)
        if turned > straight or is_ended:
            yield Fault("order", " ".join(sorted(first)))
        if any(each <= second and not each & first for each in firsts):
            yield Fault("order", " ".join(sorted(second)))
    yield from _rearranged(text, source)


def _way(first: _Step, second: _Step, before: _Step, after: _Step) -> int:
    """How surely two steps are another two: above 0 in their order, below the other way round."""
    straight = len(first & before) + len(second & after)
    turned = len(first & after) + len(second & before)
    if first & after - before and second & before - after and turned > straight:
        return straight - turned
    return max(0, straight - turned) if first & before and second & after else 0


def _orders(text: Text) -> list[tuple[_Step, _Step]]:
    """Pairs of steps, the earlier one first: “… rồi mới …”, “… trước, … sau”, “… trước khi …”."""
    found = []
    sentences: dict[int, list[Sequence[str]]] = {}
    for clause in text.clauses:
        sentences.setdefault(clause.sentence, []).append(clause.forms)
    for clauses in sentences.values():
        for at, forms in enumerate(clauses):
            step = _step(forms)
            follows = at + 1 < len(clauses) and clauses[at + 1][0] not in _REASONS
            after = _step(clauses[at + 1]) if follows else frozenset()
            before = _step([form for each in clauses[:at] for form in each])
            if forms[0] == "mới":
                found.append((before, step))
            led = clauses[at - 1][-1] if at and forms[0] == "khi" else ""
            leads = at + 1 < len(clauses) and clauses[at + 1][0] == "khi"
            if forms[-1] == "trước" or forms[0] == "trước":
                found.append((step, after))
            if forms[-1] == "sau":
                found.append((after, step) if leads else (before, step))
            if led and len(clauses[at - 1]) == 1:
                found.append((after, step) if led == "trước" else (step, after))
    return [(first, second) for first, second in found if first and second]


def _first_of_all(text: Text) -> list[tuple[_Step, _Step]]:
    """What is done first (“việc đầu tiên là …”), and all that is told after it."""
    found = []
    for at, clause in enumerate(text.clauses):
        if "trước" in clause.forms[1:-1]:
            later = frozenset().union(*(_step(each.forms) for each in text.clauses[at + 1 :]))
            found.append((_step(clause.forms), later))
    return found


def _successions(text: Text) -> list[tuple[_Step, _Step]]:
    """Pairs of what stands on either side of a “rồi”."""
    return [
        (before, after)
        for at, clause in enumerate(text.clauses)
        if clause.forms[0] == "rồi" and at
        if (before := _together(text.clauses[:at], text.clauses[at - 1].part))
        if (after := _together(text.clauses[at:], clause.part))
    ]


def _ended(text: Text) -> list[tuple[_Step, _Step]]:
    """Pairs of a step that has come to its end and the next: “Khóa xong, …”."""
    pairs = zip(text.clauses, text.clauses[1:], strict=False)
    found = (
        (_step(one.forms), _step(other.forms)) for one, other in pairs if one.forms[-1] == "xong"
    )
    return [(before, after) for before, after in found if before and after]


def _fallbacks(text: Text) -> list[tuple[_Step, _Step]]:
    """Pairs of a step and what to do if nothing has come of it: “Không thấy thì …”."""
    return [
        (before, after)
        for at, clause in enumerate(text.clauses)
        if clause.forms[0] == "thì" and at and _FAILED & frozenset(text.clauses[at - 1].forms[:2])
        if (before := _before(text, at - 1)) and (after := _step(clause.forms))
    ]


def _first_steps(source: Text) -> list[_Step]:
    """Steps that are to be done first, whatever comes then: “… thì chụp lại trước”."""
    return [
        step
        for at, clause in enumerate(source.clauses)
        if clause.forms[-1] == "trước" and (step := _step(clause.forms))
        if not any("trước" in each.forms for each in source.clauses[at + 1 : at + 2])
    ]


def _rearranged(text: Text, source: Text) -> Iterator[Fault]:
    """Where three steps or more are told one after the other, those told in another order."""
    for theirs in _sequences(source):
        own = [
            step - frozenset().union(*(other for other in theirs if other is not step))
            for step in theirs
        ]
        if len(own) < FEWEST_STEPS or not all(own):
            continue
        mixed = [
            clause
            for clause in text.clauses
            if sum(bool(each & clause.words) for each in own) == FEWEST_MIXED
        ]
        if len(mixed) >= FEWEST_MIXED:
            yield Fault("polarity", " ".join(mixed[0].forms))
        for mine in _sequences(text):
            places = [place for step in mine if (place := _place(step, own)) is not None]
            if places != sorted(places):
                yield Fault("order", " ".join(sorted(mine[0])))


def _place(step: _Step, steps: Sequence[_Step]) -> int | None:
    """Which of these steps it is, if it is just one."""
    alike = [at for at, each in enumerate(steps) if step & each]
    return alike[0] if len(alike) == 1 else None


def _sequences(text: Text) -> Iterator[list[_Step]]:
    """The parts of each sentence with words like “trước”, “sau cùng”, in the order of doing."""
    sentences: dict[int, dict[int, list[str]]] = {}
    for clause in text.clauses:
        parts = sentences.setdefault(clause.sentence, {})
        parts.setdefault(clause.part, []).extend(clause.forms)
    for parts in sentences.values():
        ranked = [(_rank(forms), _step(forms)) for forms in parts.values()]
        if any(rank for rank, _ in ranked):
            yield [step for _, step in sorted(ranked, key=lambda each: each[0])]


def _rank(forms: Sequence[str]) -> int:
    """-1 for what is done first, 1 for what is done last, else 0."""
    pairs = [*pairwise(forms)]
    if any(pair in _LAST for pair in pairs):
        return 1
    return -1 if forms[-1] == "trước" or forms[0] == "trước" else 0


def _before(text: Text, at: int) -> _Step:
    """What is told before the clause at this place: in its sentence, or in the one before."""
    sentences = [each.sentence for each in text.clauses[:at]]
    last = sentences[-1] if sentences else -1
    words = (_step(each.forms) for each in text.clauses[:at] if each.sentence == last)
    return frozenset().union(*words)


def _together(clauses: Sequence[Clause], part: int) -> _Step:
    """What the clauses of this part do."""
    return frozenset().union(*(_step(each.forms) for each in clauses if each.part == part))


def _step(forms: Sequence[str]) -> _Step:
    return frozenset(form for form in forms if content(form) and form != _ANYWHERE)
