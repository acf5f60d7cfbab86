"""Showing that an answer is on its way."""

from __future__ import annotations

import asyncio

import pytest
from delivery_site import Web, someone
from redis.asyncio import Redis
from small_platform import SmallPlatform, until

from bot.channels.channel import Channel, Rate, SendError, SendErrorKind
from bot.delivery.pace import Pace, channel_limit
from bot.delivery.typing import typing
from bot.message import Person


async def test_it_is_shown_while_a_turn_takes_long_and_not_afterwards(redis: Redis) -> None:
    platform = SmallPlatform()
    async with typing(platform, someone(), Pace(redis), after=0.01, every=0.01):
        await until(lambda: len(platform.typed) >= 3)
    shown = len(platform.typed)
    await asyncio.sleep(0.05)
    assert platform.typed == ["an"] * shown


async def test_a_quick_turn_shows_nothing(redis: Redis) -> None:
    platform = SmallPlatform()
    async with typing(platform, someone(), Pace(redis), after=60):
        await asyncio.sleep(0)
    assert platform.typed == []


@pytest.mark.parametrize("channel", [None, Web()])
async def test_where_it_cannot_be_shown(redis: Redis, channel: Channel | None) -> None:
    async with typing(channel, someone(), Pace(redis), after=0.0):
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("problem", [SendError(SendErrorKind.UNAVAILABLE), KeyError("chat")])
async def test_what_goes_wrong_with_it_harms_nothing(redis: Redis, problem: Exception) -> None:
    class Broken(SmallPlatform):
        async def typing(self, _person: Person) -> None:
            self.tries += 1
            raise problem

    platform = Broken()
    async with typing(platform, someone(), Pace(redis), after=0.0, every=0.01):
        await until(lambda: platform.tries >= 2)


async def test_messages_go_before_it(redis: Redis) -> None:
    rate = Rate(count=1, seconds=60.0, burst=1)
    platform, pace = SmallPlatform(rate=rate), Pace(redis)
    await pace.take(channel_limit("web"), rate)
    async with typing(platform, someone(), pace, after=0.0, every=0.01):
        await asyncio.sleep(0.1)
    assert platform.typed == []
