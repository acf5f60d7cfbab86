"""What is made of knowledge beside the work of the process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import pytest

from bot.knowledge.remade import Remade


class Knowledge:
    """A source that changes when told, and what is made of it when it may be."""

    def __init__(self) -> None:
        self.now: object = "one"
        self.may = threading.Event()
        self.made: list[object] = []

    def source(self) -> tuple[object]:
        return (self.now,)

    def make(self, source: tuple[object]) -> object:
        assert self.may.wait(10)
        self.made.append(source[0])
        if source[0] == "bad":
            raise ValueError("bad")
        return source[0]


def test_the_first_is_waited_for_only_so_long() -> None:
    knowledge = Knowledge()
    held = Remade("test", knowledge.source, knowledge.make)
    assert held.get(0) is None
    knowledge.may.set()
    assert held.get(None) == "one"
    assert held.get(0) == "one"
    assert knowledge.made == ["one"]


def test_the_one_before_is_used_until_the_new_one_is_ready() -> None:
    knowledge = Knowledge()
    held = Remade("test", knowledge.source, knowledge.make)
    knowledge.may.set()
    held.get(None)
    knowledge.may.clear()
    knowledge.now = "two"
    assert held.get(0) == "one"
    knowledge.may.set()
    _until(lambda: held.get(0) == "two")
    assert knowledge.made == ["one", "two"]


def test_what_cannot_be_made_leaves_the_one_before(caplog: pytest.LogCaptureFixture) -> None:
    knowledge = Knowledge()
    held = Remade("test", knowledge.source, knowledge.make)
    knowledge.may.set()
    held.get(None)
    knowledge.now = "bad"
    with caplog.at_level(logging.ERROR):
        held.get(0)
        _until(lambda: "test could not be made" in caplog.text)
    assert held.get(0) == "one"
    knowledge.now = "three"
    _until(lambda: held.get(0) == "three")


def test_what_the_first_fails_with_is_raised() -> None:
    knowledge = Knowledge()
    knowledge.now = "bad"
    knowledge.may.set()
    with pytest.raises(ValueError, match="bad"):
        Remade("test", knowledge.source, knowledge.make).get(None)


def _until(true: Callable[[], bool]) -> None:
    for _ in range(1000):
        if true():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it never came")
