"""``knowledge/leaders/M01.yml``: to lead a class through a module, and to help with its lessons.

A guide is read step by step: what the leader does, and what they read aloud to everybody.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from bot.knowledge.problem import Problem
from bot.knowledge.schema import Day, Parsed, Strict, Text
from bot.learning.ids import LessonId, ModuleId

__all__ = ["GuideFile", "GuideStep", "HelpEntry", "repeated_helps"]


class GuideStep(Strict):
    """One step: `do` is for the leader, `say` is read aloud to the class."""

    do: Text = Field(description="Người phụ trách làm gì; nhiều nhất 100 ký tự khi đã điền.")
    say: Text = Field(description="Lời đọc to cho cả lớp; nhiều nhất 170 ký tự khi đã điền.")


class HelpEntry(Strict):
    """How somebody at home or in class helps with one lesson."""

    lesson: LessonId
    hint: Text = Field(description="Cách giúp, không làm thay; nhiều nhất 200 ký tự khi đã điền.")


class GuideFile(Strict):
    """The guide to one module."""

    module: ModuleId = Field(description="Trùng với tên tệp, như M01.")
    checked: Day = Field(description="Ngày đọc lại lần cuối.")
    steps: list[GuideStep] = Field(min_items=3, max_items=8)
    helps: list[HelpEntry] = Field(min_items=1, description="Mỗi bài của phần một mục.")


def repeated_helps(guides: tuple[Parsed[GuideFile], ...]) -> Iterator[Problem]:
    """Lessons that a guide helps with twice."""
    for parsed in guides:
        named = [entry.lesson for entry in parsed.model.helps]
        for index, lesson in enumerate(named):
            if lesson in named[:index]:
                message = f"Bài {lesson} có hai lần."
                yield parsed.document.problem(("helps", index, "lesson"), message)
