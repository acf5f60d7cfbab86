"""What documents and units of the register are called in questions, in long and in short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.entity_files import EntityData
from bot.plans.bare_words import bare_words
from bot.plans.offices import OFFICES
from bot.plans.register import Document, Register, Unit
from bot.vietnamese.diacritics import nfc, strip_diacritics
from bot.vietnamese.gazetteer import Name

__all__ = ["EACH", "names_of_documents", "names_of_kinds", "names_of_units"]

EACH = "cac"
"""Before the name of a group, without its marks."""

_CALLED = ("quyết định", "QĐ", "kế hoạch", "KH", "văn bản", "bản", "số")
_FIGURES = re.compile(r"[0-9]+")
_HEADS = 2
_OF_THE_MINISTRY = (
    *("của bộ", "bộ giao", "bộ yêu cầu", "bộ quy định", "còn bộ", "bộ thì", "ở bộ", "bộ có"),
    *("bộ phải", "bộ cần", "bộ đặt", "bộ làm", "bộ chủ trì", "bộ còn", "giữa bộ"),
    *("trên bộ", "bên bộ", "phía bộ", "tại bộ", "bộ ghi", "bộ nêu", "bộ sao", "bộ ban hành"),
    *("bộ mình", "bộ ấy", "bộ phân công", "về bộ", "lên bộ", "cho bộ", "cấp bộ", "với bộ"),
    *("bộ với", "bộ vs", "bộ và", "bộ lẫn", "bộ hay", "bộ rồi", "bộ của"),
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
_TOO_SHORT = 3
"""A document's number of fewer figures is a number as any other where it stands alone."""


def names_of_documents(register: Register) -> Iterator[Name]:
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


def names_of_kinds(register: Register) -> Iterator[Name]:
    """The groups of no province without the “các” before their names."""
    for unit in register.units:
        if unit.level == "nhom" and unit.province is None and unit.of is None:
            for text in (unit.name, *unit.aliases):
                each, _, kind = nfc(text).lower().partition(" ")
                if strip_diacritics(each) == EACH and kind:
                    yield from (
                        Name("unit", unit.name, way) for way in (kind, kind.replace(",", ""))
                    )


def names_of_units(register: Register, entities: EntityData) -> Iterator[Name]:
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
        for text in (*_shorter(unit), *_with_parent(register, unit), *_without_each(unit)):
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


def _without_each(unit: Unit) -> Iterator[str]:
    """“Mặt trận và các đoàn thể” as “Mặt trận và đoàn thể”."""
    for text in (unit.name, *unit.aliases):
        lower = nfc(text).lower()
        if " và các " in lower:
            yield lower.replace(" và các ", " và ")


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
