"""Offices that no plan names: “Hội Chữ thập đỏ”, “sở du lịch”; a question about one is no other.

Well-known ones are known by name, also without diacritics. Others are told by their kind, written
with its marks, before words that make no other word with it: “sở thú” is none, “hội thi” neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from bot.nlu.dictionary import dictionary_words
from bot.plans.small_words import QUIET

__all__ = ["OFFICES", "unknown_offices"]

OFFICES = (
    *("Sở Du lịch", "Sở Văn hóa", "Sở Giao thông vận tải", "Sở Tài nguyên và Môi trường"),
    *("Sở Kế hoạch và Đầu tư", "Sở Thông tin và Truyền thông", "Sở Ngoại vụ", "Sở Nông nghiệp"),
    *("Sở Lao động, Thương binh và Xã hội", "Hội Chữ thập đỏ", "Hội Luật gia", "Hội Khuyến học"),
    *("Hội Nhà báo", "Hội Văn học nghệ thuật", "Hội Đông y", "Hội Người mù", "Hội Sinh viên"),
    *("Hội Cựu thanh niên xung phong", "Hội Doanh nhân trẻ", "Liên minh Hợp tác xã"),
    *("Kho bạc Nhà nước", "Bảo hiểm xã hội", "Cục Thuế", "Cục Hải quan", "Bộ đội Biên phòng"),
    *("Bộ Chỉ huy quân sự", "Viện kiểm sát", "Tòa án nhân dân", "Thanh tra tỉnh", "Ban Dân tộc"),
    *("Ban Nội chính", "Ban quản lý khu kinh tế", "Ban quản lý khu công nghiệp"),
    *("Trung tâm y tế", "Trung tâm văn hóa", "Trung tâm khuyến nông", "Trung tâm xúc tiến đầu tư"),
)
"""Offices of provinces that are none of the register's, by the names people use for them."""

_KINDS = frozenset({"sở", "cục", "viện", "hội", "phòng", "vụ", "ban"})
_CAPITAL = frozenset({"vụ", "ban"})
"""Other words too: they name an office where it is written with capitals."""
_TWO = {("trung", "tâm"), ("chi", "cục"), ("hiệp", "hội"), ("liên", "đoàn")}
_WORDS = 4
"""So many words behind the kind are repeated as the office's name."""
_NOT_NAMING = """
    ngành lãnh giám cán bộ trên chuyên môn trực sở phòng trong ngoài thành phó ra viên và nghĩ
    hỗ chúc tuyên trước tại chủ đi
"""
_NO_NAME = frozenset(_NOT_NAMING.split())
"""Behind a kind they name no office: “ban ngành”, “ban giám đốc”, “phòng chuyên môn”."""


def unknown_offices(
    text: str, words: Sequence[str], taken: Set[int], known_pairs: Set[str]
) -> Iterator[str]:
    """Offices that `text` names by their kind and that nobody knows.

    `words` are its words in lower case, `taken` the places of those that name something known,
    `known_pairs` pairs of words of the register, as written there: “hội thi”.
    """
    free = [
        word if place not in taken and word.isalpha() else "" for place, word in enumerate(words)
    ]
    compounds = _compounds()
    for place, word in enumerate(free):
        before = free[place - 1] if place else ""
        if word not in _KINDS and (before, word) not in _TWO:
            continue
        behind = free[place + 1] if place + 1 < len(free) else ""
        if not behind or behind in QUIET or behind in _NO_NAME:
            continue
        pairs = {f"{word} {behind}", f"{before} {word}" if (before, word) not in _TWO else ""}
        if any(pair in known_pairs or pair in compounds for pair in pairs):
            continue
        if word in _CAPITAL and f"{word} {behind}".title() not in text:
            continue
        start = place - ((before, word) in _TWO)
        named: list[str] = []
        for each in free[place + 1 : place + 1 + _WORDS]:
            if not each or each in QUIET:
                break
            named.append(each)
        yield " ".join([*free[start : place + 1], *named])


@lru_cache(maxsize=1)
def _compounds() -> frozenset[str]:
    """The words of two syllables that have the name of a kind of office in them."""
    ends = _KINDS | {second for _, second in _TWO}
    return frozenset(
        " ".join(word) for word in dictionary_words() if len(word) == 2 and {*word} & ends
    )
