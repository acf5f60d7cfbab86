"""A question as its words stand and are meant, and what is named in it: the ground of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from bot.nlu.entity_files import EntityData, read_entity_data
from bot.nlu.language_files import read_language
from bot.nlu.syllables import Language, Syllable, read, split
from bot.plans.offices import OFFICES
from bot.plans.register import Document, Register, Unit
from bot.plans.short_forms import spelled_out, written_out
from bot.plans.shorts import Shorts, shorts_of
from bot.vietnamese.diacritics import nfc, strip_diacritics
from bot.vietnamese.gazetteer import Gazetteer, Name
from bot.vietnamese.mentions import Mention
from bot.vietnamese.tones import place_tones

__all__ = ["Ears", "Said", "bare_words", "ears_for", "said"]

_ENTITIES = ("document", "unit", "province", "group")
_CALLED = ("quyết định", "QĐ", "kế hoạch", "KH", "văn bản", "bản", "số")
_PLANS = (("ke", "hoach"), ("van", "ban"), ("quyet", "dinh"))
_I_FOR_Y = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
_FIGURES = re.compile(r"[0-9]+")
_WORD = re.compile(r"[^\W_]+")
_HEADS = 2
_EACH = "cac"
_BETWEEN = frozenset({",", "va", "voi", "cung", "&"})
"""Between two groups of which only the first has its “các”."""
_OF_ANY_PLAN = frozenset(
    ["binh", "dan", "hoc", "vu", "so", "bdhvs", "phong", "trao", "trien", "khai", "thuc", "hien"]
)
"""Words between “kế hoạch” and the one whose plan it is."""
_NO_NEWSPAPER = (["bao", "cao"], ["can", "bo"])
_OWNED = frozenset({"của", "cua", "còn", "con"})
"""Before a province's name without its marks they show what it is."""
_OF_THE_MINISTRY = (
    *("của bộ", "bộ giao", "bộ yêu cầu", "bộ quy định", "còn bộ", "bộ thì", "ở bộ", "bộ có"),
    *("bộ phải", "bộ cần", "bộ đặt", "bộ làm", "bộ chủ trì", "bộ còn", "giữa bộ"),
    *("trên bộ", "bên bộ", "phía bộ", "tại bộ", "bộ ghi", "bộ nêu", "bộ sao", "bộ ban hành"),
    *("bộ mình", "bộ ấy", "bộ phân công", "về bộ", "lên bộ", "cho bộ", "cấp bộ", "với bộ"),
)
_NO_MINISTRY = (
    *("của bộ phận", "giữa bộ phận", "với bộ phận"),
    *("nội bộ", "toàn bộ", "đồng bộ", "tiến bộ", "cục bộ", "liên bộ", "một bộ"),
)
_OWN_COMMUNE = tuple(
    way
    for kind in ("xã", "phường")
    for way in (
        *(f"{kind} {whose}" for whose in ("em", "tôi", "mình", "anh", "chúng tôi", "chúng em")),
        *(f"{kind} {does}" for does in ("phải", "cần", "thì", "làm", "được", "chủ trì", "còn")),
        *(f"{place} {kind}" for place in ("cấp", "còn", "của", "giao", "em ở", "tôi ở", "mình ở")),
    )
)
"""How those who work for a commune call it."""
_COMMUNES = ("các xã", "các phường", "các xã phường", "các xã, phường", "các phường, xã")
"""How all of them are called."""
_PURPOSE = re.compile(
    r"[,.;?!] *(?:để|de) (?:tôi|toi|em|mình|minh|anh|chị|chi|tớ|to|sếp|sep) [^?]*$"
    r"|(?<=\?) *(?:em|tôi|toi|mình|minh|bên em|ben em) (?:đang |dang )?"
    r"(?:cần|can|muốn|muon|phải|phai|định|dinh) [^?]*$",
    re.IGNORECASE,
)
"""What a person wants the answer for, said behind the question."""
_TOO_SHORT = 3
"""A document's number of fewer figures is a number as any other where it stands alone."""


@dataclass(frozen=True)
class Ears:
    """How questions are written and what can be named in them.

    `became` gives for a province of old the one of today, `issued` for a unit the ids of its
    documents, `shorts` what two letters stand for in the register (see `bot.plans.shorts`),
    `spelled` its words with their marks, `kinds` its groups without their “các”.
    """

    language: Language
    gazetteer: Gazetteer
    became: Mapping[str, str]
    issued: Mapping[str, tuple[str, ...]]
    shorts: Shorts
    spelled: frozenset[str]
    kinds: Gazetteer


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


@lru_cache(maxsize=4096)
def bare_words(text: str) -> tuple[str, ...]:
    """The words of `text` in lower case without marks; signs are left out."""
    return tuple(_WORD.findall(strip_diacritics(nfc(text).lower())))


def ears_for(register: Register, folder: Path) -> Ears:
    """What is needed to read questions about `register`; `folder` is ``knowledge/language``."""
    entities = read_entity_data(folder / "entities")
    names = [*_names_of_documents(register), *_names_of_units(register, entities)]
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
        Gazetteer(_names_of_kinds(register)),
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
    words = [each.form for each in meant]
    found = ears.gazetteer.find(words)
    taken = [(meant[each.start].start, meant[each.end - 1].end) for each in found]
    for each in ears.gazetteer.find([piece.form for piece in written]):
        start, end = written[each.start].start, written[each.end - 1].end
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


def _shorter(unit: Unit) -> Iterator[str]:
    """A unit's name as people shorten it.

    “Báo, Đài và Cổng …”: báo đài; “Đài Phát thanh và Truyền hình tỉnh Đắk Nông”: with and without
    “và”, “tỉnh”, the province.
    """
    name = nfc(unit.name).lower()
    first, comma, rest = name.partition(", ")
    heads = f"{first} {rest.partition(' và ')[0]}"
    if comma and len(heads.split()) == _HEADS:
        yield heads
    if unit.province is None or unit.level == "nhom":
        return
    province = nfc(unit.province).lower()
    bare = name.removesuffix(province).strip().removesuffix("tỉnh").removesuffix("thành phố")
    for text in (bare.strip(), f"{bare.strip()} {province}"):
        yield from (each for each in (text, text.replace(" và ", " ")) if len(each.split()) > 1)


def _with_parent(register: Register, unit: Unit) -> Iterator[str]:
    """A unit that is called by the kind of the one above it, by that one's whole name.

    “Văn phòng Sở”: “văn phòng Sở Khoa học Công nghệ Hải Phòng”.
    """
    above = next((each for each in register.units if each.name == unit.of), None)
    own = nfc(unit.name).lower()
    if above is None or unit.level == "nhom":
        return
    ways = [nfc(text).lower() for text in (above.name, *above.aliases)]
    for way in (*ways, *_shorter(above)):
        kind, _, name = way.partition(" ")
        if own.split()[-1] == kind:
            yield from (f"{own} {each}" for each in (name, name.replace(" và ", " ")))
            yield from (f"{own.removesuffix(kind)}của {each}" for each in (way, kind))


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
    if mention.kind != "unit" or strip_diacritics(words[mention.start]) != _EACH:
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


def _names_of_documents(register: Register) -> Iterator[Name]:
    for document in register.documents:
        for text in _writings(document):
            yield Name("document", document.id, nfc(text).lower())


def _writings(document: Document) -> Iterator[str]:
    yield from document.aliases
    if document.number is None:
        return
    yield document.number
    if figures := _FIGURES.match(document.number):
        for called in _CALLED:
            yield f"{called} {figures[0]}"
        if len(figures[0]) >= _TOO_SHORT:
            yield figures[0]


def _names_of_kinds(register: Register) -> Iterator[Name]:
    """The groups of no province without the “các” before their names."""
    for unit in register.units:
        if unit.level == "nhom" and unit.province is None and unit.of is None:
            for text in (unit.name, *unit.aliases):
                each, _, kind = nfc(text).lower().partition(" ")
                if strip_diacritics(each) == _EACH and kind:
                    yield from (
                        Name("unit", unit.name, way) for way in (kind, kind.replace(",", ""))
                    )


def _names_of_units(register: Register, entities: EntityData) -> Iterator[Name]:
    """Units by the names of the register and by those of the language.

    What the language calls a unit of the register has its name there; where several share it (a
    department of every province), the name they share: `bot.plans.units.units_meant` tells them.
    """
    bearers: dict[tuple[str, ...], set[str]] = {}
    for unit in register.units:
        for text in (unit.name, *unit.aliases):
            bearers.setdefault(bare_words(text), set()).add(unit.name)
    called: dict[tuple[str, ...], str] = {}
    spoken = " ".join(f" {nfc(task.name).lower()} " for task in register.tasks)
    for unit in register.units:
        for text in (unit.name, *unit.aliases):
            way = bare_words(text)
            called[way] = unit.name if len(bearers[way]) == 1 else text
            yield Name("unit", called[way], nfc(text).lower())
    for unit in register.units:
        for text in (*_shorter(unit), *_with_parent(register, unit)):
            if bare_words(text) not in called and f" {text} " not in spoken:
                yield Name("unit", unit.name, text)
    issuers = {document.issuer for document in register.documents}
    ministries = [each.name for each in register.units if each.level == "bo"]
    if len(mine := [name for name in ministries if name in issuers]) == 1:
        # “Hạn của Bộ” is that of the only ministry whose plans are here.
        yield from (Name("unit", mine[0], text) for text in _OF_THE_MINISTRY)
        yield from (Name("", "", text) for text in _NO_MINISTRY)
    for unit in register.units:
        if unit.level == "co_so":
            yield from (Name("unit", unit.name, text) for text in (*_OWN_COMMUNE, *_COMMUNES))
            yield from (Name("", "", f"địa {text}") for text in _OWN_COMMUNE)
    listed: set[tuple[str, ...]] = {*called}
    for file in entities.files:
        if file.entity == "unit":
            for entry in file.entries:
                ways = map(bare_words, (entry.value, *entry.names))
                value = next((called[way] for way in ways if way in called), str(entry.value))
                for text in (entry.value, *entry.names):
                    listed.add(bare_words(text))
                    if bare_words(text) not in called:
                        yield Name("unit", value, nfc(text).lower())
            yield from (Name("", "", nfc(text).lower()) for text in file.traps)
    for office in OFFICES:
        if bare_words(office) not in listed:
            yield Name("office", office, nfc(office).lower())
