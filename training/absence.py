"""Questions that a passage does not answer: of other subjects, of near ones, and of its own.

Of its own subject a passage is asked for what it does not hold: what it costs, whom to call, how
long it takes. Nothing teaches silence as these do.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.knowledge.address import AddressForm
from bot.learning.library import Library
from training.asking import about
from training.sentences import alike

__all__ = ["Asked", "elsewhere", "holding", "missing", "near"]

NEAR = 25
"""Among so many of the passages that are most like it, a question finds its near passage."""

MOST_ALIKE = 0.5
"""Passages that share more than this of their words may answer each other's questions."""


@dataclass(frozen=True)
class Asked:
    """A question with placeholders, the subject (a lesson's id) it is about, and its answer."""

    question: str
    subject: str
    answer: str

    def said_to(self, library: Library, form: AddressForm) -> Asked:
        """The same as a person with this form of address asks it."""
        return replace(self, question=library.fill(self.question, form))


@dataclass(frozen=True)
class _Detail:
    """Something that may be asked of any subject: a passage that has no `hint` of it does not hold
    it, a sentence that `tells` it does."""

    asks: tuple[str, ...]
    hint: re.Pattern[str]
    tells: re.Pattern[str] | None


def _detail(asks: tuple[str, ...], hint: str, tells: str | None = None) -> _Detail:
    return _Detail(
        asks, re.compile(hint, re.IGNORECASE), re.compile(tells, re.IGNORECASE) if tells else None
    )


_DETAILS = (
    _detail(
        ("hết bao nhiêu tiền", "mất phí bao nhiêu", "có tốn tiền không", "giá bao nhiêu"),
        "tiền|phí|giá|đồng|miễn|tốn|trả",
        "miễn phí|[0-9] (nghìn|triệu|đồng)|mất tiền|tốn tiền",
    ),
    _detail(
        ("thì gọi số điện thoại nào", "thì tổng đài số mấy", "cho xin số để gọi"),
        r"gọi|tổng đài|số|\d{3}",
        r"1[89]00[. ]?\d|\b(111|112|113|114|115|156)\b",
    ),
    _detail(
        ("mất mấy ngày", "bao lâu thì xong", "trong bao lâu", "hạn đến ngày nào"),
        "ngày|giờ|tháng|năm|phút|lâu|tuần|hạn",
        r"\d+ (ngày|tháng|giờ|phút|năm)",
    ),
    _detail(
        ("cần giấy tờ gì", "phải mang theo những gì"),
        "giấy|thẻ|hồ sơ|căn cước|biên lai|đơn|mang",
        r"\b(mang|cần) (thẻ|giấy|căn cước|số căn cước|mã hồ sơ)",
    ),
    _detail(
        ("vào trang web nào", "vào trang nào", "cho xin địa chỉ trang"),
        r"trang|\.vn|\.com|web|link|mạng|ứng dụng",
        r"\w\.(gov\.vn|vn|com)\b",
    ),
    _detail(
        ("luật nào quy định", "theo nghị định số mấy", "bị phạt bao nhiêu"),
        "luật|nghị định|phạt|tù|cấm|quy định",
        r"\b(Luật|Nghị định) [A-ZĐ0-9S]",
    ),
    _detail(
        ("thì nên chọn hãng nào", "thì hãng nào tốt nhất", "thì ngân hàng nào tốt"),
        "hãng|nhà mạng|samsung|iphone|oppo|viettel|ngân hàng",
    ),
    _detail(
        ("thì gặp ai ở xã", "thì cơ quan nào quản lý", "thì đến cơ quan nào"),
        "công an|ủy ban|xã|phường|cán bộ|quầy|cơ quan|tổ |trung tâm|bộ ",
        r"đến (Công an|ủy ban|cơ quan|Trung tâm|quầy)|hỏi (Công an|ủy ban|cán bộ)",
    ),
)


def missing(title: str, passage: str, luck: random.Random) -> str | None:
    """A question on the passage's own subject, `title`, for something that it does not hold."""
    lacking = [each for each in _DETAILS if not each.hint.search(f"{passage} {title}")]
    if not lacking:
        return None
    return f"{about(title)} {luck.choice(luck.choice(lacking).asks)}?"


def holding(title: str, sentences: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Questions in the same words for something that is told, each with the sentence that does."""
    for detail in _DETAILS:
        for sentence in sentences:
            if detail.tells and detail.tells.search(sentence):
                yield from ((f"{about(title)} {asks}?", sentence) for asks in detail.asks[:2])
                break


def near(passage: str, subject: str, others: Sequence[Asked], luck: random.Random) -> str | None:
    """A question of another subject that sounds like this passage and has its answer elsewhere."""
    ranked = sorted(
        (each for each in others if each.subject != subject),
        key=lambda each: -alike(each.question, passage),
    )
    fitting = [each for each in ranked[:NEAR] if alike(each.answer, passage) < MOST_ALIKE]
    return luck.choice(fitting).question if fitting else None


def elsewhere(text: str) -> list[str]:
    """The questions of ``bot/answers/elsewhere.txt``: subjects of which we know nothing."""
    return [
        clause.strip()
        for line in text.splitlines()
        if not line.startswith("#")
        for clause in line.split(",")
        if len(clause.split()) > 2
    ]
