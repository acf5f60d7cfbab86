"""Questions that nothing is known about, noted for those who write the knowledge.

A note holds no person: what could name one is blanked out, and the message it came in is known by
a keyed hash only. Notes go after half a year.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.engine import Engine

from bot.store.database import from_utc, insert_once, reading, to_utc, writing
from bot.store.tables import unanswered
from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.masking import BLANK, mask_secrets

__all__ = ["KEPT", "NotKnown", "Unanswered", "for_operators"]

KEPT = timedelta(days=180)
LONGEST = 300
"""Characters of a question that are noted."""

_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[ .\-/]?\d){3,}(?!\w)")
_PART = r"[^\W\d_a-zàáảãạăắằẳẵặâấầẩẫậđèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵ][^\W\d_]*"
_FAMILY = (
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Đinh|Trịnh|Đoàn|Lương"
    r"|Nguyen|Tran|Pham|Hoang|Huynh|Phan|Dang|Bui|Ngo|Duong|Dinh|Trinh|Doan|Luong)"
)
_NAME = re.compile(rf"\b{_FAMILY}(?: {_PART}){{1,4}}\b")
_CALLED = re.compile(
    r"(?i:\b(?:tên|ten)(?: (?:tôi|toi|là|la|em|cháu|chau|con|bác|bac|cô|co|chú|chu))*) "
    rf"({_PART}(?: {_PART}){{0,4}})"
)


@dataclass(frozen=True)
class NotKnown:
    """A question as it was typed last, how often it was asked (marks apart), first and last."""

    question: str
    times: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class Unanswered:
    """The notes in one database; `key` hides which message each came in."""

    engine: Engine
    key: bytes

    def note(self, question: str, message: str, at: datetime) -> None:
        """Notes `question`, once for each `message` (its sender's name and id)."""
        row = {
            "occasion": hmac.new(self.key, message.encode(), hashlib.sha256).hexdigest(),
            "question": for_operators(question),
            "asked_at": to_utc(at),
        }
        with writing(self.engine) as connection:
            connection.execute(delete(unanswered).where(unanswered.c.asked_at < to_utc(at - KEPT)))
            insert_once(connection, unanswered, row)

    def most_asked(self) -> Sequence[NotKnown]:
        """What is noted, the most frequent first, then the newest."""
        query = select(unanswered.c.question, unanswered.c.asked_at).order_by(unanswered.c.asked_at)
        with reading(self.engine) as connection:
            rows = connection.execute(query).all()
        by_words: dict[str, list[tuple[str, datetime]]] = {}
        for question, asked_at in rows:
            words = " ".join(re.findall(r"\w+", strip_diacritics(question).casefold()))
            by_words.setdefault(words, []).append((question, from_utc(asked_at)))
        found = [
            NotKnown(asked[-1][0], len(asked), asked[0][1], asked[-1][1])
            for asked in by_words.values()
        ]
        return sorted(found, key=lambda each: (each.times, each.last), reverse=True)


def for_operators(question: str) -> str:
    """`question` on one line, without secrets, addresses, long numbers and names of people."""
    text = " ".join(mask_secrets(question)[0].split())
    for pattern in (_ADDRESS, _NUMBER, _NAME):
        text = pattern.sub(BLANK, text)
    text = _CALLED.sub(lambda found: found[0].replace(found[1], BLANK), text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
