"""``knowledge/language/entities/``: what is named in messages, and how people write it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field

from bot.knowledge.address import load_address_forms
from bot.knowledge.schema import Strict, Text, parse_file
from bot.vietnamese.diacritics import nfc
from bot.vietnamese.gazetteer import Name

__all__ = ["EntityData", "EntityUse", "NamesFile", "read_entity_data", "read_entity_use"]

USE_FILE = "use.yml"

VoiceWish = Literal[
    "on", "off", "slower", "faster", "usual", "north", "centre", "south", "choose", "passed"
]
"""What may be wished of the voice; `usual`: neither slow nor fast; `choose`: another one."""


class NamesEntry(Strict):
    """One thing: its `value` and the ways to name it; `now` is what took a province's place."""

    value: Text
    names: tuple[Text, ...] = ()
    numbers: tuple[Text, ...] = ()
    called: tuple[Text, ...] = ()
    after: tuple[Text, ...] = ()
    now: Text | None = None


class NamesFile(Strict):
    """The things of one entity. Where values are `ids`, nobody writes them.

    Each of an entry's `numbers` is a name behind each word of `called`, its own or the file's.
    `after` and `traps` are explained in `bot.vietnamese.gazetteer`.
    """

    entity: Text
    ids: bool = False
    called: tuple[Text, ...] = ()
    after: tuple[Text, ...] = ()
    entries: tuple[NamesEntry, ...]
    traps: tuple[Text, ...] = ()

    def all_names(self) -> Iterator[Name]:
        """Every way to name every thing of the file, and the traps."""
        for entry in self.entries:
            after = frozenset(nfc(word).lower() for word in (*self.after, *entry.after))
            for text in self._texts(entry):
                yield Name(self.entity, entry.value, nfc(text).lower(), after)
        for text in self.traps:
            yield Name("", "", nfc(text).lower())

    def _texts(self, entry: NamesEntry) -> Iterator[str]:
        if not self.ids:
            yield entry.value
        yield from entry.names
        for number in entry.numbers:
            for word in (*self.called, *entry.called):
                yield f"{word} {number}"
            if number[0].isdecimal() and any(letter.isalpha() for letter in number):
                yield number


class UseFile(Strict):
    """With which intents an entity is kept, and with which a form of address alone is one.

    `voice` are the wishes about speaking and how each may be said.
    """

    intents: dict[str, tuple[str, ...]]
    form_alone: tuple[str, ...]
    voice: dict[VoiceWish, tuple[Text, ...]] = Field(default_factory=dict)


class EntityData(Strict):
    """The things of every entity."""

    files: tuple[NamesFile, ...]

    def names(self) -> Iterator[Name]:
        """Every way to name every thing, and the traps."""
        for file in self.files:
            yield from file.all_names()


class EntityUse(UseFile):
    """Where entities are kept, and the forms of address.

    `forms` maps words (“đồng chí”) to ids of ``knowledge/address_forms.yml``.
    """

    forms: dict[str, str]

    def keeps(self, entity: str, intent: str | None) -> bool:
        """Whether a message with this intent is about the entity where it is named."""
        return entity not in self.intents or intent in self.intents[entity]


def read_entity_data(folder: Path) -> EntityData:
    """The names of the files as they are now.

    Raises `KnowledgeError` with file, line and field of every problem of the first bad file.
    """
    files = [
        parse_file(path, NamesFile).model
        for path in sorted(folder.glob("*.yml"))
        if path.name != USE_FILE
    ]
    return EntityData(files=tuple(files))


def read_entity_use(file: Path, address_forms: Path) -> EntityUse:
    """Where entities are kept as the files say now; raises `KnowledgeError`."""
    forms = {nfc(form.ban).lower(): form.id for form in load_address_forms(address_forms).all}
    return EntityUse(**parse_file(file, UseFile).model.dict(), forms=forms)
