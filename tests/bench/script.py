"""What the scripted people write: words only, no payloads, so that both sides must understand."""

from __future__ import annotations

__all__ = ["CYCLE", "FIRST_CONTACT", "LESSON", "long_conversation"]

FIRST_CONTACT = ("xin chào", "đồng ý", "cô", "học về vneid")

LESSON = (
    *FIRST_CONTACT,
    *("tiếp", "tiếp", "nói dễ hiểu hơn", "tiếp", "quay lại", "tiếp", "tiếp", "tiếp"),
    *("làm câu hỏi", "1", "2", "gợi ý", "b", "cai dat vneid o dau", "câu thứ ba", "không biết"),
    *("1", "học đến đâu rồi", "cảm ơn cháu", "dừng lại", "học tiếp", "hoc tiep", "nhắc lại"),
    *("quay lại", "tiếp", "tạm biệt"),
)
"""One person's visit: first contact, a lesson, its questions, a question in between."""

CYCLE = (
    *("học về vneid", "tiếp", "quay lại", "nói dễ hiểu hơn", "làm câu hỏi"),
    *("1", "2", "gợi ý", "dừng lại", "học tiếp"),
)
"""Moves that lead back to where they began; the answers given meanwhile grow in number."""


def long_conversation(length: int) -> list[str]:
    """`length` messages of one person: first contact, one move, then the cycle again and again.

    Message 10 k - 4 begins a cycle, so the ten messages 10 k - 4 … 10 k + 5 are always the same.
    """
    start = [*FIRST_CONTACT, "tiếp"]
    cycles = -(-(length - len(start)) // len(CYCLE))
    return [*start, *CYCLE * cycles][:length]
