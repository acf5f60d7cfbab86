"""A model at a server: its text comes piece by piece, and every fault has its kind."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from bot.answers.models.language_model import (
    MOST_TOKENS,
    Message,
    ModelError,
    ModelErrorKind,
    Prompt,
)
from bot.answers.models.remote import RemoteModel, look_up
from tests.answers.llm_server import LlmServer

PROMPT = Prompt(
    (Message("user", "Đoạn văn: a"), Message("assistant", "b"), Message("user", "Câu hỏi: c")),
    "{{ never used }}",
    ("\n",),
)


@pytest.fixture(scope="module")
def running() -> Iterator[LlmServer]:
    with LlmServer(lambda asked: f"Dạ, bác hỏi “{asked}” đúng không ạ?") as server:
        yield server


@pytest.fixture
def server(running: LlmServer) -> Iterator[LlmServer]:
    running.asked.clear()
    yield running
    running.faults.clear()
    running.key = None
    running.models[:] = [{"id": "small", "object": "model", "meta": {"size": 253}}]


async def word(server: LlmServer, pieces: list[str] | None = None, silence: float = 5.0) -> str:
    model = RemoteModel(server.url, "small", server.key, silence)
    try:
        return await model.word(PROMPT, (pieces if pieces is not None else []).append)
    finally:
        await model.close()


async def failed(server: LlmServer, silence: float = 5.0) -> ModelError:
    with pytest.raises(ModelError) as raised:
        await word(server, silence=silence)
    return raised.value


async def test_the_text_comes_in_pieces(server: LlmServer) -> None:
    pieces: list[str] = []
    text = await word(server, pieces)
    assert text == "Dạ, bác hỏi “Câu hỏi: c” đúng không ạ?"
    assert len(pieces) > 3
    assert "".join(pieces) == text
    (asked,) = server.asked
    assert asked["temperature"] == 0
    assert asked["max_tokens"] == MOST_TOKENS
    assert asked["model"] == "small"
    assert [each["role"] for each in asked["messages"]] == ["user", "assistant", "user"]


@pytest.mark.parametrize(
    ("fault", "kind", "passes"),
    [
        (429, ModelErrorKind.OVERLOADED, True),
        (500, ModelErrorKind.UNAVAILABLE, True),
        (503, ModelErrorKind.UNAVAILABLE, True),
        (400, ModelErrorKind.REJECTED, False),
        (404, ModelErrorKind.REJECTED, False),
        (301, ModelErrorKind.REJECTED, False),
        (403, ModelErrorKind.UNAUTHORIZED, False),
        ("cut", ModelErrorKind.UNREACHABLE, True),
        ("unfinished", ModelErrorKind.UNREACHABLE, True),
        ("garbled", ModelErrorKind.UNREADABLE, False),
        ("error", ModelErrorKind.UNAVAILABLE, True),
        ("length", ModelErrorKind.CUT, False),
    ],
)
async def test_a_fault_has_its_kind(
    server: LlmServer, fault: Any, kind: ModelErrorKind, passes: bool
) -> None:
    server.faults.append(fault)
    error = await failed(server)
    assert error.kind is kind
    assert error.kind.passes is passes
    assert await word(server)


async def test_a_server_may_say_how_long_to_wait(server: LlmServer) -> None:
    server.faults.append((429, 7))
    assert (await failed(server)).retry_after == 7.0
    server.faults.append((503, "Wed, 21 Oct 2026 07:28:00 GMT"))
    assert (await failed(server)).retry_after is None


async def test_a_silent_server_is_given_up(server: LlmServer) -> None:
    server.faults.append("silent")
    error = await failed(server, silence=0.2)
    assert error.kind is ModelErrorKind.SILENT


async def test_nobody_at_home() -> None:
    with LlmServer() as server:
        url = server.url
    model = RemoteModel(url, "small", None)
    with pytest.raises(ModelError) as raised:
        await model.word(PROMPT, lambda _: None)
    await model.close()
    assert raised.value.kind is ModelErrorKind.UNREACHABLE


async def test_an_answer_without_end_is_cut_off(server: LlmServer) -> None:
    say = server.say
    server.say = lambda _: "và " * 5_000
    try:
        assert (await failed(server)).kind is ModelErrorKind.UNREADABLE
    finally:
        server.say = say


async def test_a_request_that_is_cancelled_ends_at_the_server(server: LlmServer) -> None:
    server.faults.append("slow")
    before = server.broken_off
    model = RemoteModel(server.url, "small", None)
    begun = asyncio.Event()
    asking = asyncio.create_task(model.word(PROMPT, lambda _: begun.set()))
    await begun.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await model.close()
    for _ in range(250):
        if server.broken_off > before:
            break
        await asyncio.sleep(0.02)
    assert server.broken_off == before + 1


async def test_a_key_is_sent(server: LlmServer) -> None:
    server.key = "right"
    assert (await look_up(server.url, None, "right"))[0] == "small"
    assert await word(server)
    with pytest.raises(ModelError) as raised:
        await look_up(server.url, None, "wrong")
    assert raised.value.kind is ModelErrorKind.UNAUTHORIZED


async def test_the_sum_changes_with_what_the_server_says(server: LlmServer) -> None:
    name, first = await look_up(server.url, None, None)
    assert name == "small"
    assert await look_up(f"{server.url}/", "small", None) == (name, first)
    server.models[0]["created"] = 5  # when the server was started
    assert (await look_up(server.url, None, None))[1] == first
    server.models[0]["meta"] = {"size": 254}
    assert (await look_up(server.url, None, None))[1] != first


async def test_a_server_with_several_models_needs_a_name(server: LlmServer) -> None:
    server.models.append({"id": "large", "object": "model"})
    with pytest.raises(ModelError, match="small, large; name one of them"):
        await look_up(server.url, None, None)
    with pytest.raises(ModelError, match="small, large; not middling"):
        await look_up(server.url, "middling", None)
    assert (await look_up(server.url, "large", None))[0] == "large"
