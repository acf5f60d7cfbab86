"""The connection to Redis or Valkey as delivery wants it."""

from __future__ import annotations

from redis.asyncio import BlockingConnectionPool, Redis

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
    return Redis(connection_pool=pool)
