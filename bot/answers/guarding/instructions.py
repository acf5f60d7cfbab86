"""Words that are meant for a machine and not for the person: they are no evidence for anything."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["talks_of_instructions", "without_instructions"]

_SENTENCE = re.compile(r"[^.!?…\n]*[.!?…\n]+|[^.!?…\n]+")
_BRACKETED = re.compile(r"[(\[{<][^()\[\]{}<>]{0,400}[)\]}>]")
_ROLE = (
    r"#{2,}|<\|?\s*/?\s*\w+\s*\|?>|\[/?(?:inst|sys|system)\]|"
    r"(?<!\w)(?:system|assistant|developer|user|prompt|hệ thống|trợ lý)\s*:|"
    r"(?<!\w)(?:system|developer|jailbreak|dan)\s+(?:prompt|mode)|"
    r"(?<!\w)lời (?:cho|dặn)[^.:]{0,20}(?:máy|ai|trợ lý|mô hình|hệ thống)|"
    r"(?<!\w)(?:gửi|nhắc|nhắn|dặn|dành cho|lưu ý)(?: cho| với)?(?: các)? "
    r"(?:máy|ai|trợ lý|mô hình|bot|chatbot)(?: \w+){0,3}\s*:|"
    r"(?<!\w)(?:hướng dẫn|chỉ dẫn|lệnh|quy tắc|yêu cầu) (?:mới|hệ thống|cho máy|cho ai)(?!\w)"
)
_OVERRULED = (
    r"(?<!\w)(?:bỏ qua|quên(?: hết| đi)?(?! mật| mã| pass| pin)|phớt lờ|"
    r"không (?:cần )?theo|làm trái)[^.]{0,25}"
    r"(?:quy tắc|hướng dẫn|chỉ dẫn|mệnh lệnh|lệnh|lời dặn|yêu cầu|ở trên|phía trên)|"
    r"(?<!\w)(?:ignore|disregard|forget|override)(?!\w)[^.]{0,40}"
    r"(?:above|previous|prior|rules?|instructions?)|"
    r"(?<!\w)(?:đóng vai|giả vờ là|act as|pretend to be|you are now|từ giờ hãy)(?!\w)"
)
_ANSWER_SO = (
    r"(?<!\w)(?:kết thúc|mở đầu|bắt đầu|thêm|chèn|in ra|viết)[^.]{0,20}"
    r"(?:câu trả lời|lời dặn|câu [“\"])|"
    r"(?<!\w)(?:hãy|phải) (?:nói|bảo|trả lời|khen|viết|in)(?!\w)|"
    r"(?<!\w)(?:hãy|phải)[^.]{0,20}(?<!\w)người hỏi(?!\w)|"
    r"(?<!\w)khi (?:trả lời|soạn câu)(?!\w)[^.]{0,12}(?<!\w)(?:hãy|phải|luôn|thêm|nhớ)(?!\w)"
)
_MEANT_FOR_MACHINES = re.compile("|".join((_ROLE, _OVERRULED, _ANSWER_SO)), re.IGNORECASE)
_TOLD = re.compile(
    "|".join(
        (
            _ROLE,
            _OVERRULED,
            r"(?<!\w)(?:đoạn văn|đoạn trích|văn bản|ngữ cảnh) (?:trên|sau|này|đã cho|cung cấp)",
            r"(?<!\w)(?:prompt|lời dặn|lời nhắc) (?:hệ thống|gốc)",
            r"(?<!\w)mô hình ngôn ngữ|(?<!\w)language model|KHÔNG_CÓ",
        )
    ),
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 8)
def without_instructions(text: str) -> str:
    """`text` without the sentences that tell a machine what to do."""
    text = _BRACKETED.sub(
        lambda each: " " if _MEANT_FOR_MACHINES.search(each[0]) else each[0], text
    )
    kept = (each for each in _SENTENCE.findall(text) if not _MEANT_FOR_MACHINES.search(each))
    return "".join(kept)


def talks_of_instructions(text: str) -> str:
    """The words of a generated text that speak of what the machine was told; "" if it does not."""
    found = _TOLD.search(text)
    return found[0] if found else ""
