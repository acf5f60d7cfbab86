"""How people name themselves in what they write.

“Cô muốn học…” says how to address the writer; a name says nothing, so it is never guessed
from one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.vietnamese.diacritics import nfc

__all__ = ["self_reference"]

_VERBS = (
    "muốn|cần|hỏi|xin|không|ko|chưa|đang|đã|bị|có|thấy|nghe|tên|học|quên|biết|nhờ|sợ|lo|mới|"
    "định|dùng|làm|già|mất|nhận|lỡ|vừa|tính|hông|hổng|cũng|đây|hiểu|mù"
)


def self_reference(text: str, forms: Mapping[str, str]) -> str | None:
    """The id of the form the writer uses for themself at the start of a clause, or None.

    `forms` maps words (“bác”) to ids.
    """
    words = "|".join(re.escape(word) for word in sorted(forms, key=len, reverse=True))
    said = rf"(?:^|[.,!?;]\s*|\b(?:dạ|ơi|cho|giúp|để)\s+)({words})\s+(?:{_VERBS})\b"
    match = re.search(said, nfc(text).lower())
    return forms[match[1]] if match else None
