"""`bot dead-letters`: messages that could not be handled, and handling them again."""

from __future__ import annotations

import asyncio
import sys

from bot.commands.failures import one_sentence
from bot.settings import Settings
from bot.store.valkey import embedded

__all__ = ["dead_letters"]


def dead_letters(settings: Settings, what: str, letter_id: str | None) -> int:
    """Lists the letters without their texts, or puts one back into its mailbox."""
    if what == "send-again" and letter_id is None:
        print("bot: say which one: bot dead-letters send-again ID", file=sys.stderr)
        return 2
    with one_sentence():
        valkey = None if settings.redis_url else embedded(settings.data_dir)
        url = settings.redis_url or (valkey.start() if valkey else "")
        try:
            return asyncio.run(_work(url, settings, letter_id if what == "send-again" else None))
        finally:
            if valkey:
                valkey.stop()


async def _work(url: str, settings: Settings, send_again: str | None) -> int:
    from bot.delivery.connection import connect
    from bot.delivery.dead_letters import DeadLetters

    redis = connect(url)
    letters = DeadLetters(redis, keep_seconds=settings.conversation_hours * 3600)
    try:
        if send_again:
            found = await letters.send_again(send_again)
            print("đã gửi lại" if found else "không có thư này")
            return 0 if found else 1
        for letter in await letters.read():
            print(letter.letter_id, letter.kind, letter.person.channel, letter.reason)
        return 0
    finally:
        await redis.connection_pool.disconnect()
