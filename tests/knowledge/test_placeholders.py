"""Filling texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.placeholders import UnknownPlaceholderError, fill, placeholders_of

VALUES = {"ban": "bác", "Ban": "Bác", "toi": "cháu", "Toi": "Cháu", "fact_x": "{ban} 113"}


def test_fill() -> None:
    text = "{Ban} gọi {fact_x} nhé, {toi} chờ {ban}."
    assert fill(text, VALUES) == "Bác gọi {ban} 113 nhé, cháu chờ bác."
    assert placeholders_of(text) == ("Ban", "fact_x", "toi", "ban")


@pytest.mark.parametrize("text", ["{bạn}", "a {fact_y}", "{ ban }", "{}"])
def test_unknown_placeholder(text: str) -> None:
    with pytest.raises(UnknownPlaceholderError):
        fill(text, VALUES)


@given(st.text(alphabet=st.characters(blacklist_characters="{}")))
def test_text_without_braces_stays(text: str) -> None:
    assert fill(text, {}) == text
    assert placeholders_of(text) == ()
