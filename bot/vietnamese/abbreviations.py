"""Short spellings of chats and offices written out, each as its neighbours show it is meant.

“Quên mk” is “mật khẩu” and “mk muốn học” is “mình”; “50 k” is “nghìn” and “k biết” is “không”.
What is short for what, and how that is told, stands in `knowledge/language/abbreviations.yml`,
whose head explains its fields. Dialect words are told by the same rules, in
`bot.vietnamese.dialect`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.vietnamese.diacritics import nfc, strip_diacritics

__all__ = ["Lexicon", "Meaning", "expand", "load", "read_lexicon"]

WINDOW = 5
"""Syllables on each side that are `near`; a neighbour further off says little about a word."""

LONGEST_NEIGHBOUR = 3
"""Syllables in one phrase of `near`, `before` and `after`."""

_SIZES = range(1, LONGEST_NEIGHBOUR + 1)

NUMBER = "NUMBER"
EDGE = "EDGE"
_STOP = "STOP"  # an edge that ends a sentence: nothing beyond it is near
_SENTENCE_ENDS = frozenset(".!?…\n")
# These stand inside of what is written as one: “kh&cn”, “v/v”, “e-mail”.
_JOINING_SIGNS = frozenset("/&-+%@#_'")


@dataclass(frozen=True)
class Meaning:
    """What a form stands for where all of the conditions hold.

    `words` are written instead of the form; None leaves it as it is. A condition that is empty
    holds everywhere. `near`: one of these within `WINDOW` syllables; `after`, `before`: the form
    comes directly after, directly before one of these. `marked`: most other words of the
    message bear diacritics, so that a word without them is meant without them.
    """

    words: str | None
    near: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    marked: bool = False

    @property
    def is_conditional(self) -> bool:
        """Whether it depends on the neighbours at all."""
        return bool(self.near or self.after or self.before or self.marked)


@dataclass(frozen=True)
class Lexicon:
    """Forms (words with one space between them) and their meanings, the first that fits counts.

    `sizes` gives for the first word of each form how many words forms beginning so have, longest
    first.
    """

    meanings: Mapping[str, tuple[Meaning, ...]]
    sizes: Mapping[str, tuple[int, ...]]


def load(data: Mapping[str, Any]) -> Lexicon:
    """The lexicon of `abbreviations.yml`, read as YAML.

    Raises ValueError naming the form and the field that is wrong.
    """
    return read_lexicon(data, "abbreviations")


def expand(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """`words` with the forms that `lexicon` knows written out, in a list of the same length.

    Words are lower case in NFC. A form of several words gives its meaning in the place of the
    first and "" in those of the others. Of two forms that begin with the same word the longer one
    counts. Neighbours are looked at as they most likely read, their own short forms written out.
    """
    found = list(_found(words, lexicon))
    written = list(words)
    if not found:
        return written
    message = _message(words, found)
    for start, end, meanings in found:
        meant = message.meant(start, end, meanings)
        if meant is not None:
            written[start:end] = [meant] + [""] * (end - start - 1)
    return written


_Found = tuple[int, int, tuple[Meaning, ...]]


def _found(words: Sequence[str], lexicon: Lexicon) -> Iterator[_Found]:
    """Start, end and meanings of every form in `words`, in order and apart from each other."""
    start = 0
    while start < len(words):
        end = start + 1
        for size in lexicon.sizes.get(words[start], ()):
            meanings = lexicon.meanings.get(" ".join(words[start : start + size]))
            if meanings is not None and start + size <= len(words):
                end = start + size
                yield start, end, meanings
                break
        start = end


@dataclass(frozen=True)
class _Message:
    """A message as its neighbours are looked at.

    `syllables` begin and end with an edge; `places` gives the place of each word among them and
    ends with that of the closing edge. `is_marked` is None for what cannot bear diacritics.
    """

    syllables: list[str]
    places: list[int]
    is_marked: list[bool | None]

    def meant(self, start: int, end: int, meanings: Sequence[Meaning]) -> str | None:
        """What the words from `start` to before `end` stand for; None where for themselves."""
        syllables, first, last = self.syllables, self.places[start], self.places[end]
        left = [" ".join(syllables[max(first - size, 0) : first]) for size in _SIZES]
        right = [" ".join(syllables[last : last + size]) for size in _SIZES]
        near: set[str] | None = None
        for meaning in meanings:
            if meaning.after and meaning.after.isdisjoint(left):
                continue
            if meaning.before and meaning.before.isdisjoint(right):
                continue
            if meaning.near:
                near = self._near(first, last) if near is None else near
                if meaning.near.isdisjoint(near):
                    continue
            if meaning.marked and not self._is_among_marked(start, end):
                continue
            return meaning.words
        return None

    def _near(self, first: int, last: int) -> set[str]:
        """The phrases within the window around the syllables from `first` to before `last`."""
        left = self.syllables[max(first - WINDOW, 0) : first]
        right = self.syllables[last : last + WINDOW]
        if _STOP in left:
            left = left[len(left) - left[::-1].index(_STOP) :]
        if _STOP in right:
            right = right[: right.index(_STOP)]
        phrases = {*left, *right}
        for side in (left, right):
            for size in _SIZES[1:]:
                ends = range(size, len(side) + 1)
                phrases.update([" ".join(side[end - size : end]) for end in ends])
        return phrases

    def _is_among_marked(self, start: int, end: int) -> bool:
        others = self.is_marked[:start] + self.is_marked[end:]
        marked = others.count(True)
        return marked > 0 and marked >= others.count(False)


def _message(words: Sequence[str], found: Sequence[_Found]) -> _Message:
    syllables = [_STOP]
    places = []
    for word in _likely(words, found):
        places.append(len(syllables))
        syllables += map(_neighbour, word.split())
    places.append(len(syllables))
    syllables.append(_STOP)
    marked = [not word.isascii() if word.isalpha() else None for word in words]
    return _Message(syllables, places, marked)


def _likely(words: Sequence[str], found: Sequence[_Found]) -> list[str]:
    """`words` with every form as its last meaning, which is the likeliest, where that is sure."""
    likely = list(words)
    for start, end, meanings in found:
        meaning = meanings[-1]
        if meaning.words is not None and not meaning.is_conditional:
            likely[start:end] = [meaning.words] + [""] * (end - start - 1)
    return likely


def _neighbour(syllable: str) -> str:
    if syllable.isalpha() or syllable in _JOINING_SIGNS:
        return syllable
    if syllable.isdecimal():
        return NUMBER
    if syllable in _SENTENCE_ENDS:
        return _STOP
    return syllable if any(map(str.isalnum, syllable)) else EDGE


# --- reading the file -------------------------------------------------------------------------

_MEANING_FIELDS = {"words", "near", "after", "before", "marked"}
_ENTRY_FIELDS = _MEANING_FIELDS | {"form", "meanings", "not_in", "bare"}


def read_lexicon(data: Mapping[str, Any], section: str) -> Lexicon:
    """The lexicon of the entries under `section` with the neighbours named under `groups`.

    Raises ValueError naming the form and the field that is wrong.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get(section), list):
        raise ValueError(f"{section}: thiếu danh sách này.")
    groups = _groups(data.get("groups", {}))
    meanings: dict[str, tuple[Meaning, ...]] = {}
    for number, entry in enumerate(data[section], 1):
        if not isinstance(entry, Mapping) or "form" not in entry:
            raise ValueError(f"{section}[{number}].form: thiếu trường này.")
        for form in _forms(entry, f"{section}[{number}]"):
            if form in meanings:
                raise ValueError(f"{form}: form: có hai lần trong danh sách.")
            meanings[form] = _meanings(form, entry, groups)
    lexicon = Lexicon(meanings, _sizes(meanings))
    return replace(
        lexicon,
        meanings={
            form: tuple(_with_readings(each, lexicon) for each in listed)
            for form, listed in meanings.items()
        },
    )


def _with_readings(meaning: Meaning, lexicon: Lexicon) -> Meaning:
    """`meaning` with its neighbours also as `expand` sees them, with short forms written out."""

    def read(phrases: frozenset[str]) -> frozenset[str]:
        readings = (
            _likely(words, list(_found(words, lexicon))) for words in map(str.split, phrases)
        )
        return phrases.union(" ".join(filter(None, reading)) for reading in readings)

    near, after, before = read(meaning.near), read(meaning.after), read(meaning.before)
    return replace(meaning, near=near, after=after, before=before)


def _sizes(forms: Mapping[str, object]) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for form in forms:
        words = form.split()
        sizes.setdefault(words[0], set()).add(len(words))
    return {first: tuple(sorted(each, reverse=True)) for first, each in sizes.items()}


_Groups = Mapping[str, frozenset[str]]


def _groups(data: Any) -> _Groups:
    if not isinstance(data, Mapping):
        raise ValueError("groups: phải là các nhóm có tên.")
    groups = {NUMBER: frozenset({NUMBER}), EDGE: frozenset({EDGE, _STOP})}
    for name, phrases in data.items():
        if not isinstance(name, str) or not name.isupper() or name in groups:
            raise ValueError(f"groups.{name}: tên nhóm viết HOA, không trùng nhau.")
        groups[name] = _phrases(phrases, groups, f"groups.{name}")
    return groups


def _forms(entry: Mapping[str, Any], where: str) -> list[str]:
    given = entry["form"]
    forms = [
        _text(each, f"{where}.form") for each in (given if isinstance(given, list) else [given])
    ]
    if not forms:
        raise ValueError(f"{where}.form: để trống.")
    unknown = set(entry) - _ENTRY_FIELDS
    if unknown:
        raise ValueError(f"{forms[0]}: {min(map(str, unknown))}: không có trường tên này.")
    if _flag(entry, "bare", forms[0]):
        bares = dict.fromkeys(map(strip_diacritics, forms))
        forms += [bare for bare in bares if bare not in forms]
    return forms


def _meanings(form: str, entry: Mapping[str, Any], groups: _Groups) -> tuple[Meaning, ...]:
    listed = entry.get("meanings")
    if listed is None:
        single = {field: entry[field] for field in entry.keys() & _MEANING_FIELDS}
        found = [_meaning(single, groups, form)]
    elif not isinstance(listed, list) or not listed or entry.keys() & _MEANING_FIELDS:
        raise ValueError(f"{form}: meanings: phải là danh sách, và không kèm trường nào khác.")
    else:
        found = [
            _meaning(each, groups, f"{form}: meanings[{number}]")
            for number, each in enumerate(listed, 1)
        ]
    for number, meaning in enumerate(found[:-1], 1):
        if not meaning.is_conditional:
            raise ValueError(f"{form}: meanings[{number}]: chỉ nghĩa cuối được không có điều kiện.")
    return (*_protected(form, entry, groups), *found)


def _meaning(data: Any, groups: _Groups, where: str) -> Meaning:
    if not isinstance(data, Mapping) or "words" not in data:
        raise ValueError(f"{where}: words: thiếu trường này (để null nếu giữ nguyên).")
    unknown = set(data) - _MEANING_FIELDS
    if unknown:
        raise ValueError(f"{where}: {min(map(str, unknown))}: không có trường tên này.")
    words = data["words"]
    near, after, before = (
        _phrases(data[field], groups, f"{where}: {field}") if field in data else frozenset()
        for field in ("near", "after", "before")
    )
    return Meaning(
        None if words is None else _text(words, f"{where}: words"),
        near=near,
        after=after,
        before=before,
        marked=_flag(data, "marked", where),
    )


def _protected(form: str, entry: Mapping[str, Any], groups: _Groups) -> list[Meaning]:
    """The meanings that leave the form as it is within the phrases of `not_in`."""
    after, before, both = [], [], []
    where = f"{form}: not_in"
    for phrase in _texts(entry.get("not_in", []), where):
        left, found, right = f" {phrase} ".partition(f" {_own_form(phrase, entry)} ")
        if not found or not (left or right):
            raise ValueError(f"{where}: “{phrase}” phải chứa “{form}” và một chữ nữa.")
        if left.strip() and right.strip():
            both.append((left.strip(), right.strip()))
        elif left.strip():
            after.append(left.strip())
        else:
            before.append(right.strip())
    meanings = [
        Meaning(
            None,
            after=_phrases([left], groups, where),
            before=_phrases([right], groups, where),
        )
        for left, right in both
    ]
    if after:
        meanings.append(Meaning(None, after=_phrases(after, groups, where)))
    if before:
        meanings.append(Meaning(None, before=_phrases(before, groups, where)))
    return meanings


def _own_form(phrase: str, entry: Mapping[str, Any]) -> str:
    """The form of `entry` that stands in `phrase`; the first where none does."""
    given = entry["form"]
    forms = [nfc(form) for form in (given if isinstance(given, list) else [given])]
    return next((form for form in forms if f" {form} " in f" {phrase} "), forms[0])


def _phrases(data: Any, groups: _Groups, where: str) -> frozenset[str]:
    """The neighbours named in a list, each also as it is typed without diacritics.

    A neighbour typed with diacritics must bear the right ones: “bán” is not “bạn”.
    """
    phrases: set[str] = set()
    for phrase in _texts(data, where, capitals=True):
        if phrase.isupper():
            if phrase not in groups:
                raise ValueError(f"{where}: không có nhóm {phrase}.")
            phrases |= groups[phrase]
            continue
        if len(phrase.split()) > LONGEST_NEIGHBOUR:
            raise ValueError(f"{where}: “{phrase}” dài hơn {LONGEST_NEIGHBOUR} chữ.")
        phrases |= {phrase, strip_diacritics(phrase)}
    if not phrases:
        raise ValueError(f"{where}: để trống.")
    return frozenset(phrases)


def _texts(data: Any, where: str, *, capitals: bool = False) -> list[str]:
    if not isinstance(data, list):
        raise ValueError(f"{where}: phải là danh sách.")
    return [_text(each, where, capitals=capitals) for each in data]


def _text(data: Any, where: str, *, capitals: bool = False) -> str:
    if not isinstance(data, str):
        raise ValueError(f"{where}: “{data}” phải là chữ; đặt trong dấu ngoặc kép.")
    text = nfc(" ".join(data.split()))
    if not text:
        raise ValueError(f"{where}: để trống.")
    if text != text.lower() and not (capitals and text.isupper()):
        raise ValueError(f"{where}: “{text}” phải viết thường.")
    return text


def _flag(data: Mapping[str, Any], field: str, where: str) -> bool:
    value = data.get(field, False)
    if not isinstance(value, bool):
        raise ValueError(f"{where}: {field}: chỉ được là true hoặc false.")
    return value
