"""The questions and situations of the knowledge files under the rules of item writing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.placeholders import FACT_PREFIX, UnknownPlaceholderError, fill, placeholders_of
from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import Document, Place
from bot.learning.files import ItemEntry, KnowledgeFiles
from bot.learning.ids import module_id_of
from bot.learning.item_writing import Item, item_mistakes, repeated_items, set_mistakes
from bot.learning.library import Library
from bot.learning.texts import items_of

__all__ = ["badly_written_items", "untaught_facts"]


_NO_ADDRESS = dict.fromkeys(("ban", "Ban", "toi", "Toi"), "…")


@dataclass(frozen=True)
class _Placed:
    item: Item
    document: Document
    place: Place


def badly_written_items(files: KnowledgeFiles, library: Library) -> Iterator[Problem]:
    """Items that give their answer away, sets that do, and items that are there twice."""
    placed = [
        _Placed(item, document, place)
        for document, place, _, entry in items_of(files)
        if (item := _item(library, entry))
    ]
    by_file: dict[Path, list[_Placed]] = {}
    for each in placed:
        by_file.setdefault(each.document.path, []).append(each)
        for at, message in item_mistakes(each.item):
            yield each.document.problem((*each.place, *at), message)
    for of_file in by_file.values():
        first = of_file[0]
        for message in set_mistakes([each.item for each in of_file]):
            yield first.document.problem(first.place[:1], message)
    for message in set_mistakes([each.item for each in placed]):
        yield Problem(files.folder / "questions", 1, "", f"Cả ngân hàng câu hỏi: {message}")
    for one, other in repeated_items([each.item for each in placed]):
        earlier, later = placed[one], placed[other]
        where = f"{earlier.document.path.name}:{earlier.document.line(earlier.place)}"
        yield later.document.problem(later.place, f"Câu này hỏi cùng một điều với {where}.")


def _item(library: Library, entry: ItemEntry) -> Item | None:
    """The item as people read it; None where a placeholder is unknown, which is told elsewhere."""
    # The words for the person and the bot stand everywhere and are no clue to anything.
    values = library.values(library.address_forms.default) | _NO_ADDRESS
    try:
        return Item(
            stem=fill(entry.stem, values),
            hint=fill(entry.hint, values),
            options=tuple(fill(option.text, values) for option in entry.options),
            key=next(place for place, option in enumerate(entry.options) if option.correct),
        )
    except UnknownPlaceholderError:
        return None


def untaught_facts(files: KnowledgeFiles, library: Library) -> Iterator[Problem]:
    """Facts in a stem or a right option that neither the lesson nor one before it has named.

    Before a lesson come the earlier lessons of its module and all of the modules it builds on.
    Wrong options may name anything: to tell it from what was taught is what they ask for.
    """
    taught: dict[str, set[str]] = {
        parsed.model.id: {
            name
            for bubble in parsed.model.bubbles
            for name in (*placeholders_of(bubble.text), *placeholders_of(bubble.simpler))
        }
        for parsed in files.lessons
    }
    for document, place, lesson_id, entry in items_of(files):
        known = {name for id in _so_far(library, lesson_id) for name in taught.get(id, ())}
        number, key = next((n, each) for n, each in enumerate(entry.options) if each.correct)
        at_key: Place = ("options", number, "text")
        for at, text in ((("stem",), entry.stem), (at_key, key.text)):
            for name in placeholders_of(text):
                if name.startswith(FACT_PREFIX) and name not in known:
                    message = f"{{{name}}} chưa được dạy trong bài {lesson_id} hay bài trước đó."
                    yield document.problem((*place, *at), message)


def _so_far(library: Library, lesson_id: str) -> Iterator[str]:
    """The ids of this lesson, of those before it in its module, and of the modules before."""
    modules = {module.id: module for module in library.curriculum.modules}
    waiting, seen = [module_id_of(lesson_id)], set[str]()
    while waiting:
        module = modules.get(waiting.pop())
        if module is not None and module.id not in seen:
            seen.add(module.id)
            waiting += module.prerequisites
    for id in seen:
        for lesson in modules[id].lessons:
            yield lesson.id
            if lesson.id == lesson_id:
                break
