"""The connection to Redis or Valkey as delivery wants it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.connection import (
    AbstractConnection,
    Connection,
    SSLConnection,
    UnixDomainSocketConnection,
)
from redis.exceptions import ConnectionError as RedisConnectionError

__all__ = ["connect"]

ANSWER_SECONDS = 15.0
"""A server that is silent for longer counts as gone; longer than any blocking read here."""

CONNECTIONS = 64
"""At most, per process; who needs one more waits for it. Every idle worker holds one."""


def connect(url: str) -> Redis:
    """A client for `url` (``unix:///…``, ``redis://…``, ``rediss://…``) that gives back bytes.

    Connects at the first command. Close it with ``await client.close()`` and then
    ``await client.connection_pool.disconnect()``.
    """
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=CONNECTIONS,
        timeout=ANSWER_SECONDS,
        socket_timeout=ANSWER_SECONDS,
        socket_connect_timeout=5.0,
    )
    pool.connection_class = _NOTICING[pool.connection_class]
    return Redis(connection_pool=pool)


class _NoticesClosing(AbstractConnection):
    """Says ConnectionError where the server hung up between two steps of one command.

    uvloop raises a bare RuntimeError for a write on a transport that has just been closed, which
    redis-py passes on: nobody who waits for ConnectionError would try again
    (https://github.com/redis/redis-py/pull/4217 is about the same for asyncio's own loop).
    """

    async def send_packed_command(
        self, command: bytes | str | Iterable[bytes], check_health: bool = True
    ) -> None:
        try:
            await super().send_packed_command(command, check_health)
        except RuntimeError as problem:
            raise RedisConnectionError(f"the connection was closed: {problem}") from problem


class _Tcp(_NoticesClosing, Connection):
    pass


class _Tls(_NoticesClosing, SSLConnection):
    pass


class _UnixSocket(_NoticesClosing, UnixDomainSocketConnection):
    pass


_NOTICING: dict[Any, type[AbstractConnection]] = {
    Connection: _Tcp,
    SSLConnection: _Tls,
    UnixDomainSocketConnection: _UnixSocket,
}
