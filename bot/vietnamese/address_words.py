"""Where a person wishes to be addressed in a certain way (“gọi tôi là bác”)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.mentions import Mention
from bot.vietnamese.phrases import spelt

__all__ = ["find_address_form"]

KIND = "address_form"

_CALLING = spelt("gọi kêu xưng hô")
_LINKS = spelt("là bằng thành sang với =")
_REFUSALS = spelt("đừng không ko chớ khỏi sao hết chẳng")
_CLAUSE_ENDS = frozenset(".,;!?:") | spelt("mà nhưng") - {"ma"}
_AROUND = spelt(
    "dạ vâng ừ ok à ạ ơ thôi nhé nha nhá nghe nghen hen đi cho với được rồi đó đấy luôn cứ là thì "
    "chọn thành sang đổi sửa lại muốn xin thích ừm hỉ nghỉ nào quen phải thân"
)
"""Words that may stand around a form without changing what is meant."""

NEAR = 8
"""Words between “gọi” and the form."""


def find_address_form(words: Sequence[str], forms: Mapping[str, str], alone: bool) -> list[Mention]:
    """The form asked for, as one mention of an id or none.

    `forms` maps words (“đồng chí”) to ids. A wish is read (“kêu chú là chú nhé”, “gọi cô đi”),
    and, where `alone`, a form with nothing but polite words around it. “Đừng gọi tôi là bạn”
    is no wish for a form.
    """
    known = {
        tuple(form.split()): id for word, id in forms.items() for form in _both_spellings(word)
    }
    for start, end in _clauses(words):
        wish = _wish(words, start, end, known)
        if wish:
            return [wish]
    for start, end in _clauses(words) if alone else ():
        wish = _alone(words, start, end, known)
        if wish:
            return [wish]
    return []


def _both_spellings(word: str) -> tuple[str, str]:
    return word, strip_diacritics(word)


def _clauses(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for place, word in enumerate([*words, "."]):
        if word in _CLAUSE_ENDS:
            yield start, place
            start = place + 1


def _wish(
    words: Sequence[str], start: int, end: int, forms: Mapping[tuple[str, ...], str]
) -> Mention | None:
    """The form that the first calling in a clause asks for, where it is not refused.

    “Xưng hô” is one calling: each reaches to the next one.
    """
    callings = [place for place in range(start, end) if words[place] in _CALLING]
    ends = [*callings[1:], end]
    for before, calling, until in zip([start, *callings], callings, ends, strict=False):
        refused = not _REFUSALS.isdisjoint(words[before:calling])
        found = None if refused else _called(words, calling + 1, until, forms)
        if found:
            return found
    return None


def _called(
    words: Sequence[str], start: int, end: int, forms: Mapping[tuple[str, ...], str]
) -> Mention | None:
    for place in range(start, min(end, start + NEAR)):
        if words[place] in _LINKS and (found := _form(words, place + 1, end, forms)):
            return found
    found = _form(words, start, end, forms)
    return found if found and _AROUND.issuperset(words[found.end : end]) else None


def _alone(
    words: Sequence[str], start: int, end: int, forms: Mapping[tuple[str, ...], str]
) -> Mention | None:
    place = start
    while place < end and words[place] in _AROUND:
        place += 1
    found = _form(words, place, end, forms)
    return found if found and _AROUND.issuperset(words[found.end : end]) else None


def _form(
    words: Sequence[str], start: int, end: int, forms: Mapping[tuple[str, ...], str]
) -> Mention | None:
    for size in (2, 1):
        id = forms.get(tuple(words[start : start + size]))
        if id is not None and start + size <= end:
            return Mention(KIND, id, start, start + size)
    return None
