"""What never reaches the language understanding."""

from __future__ import annotations

import typing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.screening import MAX_CHARACTERS, REASONS, refusal, refusal_of_kind
from bot.message import Inbound, MessageKind, Person, Spoken


@pytest.mark.parametrize(
    "text", ["", "   ", "😀", "👍🏽👍🏽", "???", "…", "❤️", "_ _", "\n\t", "- - -"]
)
def test_without_a_letter_or_digit_nothing_can_be_read(text: str) -> None:
    assert refusal(text) == "unreadable"


@pytest.mark.parametrize("text", ["1", "b", "ừ", "Đ", "2️⃣", "học 😀", "#next", "•••1"])
def test_one_letter_or_digit_is_enough(text: str) -> None:
    assert refusal(text) is None


def test_length_counts_first() -> None:
    assert refusal("a" * MAX_CHARACTERS) is None
    assert refusal("a" * (MAX_CHARACTERS + 1)) == "too_long"
    assert refusal("😀" * (MAX_CHARACTERS + 1)) == "too_long"


@given(st.text(max_size=MAX_CHARACTERS))
def test_whatever_is_let_through_has_something_to_read(text: str) -> None:
    readable = any(letter.isalnum() for letter in text)
    assert (refusal(text) is None) == readable


def of_kind(kind: MessageKind, text: str = "") -> Inbound:
    """A message of that kind."""
    return Inbound(Person("telegram", "1"), "m1", text, 0.0, kind=kind)


def test_every_kind_but_text_has_a_reason() -> None:
    assert {*REASONS, "text"} == set(typing.get_args(MessageKind))
    assert refusal_of_kind(of_kind("text", "ảnh căn cước của tôi")) is None
    assert {refusal_of_kind(of_kind(kind)) for kind in REASONS} == set(REASONS.values())


@pytest.mark.parametrize(
    "caption",
    [
        "căn cước của bác",
        "CCCD mặt trước",
        "gửi cháu cái cmnd",
        "can cuoc cong dan",
        "Hộ chiếu",
        "ảnh thẻ ATM của tôi",
        "sổ hộ khẩu",
    ],
)
def test_a_photo_of_an_identity_paper_is_refused_as_such(caption: str) -> None:
    assert refusal_of_kind(of_kind("photo", caption)) == "identity_photo"
    assert refusal_of_kind(of_kind("file", caption)) == "file"


@pytest.mark.parametrize("caption", ["", "ảnh vườn rau", "màn hình điện thoại báo lỗi"])
def test_any_other_photo_is_declined(caption: str) -> None:
    assert refusal_of_kind(of_kind("photo", caption)) == "photo"


@pytest.mark.parametrize(
    ("text", "spoken", "reason"),
    [
        ("", None, "voice_note"),
        ("", Spoken("too_quiet", 0.0), "heard_too_quiet"),
        ("", Spoken("unavailable", 0.0), "heard_unavailable"),
        ("", Spoken(), "heard_unclear"),
        ("câu hai", Spoken(None, 0.4), None),
        ("giấy tờ của tôi", Spoken(), None),
    ],
)
def test_a_voice_note_is_a_text_once_it_was_heard(
    text: str, spoken: Spoken | None, reason: str | None
) -> None:
    assert refusal_of_kind(replace(of_kind("voice", text), spoken=spoken)) == reason
