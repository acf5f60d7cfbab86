"""How much knowledge there is."""

from __future__ import annotations

from bot.learning.library import Library

__all__ = ["counts"]


def counts(library: Library) -> dict[str, int]:
    """The number of everything that people read, by its Vietnamese name."""
    curriculum = library.curriculum
    questions = [question for lesson in curriculum.lessons for question in lesson.questions]
    situations = sum(question.is_situation for question in questions)
    return {
        "phần": len(curriculum.modules),
        "bài": len(curriculum.lessons),
        "câu hỏi": len(questions) - situations,
        "tình huống": situations,
        "câu hỏi thường gặp": len(library.faq),
        "hình thức lừa đảo": len(library.scams),
        "lộ trình": len(library.routes),
        "số liệu": len(library.facts),
    }
