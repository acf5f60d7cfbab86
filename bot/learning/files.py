"""The files below `knowledge/` as they are written, each with the lines of its values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, StrictBool, validator

from bot.knowledge.address import AddressFormsFile
from bot.knowledge.facts import FactsFile
from bot.knowledge.problem import Problem
from bot.knowledge.schema import Day, Parsed, Positive, Strict, Text, read_file
from bot.learning.framework import FrameworkFile

__all__ = ["KnowledgeFiles", "LessonFile", "ModuleFile", "QuestionsFile", "read_files"]


_File = TypeVar("_File", bound=Strict)


class ModuleId(Text):
    """For example M01."""

    regex = re.compile(r"^M\d\d$")


class OutcomeId(Text):
    """For example M01-O1."""

    regex = re.compile(r"^M\d\d-O\d+$")


class LessonId(Text):
    """For example M01-L1."""

    regex = re.compile(r"^M\d\d-L\d+$")


class QuestionId(Text):
    """For example M01-L1-Q1."""

    regex = re.compile(r"^M\d\d-L\d+-Q\d+$")


class Difficulty(Positive):
    """1 easy, 2 middling, 3 hard."""

    le = 3


class OutcomeEntry(Strict):
    """One outcome of a module."""

    id: OutcomeId
    text: Text


class ModuleFile(Strict):
    """``curriculum/M01/module.yml``."""

    id: ModuleId
    title: Text
    outcomes: list[OutcomeEntry] = Field(min_items=1)
    aliases: list[Text]
    groups: list[Literal["dan", "hssv", "nld", "cbcc"]] = Field(min_items=1)
    tt02_domains: list[Literal["I", "II", "III", "IV", "V", "VI"]]
    digcomp3_areas: list[Literal[1, 2, 3, 4, 5]]


class BubbleEntry(Strict):
    """One bubble of a lesson."""

    text: Text
    simpler: Text


class LessonFile(Strict):
    """``curriculum/M01/M01-L1.yml``."""

    id: LessonId
    title: Text
    outcome: OutcomeId
    checked: Day
    sources: list[Text]
    bubbles: list[BubbleEntry] = Field(min_items=3, max_items=5)


class OptionEntry(Strict):
    """One option of a question."""

    text: Text
    feedback: Text
    correct: StrictBool = False


class QuestionEntry(Strict):
    """One question."""

    id: QuestionId
    outcome: OutcomeId
    difficulty: Difficulty
    stem: Text
    hint: Text
    options: list[OptionEntry] = Field(min_items=2, max_items=4)

    @validator("options")
    def _one_correct(cls, options: list[OptionEntry]) -> list[OptionEntry]:  # noqa: N805
        if sum(option.correct for option in options) != 1:
            raise ValueError("Phải có đúng một phương án có correct: true.")
        return options


class QuestionsFile(Strict):
    """``questions/M01-L1.yml``."""

    lesson: LessonId
    questions: list[QuestionEntry] = Field(min_items=1)


@dataclass(frozen=True)
class KnowledgeFiles:
    """Every file that could be read. Those that belong together are matched by `library`."""

    folder: Path
    modules: tuple[Parsed[ModuleFile], ...]
    lessons: tuple[Parsed[LessonFile], ...]
    questions: tuple[Parsed[QuestionsFile], ...]
    facts: Parsed[FactsFile] | None
    address_forms: Parsed[AddressFormsFile] | None
    framework: Parsed[FrameworkFile] | None


def read_files(folder: Path, problems: list[Problem]) -> KnowledgeFiles:
    """Reads everything below `folder`; adds what is wrong in single files to `problems`."""
    curriculum = sorted((folder / "curriculum").glob("*/*.yml"))
    modules = [path for path in curriculum if path.name == "module.yml"]
    if not modules:
        message = "Không có mô-đun nào trong thư mục này."
        problems.append(Problem(folder / "curriculum", 1, "", message))
    return KnowledgeFiles(
        folder=folder,
        modules=_read_all(modules, ModuleFile, problems),
        lessons=_read_all(
            [path for path in curriculum if path.name != "module.yml"], LessonFile, problems
        ),
        questions=_read_all(sorted((folder / "questions").glob("*.yml")), QuestionsFile, problems),
        facts=read_file(folder / "facts.yml", FactsFile, problems),
        address_forms=read_file(folder / "address_forms.yml", AddressFormsFile, problems),
        framework=read_file(folder / "framework.yml", FrameworkFile, problems),
    )


def _read_all(
    paths: Sequence[Path], model: type[_File], problems: list[Problem]
) -> tuple[Parsed[_File], ...]:
    parsed = (read_file(path, model, problems) for path in paths)
    return tuple(each for each in parsed if each is not None)
