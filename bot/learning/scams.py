"""``knowledge/faq/scams.yml``: the forms of scam, their signs, and what to do."""

from __future__ import annotations

from pydantic import Field

from bot.knowledge.schema import Day, Strict, Text
from bot.learning.ids import LessonId, Name

__all__ = ["ScamEntry", "ScamGroupEntry", "ScamsFile"]


class ScamGroupEntry(Strict):
    """Forms of scam that belong together."""

    id: Name
    title: Text


class ScamEntry(Strict):
    """One form: how it goes, words as the swindler says them, signs, and what to do."""

    id: Name
    group: Name
    title: Text
    also_called: list[Text] = Field(min_items=1, description="Người dân gọi hay kể thế nào.")
    story: Text = Field(description="Chuyện xảy ra thế nào; nhiều nhất 300 ký tự.")
    example: Text = Field(description="Lời kẻ gian, trong ngoặc kép; nhiều nhất 250 ký tự.")
    signs: list[Text] = Field(min_items=2, max_items=4, description="Dấu hiệu nhận ra.")
    act: list[Text] = Field(min_items=2, max_items=4, description="Việc cần làm.")
    lesson: LessonId = Field(description="Bài dạy về chuyện này.")


class ScamsFile(Strict):
    """All forms, with the sources they were taken from."""

    sources: list[Text] = Field(min_items=1)
    checked: Day
    groups: list[ScamGroupEntry] = Field(min_items=1)
    scams: list[ScamEntry] = Field(min_items=1)
