"""What every channel does with a text before it goes on."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels import rest, terminal, web
from bot.channels.intake import KEPT_CHARACTERS
from bot.message import Inbound, Person
from bot.payload import decode, encode

CHANNELS: list[ModuleType] = [rest, web, terminal]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_text_becomes_a_message_of_its_channel(channel: ModuleType) -> None:
    inbound = channel.parse("an", "m1", "  Xin cha\u0300o\u200b ", 12.5)
    name = channel.CHANNEL.name
    assert inbound == Inbound(Person(name, "an"), "m1", "Xin chào", 12.5)
    assert channel.CHANNEL.capabilities.pull


def test_the_channels_have_different_names() -> None:
    assert len({channel.CHANNEL.name for channel in CHANNELS}) == len(CHANNELS)


def test_a_secret_is_blanked_out_before_anything_is_kept() -> None:
    inbound = rest.parse("an", "m1", "mã otp là 123456", 0.0)
    assert inbound.text == "mã otp là •••"
    assert inbound.masked == ("otp",)
    assert "123456" not in inbound.to_json()


def test_no_more_than_the_longest_text_is_kept() -> None:
    assert len(rest.parse("an", "m1", "dài " * 25_000, 0.0).text) <= KEPT_CHARACTERS


@pytest.mark.parametrize("digits", ["012345678901", "411111111111", "079203001234"])
def test_digits_in_the_name_of_an_exam_are_no_secret(digits: str) -> None:
    """A payload that is blanked out would be a button that does nothing."""
    for place in range(15):
        payload = encode("answer", "1", f"{digits}.{place}")
        inbound = rest.parse("an", "m1", payload, 0.0)
        assert inbound.text == payload
        assert inbound.masked == ()


@given(st.text(max_size=300))
@example("\ud800")
@example("\x00" * 50)
@example("#answer:1@x")
def test_whatever_comes_in_can_be_stored(text: str) -> None:
    inbound = rest.parse("an", "m1", text, 0.0)
    inbound.text.encode("utf-8")
    assert Inbound.from_json(inbound.to_json()) == inbound
    assert decode(inbound.text) is None or inbound.text in text
