"""A server that speaks OpenAI's protocol of chats as llama.cpp's does, faults included."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from tests.platforms.server import Server, cut

__all__ = ["LlmServer"]

Say = Callable[[str], str]


class LlmServer:
    """Answers each chat with what `say` makes of its last message, word by word.

    `faults` are used up one a chat: a status (with Retry-After where it is a pair), “silent”
    (nothing comes), “cut” (the connection breaks after two words), “unfinished” (it ends without a
    reason), “garbled” (an event that is no JSON), “error” (an error in the stream), “length” (the
    text was too long), “slow” (a word every 50 ms).
    """

    def __init__(self, say: Say = lambda _: "Dạ, được.", key: str | None = None) -> None:
        self.say = say
        self.key = key
        self.faults: deque[Any] = deque()
        self.asked: list[dict[str, Any]] = []
        self.broken_off = 0
        self.models = [{"id": "small", "object": "model", "meta": {"size": 253}}]
        app = FastAPI()
        app.get("/v1/models")(self._list)
        app.post("/v1/chat/completions")(self._chat)
        self._server = Server(app)
        self.url = f"{self._server.url}/v1"

    def __enter__(self) -> LlmServer:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    async def _list(self, request: Request) -> Response:
        if not self._allowed(request):
            return JSONResponse({"error": {"message": "key"}}, 401)
        return JSONResponse({"object": "list", "data": self.models})

    def _allowed(self, request: Request) -> bool:
        return self.key is None or request.headers.get("Authorization") == f"Bearer {self.key}"

    async def _chat(self, request: Request) -> Response:
        if not self._allowed(request):
            return JSONResponse({"error": {"message": "key"}}, 401)
        asked = await request.json()
        self.asked.append(asked)
        fault = self.faults.popleft() if self.faults else None
        if isinstance(fault, int):
            return JSONResponse({"error": {"message": "no"}}, fault)
        if isinstance(fault, tuple):
            return JSONResponse({}, fault[0], headers={"Retry-After": str(fault[1])})
        words = self.say(asked["messages"][-1]["content"]).split(" ")
        return StreamingResponse(
            self._stream(words, fault, request), media_type="text/event-stream"
        )

    async def _stream(
        self, words: list[str], fault: str | None, request: Request
    ) -> AsyncIterator[str]:
        yield ": keep-alive\n\n"
        yield _event({"role": "assistant"})
        try:
            if fault == "silent":
                await asyncio.sleep(30)
            for place, word in enumerate(words):
                if place == 2 and fault == "cut":
                    await cut(request.scope)
                    return
                if fault == "slow":
                    await asyncio.sleep(0.05)
                yield _event({"content": word if place == 0 else f" {word}"})
        except asyncio.CancelledError:
            self.broken_off += 1
            raise
        if fault == "garbled":
            yield "data: {not json\n\n"
        if fault == "error":
            yield 'data: {"error": {"message": "out of memory"}}\n\n'
        if fault != "unfinished":
            yield _event({}, "length" if fault == "length" else "stop")
            yield 'data: {"choices": [], "usage": {"total_tokens": 9}}\n\n'
        yield "data: [DONE]\n\n"


def _event(delta: dict[str, str], reason: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return f"data: {json.dumps({'choices': [choice]}, ensure_ascii=False)}\n\n"
