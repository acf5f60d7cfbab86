"""Whether what a text says of a thing, or on a condition, holds of just that in its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.answers.guarding.faults import Fault
from bot.answers.guarding.polarity import OPPOSITE
from bot.answers.guarding.texts import QUOTE, Clause, Text, content
from bot.vietnamese.syllable import is_syllable

__all__ = ["circumstance_faults"]

_THEN = "thì"
_PARTS = frozenset({"thì", "nhưng", "còn", "chứ", "nếu", "khi", "lúc", "trừ", "mà", "vì", "kẻo"})
"""What stands on either side of these may be said of different things."""

_ASKING = frozenset({"bảo", "đòi", "dụ", "dọa", "xúi", "giục", "ép", "rủ", "mời"})
_PERSON_WORDS = """
    bác cháu cô chú ông bà anh chị em con bạn mình hãy nên cứ để
"""
_PERSON = frozenset(_PERSON_WORDS.split())
_NOBODY = _PERSON | _PARTS | {"rồi", "và"}
_SAFE = frozenset({"hiểm", "vệ", "hành", "mật", "đảm", "trợ", "quản", "tàng"})
"""“bảo hiểm” and the like ask for nothing."""

_TRUSTED = frozenset({"ngân", "luật", "cán_bộ", "quầy", "ứng_dụng", "điện_thoại", "vneid", "cổng"})
_PRETENDED = frozenset({"xưng", "tự_nói", "giả", "lừa", "người_lừa", "mạo", "lạ"})
"""What a bank asks for may be told to do; what one asks for who pretends to be a bank may not."""

_AND = frozenset({"hay", "hoặc", "và"})
FEWEST = 2
"""Words of a step that tell which it is."""

ENOUGH = 0.5
"""This share of its words another condition, or what follows from it, must have to be the same."""

_SHORTEST = len("number:") + 3
"""The anchor of a number so small may be of anything."""


@dataclass(frozen=True)
class _Said:
    """Clauses that belong together, and the words that they assert and deny."""

    clauses: tuple[Clause, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset().union(*(each.words for each in self.clauses)) - _PARTS

    @cached_property
    def asserted(self) -> frozenset[str]:
        return frozenset().union(*map(_plainly, self.clauses)) - self._denied

    @cached_property
    def denied(self) -> frozenset[str]:
        return self._denied - frozenset().union(*(each.asserted for each in self.clauses))

    @cached_property
    def is_done(self) -> int:
        """1 if it says that something has happened, -1 if that it has not yet, else 0."""
        forms = frozenset(form for each in self.clauses for form in each.forms)
        return ("đã" in forms) - ("chưa" in forms)

    @cached_property
    def _denied(self) -> frozenset[str]:
        return frozenset().union(*(each.negations for each in self.clauses))

    def contradicts(self, other: _Said) -> frozenset[str]:
        """The words that one of the two denies and the other asserts, or says the opposite of."""
        turned = (self.denied & other.asserted) | (self.asserted & other.denied)
        new = self.asserted - other.asserted - other.denied
        return turned | {word for word in new if OPPOSITE.get(word, frozenset()) & other.asserted}


def _plainly(clause: Clause) -> frozenset[str]:
    """What a clause asserts; of what stands after a “no” it is not said."""
    maybe = clause.negated | clause.carried | clause.asked
    return frozenset(clause.forms[: min(maybe)]) if maybe else clause.asserted


def circumstance_faults(text: Text, source: Text) -> Iterator[Fault]:
    """What `text` says of a number, a button or a name, or on a condition, and `source` denies."""
    things = [each for each in _parts(source) if _things(each)]
    for part in _parts(text):
        for thing in _things(part):
            said = [each for each in things if thing in each.words]
            words = frozenset(part.denied | part.asserted) - {thing}
            for word in words:
                same = [each for each in said if word in each.asserted | each.denied]
                if same and all(word in part.contradicts(each) for each in same):
                    yield Fault("polarity", f"{thing} {word}")
    theirs = list(_conditions(source))
    for condition, then in _conditions(text):
        yield from _otherwise(condition, then, theirs)
        yield from _otherwise(then, condition, [(each, mine) for mine, each in theirs])
        yield from _exchanged(_last(condition), then, theirs)
    yield from _hearsay(text, source)


def _otherwise(same: _Said, other: _Said, theirs: list[tuple[_Said, _Said]]) -> Iterator[Fault]:
    """Where `same` is most like the first of one of these pairs, what `other` turns round in it."""
    alike = [
        (len(same.words & first.words), first, second)
        for first, second in theirs
        if not same.contradicts(first)
    ]
    most = max((size for size, _, _ in alike), default=0)
    if not most or most < ENOUGH * len(same.words):
        return
    turned = [
        frozenset(word for word in other.contradicts(second) if content(word))
        or (other.words & second.words if other.is_done * second.is_done < 0 else frozenset())
        for size, _, second in alike
        if size == most
    ]
    if all(turned):
        yield Fault("polarity", " ".join(sorted(turned[0])))


def _exchanged(condition: _Said, then: _Said, theirs: list[tuple[_Said, _Said]]) -> Iterator[Fault]:
    """What is so on another condition, or the number or button of another one."""
    same = _nearest(condition, theirs)
    if not same:
        return
    mine = _claims(then)
    for claim in mine:
        kind = claim.partition(":")[0]
        if all(
            _has(second, kind) and claim not in first.words | second.words for first, second in same
        ):
            yield Fault("polarity", claim)
    here = max(len(then.words & each.words) for _, each in same)
    elsewhere = _nearest(then, [(each, first) for first, each in theirs])
    for second, first in elsewhere:
        there = len(then.words & second.words)
        known = any(each is second for _, each in same)
        apart = not here and not condition.words & first.words
        if not known and (apart or (there >= here + FEWEST and here <= 1)):
            yield Fault("polarity", " ".join(sorted(then.words)))
            return


def _last(condition: _Said) -> _Said:
    """What stands between the last comma and “thì”: before it another step may be told."""
    part = condition.clauses[-1].part
    return _Said(tuple(each for each in condition.clauses if each.part == part))


def _nearest(said: _Said, pairs: list[tuple[_Said, _Said]]) -> list[tuple[_Said, _Said]]:
    """The pairs whose first is most like this, if any is like enough."""
    alike = [(len(said.words & first.words), -len(first.words - said.words)) for first, _ in pairs]
    most = max(alike, default=(0, 0))
    if not most[0] or most[0] < ENOUGH * len(said.words):
        return []
    return [pair for pair, size in zip(pairs, alike, strict=True) if size == most]


def _has(said: _Said, kind: str) -> bool:
    return any(form.startswith(f"{kind}:") for form in said.words)


def _claims(said: _Said) -> frozenset[str]:
    return frozenset(form for form in said.words if ":" in form)


def _hearsay(text: Text, source: Text) -> Iterator[Fault]:
    """What somebody else asks for in `source` (“ai bảo chuyển tiền”), told as a step."""
    asked = [step for _, step, is_asked in _steps(source) if is_asked]
    told = [step for _, step, is_asked in _steps(source) if not is_asked]
    for clause, _, is_asked in _steps(text):
        step = frozenset(form for form in clause.words if form not in _PERSON)
        if len(step) < FEWEST or is_asked or clause.negations:
            continue
        if clause.forms[0] in _PARTS - {_THEN} or _is_condition(clause, text):
            continue
        if any(step <= each for each in asked) and not any(len(step & each) > 1 for each in told):
            yield Fault("polarity", " ".join(sorted(step)))


def _steps(text: Text) -> Iterator[tuple[Clause, frozenset[str], bool]]:
    """The clauses, what they tell to do, and whether it is others, not the person, who ask for it.

    “Ai bảo đọc mã hay chuyển tiền …”: what is joined to the asked is asked for too.
    """
    is_asked = False
    for clause in text.clauses:
        at = _asking(clause)
        is_asked = at is not None or (is_asked and clause.forms[0] in _AND)
        quoted = frozenset(word for form in clause.forms[at or 0 :] for word in _quoted(form))
        yield clause, frozenset(clause.forms[at or 0 :]) | quoted, is_asked


def _quoted(form: str) -> list[str]:
    return form[len(QUOTE) :].split() if form.startswith(QUOTE) else []


def _asking(clause: Clause) -> int | None:
    """The place after the word with which others, not the person, ask for something."""
    for at, form in enumerate(clause.forms):
        before, after = frozenset(clause.forms[:at][-1:]), frozenset(clause.forms[at + 1 :][:1])
        if form not in _ASKING or not before or before & _NOBODY or after & _SAFE:
            continue
        by = frozenset(clause.forms[:at])
        if by & _PRETENDED or not by & _TRUSTED:
            return at + 1
    return None


def _is_condition(clause: Clause, text: Text) -> bool:
    """Whether a “thì” follows in the sentence."""
    at = text.clauses.index(clause)
    after = (each for each in text.clauses[at + 1 :] if each.sentence == clause.sentence)
    return any(each.forms[0] == _THEN for each in after)


def _parts(text: Text) -> Iterator[_Said]:
    """What is said of the same, without conditions."""
    for clauses in _sentences(text):
        part: list[Clause] = []
        for clause in clauses:
            if clause.forms[0] in _PARTS:
                if part and clause.forms[0] != _THEN:
                    yield _Said(tuple(part))
                part = []
            part.append(clause)
        if part:
            yield _Said(tuple(part))


def _conditions(text: Text) -> Iterator[tuple[_Said, _Said]]:
    """The conditions, and what is so then: “… thì …”, “… nếu …”."""
    for clauses in _sentences(text):
        for at, clause in enumerate(clauses):
            if clause.forms[0] == "nếu" and at:
                yield _Said((clause,)), _Said(tuple(clauses[:at]))
        places = [at for at, each in enumerate(clauses) if each.forms[0] == _THEN]
        start = 0
        for place, after in pairwise([*places, len(clauses)]):
            # With another “then” in the sentence the part before it is its condition.
            end = after if after == len(clauses) else max(_last_part(clauses, after), place + 1)
            if start < place:
                yield _Said(tuple(clauses[start:place])), _Said(tuple(clauses[place:end]))
            start = end


def _last_part(clauses: list[Clause], end: int) -> int:
    """Where the part begins that ends before `end`."""
    at = end - 1
    while at and clauses[at - 1].part == clauses[at].part:
        at -= 1
    return at


def _sentences(text: Text) -> Iterator[list[Clause]]:
    found: dict[int, list[Clause]] = {}
    for clause in text.clauses:
        found.setdefault(clause.sentence, []).append(clause)
    yield from found.values()


def _things(said: _Said) -> frozenset[str]:
    """Numbers, addresses, buttons and names."""
    return frozenset(
        form
        for form in said.words
        if (":" in form and not (form.startswith("number:") and len(form) < _SHORTEST))
        or (form.isalpha() and not is_syllable(form) and content(form))
    )
