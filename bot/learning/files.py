"""The files below `knowledge/` as they are written, each with the lines of its values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, StrictBool, validator

from bot.knowledge.address import AddressFormsFile
from bot.knowledge.facts import FactsFile
from bot.knowledge.problem import Problem
from bot.knowledge.schema import Day, Parsed, Positive, Strict, Text, read_file
from bot.learning.confirmation import ConfirmationFile
from bot.learning.faq import FaqFile
from bot.learning.first_hour import FirstHourFile
from bot.learning.framework import FrameworkFile
from bot.learning.guides import GuideFile
from bot.learning.ids import Group, LessonId, ModuleId, OutcomeId, QuestionId, SituationId
from bot.learning.reminder_file import RemindersFile
from bot.learning.routes import RoutesFile
from bot.learning.scams import ScamsFile

__all__ = [
    "ItemEntry",
    "KnowledgeFiles",
    "LessonFile",
    "ModuleFile",
    "QuestionEntry",
    "QuestionsFile",
    "SituationEntry",
    "SituationsFile",
    "read_files",
]


_File = TypeVar("_File", bound=Strict)


class Difficulty(Positive):
    """1 easy, 2 middling, 3 hard."""

    le = 3


class OutcomeEntry(Strict):
    """One outcome of a module."""

    id: OutcomeId
    text: Text


class ModuleFile(Strict):
    """``curriculum/M01/module.yml``.

    `tt02_domains` are the domains of Thông tư 02/2025/TT-BGDĐT, `digcomp3_areas` the areas of the
    European DigComp 3.0, `qd757_codes` the codes of the annex of Quyết định 757/QĐ-BKHCN.
    """

    id: ModuleId = Field(description="Trùng với tên thư mục, như M01.")
    title: Text
    outcomes: list[OutcomeEntry] = Field(min_items=1, description="Học xong làm được gì.")
    aliases: list[Text] = Field(description="Những từ người dân hay dùng để gọi phần này.")
    groups: list[Group] = Field(min_items=1, description="Dành cho nhóm nào.")
    prerequisites: list[ModuleId] = Field(description="Các phần nên học trước.")
    tt02_domains: list[Literal["I", "II", "III", "IV", "V", "VI"]] = Field(
        description="Miền năng lực của Thông tư 02/2025/TT-BGDĐT."
    )
    digcomp3_areas: list[Literal[1, 2, 3, 4, 5]] = Field(description="Lĩnh vực của DigComp 3.0.")
    qd757_codes: list[Text] = Field(
        description="Mã kỹ năng của Phụ lục I, Quyết định 757/QĐ-BKHCN; để trống khi chưa có."
    )


class BubbleEntry(Strict):
    """One bubble of a lesson."""

    text: Text = Field(description="Một tin nhắn, một ý; nhiều nhất 300 ký tự khi đã điền.")
    simpler: Text = Field(description="Cùng ý ấy bằng lời dễ hơn; cũng được đọc thành tiếng.")
    spoken: Text | None = Field(
        None, description="Lời đọc thành tiếng, khi chữ trong text không hợp để nghe."
    )
    asked: list[Text] = Field([], description="Những cách người dân hỏi về điều tin này nói.")


class LessonFile(Strict):
    """``curriculum/M01/M01-L1.yml``."""

    id: LessonId = Field(description="Trùng với tên tệp, như M01-L1.")
    title: Text
    outcome: OutcomeId = Field(description="Mục tiêu của phần mà bài này dạy.")
    checked: Day = Field(description="Ngày đọc lại bài lần cuối.")
    sources: list[Text] = Field(description="Văn bản, trang, báo làm căn cứ.")
    bubbles: list[BubbleEntry] = Field(min_items=3, max_items=5)


class OptionEntry(Strict):
    """One option of a question."""

    text: Text = Field(description="Nhiều nhất 80 ký tự.")
    feedback: Text = Field(description="Nói với người chọn phương án này; nhiều nhất 250 ký tự.")
    correct: StrictBool = Field(False, description="true ở đúng một phương án.")


class ItemEntry(Strict):
    """What questions and situations have in common."""

    outcome: OutcomeId = Field(description="Mục tiêu mà câu này đo.")
    difficulty: Difficulty = Field(description="1 dễ, 2 vừa, 3 khó.")
    stem: Text = Field(description="Câu hỏi; nhiều nhất 300 ký tự.")
    hint: Text = Field(description="Gợi ý, không nói luôn đáp án; nhiều nhất 200 ký tự.")
    options: list[OptionEntry] = Field(min_items=2, max_items=4)

    @validator("options")
    def _one_correct(cls, options: list[OptionEntry]) -> list[OptionEntry]:  # noqa: N805
        if sum(option.correct for option in options) != 1:
            raise ValueError("Phải có đúng một phương án có correct: true.")
        return options


class QuestionEntry(ItemEntry):
    """One question on a lesson."""

    id: QuestionId


class SituationEntry(ItemEntry):
    """What would you do: a situation, a message, a screen. `lesson` is the one that teaches it."""

    id: SituationId
    lesson: LessonId = Field(description="Bài dạy cách xử lý tình huống này.")


class QuestionsFile(Strict):
    """``questions/M01-L1.yml``."""

    lesson: LessonId
    questions: list[QuestionEntry] = Field(min_items=1)


class SituationsFile(Strict):
    """``questions/M01.yml``."""

    module: ModuleId
    situations: list[SituationEntry] = Field(min_items=1)


@dataclass(frozen=True)
class KnowledgeFiles:
    """Every file that could be read. Those that belong together are matched by `library`."""

    folder: Path
    modules: tuple[Parsed[ModuleFile], ...]
    lessons: tuple[Parsed[LessonFile], ...]
    questions: tuple[Parsed[QuestionsFile], ...]
    situations: tuple[Parsed[SituationsFile], ...]
    faq: tuple[Parsed[FaqFile], ...]
    guides: tuple[Parsed[GuideFile], ...]
    scams: Parsed[ScamsFile] | None
    first_hour: Parsed[FirstHourFile] | None
    confirmation: Parsed[ConfirmationFile] | None
    reminders: Parsed[RemindersFile] | None
    routes: Parsed[RoutesFile] | None
    facts: Parsed[FactsFile] | None
    address_forms: Parsed[AddressFormsFile] | None
    framework: Parsed[FrameworkFile] | None


def read_files(folder: Path, problems: list[Problem]) -> KnowledgeFiles:
    """Reads everything below `folder`; adds what is wrong in single files to `problems`."""
    modules = sorted((folder / "curriculum").glob("*/module.yml"))
    lessons = sorted((folder / "curriculum").glob("*/M??-L*.yml"))
    if not modules:
        message = "Không có học phần nào trong thư mục này."
        problems.append(Problem(folder / "curriculum", 1, "", message))
    problems += _strangers(folder)
    questions, faq = folder / "questions", folder / "faq"
    return KnowledgeFiles(
        folder=folder,
        modules=_read_all(modules, ModuleFile, problems),
        lessons=_read_all(lessons, LessonFile, problems),
        questions=_read_all(sorted(questions.glob("M??-L*.yml")), QuestionsFile, problems),
        situations=_read_all(sorted(questions.glob("M??.yml")), SituationsFile, problems),
        faq=_read_all(sorted(faq.glob("M??.yml")), FaqFile, problems),
        guides=_read_all(sorted((folder / "leaders").glob("M??.yml")), GuideFile, problems),
        scams=read_file(faq / "scams.yml", ScamsFile, problems),
        first_hour=read_file(faq / "first_hour.yml", FirstHourFile, problems),
        confirmation=read_file(folder / "confirmation.yml", ConfirmationFile, problems),
        reminders=read_file(folder / "reminders.yml", RemindersFile, problems),
        routes=read_file(folder / "routes.yml", RoutesFile, problems),
        facts=read_file(folder / "facts.yml", FactsFile, problems),
        address_forms=read_file(folder / "address_forms.yml", AddressFormsFile, problems),
        framework=read_file(folder / "framework.yml", FrameworkFile, problems),
    )


_KNOWN = re.compile(
    r"curriculum/M\d\d/(module|M\d\d-L\d+)|questions/M\d\d(-L\d+)?|faq/(M\d\d|scams|first_hour)"
    r"|leaders/M\d\d"
)


def _strangers(folder: Path) -> Iterator[Problem]:
    """Files that nothing would read: a name typed wrongly must not lose a lesson."""
    for part in ("curriculum", "questions", "faq", "leaders"):
        for path in sorted((folder / part).rglob("*.y*ml")):
            name = path.relative_to(folder).with_suffix("").as_posix()
            if path.suffix != ".yml" or not _KNOWN.fullmatch(name):
                yield Problem(path, 1, "", "Tên tệp không đúng dạng, nên không được đọc.")


def _read_all(
    paths: Sequence[Path], model: type[_File], problems: list[Problem]
) -> tuple[Parsed[_File], ...]:
    parsed = (read_file(path, model, problems) for path in paths)
    return tuple(each for each in parsed if each is not None)
