"""A question as its words stand and are meant, and what is named in it: the ground of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bot.nlu.entity_files import read_entity_data
from bot.nlu.language_files import read_language
from bot.nlu.syllables import Language, Syllable, read, split
from bot.plans.bare_words import bare_words
from bot.plans.register import Register
from bot.plans.short_forms import spelled_out, written_out
from bot.plans.shorts import Shorts, shorts_of
from bot.plans.spoken_names import EACH, names_of_documents, names_of_kinds, names_of_units
from bot.vietnamese.diacritics import nfc, strip_diacritics
from bot.vietnamese.gazetteer import Gazetteer, Name
from bot.vietnamese.mentions import Mention
from bot.vietnamese.tones import place_tones

__all__ = ["Ears", "Said", "ears_for", "said"]

_ENTITIES = ("document", "unit", "province", "group")
_PLANS = (("ke", "hoach"), ("van", "ban"), ("quyet", "dinh"))
_I_FOR_Y = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = frozenset({",", "va", "voi", "cung", "&"})
"""Between two groups of which only the first has its “các”."""
_OF_ANY_PLAN = frozenset(
    ["binh", "dan", "hoc", "vu", "so", "bdhvs", "phong", "trao", "trien", "khai", "thuc", "hien"]
)
"""Words between “kế hoạch” and the one whose plan it is."""
_NO_NEWSPAPER = (["bao", "cao"], ["can", "bo"])
_OWNED = frozenset({"của", "cua", "còn", "con"})
"""Before a province's name without its marks they show what it is."""
_PURPOSE = re.compile(
    r"[,.;?!] *(?:để|de) (?:tôi|toi|em|mình|minh|anh|chị|chi|tớ|to|sếp|sep) [^?]*$"
    r"|(?<=\?) *(?:em|tôi|toi|mình|minh|bên em|ben em) (?:đang |dang )?"
    r"(?:cần|can|muốn|muon|phải|phai|định|dinh) [^?]*$",
    re.IGNORECASE,
)
"""What a person wants the answer for, said behind the question."""


@dataclass(frozen=True)
class Ears:
    """How questions are written and what can be named in them.

    `became` gives for a province of old the one of today, `issued` for a unit the ids of its
    documents, `shorts` what two letters stand for in the register (see `bot.plans.shorts`),
    `spelled` its words with their marks, `kinds` its groups without their “các”, `planned` the
    provinces that have a plan.
    """

    language: Language
    gazetteer: Gazetteer
    became: Mapping[str, str]
    issued: Mapping[str, tuple[str, ...]]
    shorts: Shorts
    spelled: frozenset[str]
    kinds: Gazetteer
    planned: frozenset[str]


@dataclass(frozen=True)
class Said:
    """A question: `words` as meant (lower case, NFC), and what is named at places of them.

    `strange` are those (without marks) that the register has with other marks only: other words.
    """

    text: str
    words: tuple[str, ...]
    mentions: tuple[Mention, ...]
    strange: frozenset[str] = frozenset()

    @cached_property
    def bares(self) -> tuple[str, ...]:
        """The words without their marks."""
        return tuple(strip_diacritics(word) for word in self.words)

    @cached_property
    def bare(self) -> str:
        """The whole without marks and closing signs, one space between words."""
        return _closed(" ".join(self.bares))

    @cached_property
    def marked(self) -> str:
        """The same with its marks, letter for letter."""
        return _closed(" ".join(self.words))

    def values(self, kind: str) -> tuple[str, ...]:
        """What is named of this kind, once each, in order."""
        return tuple(dict.fromkeys(each.value for each in self.mentions if each.kind == kind))


def ears_for(register: Register, folder: Path) -> Ears:
    """What is needed to read questions about `register`; `folder` is ``knowledge/language``."""
    entities = read_entity_data(folder / "entities")
    names = [*names_of_documents(register), *names_of_units(register, entities)]
    planned = _initials(register)
    names += [Name("province", province, short) for short, province in planned.items()]
    for file in entities.files:
        if file.entity in _ENTITIES and file.entity != "unit":
            names += [
                replace(each, after=each.after | _OWNED) if each.entity == "province" else each
                for each in file.all_names()
                if planned.get(each.text.lower(), each.value) == each.value
            ]
    names += [
        Name("province", document.province, nfc(place).lower())
        for document in register.documents
        for place in document.places
        if document.province
    ]
    became = {
        str(entry.value): str(entry.now)
        for file in entities.files
        if file.entity == "province"
        for entry in file.entries
        if entry.now
    }
    issued: dict[str, tuple[str, ...]] = {}
    for document in register.documents:
        issued[document.issuer] = (*issued.get(document.issuer, ()), document.id)
    texts = [text for task in register.tasks for text in (task.name, *task.keywords)]
    return Ears(
        Language.from_data(read_language(folder)),
        Gazetteer(names),
        became,
        issued,
        shorts_of(map(bare_words, texts)),
        frozenset(_as_spelled(word) for text in texts for word in _WORD.findall(nfc(text).lower())),
        Gazetteer(names_of_kinds(register)),
        frozenset(planned.values()),
    )


def _initials(register: Register) -> dict[str, str]:
    """Provinces that have a plan by their initials: among plans “ĐN” is none of those without."""
    named = (document.province for document in register.documents if document.province)
    return {"".join(word[0] for word in nfc(name).lower().split()): name for name in named}


def said(text: str, ears: Ears) -> Said:
    """`text` as its words are meant, with the documents, units, provinces and groups it names."""
    text = spelled_out(_PURPOSE.sub("", nfc(text)))
    written = split(text)
    syllables = read(text, ears.language).syllables
    meant = _one_by_one(written_out(text, syllables, ears.shorts, ears.spelled))
    read_as = {each.start: each.form for each in _one_by_one(syllables)}
    spelled_out_at = {each.start for each in meant if read_as.get(each.start) != each.form}
    words = [each.form for each in meant]
    found = ears.gazetteer.find(words)
    taken = [(meant[each.start].start, meant[each.end - 1].end) for each in found]
    for each in ears.gazetteer.find([piece.form for piece in written]):
        start, end = written[each.start].start, written[each.end - 1].end
        foreign = each.kind == "province" and each.value not in ears.planned
        if foreign and each.end - each.start == 1 and start in spelled_out_at:
            continue  # “hn là 4/9” names no place
        rivals = [k for k, (first, last) in enumerate(taken) if first < end and start < last]
        if all(taken[k][1] - taken[k][0] < end - start for k in rivals):
            places = [k for k, word in enumerate(meant) if word.start < end and start < word.end]
            found = [mention for k, mention in enumerate(found) if k not in rivals]
            found.append(Mention(each.kind, each.value, places[0], places[-1] + 1))
            taken = [(meant[m.start].start, meant[m.end - 1].end) for m in found]
    found = [other for each in found for other in _meant(words, each, ears)]
    found += [
        other
        for each in found
        for other in _enumerated(words, each, ears)
        if not any(one.start < other.end and other.start < one.end for one in found)
    ]
    found.sort(key=lambda each: each.start)
    found = [_of_issuer(words, each, found, ears) for each in found]
    known = {strip_diacritics(word) for word in words if _as_spelled(word) in ears.spelled}
    marked = {strip_diacritics(word) for word in words if word != strip_diacritics(word)}
    return Said(text, tuple(words), tuple(found), frozenset(marked - known))


def _as_spelled(word: str) -> str:
    """One spelling where people have two: “kĩ” and “kỹ”, “hóa” and “hoá”."""
    return "".join(_I_FOR_Y.get(letter, letter) for letter in place_tones(word))


def _meant(words: Sequence[str], mention: Mention, ears: Ears) -> Iterator[Mention]:
    """The mention, or what its neighbours make of it.

    “Kế hoạch của Bộ” is the documents of that unit; in “báo cáo Đắk Nông” and “cán bộ Đắk Nông” no
    newspaper is named.
    """
    bares = [strip_diacritics(word) for word in words[: mention.start + 1]]
    start = mention.start
    named = tuple(map(strip_diacritics, words[start : mention.end]))
    if mention.kind == "office" and named != bare_words(mention.value):
        # “Với sinh viên” is no slip for “Hội Sinh viên”.
        for each in ears.gazetteer.find(words[start + 1 : mention.end]):
            yield replace(each, start=each.start + start + 1, end=each.end + start + 1)
        return
    if mention.kind == "unit" and bares[start - 1 :] in _NO_NEWSPAPER:
        for first, last in ((start - 1, start + 1), (start + 1, mention.end)):
            for each in ears.gazetteer.find(words[first:last]):
                yield replace(each, start=each.start + first, end=each.end + first)
        return
    owned = bares[-1:] == ["cua"] or bares[-2:-1] == ["cua"]
    before = tuple(bares[:-1] if bares[-1:] == ["cua"] else bares[: -2 if owned else -1])
    while before and before[-1] in _OF_ANY_PLAN:
        before = before[:-1]
    if mention.kind == "unit" and mention.value in ears.issued and before[-2:] in _PLANS:
        for id in ears.issued[mention.value]:
            yield replace(mention, kind="document", value=id)
        return
    yield mention


def _enumerated(words: Sequence[str], mention: Mention, ears: Ears) -> Iterator[Mention]:
    """The groups named behind a group without a “các” of their own: “các bộ, ngành, địa phương”."""
    if mention.kind != "unit" or strip_diacritics(words[mention.start]) != EACH:
        return
    start = mention.end
    while True:
        while strip_diacritics("".join(words[start : start + 1])) in _BETWEEN:
            start += 1
        found = ears.kinds.find(words[start:])
        if not found or found[0].start:
            return
        end = start + found[0].end
        yield replace(found[0], start=start, end=end)
        start = end


def _of_issuer(
    words: Sequence[str], mention: Mention, found: Iterable[Mention], ears: Ears
) -> Mention:
    """The mention; a unit that says whose the document before it is (“QĐ 550 của Bộ”) as it."""
    owned = strip_diacritics(words[mention.start]) == "cua"
    start = mention.start - (not owned)
    if mention.kind != "unit" or strip_diacritics(words[start]) != "cua":
        return mention
    for each in found:
        issued = each.kind == "document" and each.value in ears.issued.get(mention.value, ())
        if issued and each.end == start:
            return replace(mention, kind="document", value=each.value)
    return mention


def _one_by_one(syllables: Iterable[Syllable]) -> list[Syllable]:
    return [
        Syllable(each.start, each.end, form) for each in syllables for form in each.form.split()
    ]


def _closed(text: str) -> str:
    """“2 . 3 ?” as “2.3”, “30 / 6” as “30/6”."""
    return re.sub(r"(?<=\w) ?([./]) ?(?=\w)", r"\1", text.rstrip(" ?!.…"))
