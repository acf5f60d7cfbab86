"""A language model on a server that speaks OpenAI's protocol of chats, its answers streamed.

https://platform.openai.com/docs/api-reference/chat/streaming, as llama.cpp's server, vLLM and
Ollama speak it too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx

from bot.answers.models.language_model import (
    MOST_TOKENS,
    Heard,
    ModelError,
    ModelErrorKind,
    Prompt,
)

__all__ = ["RemoteModel", "look_up"]

_SILENCE = 10.0

_LONGEST = 64_000
"""Characters of an answer's stream; ours need some thousands."""

_DONE = "[DONE]"

_TELLING = ("id", "root", "meta", "owned_by")
"""Of what a server says of its model, that which changes when the model does, and only then."""

_KINDS = {
    401: ModelErrorKind.UNAUTHORIZED,
    403: ModelErrorKind.UNAUTHORIZED,
    408: ModelErrorKind.UNAVAILABLE,
    429: ModelErrorKind.OVERLOADED,
}


class RemoteModel:
    """A `LanguageModel`: the one called `named` at the server at `url`, which asks for `key`.

    It is given up after `silence` seconds without a sign of the server.
    """

    at_once = 4

    def __init__(self, url: str, named: str, key: str | None, silence: float = _SILENCE) -> None:
        self._named = named
        self._client = _client(url, key, silence)

    async def word(self, prompt: Prompt, heard: Heard) -> str:
        """See `LanguageModel`."""
        asked = {
            "model": self._named,
            "messages": [{"role": each.role, "content": each.text} for each in prompt.messages],
            "max_tokens": MOST_TOKENS,
            "temperature": 0,
            "stream": True,
        }
        pieces: list[str] = []
        ended = None
        try:
            async with self._client.stream("POST", "chat/completions", json=asked) as response:
                _check(response)
                async for choice in _choices(response):
                    piece = (choice.get("delta") or {}).get("content")
                    if isinstance(piece, str) and piece:
                        pieces.append(piece)
                        heard(piece)
                    ended = choice.get("finish_reason") or ended
        except httpx.HTTPError as error:
            raise _broken(error) from error
        if ended == "length":
            raise ModelError(ModelErrorKind.CUT)
        if ended is None:
            raise ModelError(ModelErrorKind.UNREACHABLE, "the answer ends in the middle")
        return "".join(pieces)

    async def close(self) -> None:
        """See `LanguageModel`."""
        await self._client.aclose()


async def look_up(url: str, named: str | None, key: str | None) -> tuple[str, str]:
    """The name of the model `named`, or of the only one, of the server at `url`, and its SHA-256.

    That is of the address and of all that the server says of the model: nobody sees the file
    behind a name, but where the server says that it is another one, the sum is another.
    Raises ModelError.
    """
    async with _client(url, key) as client:
        model = _chosen(await _models(client), named)
    telling = {"url": url.rstrip("/")} | {each: model.get(each) for each in _TELLING}
    told = json.dumps(telling, sort_keys=True, ensure_ascii=False)
    return model["id"], hashlib.sha256(told.encode()).hexdigest()


def _client(url: str, key: str | None, silence: float = _SILENCE) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=f"{url.rstrip('/')}/",
        headers={"Authorization": f"Bearer {key}"} if key else {},
        timeout=httpx.Timeout(silence, connect=5.0),
        follow_redirects=False,
    )


async def _models(client: httpx.AsyncClient) -> list[Mapping[str, Any]]:
    try:
        response = await client.get("models")
        _check(response)
        listed = response.json()["data"]
    except httpx.HTTPError as error:
        raise _broken(error) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(ModelErrorKind.UNREADABLE, "its list of models") from error
    return [each for each in listed if isinstance(each, dict) and isinstance(each.get("id"), str)]


def _chosen(listed: list[Mapping[str, Any]], named: str | None) -> Mapping[str, Any]:
    fitting = [each for each in listed if named in (None, each["id"])]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(each["id"] for each in listed) or "none"
    wanted = f"not {named}" if named else "name one of them, as in URL#MODEL"
    raise ModelError(ModelErrorKind.REJECTED, f"it has the models: {names}; {wanted}")


def _check(response: httpx.Response) -> None:
    """Raises ModelError where the server did not do what was asked."""
    status = response.status_code
    if status == 200:
        return
    unavailable = ModelErrorKind.UNAVAILABLE if status >= 500 else ModelErrorKind.REJECTED
    wait = response.headers.get("Retry-After", "")
    raise ModelError(
        _KINDS.get(status, unavailable), f"HTTP {status}", float(wait) if wait.isdigit() else None
    )


async def _choices(response: httpx.Response) -> AsyncIterator[Mapping[str, Any]]:
    """The first choice of each event of the stream."""
    length = 0
    async for line in response.aiter_lines():
        length += len(line)
        if length > _LONGEST:
            raise ModelError(ModelErrorKind.UNREADABLE, "an answer without end")
        field, _, value = line.partition(":")
        if field != "data":
            continue  # comments keep the connection open
        if value.strip() == _DONE:
            return
        choice = _choice(value)
        if choice:
            yield choice


def _choice(value: str) -> Mapping[str, Any] | None:
    """The first choice of an event; None where it has none, as the one that counts tokens."""
    try:
        event = json.loads(value)
    except ValueError as error:
        raise ModelError(ModelErrorKind.UNREADABLE, "an event is no JSON") from error
    if not isinstance(event, dict):
        raise ModelError(ModelErrorKind.UNREADABLE, "an event is no object")
    if "error" in event:
        raise ModelError(ModelErrorKind.UNAVAILABLE, "an error in the middle")
    choices = event.get("choices")
    if not choices:
        return None
    if not isinstance(choices, list) or not isinstance(choices[0], dict):
        raise ModelError(ModelErrorKind.UNREADABLE, "an event without a choice")
    return choices[0]


def _broken(error: httpx.HTTPError) -> ModelError:
    silent = isinstance(error, (httpx.ReadTimeout, httpx.WriteTimeout))
    kind = ModelErrorKind.SILENT if silent else ModelErrorKind.UNREACHABLE
    return ModelError(kind, type(error).__name__)
