"""Whether what comes first in a text comes first in its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answers.guarding.faults import Fault
from bot.answers.guarding.texts import Clause, Text, content

__all__ = ["order_faults"]

_Step = frozenset[str]

_ANYWHERE = "điện_thoại"
"""What nearly every step is about tells no step."""


def order_faults(text: Text, source: Text) -> Iterator[Fault]:
    """The steps that `text` takes in another order than `source`."""
    theirs = [*_orders(source), *_first_of_all(source)]
    for first, second in _orders(text):
        known = [before for before, after in theirs if second & after]
        if known and not any(first & before for before in known):
            yield Fault("order", " ".join(sorted(first)))
    theirs += _successions(source)
    for first, second in [*_orders(text), *_successions(text)]:
        ways = [_way(first, second, before, after) for before, after in theirs]
        if ways and -min(ways) > max(0, *ways):
            yield Fault("order", " ".join(sorted(first)))


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
            after = _step(clauses[at + 1]) if at + 1 < len(clauses) else frozenset()
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


def _together(clauses: Sequence[Clause], part: int) -> _Step:
    """What the clauses of this part do."""
    return frozenset().union(*(_step(each.forms) for each in clauses if each.part == part))


def _step(forms: Sequence[str]) -> _Step:
    return frozenset(form for form in forms if content(form) and form != _ANYWHERE)
