"""Phrases in lists of words, and their places."""

from __future__ import annotations

from collections.abc import Sequence

from bot.vietnamese.mentions import Mention
from bot.vietnamese.phrases import Reading, find, spelt, spelt_keys


def read_today(s: Sequence[str], i: int) -> Reading | None:
    if s[i] == "đừng":
        return Reading("", "", i + 2)
    return Reading("date", "today", i + 2) if (s[i], s[i + 1]) == ("hôm", "nay") else None


def test_a_phrase_in_words_of_one_syllable() -> None:
    assert find(["mai", "hôm", "nay"], read_today) == [Mention("date", "today", 1, 3)]


def test_a_phrase_in_one_entry_takes_what_the_entry_absorbed() -> None:
    words = ["thì", "hôm nay", "", "", "học"]
    assert find(words, read_today) == [Mention("date", "today", 1, 4)]
    assert find(words[:4], read_today) == [Mention("date", "today", 1, 4)]


def test_a_phrase_across_entries() -> None:
    assert find(["bài hôm", "", "nay"], read_today) == [Mention("date", "today", 0, 3)]


def test_a_reading_without_a_kind_is_passed_over_whole() -> None:
    assert find(["đừng", "hôm", "nay"], read_today) == []


def test_figures_and_a_long_word_written_together_are_two_syllables() -> None:
    seen: list[str] = []

    def look(s: Sequence[str], i: int) -> None:
        seen.append(s[i])

    find(["ngày20", "70tuổi", "7h30", "qd550", "t6", "20"], look)
    assert seen == ["ngày", "20", "70", "tuổi", "7h30", "qd550", "t6", "20"]


def test_nothing_in_no_words() -> None:
    assert find([], read_today) == []
    assert find(["", ""], read_today) == []


def test_words_with_and_without_marks() -> None:
    assert spelt("năm tư") == {"năm", "nam", "tư", "tu"}
    assert spelt_keys({"một": 1, "mốt": 31}) == {"một": 1, "mốt": 31, "mot": 1}
