"""Which numbered option a short answer names, where the options themselves are not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.vietnamese.choice import match_choice
from bot.vietnamese.mentions import Mention
from bot.vietnamese.numbers import read_number_between, read_ordinal
from bot.vietnamese.phrases import spelt, spelt_keys

__all__ = ["find_choice"]

MOST_OPTIONS = 4

_LETTERS = spelt_keys({"a": 1, "b": 2, "bê": 2, "c": 3, "xê": 3, "d": 4, "đê": 4})
_NOUNS = [
    (spelt("câu"), spelt("trả"), spelt("lời")),
    (spelt("phương"), spelt("án")),
    (spelt("lựa"), spelt("chọn")),
    (spelt("đáp"), spelt("án")),
    (spelt("câu số mục ý cái ô dòng nút phần đáp án"),),
]
_CHOOSING = spelt("chọn lấy chốt bấm khoanh là")
_REFUSALS = spelt("không ko phải chẳng đừng bỏ chưa")
_OR = spelt("hay hoặc")
_SEPARATORS = frozenset(".):-,")


def find_choice(words: Sequence[str]) -> list[Mention]:
    """The choice, "1" to "4", that an answer names, as one mention or none.

    `words` are known to answer a question: besides those that are nothing but a place (“câu thứ
    hai ạ”, “em chọn B”), a place counts that is called one (“tôi nghĩ phương án 3 mới đúng”),
    unless it is refused or there are several. “Cái cuối cùng” depends on how many there are: it
    is none.
    """
    named = list(_named(words))
    if not named:
        return []
    choice = _meant(" ".join(words))
    called = [each for each in named if _is_called(words, each)]
    if choice is not None:
        fitting = [each for each in named if each.value == choice]
    else:
        open_question = not _OR.isdisjoint(words) and len({each.value for each in named}) > 1
        clear = len({each.value for each in called}) == 1 and not open_question
        fitting = called if clear else []
    return [max(fitting, key=lambda each: (each.end - each.start, each.start))] if fitting else []


def _is_called(words: Sequence[str], place: Mention) -> bool:
    """Whether a noun, “thứ”, a verb of choosing or a separator shows that it is a choice."""
    before = words[max(0, place.start - 2) : place.start]
    if not _REFUSALS.isdisjoint(before):
        return False
    if place.end - place.start > 1 or (before and before[-1] in _CHOOSING):
        return True
    return place.start == 0 and place.end < len(words) - 1 and words[place.end] in _SEPARATORS


def _meant(text: str) -> str | None:
    """The choice of an answer that is nothing but a place in a list of whatever length."""
    place = match_choice(text, [""] * MOST_OPTIONS)
    if place is None or match_choice(text, [""] * (MOST_OPTIONS + 1)) != place:
        return None
    return str(place + 1)


def _named(words: Sequence[str]) -> Iterator[Mention]:
    """Every place that stands in `words`, with the noun before it: “câu thứ hai”, “b”."""
    start = 0
    while start < len(words):
        found = _place(words, _after_nouns(words, start))
        if found:
            yield Mention("choice", str(found[0]), start, found[1])
        start = found[1] if found else start + 1


def _after_nouns(words: Sequence[str], start: int) -> int:
    for noun in _NOUNS:
        end = start + len(noun)
        here = words[start:end]
        if len(here) == len(noun) and all(map(frozenset.__contains__, noun, here)):
            return _after_nouns(words, end)
    return start


def _place(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """The number, letter or ordinal that begins at `start`, and the index after it."""
    if start < len(words) and words[start] in _LETTERS:
        return _LETTERS[words[start]], start + 1
    found = read_ordinal(words, start) or read_number_between(words, start, 1, MOST_OPTIONS)
    return found if found and 1 <= found[0] <= MOST_OPTIONS else None
