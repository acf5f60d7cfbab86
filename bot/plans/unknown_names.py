"""What a question names that nobody knows: documents by their numbers, days that do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.plans.reading import Said
from bot.plans.spans import impossible_date

__all__ = ["unknown_names"]

_DOCUMENT_WORDS = (
    ("quyet", "dinh"),
    ("ke", "hoach"),
    ("cong", "van"),
    ("thong", "tu"),
    ("nghi", "dinh"),
    ("chi", "thi"),
    ("nghi", "quyet"),
    ("to", "trinh"),
    ("thong", "bao"),
    ("van", "ban"),
    ("de", "an"),
    ("qd",),
    ("kh",),
    ("cv",),
    ("nq",),
)
_YEARS = range(2020, 2036)
_CODES = frozenset(
    {"quyet", "ke", "cong", "nghi", "thong", "qd", "kh", "cv", "nq", "tt", "ct", "ttr"}
)


def unknown_names(said: Said) -> Iterator[tuple[str, str]]:
    """What is named and unknown, each after its kind (“document”, “day”)."""
    if day := impossible_date(said.bare, said.marked):
        yield "day", day
    documents = {
        place
        for each in said.mentions
        if each.kind == "document"
        for place in range(each.start, each.end)
    }
    for place, word in enumerate(said.bares):
        if not word.isdecimal() or place in documents or int(word) in _YEARS:
            continue
        before = tuple(each for each in said.bares[max(place - 3, 0) : place] if each != "so")
        called = next((each for each in _DOCUMENT_WORDS if before[-len(each) :] == each), None)
        after = said.bares[place + 1 : place + 3]
        coded = len(after) == 2 and after[0] in "/-" and (after[1] in _CODES)
        if (called and after[:1] != ("%",)) or coded:
            yield "document", _as_written(said, place, called)


def _as_written(said: Said, place: int, called: tuple[str, ...] | None) -> str:
    """The number with the words before it and the code after it, as the person wrote them."""
    found = re.search(rf"(?<![\w]){re.escape(said.words[place])}(?:[/\-][\w/\-]+)?", said.text)
    number = found[0] if found else said.words[place]
    if not called or len(called) < 2:
        return number
    return f"{' '.join(said.words[max(place - len(called), 0) : place])} {number}".replace(
        "số ", ""
    )
