"""`bot delivery`: what could not be handled or sent, and what may still be sent."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Literal

from bot.commands.failures import one_sentence
from bot.settings import Settings
from bot.store.valkey import embedded

if TYPE_CHECKING:
    from redis.asyncio import Redis

    from bot.delivery.dead_letters import DeadLetter
    from bot.delivery.quota import ChannelQuota

__all__ = ["Task", "delivery"]

Task = Literal["list", "show", "send-again", "drop", "quota"]

_KINDS = {"message": "tin đến", "replies": "trả lời"}


def delivery(settings: Settings, what: Task, letter_ids: Sequence[str] = ()) -> int:
    """Does one task on the bot's queue, whether the bot runs or not.

    The exit status is 1 where one of `letter_ids` is not that of a dead letter.
    """
    tasks: dict[Task, Callable[[Redis], Awaitable[int]]] = {
        "list": lambda redis: _list(redis),
        "show": lambda redis: _show(redis, letter_ids, settings),
        "send-again": lambda redis: _send_again(redis, letter_ids, settings),
        "drop": lambda redis: _drop(redis, letter_ids),
        "quota": lambda redis: _quota(redis),
    }
    with one_sentence():
        valkey = None if settings.redis_url else embedded(settings.data_dir)
        url = settings.redis_url or (valkey.start() if valkey else "")
        try:
            return asyncio.run(_with_redis(url, tasks[what]))
        finally:
            if valkey:
                valkey.stop()


async def _with_redis(url: str, task: Callable[[Redis], Awaitable[int]]) -> int:
    from redis.exceptions import RedisError

    from bot.delivery.connection import connect

    redis = connect(url)
    try:
        return await task(redis)
    except RedisError as error:
        print(f"bot: the queue does not answer: {error}", file=sys.stderr)
        return 1
    finally:
        await redis.connection_pool.disconnect()


async def _list(redis: Redis) -> int:
    from bot.delivery.dead_letters import DeadLetters

    for letter in await DeadLetters(redis).read(most=1000):
        age = _age(time.time() - letter.buried_at)
        kind, channel = _KINDS[letter.kind], letter.person.channel
        print(f"{letter.letter_id}  {age:>9}  {kind}  {channel}  {letter.reason}")
    return 0


async def _show(redis: Redis, letter_ids: Sequence[str], settings: Settings) -> int:
    from bot.delivery.dead_letters import DeadLetters
    from bot.store.naming_key import naming_key

    letter = await DeadLetters(redis).find(letter_ids[0])
    if letter is None:
        return _missing(letter_ids[:1])
    for line in _lines(letter, naming_key(settings.data_dir)):
        print(line)
    return 0


def _lines(letter: DeadLetter, key: bytes) -> list[str]:
    """A letter as operators may read it: no name, no secrets."""
    from bot.delivery.naming import masked_id
    from bot.vietnamese.masking import mask_secrets

    buried = datetime.fromtimestamp(letter.buried_at, timezone.utc)
    sent = f", đã gửi {letter.done} phần" if letter.done else ""
    return [
        f"thư: {letter.letter_id} ({_KINDS[letter.kind]}{sent})",
        f"người: {masked_id(letter.person, key)}",
        f"mã tin: {letter.message_id}",
        f"từ: {buried:%Y-%m-%d %H:%M:%S} UTC",
        f"lý do: {letter.reason}",
        *(f"| {line}" for text in letter.texts for line in mask_secrets(text)[0].splitlines()),
    ]


async def _send_again(redis: Redis, letter_ids: Sequence[str], settings: Settings) -> int:
    from bot.delivery.dead_letters import DeadLetters

    letters = DeadLetters(redis, keep_seconds=settings.conversation_hours * 3600)
    missing = [each for each in letter_ids if not await letters.send_again(each)]
    print(f"đã gửi lại {len(letter_ids) - len(missing)} thư")
    return _missing(missing)


async def _drop(redis: Redis, letter_ids: Sequence[str]) -> int:
    from bot.delivery.dead_letters import DeadLetters

    letters = DeadLetters(redis)
    missing = [each for each in letter_ids if not await letters.drop(each)]
    print(f"đã bỏ {len(letter_ids) - len(missing)} thư")
    return _missing(missing)


async def _quota(redis: Redis) -> int:
    from bot.delivery.quota import Quotas

    for quota in await Quotas(redis).read(datetime.now(timezone.utc)):
        print("\n".join(_quota_lines(quota)))
    return 0


def _quota_lines(quota: ChannelQuota) -> list[str]:
    lines = [
        f"{quota.channel}: hôm nay gửi {quota.sent_today}, tháng này {quota.sent_this_month}, "
        f"có thể trùng {quota.unsure_this_month}",
        f"  nền tảng báo hạn mức: {quota.told or 'chưa báo'}",
    ]
    people = f"  {quota.people} người đã nhắn trong 7 ngày qua"
    if quota.window is None:
        return [*lines, f"{people}; lúc nào cũng gửi được"]
    hours = quota.window.total_seconds() / 3600
    closed = f"{quota.outside_window} người quá {hours:g} giờ nên chưa gửi được lời nhắc"
    return [*lines, f"{people}; {closed}"]


def _missing(letter_ids: Sequence[str]) -> int:
    for each in letter_ids:
        print(f"bot: không có thư {each}", file=sys.stderr)
    return 1 if letter_ids else 0


def _age(seconds: float) -> str:
    """How long ago, in the largest unit that fits."""
    for unit, length in (("ngày", 86400), ("giờ", 3600), ("phút", 60)):
        if seconds >= length:
            return f"{int(seconds // length)} {unit}"
    return f"{max(0, int(seconds))} giây"
