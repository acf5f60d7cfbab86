"""The vocabulary, and that it travels without loss."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message import Button, Inbound, Person, Reply

WORDS = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=50)


def test_a_person_has_one_name() -> None:
    assert Person("web", "a:b").key == "web:a:b"
    assert Person.from_key("web:a:b") == Person("web", "a:b")
    with pytest.raises(ValueError, match="not a person key: 'web'"):
        Person.from_key("web")


@given(WORDS, WORDS, WORDS, st.floats(0, 4e9), st.lists(WORDS, max_size=3))
def test_a_message_travels_without_loss(
    user: str, id: str, text: str, at: float, masked: list[str]
) -> None:
    inbound = Inbound(Person("rest", user), id, text, at, tuple(masked))
    line = inbound.to_json()
    assert "\n" not in line
    assert Inbound.from_json(line) == inbound
    assert Inbound.from_json(line.encode()) == inbound


@given(WORDS, st.lists(st.tuples(WORDS, WORDS), max_size=3), st.none() | WORDS, st.none() | WORDS)
def test_a_reply_travels_without_loss(
    text: str, buttons: list[tuple[str, str]], image: str | None, attachment: str | None
) -> None:
    reply = Reply(text, tuple(Button(*each) for each in buttons), image, attachment)
    assert Reply.from_dict(reply.to_dict()) == reply


def test_a_reply_of_text_alone() -> None:
    assert Reply.from_dict({"text": "a"}) == Reply("a")


def test_nothing_changes_once_it_is_made() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Reply("a").text = "b"  # type: ignore[misc]
