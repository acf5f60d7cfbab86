"""Who waits for a language model, for how long, and who does not."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

import pytest

from bot.answers.breaker import Breaker
from bot.answers.line import Line, Refusal, Refused
from bot.answers.models.language_model import Heard, Message, ModelError, ModelErrorKind, Prompt
from bot.answers.models.remote import RemoteModel
from bot.answers.rate import Rate
from tests.answers.llm_server import LlmServer

PROMPT = Prompt((Message("user", "?"),), "", ())


class Slow:
    """A model that works on one thing at a time and takes as long as it is told."""

    at_once = 1

    def __init__(self, *work: Any) -> None:
        self.work = deque(work)
        self.running = 0
        self.done: list[str] = []
        self.begun = asyncio.Event()

    async def word(self, prompt: Prompt, heard: Heard) -> str:
        self.running += 1
        assert self.running == 1
        self.begun.set()
        heard("…")
        try:
            next_ = self.work.popleft() if self.work else 0.0
            if isinstance(next_, Exception):
                raise next_
            await asyncio.sleep(next_)
            self.done.append(prompt.messages[0].text)
            return prompt.messages[0].text
        finally:
            self.running -= 1

    async def close(self) -> None:
        self.done.append("closed")


def asked(text: str) -> Prompt:
    return Prompt((Message("user", text),), "", ())


async def refusal(line: Line, person: str = "p") -> Refusal:
    with pytest.raises(Refused) as raised:
        await line.word(PROMPT, person, lambda _: None)
    return raised.value.refusal


async def test_one_after_the_other_and_no_more_than_so_many() -> None:
    model = Slow(0.05, 0.05, 0.05)
    line = Line(model, most=3, seconds=5.0)
    waiting = [asyncio.create_task(line.word(asked(each), each, lambda _: None)) for each in "abc"]
    await asyncio.sleep(0.01)
    assert await refusal(line) is Refusal.FULL
    assert await asyncio.gather(*waiting) == ["a", "b", "c"]
    assert model.done == ["a", "b", "c"]
    assert await line.word(asked("d"), "d", lambda _: None) == "d"


async def test_a_person_may_not_ask_too_often() -> None:
    line = Line(Slow(), rate=Rate(burst=1, seconds=60.0))
    await line.word(PROMPT, "p", lambda _: None)
    assert await refusal(line, "p") is Refusal.TOO_OFTEN
    assert await line.word(PROMPT, "q", lambda _: None) == "?"


async def test_what_takes_too_long_is_given_up_and_the_next_one_begins() -> None:
    model = Slow(30.0, 0.0)
    line = Line(model, seconds=0.5)
    assert await refusal(line) is Refusal.TOO_SLOW
    assert model.running == 0
    assert await line.word(PROMPT, "p", lambda _: None) == "?"


async def test_nothing_is_begun_that_has_not_half_of_its_time() -> None:
    model = Slow(1.2)
    line = Line(model, seconds=2.0)
    first = asyncio.create_task(line.word(asked("a"), "a", lambda _: None))
    await model.begun.wait()
    assert await refusal(line) is Refusal.TOO_SLOW
    assert await first == "a"
    assert model.done == ["a"]


async def test_after_failures_in_a_row_it_rests_and_then_tries_one() -> None:
    now = 0.0
    broken = ModelError(ModelErrorKind.FAILED)
    model = Slow(broken, broken, broken, 0.0)
    line = Line(model, breaker=Breaker(failures=3, first=5.0, clock=lambda: now))
    for person in "abc":
        with pytest.raises(ModelError):
            await line.word(PROMPT, person, lambda _: None)
    assert await refusal(line) is Refusal.RESTING
    now = 5.0
    assert await line.word(PROMPT, "d", lambda _: None) == "?"


async def test_timeouts_count_as_failures() -> None:
    line = Line(Slow(9.0, 9.0), seconds=0.1, breaker=Breaker(failures=2))
    assert await refusal(line, "a") is Refusal.TOO_SLOW
    assert await refusal(line, "b") is Refusal.TOO_SLOW
    assert await refusal(line, "c") is Refusal.RESTING


async def test_a_request_that_does_not_fit_says_nothing_of_the_model() -> None:
    long = ModelError(ModelErrorKind.TOO_LONG)
    line = Line(Slow(long, long, 0.0), breaker=Breaker(failures=2))
    for person in "ab":
        with pytest.raises(ModelError):
            await line.word(PROMPT, person, lambda _: None)
    assert await line.word(PROMPT, "c", lambda _: None) == "?"


async def test_who_goes_away_leaves_the_line() -> None:
    model = Slow(30.0)
    line = Line(model, most=1)
    gone = asyncio.create_task(line.word(PROMPT, "a", lambda _: None))
    await model.begun.wait()
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert await line.word(PROMPT, "b", lambda _: None) == "?"
    await line.close()
    assert model.done[-1] == "closed"


async def test_what_may_pass_is_tried_once_more() -> None:
    with LlmServer() as server:
        line = Line(RemoteModel(server.url, "small", None))
        server.faults.extend([(503, 0), None])
        assert await line.word(PROMPT, "p", lambda _: None) == "Dạ, được."
        server.faults.extend([(429, 60)])
        with pytest.raises(ModelError) as raised:  # a minute is longer than the answer has
            await line.word(PROMPT, "p", lambda _: None)
        assert raised.value.kind is ModelErrorKind.OVERLOADED
        server.faults.extend([404])
        with pytest.raises(ModelError):
            await line.word(PROMPT, "p", lambda _: None)
        assert len(server.asked) == 4
        await line.close()
