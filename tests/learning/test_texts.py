"""Every text of every file is checked as something people read, or knowingly is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from example_knowledge import write_knowledge
from pydantic import BaseModel

from bot.knowledge.schema import Parsed, Text
from bot.knowledge.yaml_reader import Place
from bot.learning.files import KnowledgeFiles, read_files
from bot.learning.texts import PlacedText, items_of, texts_of

NOT_READ = {
    # Words that a module is asked for by; they are compared with what people say.
    "ModuleFile.aliases",
    # For editors and reports: what is taught and where it is from.
    "OutcomeEntry.text",
    "ModuleFile.qd757_codes",
    "LessonFile.sources",
    "FaqEntry.sources",
    "ScamsFile.sources",
    "FirstHourFile.title",
    "FirstHourFile.sources",
    "ConfirmationFile.sources",
    "RouteEntry.source",
    "SourcedCount.source",
    "SourcedPercent.source",
    "SourcedPositive.source",
    "GroupsEntry.source",
    "PlacementEntry.source",
    "ReviewsEntry.source",
    "RemindersEntry.source",
    # A name of IANA; `bot.learning.reminder_file` checks it.
    "ZoneEntry.zone",
    "FactEntry.statement",
    "FactEntry.source",
    # What placeholders are filled with.
    "FactEntry.value",
    "FormEntry.ban",
    "FormEntry.toi",
    "DefaultEntry.ban",
    "DefaultEntry.toi",
    # A word on a button.
    "FormEntry.title",
    "FormEntry.id",
}


def parsed_of(files: KnowledgeFiles) -> Iterator[Parsed[BaseModel]]:
    for field in fields(files):
        value = getattr(files, field.name)
        if isinstance(value, Parsed):
            yield value
        elif isinstance(value, tuple):
            yield from value


def models_of(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.__fields__.values():
        if isinstance(field.type_, type) and issubclass(field.type_, BaseModel):
            yield from models_of(field.type_)


def text_fields(model: type[BaseModel]) -> set[str]:
    """The fields that hold words: ids are kinds of `Text` of their own."""
    return {name for name, field in model.__fields__.items() if field.type_ is Text}


def walk(model: BaseModel, place: Place = ()) -> Iterator[tuple[str, Place, str]]:
    """Every text below `model`: the field's name, its place and the text."""
    for name in model.__fields__:
        value = getattr(model, name)
        many = isinstance(value, (list, tuple))
        for index, each in enumerate(value if many else [value]):
            at = (*place, name, index) if many else (*place, name)
            if isinstance(each, BaseModel):
                yield from walk(each, at)
            elif isinstance(each, str) and name in text_fields(type(model)):
                yield f"{type(model).__name__}.{name}", at, each


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> KnowledgeFiles:
    files = read_files(write_knowledge(tmp_path), [])
    assert all(getattr(files, field.name) for field in fields(files))
    return files


def test_every_text_is_given_with_its_place(files: KnowledgeFiles) -> None:
    expected = {
        (parsed.document.path, place, text)
        for parsed in parsed_of(files)
        for name, place, text in walk(parsed.model)
        if name not in NOT_READ
    }
    given = [(each.document.path, each.place, each.text) for each in texts_of(files)]
    assert sorted(given, key=str) == sorted(expected, key=str)


def test_what_is_not_read_is_in_some_file(files: KnowledgeFiles) -> None:
    models = {each for parsed in parsed_of(files) for each in models_of(type(parsed.model))}
    there = {f"{model.__name__}.{name}" for model in models for name in text_fields(model)}
    assert there >= NOT_READ


def test_the_example_has_every_field_with_texts(files: KnowledgeFiles) -> None:
    """Otherwise the first test would pass over those it lacks."""
    models = {each for parsed in parsed_of(files) for each in models_of(type(parsed.model))}
    there = {f"{model.__name__}.{name}" for model in models for name in text_fields(model)}
    filled = {name for parsed in parsed_of(files) for name, _, _ in walk(parsed.model)}
    assert there - filled <= NOT_READ


def test_heard_are_only_the_words_of_people(files: KnowledgeFiles) -> None:
    heard = {each.place[-2] for each in texts_of(files) if each.heard}
    assert heard == {"also_asked", "also_called", "asked", "names"}


@pytest.mark.parametrize(
    ("ending", "limit"),
    [
        (("bubbles", 0, "text"), 300),
        (("bubbles", 0, "simpler"), 300),
        (("questions", 0, "answer"), 300),
        (("questions", 0, "options", 0, "text"), 80),
        (("questions", 0, "options", 0, "feedback"), 250),
        (("situations", 0, "hint"), 200),
        (("steps", 0, "text"), 300),
    ],
)
def test_limits(files: KnowledgeFiles, ending: Place, limit: int) -> None:
    assert {each.limit for each in texts_of(files) if each.place == ending} == {limit}


def test_a_problem_with_a_text_has_its_line(files: KnowledgeFiles) -> None:
    text = next(each for each in texts_of(files) if each.text == "Bấm nhẹ vào nút")
    problem = text.problem("Sai.", warning=True)
    assert (problem.file, problem.line) == (files.folder / "faq/M01.yml", 7)
    assert (problem.field, problem.warning) == ("questions[1].steps[2]", True)


def test_items_are_questions_and_situations_with_their_lesson(files: KnowledgeFiles) -> None:
    found = [(document.path.stem, place, lesson) for document, place, lesson, _ in items_of(files)]
    assert found == [
        ("M01-L1", ("questions", 0), "M01-L1"),
        ("M01-L1", ("questions", 1), "M01-L1"),
        ("M01-L2", ("questions", 0), "M01-L2"),
        ("M01-L2", ("questions", 1), "M01-L2"),
        ("M01", ("situations", 0), "M01-L1"),
    ]


def test_missing_files_have_no_texts(tmp_path: Path) -> None:
    texts: list[PlacedText] = list(texts_of(read_files(tmp_path, [])))
    assert texts == []
