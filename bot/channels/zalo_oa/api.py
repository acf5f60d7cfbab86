"""Requests to Zalo's OpenAPI with the access token in force."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import Any, Protocol

import httpx

from bot.channels.attachments import Attachment
from bot.channels.channel import SendError, SendErrorKind
from bot.channels.trust import authorities
from bot.channels.zalo_oa.errors import answer_problem, connection_problem, error_number

__all__ = ["AccessTokens", "Api"]

logger = logging.getLogger(__name__)

_TIMEOUT = httpx.Timeout(20.0, connect=5.0)
_MOST_SECONDS = 60.0
_CONNECTIONS = httpx.Limits(max_connections=50, max_keepalive_connections=20)


class AccessTokens(Protocol):
    """Where access tokens come from: `tokens.Tokens`."""

    async def access(self) -> str:
        """The access token to use now; raises SendError where there is none."""
        ...

    async def instead_of(self, refused: str) -> str:
        """Another one than Zalo refused; raises SendError where there is none."""
        ...

    async def close(self) -> None:
        """Waits for what must not be left half done."""
        ...


class Api:
    """The OpenAPI at `url`."""

    def __init__(self, url: str, tokens: AccessTokens) -> None:
        self._tokens = tokens
        self._client = httpx.AsyncClient(
            base_url=url.rstrip("/"),
            timeout=_TIMEOUT,
            limits=_CONNECTIONS,
            verify=authorities(),
        )

    async def post(
        self, path: str, body: Mapping[str, Any] | None = None, file: Attachment | None = None
    ) -> Mapping[str, Any]:
        """The `data` of the answer to a body in JSON or to a file; raises SendError.

        An access token that Zalo does not accept is replaced once.
        """
        token = await self._tokens.access()
        try:
            return await self._post(path, token, body, file)
        except SendError as problem:
            if problem.kind is not SendErrorKind.UNAUTHORIZED:
                raise
        token = await self._tokens.instead_of(token)
        return await self._post(path, token, body, file)

    async def close(self) -> None:
        """Ends its connections."""
        await self._client.aclose()
        await self._tokens.close()

    async def _post(
        self, path: str, token: str, body: Mapping[str, Any] | None, file: Attachment | None
    ) -> Mapping[str, Any]:
        files = {"file": (file.name, file.content, file.mime)} if file else None
        asking = self._client.post(path, headers={"access_token": token}, json=body, files=files)
        try:
            response = await asyncio.wait_for(asking, _MOST_SECONDS)
        except asyncio.TimeoutError:
            raise SendError(SendErrorKind.UNANSWERED) from None
        except httpx.HTTPError as broken:
            raise connection_problem(broken) from broken
        answer = _json(response)
        problem = answer_problem(response.status_code, response.headers, answer, time.time())
        if problem is None:
            data = answer.get("data") if isinstance(answer, dict) else None
            return data if isinstance(data, dict) else {}
        logger.warning(
            "zalo_oa: %s answered with HTTP %s, error %s: %s",
            path,
            response.status_code,
            error_number(answer),
            problem.kind.value,
        )
        raise problem


def _json(response: httpx.Response) -> object:
    try:
        found: object = response.json()
    except (ValueError, RecursionError):
        return None
    return found
