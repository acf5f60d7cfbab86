"""Which of the numbered options a person means: “2”, “câu b ạ”, “ý thứ hai”, or its own words.

Nothing is guessed: where no option fits, or more than one, there is no choice. This file reads
places in the list (number, letter, ordinal) and what politeness puts around them; the options'
own words are compared in `bot.vietnamese.wording`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.wording import are_counts, match_exact, match_words, spoken

__all__ = ["match_choice"]

LONGEST_ANSWER = 300
"""Characters; a longer message is a story and not a choice."""


def match_choice(text: str, options: Sequence[str]) -> int | None:
    """The index (from 0) of the option that `text` means, or None for none or several.

    `options` are as the person sees them, in the order of their numbers. “2 a” is “2 ạ”;
    “không biết”, “không phải câu b” and “a hay b” are no choice.
    """
    if len(text) > LONGEST_ANSWER:
        return None
    said = _CALL.sub("", spoken(text)).strip()
    if _BARE_YES.fullmatch(said):
        return None
    shown = [spoken(option) for option in options]
    for core in _cores(said):
        meant = {_place(core, shown), match_exact(core, shown), _count(core, shown)} - {None}
        if meant:
            return meant.pop() if len(meant) == 1 else None
    return _with_words(said, shown)


def _any(*phrases: str) -> str:
    """A pattern for any of `phrases`, each word with its own marks or with none.

    With other marks it is another word: “bà” is not “ba”, “từ” is not “tư”.
    """
    return "(?:" + "|".join(" ".join(map(_word, each.split())) for each in phrases) + ")"


def _word(word: str) -> str:
    bare = strip_diacritics(word)
    return word if word == bare else f"(?:{word}|{bare})"


_PEOPLE = ["bác", "cô", "chú", "ông", "anh", "chị", "em", "cháu", "con", "mình", "tôi", "tớ"]
_PEOPLE += ["bạn", "bot", "đồng chí"]
# “ba” is three before it is “bà”, and single letters are choices before they are somebody: they
# stand for a person only before a verb or “ơi”.
_PERSON = f"(?:{_any(*_PEOPLE)}|bà)"
_PERSON_SHORT = f"(?:{_any(*_PEOPLE, 'bà')}|[abcet])"
_VERB = _any("chọn", "nghĩ", "đoán", "bấm", "lấy", "trả lời", "muốn", "xin", "thấy", "cho", "sẽ")
_YES = _any("dạ", "vâng", "ừ", "ừm", "à", "ờ", "ok", "oke")
_CALL = re.compile(rf"\b{_PERSON_SHORT} {_any('ơi')}\b")
# Typed without marks this is “dạ ạ”, a mere yes, as well as “dạ, a”.
_BARE_YES = re.compile(r"(?:da|vang|u|um|o|ok|oke) a")

_MAYBE = _any(
    "chắc", "chắc là", "có lẽ", "hình như", "theo", "thưa", "thì", "là", "rằng", "đúng là"
)
_OPENING = re.compile(rf"(?:{_YES}|{_MAYBE}|{_PERSON_SHORT} {_VERB}|{_VERB}|{_PERSON}) ")
_PARTICLE = _any("ạ", "ah", "nhé", "nha", "nhỉ", "đi", "đó", "đấy", "thôi", "hả", "cảm ơn")
_TAG = f"{_any('đúng', 'phải', 'được')} {_any('không', 'ko')}"
_CLOSING = re.compile(f" (?:{_PARTICLE}|{_TAG}|{_PERSON})$")
_REASON = re.compile(rf" {_any('vì', 'bởi', 'tại', 'do')} .*")

_NOUN = _any(
    "câu trả lời", "câu", "số", "đáp án", "đáp", "phương án", "lựa chọn", "mục", "ý", "cái"
)
_NOUN = f"(?:{_NOUN}|{_any('ô', 'phần', 'dòng', 'nút', 'khoanh')})"
_NOUNS = rf"(?:{_NOUN} (?:{_any('đúng')} )?(?:(?:{_any('của')} )?{_PERSON} )?(?:{_any('là')} )?)"

_NUMBERS = {"một": 0, "hai": 1, "ba": 2, "bốn": 3, "tư": 3, "thứ nhất": 0, "thứ nhì": 1}
_LETTERS = {"a": 0, "b": 1, "c": 2, "d": 3, "bê": 1, "xê": 2, "đê": 3}
_INDEX = {strip_diacritics(word): index for word, index in (_NUMBERS | _LETTERS).items()}
_COUNTED = re.compile(
    rf"{_NOUNS}*(?:{_any('thứ')} )?"
    rf"(?:(?P<letter>{_any(*_LETTERS)})|(?P<number>\d+|{_any(*_NUMBERS)}))"
)

_EDGES = ("đầu tiên", "trên cùng", "cuối cùng", "dưới cùng", "sau cùng", "ở giữa")
_EDGE_WORDS = ("đầu", "cuối", "giữa", "trên", "dưới", "ở trên", "ở dưới")
_EDGE = re.compile(
    rf"{_NOUNS}*(?P<edge>{_any(*_EDGES)}|{'|'.join(_EDGE_WORDS)})"
    rf"|{_NOUNS}+(?P<named>{_any(*_EDGE_WORDS)})"
)


def _cores(said: str) -> Iterator[str]:
    """`said`, then with ever more of the words around a choice taken off."""
    for opened in _opened(said):
        closed = opened
        yield closed
        while (shorter := _CLOSING.sub("", closed)) != closed:
            closed = shorter
            yield closed
        yield _REASON.sub("", opened)


def _opened(said: str) -> Iterator[str]:
    yield said
    while found := _OPENING.match(said):
        said = said[found.end() :]
        yield said


def _place(core: str, shown: Sequence[str]) -> int | None:
    """The index that `core` names, such as “câu thứ hai”, where the list is long enough."""
    if found := _COUNTED.fullmatch(core):
        index = _counted(found)
        return index if 0 <= index < len(shown) else None
    if found := _EDGE.fullmatch(core):
        return _edge(strip_diacritics(found["edge"] or found["named"]), len(shown))
    return None


def _counted(found: re.Match[str]) -> int:
    word = found["letter"] or found["number"]
    return int(word) - 1 if word.isdecimal() else _INDEX[strip_diacritics(word)]


def _count(core: str, shown: Sequence[str]) -> int | None:
    """The option “3 bước” where `core` is “3” and the options are numbers of something.

    It may then mean the third option as well; both are named, and neither is taken.
    """
    if not are_counts(shown):
        return None
    starts = [place for place, option in enumerate(shown) if option.startswith(f"{core} ")]
    return starts[0] if len(starts) == 1 else None


def _edge(edge: str, size: int) -> int | None:
    if edge in ("tren", "o tren", "duoi", "o duoi") and size != 2:
        return None
    if edge in ("giua", "o giua"):
        return size // 2 if size % 2 else None
    return 0 if edge in ("dau", "dau tien", "tren cung", "tren", "o tren") else size - 1


def _with_words(said: str, shown: Sequence[str]) -> int | None:
    """The option meant by its words, with its place before them or not (“2. Gọi công an”)."""
    closed = said
    while (shorter := _CLOSING.sub("", closed)) != closed:
        closed = shorter
    for core in _opened(closed):
        words = core.split(" ")
        for size in range(1, len(words)):
            place = _place(" ".join(words[:size]), shown)
            if place is not None and match_words(" ".join(words[size:]), shown) == place:
                return place
        meant = match_words(re.sub(f"^{_NOUNS}+", "", core), shown)
        if meant is not None:
            return meant
    return None
