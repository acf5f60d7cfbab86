"""Texts cut where a sentence ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.shortening import in_bubbles, shortened


def test_whole_sentences_stay() -> None:
    text = "Bác gọi 1900.0368. Họ hỏi “ai?” thì bác nói tên. Xong."
    assert shortened(text, 60) == text
    assert shortened(text, 50) == "Bác gọi 1900.0368. Họ hỏi “ai?” thì bác nói tên."
    assert shortened(text, 47) == "Bác gọi 1900.0368."


def test_a_long_sentence_ends_after_a_clause_or_a_word() -> None:
    assert shortened("Mở máy, chạm vào hình, rồi chờ", 24) == "Mở máy, chạm vào hình…"
    assert shortened("Mở máy chạm vào hình", 10) == "Mở máy…"


@given(st.text(alphabet="ab .,!\n", max_size=60), st.integers(2, 50))
def test_never_longer_and_never_other_words(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert text.startswith(short.removesuffix("…"))


def test_lines_are_put_together_and_never_cut() -> None:
    assert in_bubbles(["aa", "bb", "cc"], 5) == ["aa\nbb", "cc"]
    assert in_bubbles(["a" * 9, "b"], 5) == ["a" * 9, "b"]
    assert in_bubbles([], 5) == []
