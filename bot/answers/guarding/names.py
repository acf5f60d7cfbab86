"""Proper names and foreign words: each must stand in what the text is checked against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from bot.answers.guarding.faults import Fault
from bot.answers.guarding.same_words import same
from bot.answers.guarding.texts import Text, Written
from bot.vietnamese.syllable import is_syllable

__all__ = ["is_foreign", "name_faults"]

_AT_HOME_WORDS = """
    wifi internet sim pin app link online web website video email mail ok micro micrô chip
    tivi camera quy quý ga oto
"""
_AT_HOME = frozenset(_AT_HOME_WORDS.split())
"""Foreign words that everybody uses; they name nothing."""

FEWEST_FOREIGN = 2
"""So many foreign words one after the other are another language and no name."""


def name_faults(text: Text, evidence: Sequence[Text], address: frozenset[str]) -> Iterator[Fault]:
    """The names and foreign words of `text` that no text of `evidence` has.

    A name at the start of a sentence, all of whose syllables are Vietnamese, cannot be told from
    other words there. `address` are words for the two who talk, which some write with a capital.
    """
    words = {each.word for one in evidence for each in one.written}
    words |= {word for one in evidence for word in one.forms}
    pairs = {pair for one in evidence for pair in _pairs(one)}
    strange = []
    for at, each in enumerate(text.written):
        kind = ""
        if each.claim is None and each.word not in words and is_foreign(each):
            kind = "" if same([each.word], 0)[0][0] in words else "foreign"
        elif _is_named(text.written, at, words, pairs) and each.word not in address:
            kind = "name"
        strange.append((kind, each.written))
    for kind, group in groupby(strange, key=lambda each: each[0]):
        said = [written for _, written in group]
        if kind:
            foreign = kind == "foreign" and len(said) >= FEWEST_FOREIGN
            yield Fault("language" if foreign and _is_lower(said) else "name", " ".join(said))


def is_foreign(each: Written) -> bool:
    """Whether it is a word that cannot be Vietnamese: by its letters, or by its capitals."""
    written = each.written
    if not written[0].isalpha() and not any(sign.isalpha() for sign in written):
        return False
    return each.word not in _AT_HOME and (not is_syllable(each.word) or _has_inner_capital(written))


def _has_inner_capital(written: str) -> bool:
    return any(sign.isupper() for sign in written[1:])


def _is_lower(said: Sequence[str]) -> bool:
    return any(word[0].islower() for word in said)


@lru_cache(maxsize=1 << 9)
def _pairs(text: Text) -> frozenset[tuple[str, str]]:
    words = [each.word for each in text.written]
    return frozenset(pairwise(words))


def _is_named(
    written: Sequence[Written], at: int, words: set[str], pairs: set[tuple[str, str]]
) -> bool:
    """Whether the capital here begins or goes on with a name that is not known."""
    each = written[at]
    if each.claim is not None or not each.written[0].isupper():
        return False
    after = written[at + 1] if at + 1 < len(written) else None
    before = written[at - 1] if at else None
    follows = after is not None and after.claim is None and after.written[0].isalpha()
    if each.start:
        # “Bộ Công an” at the start; not “Bác Nguyễn”, whose second word is seen by itself.
        capital = follows and after is not None and after.written[0].isupper()
        return capital and each.word not in words
    if each.word not in words:
        return True
    if after is not None and follows and (each.word, after.word) in pairs:
        return False
    if follows and after is not None and after.written[0].isupper():
        return True
    known = before is not None and (before.word, each.word) in pairs
    return not known and before is not None and before.written[0].isupper() and not before.start
