"""What a link to the bot opens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.deep_links import deep_link
from bot.payload import decode


@pytest.mark.parametrize(
    ("param", "payload"),
    [
        ("M01", "#choose_module:M01"),
        ("M01-L2", "#choose_module:M01-L2"),
        ("m12-l10", "#choose_module:M12-L10"),
        ("", "#greet"),
        ("M1", "#greet"),
        ("M01-L", "#greet"),
        ("M01-L2\n", "#greet"),
        ("M０1", "#greet"),
        ("qua-tang", "#greet"),
        ("tre-sen-voi-mit", "#join_group:tre-sen-voi-mit"),
    ],
)
def test_what_a_link_opens(param: str, payload: str) -> None:
    assert deep_link(param) == payload


@given(st.text(max_size=70))
def test_a_link_always_opens_something(param: str) -> None:
    assert decode(deep_link(param)) is not None
