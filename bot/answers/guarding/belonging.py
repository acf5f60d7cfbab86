"""Whether a number, address or name of a text belongs to what its source says it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bot.answers.guarding.faults import Fault
from bot.answers.guarding.texts import Clause, Text, content
from bot.vietnamese.syllable import is_syllable

__all__ = ["belonging_faults"]

_WINDOW = 4
"""So many words before a number say what it is of: “chuyển một lần trên 10 triệu”."""

_CLOSER = 2
"""By so many words another number's place must be more like, to be the one that is meant."""

_SHORTEST = len("number:") + 3
"""The anchor of a number so small may be of anything."""

_SWITCHED_WORDS = """
    bật tắt đóng cài gỡ khóa xóa chép dùng thoát tắt_nguồn
"""
_SWITCHED = frozenset(_SWITCHED_WORDS.split())
"""What is done with one thing and not with another."""

_OTHERS = frozenset({"người_nhà", "cán_bộ", "thợ", "họ", "hàng"})
_PERSON_WORDS = """
    bác cháu cô chú ông bà anh chị em con bạn chí
"""
_PERSON = frozenset(_PERSON_WORDS.split())
_GIVEN = frozenset({"nhờ", "cho", "của", "với", "cùng", "hỏi", "để", "báo", "gọi"})
"""In a clause with these somebody may be whom the person turns to."""


def belonging_faults(text: Text, source: Text) -> Iterator[Fault]:
    """The numbers and addresses of `text` in the place of others, what is done with another thing.

    Only what stands close before a number counts, or in the sentence of an address.
    """
    theirs = [place for clause in source.clauses for place in _places(clause)]
    for clause in text.clauses:
        for thing, near in _places(clause):
            home = max((len(near & each) for other, each in theirs if other == thing), default=9)
            away = max((len(near & each) for other, each in theirs if other != thing), default=0)
            if away >= home + _CLOSER:
                yield Fault("amount", f"{thing}: {' '.join(clause.forms)}")
        yield from _switched(clause, source)
        yield from _of_another(clause, source)
        yield from _by_another(clause, source)


def _places(clause: Clause) -> Iterator[tuple[str, frozenset[str]]]:
    """The numbers of a clause, and the words before each."""
    for at, form in enumerate(clause.forms):
        if form.startswith("number:") and len(form) >= _SHORTEST:
            yield form, frozenset(clause.forms[max(0, at - _WINDOW) : at])


def _switched(clause: Clause, source: Text) -> Iterator[Fault]:
    """“Turn A off, use B”, where the source turns B off and uses A."""
    done = _SWITCHED & clause.asserted
    for thing in filter(_is_name, clause.words):
        verbs = [each.words & _SWITCHED for each in source.clauses if thing in each.words]
        if not verbs or not all(verbs):
            continue
        wrong = done - frozenset().union(*verbs)
        if wrong & source.forms:
            yield Fault("polarity", f"{thing} {' '.join(sorted(wrong))}")


def _by_another(clause: Clause, source: Text) -> Iterator[Fault]:
    """“Người nhà giữ mã”, where it is the person who does so."""
    for who, does in pairwise(clause.forms):
        if who not in _OTHERS or not content(does) or _GIVEN & {*clause.forms}:
            continue
        having = [each.forms for each in source.clauses if does in each.forms]
        others = any(who in forms[: forms.index(does)] for forms in having)
        mine = any(_PERSON & {*forms[: forms.index(does)][-1:]} for forms in having)
        if mine and not others:
            yield Fault("polarity", f"{who} {does}")


def _is_name(form: str) -> bool:
    return ":" not in form and not is_syllable(form) and content(form) and "_" not in form


def _of_another(clause: Clause, source: Text) -> Iterator[Fault]:
    """What is said of a link, where all the words stand in another sentence of the source."""
    links = frozenset(form for form in clause.words if form.startswith(("link:", "document:")))
    rest = clause.words - links
    if not links or len(rest) < _CLOSER:
        return
    # The sentence after the one with the address may go on with it: “Tự gõ vào ô địa chỉ.”
    follow = [frozenset(), *source.sentences]
    at_home = [bool(links & (one | other)) for one, other in pairwise(follow)]
    pairs = [*zip(at_home, (len(rest & each) for each in source.sentences), strict=True)]
    home = max((size for is_home, size in pairs if is_home), default=9)
    away = max((size for is_home, size in pairs if not is_home), default=0)
    if away >= _CLOSER and away > home:
        yield Fault("polarity", " ".join(sorted(clause.words)))
