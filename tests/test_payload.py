"""What a button sends back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payload import MAX_BYTES, PRESSABLE, Payload, decode, encode


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("#next", Payload("next")),
        ("#choose_module:M03", Payload("choose_module", "M03")),
        ("#next@M03-L1.2", Payload("next", None, "M03-L1.2")),
        ("#answer:2@M03-L1-Q1.0", Payload("answer", "2", "M03-L1-Q1.0")),
        (" #help ", Payload("help")),
    ],
)
def test_what_a_button_means(text: str, payload: Payload) -> None:
    assert decode(text) == payload


@pytest.mark.parametrize(
    "text",
    [
        "next",
        "#",
        "#nonsense",
        "#restart",
        "#nlu_fallback",
        '/greet{"consent": "yes"}',
        "#next extra",
        "#choose_module:",
        "#choose_module:M 3",
        "#answer:2@",
        "#answer:②",
        "#next\n#stop",
        "#answer:" + "1" * MAX_BYTES,
        "\ud800",
        "",
    ],
)
def test_what_is_no_button_of_ours(text: str) -> None:
    assert decode(text) is None


@pytest.mark.parametrize(
    ("intent", "value", "place"),
    [
        ("restart", None, None),
        ("next", "", None),
        ("next", "a b", None),
        ("next", None, "a@b"),
        ("answer", "1", "x" * MAX_BYTES),
    ],
)
def test_what_could_not_be_read_back_is_not_made(
    intent: str, value: str | None, place: str | None
) -> None:
    with pytest.raises(ValueError, match="not a payload"):
        encode(intent, value, place)


NAMES = st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True)


@given(st.sampled_from(sorted(PRESSABLE)), st.none() | NAMES, st.none() | NAMES)
def test_what_is_made_is_read_back(intent: str, value: str | None, place: str | None) -> None:
    text = encode(intent, value, place)
    assert decode(text) == Payload(intent, value, place)
    assert len(text.encode()) <= MAX_BYTES


@given(st.text(max_size=100))
def test_any_text_is_a_payload_or_none(text: str) -> None:
    found = decode(text)
    assert found is None or found.intent in PRESSABLE
