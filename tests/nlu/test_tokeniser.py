"""Words with their true places in the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lexicon import LANGUAGE, TERMS
from rasa.nlu.tokenizers.tokenizer import Token

from bot.nlu.syllables import read
from bot.nlu.tokeniser import words

LETTERS = "aáàảãạăắâấđeéêếiíoóôốơớuúưứyý AÁĐÊ bchknmgtl 0123456789.,!?-…“”\n\t😀👍🏽"
VIETNAMESE = st.text(alphabet=LETTERS, max_size=120)


def words_of(text: str) -> list[Token]:
    """The words of a text as it is read."""
    return words(text, read(text, LANGUAGE).syllables, TERMS)


def tokens(text: str) -> list[str]:
    """The words as they stand in the text."""
    return [token.text for token in words_of(text)]


def lemmas(text: str) -> list[str]:
    """The words in their normal form."""
    return [token.lemma for token in words_of(text)]


def holds(text: str) -> None:
    """Every token is the slice it says it is; together they are the whole text, in order."""
    end = 0
    for token in words_of(text):
        assert text[token.start : token.end] == token.text
        assert text[end : token.start].strip() == ""
        assert token.text.strip()
        assert token.lemma
        end = token.end
    assert text[end:].strip() == ""


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
@example("hoá hóa hoà hòa thuỷ thủy")
@example("giờ học  của\tbác\n")
@example("1.000.000đ 50k 7h30 12/5")
@example("a\u0301a\u0300")
@example("😀😀 xin 👍🏽chào")
@example("\u200bhọc\u00a0bài")
@example("İstanbul ß ﬁ")
@example("ươ\u031b\u0301")
def test_places_are_true_for_any_text(text: str) -> None:
    holds(text)


@settings(max_examples=150, deadline=None)
@given(VIETNAMESE)
def test_places_are_true_for_vietnamese_letters(text: str) -> None:
    holds(text)
    holds(unicodedata.normalize("NFD", text))


def test_a_compound_is_one_token_and_keeps_its_spaces() -> None:
    assert "điện thoại" in tokens("bác dùng điện thoại này")
    assert "Điện  thoại" in tokens("Điện  thoại của bác")
    assert "điện thoại" in lemmas("Điện  thoại của bác")


@pytest.mark.parametrize("term", TERMS)
def test_terms_stay_whole(term: str) -> None:
    written = term.replace(" - ", "-")
    assert term in lemmas(f"cháu hỏi về {written} nhé")
    assert written in tokens(f"cháu hỏi về {written} nhé")


def test_terms_stay_whole_however_they_are_typed() -> None:
    assert "Bình dân học vụ số" in tokens("Phong trào Bình dân học vụ số là gì")
    decomposed = unicodedata.normalize("NFD", "mã otp là gì")
    assert "mã otp" in [unicodedata.normalize("NFC", each) for each in tokens(decomposed)]


def test_abbreviations_are_written_out_in_the_normal_form_only() -> None:
    assert tokens("ko biết")[0].startswith("ko")
    assert " ".join(lemmas("ko biết dt")) == "không biết điện thoại"


def test_nothing_to_read_gives_no_token() -> None:
    assert tokens("") == []
    assert tokens(" \n ") == []
