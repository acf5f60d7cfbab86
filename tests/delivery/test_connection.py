"""The server may hang up at any moment; whoever uses a connection hears one kind of error."""

from __future__ import annotations

import asyncio

import pytest
import uvloop
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.delivery.connection import connect


@pytest.mark.parametrize("new_loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_hung_up_between_two_steps(new_loop, valkey_url: str) -> None:
    async def converse() -> None:
        client = connect(valkey_url)
        connection = await client.connection_pool.get_connection("PING")
        connection._writer.transport.abort()
        with pytest.raises(RedisConnectionError):
            await connection.send_command("PING")
        await client.connection_pool.release(connection)
        assert await client.ping(), "the next command does not connect again"
        await client.close()
        await client.connection_pool.disconnect()

    loop = new_loop()
    try:
        loop.run_until_complete(converse())
    finally:
        loop.close()


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "rediss://127.0.0.1:1/0"])
async def test_nobody_there(url: str) -> None:
    client: Redis = connect(url)
    with pytest.raises(RedisConnectionError):
        await client.ping()
    await client.close()
