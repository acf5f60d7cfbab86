"""``knowledge/faq/M01.yml``: questions people ask, answered in one bubble and in steps."""

from __future__ import annotations

from pydantic import Field

from bot.knowledge.schema import Day, Strict, Text
from bot.learning.ids import FaqId, LessonId, ModuleId

__all__ = ["FaqEntry", "FaqFile"]


class FaqEntry(Strict):
    """One question, other ways of asking it, and its answer; `lesson` is where it leads."""

    id: FaqId
    question: Text = Field(description="Câu hỏi, không có xưng hô; nhiều nhất 150 ký tự.")
    also_asked: list[Text] = Field(min_items=1, description="Những cách hỏi khác của người dân.")
    answer: Text = Field(description="Trả lời gọn trong một tin; nhiều nhất 300 ký tự.")
    steps: list[Text] = Field(max_items=6, description="Từng bước, mỗi bước nhiều nhất 200 ký tự.")
    lesson: LessonId = Field(description="Bài nên học sau khi đọc câu trả lời.")
    sources: list[Text] = Field(description="Văn bản, trang, báo làm căn cứ.")
    checked: Day = Field(description="Ngày kiểm tra lần cuối.")


class FaqFile(Strict):
    """The questions on one module."""

    module: ModuleId
    questions: list[FaqEntry] = Field(min_items=1)
