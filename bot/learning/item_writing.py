"""Rules of writing multiple-choice items, as far as a program can see them.

After T. M. Haladyna, S. M. Downing and M. C. Rodriguez, “A review of multiple-choice
item-writing guidelines for classroom assessment”, Applied Measurement in Education 15 (2002),
309–333: no clue by length, place or wording, no negative stem without emphasis, no option that
points to others, one item for one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.knowledge.yaml_reader import Place
from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.wording import are_counts, spoken

__all__ = ["Item", "item_mistakes", "more_than_chance", "repeated_items", "set_mistakes"]

SAME_WORDS = 0.8
"""The share of words that two items may have in common (Jaccard) before they count as one."""

_POINTING = re.compile(
    r"\b(?:ý|câu|đáp án|phương án|lựa chọn) (?:trên|dưới|này|kia)\b"
    r"|\b(?:cả|tất cả các|không có) (?:\w+ )?(?:ý|câu|đáp án|phương án|lựa chọn)\b"
    r"|\bcả (?:a|hai|ba|bốn)(?: \w+)? (?:đều )?(?:đúng|sai)\b|\bcả a và b\b"
    r"|\bcả (?:hai|ba|bốn|mấy) (?:\w+ )?trên\b"
    r"|\b(?:đều|tất cả) (?:đúng|sai)\b"
)
_ABSOLUTE = re.compile(r"\b(?:luôn luôn|không bao giờ|tuyệt đối|chắc chắn|tất cả mọi|hoàn toàn)\b")
# “Việc nào không nên làm?”, but not “Làm thế nào khi máy không lên?” nor “Có nên không?”.
_NEGATIVE = re.compile(
    r"\b(?<!thế )(?<!khi )(?:[Nn]ào|[Gg]ì|[Aa]i)\b"
    r"(?:(?!\b(?:khi|nếu|để|mà|vì|lúc|cho)\b)[^,.?:;“])*?"
    r"\b(?:(?:không|chưa|chẳng)\b(?!\s*\?)|(?:sai|trừ|đừng)\b)"
)
_LAST_SENTENCE = re.compile(r"[^.?!:”]*\?[”\s]*\Z")


@dataclass(frozen=True)
class Item:
    """One item with its placeholders filled in; `key` is the index of the right option."""

    stem: str
    hint: str
    options: tuple[str, ...]
    key: int

    @property
    def longest_is_key(self) -> bool:
        """Whether the right option is longer than every other."""
        others = [len(text) for place, text in enumerate(self.options) if place != self.key]
        return len(self.options[self.key]) > max(others)


def item_mistakes(item: Item) -> Iterator[tuple[Place, str]]:
    """What is wrong with one item by itself: the place within it and a Vietnamese sentence."""
    seen: set[str] = set()
    for number, option in enumerate(item.options):
        at: Place = ("options", number, "text")
        words = strip_diacritics(spoken(option))
        if words in seen:
            yield at, "Phương án này giống một phương án khác."
        seen.add(words)
        if _POINTING.search(spoken(option)):
            yield at, "Phương án nhắc đến phương án khác, mà thứ tự được xáo trộn."
        if found := _ABSOLUTE.search(option.lower()):
            yield at, f"Chữ “{found[0]}” làm lộ phương án đúng hay sai; hãy nói cụ thể hơn."
    if are_counts([spoken(option) for option in item.options]):
        yield ("options",), "Các phương án bắt đầu bằng số, dễ lẫn với số thứ tự."
    key = spoken(item.options[item.key])
    if f" {key} " in f" {spoken(item.hint)} ":
        yield ("hint",), "Gợi ý nói luôn đáp án."
    asking = _LAST_SENTENCE.search(item.stem)
    if asking and _NEGATIVE.search(asking[0]):
        message = "Câu hỏi có ý phủ định: hãy hỏi ngược lại, hoặc viết HOA chữ phủ định."
        yield ("stem",), message
    if found_pair := _clue(item):
        message = f"Chữ “{found_pair}” ở câu hỏi chỉ có lại trong phương án đúng, làm lộ đáp án."
        yield ("options", item.key, "text"), message


def _clue(item: Item) -> str | None:
    """Two neighbouring words of the stem that stand again in the key and in no other option."""
    asked = _pairs(item.stem)
    wrong = [_pairs(text) for place, text in enumerate(item.options) if place != item.key]
    if any(asked & pairs for pairs in wrong):
        return None
    shared = asked & _pairs(item.options[item.key])
    return " ".join(min(shared)) if shared else None


def _pairs(text: str) -> set[tuple[str, str]]:
    words = spoken(text).split()
    return set(pairwise(words))


def set_mistakes(items: Sequence[Item]) -> Iterator[str]:
    """What is wrong with items that are read together: the key's length and its place."""
    if not items:
        return
    chances = [1 / len(item.options) for item in items]
    longest = sum(item.longest_is_key for item in items)
    if more_than_chance(longest, chances):
        yield (
            f"Phương án đúng dài nhất ở {longest}/{len(items)} câu, nhiều hơn ngẫu nhiên:"
            " người học đoán được mà không cần biết."
        )
    for place in range(max(len(item.options) for item in items)):
        there = sum(item.key == place for item in items)
        among = [1 / len(item.options) for item in items if place < len(item.options)]
        if more_than_chance(there, among):
            yield f"Phương án đúng nằm ở vị trí {place + 1} trong {there}/{len(items)} câu."


def more_than_chance(hits: int, chances: Iterable[float], level: float = 0.05) -> bool:
    """Whether so many `hits` would come about by chance less often than `level`.

    `chances` are the probabilities of a hit in each of the independent trials: the upper tail of
    the Poisson binomial distribution, counted out.
    """
    distribution = [1.0]
    for chance in chances:
        missed = [share * (1 - chance) for share in distribution]
        hit = [share * chance for share in distribution]
        distribution = [a + b for a, b in zip([*missed, 0.0], [0.0, *hit], strict=True)]
    return sum(distribution[hits:]) < level


def repeated_items(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Pairs of indexes of items that ask the same in almost the same words."""
    words = [set(spoken(f"{item.stem} {item.options[item.key]}").split()) for item in items]
    for second, later in enumerate(words):
        for first, earlier in enumerate(words[:second]):
            if len(earlier & later) >= SAME_WORDS * len(earlier | later):
                yield first, second
