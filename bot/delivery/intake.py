"""What came from a platform goes into the mailboxes."""

from __future__ import annotations

from bot.channels.channel import Rate, Received
from bot.delivery.mailbox import Accepted, Mailbox

__all__ = ["PERSON_RATE", "take_in"]

PERSON_RATE = Rate(count=30, seconds=10.0, burst=60)
"""More than anybody types; a program that writes in somebody's name does not delay the others."""


async def take_in(mailbox: Mailbox, received: Received) -> list[Accepted]:
    """Stores everything of `received` durably; what became of each message, in their order.

    A message that is LIMITED or FULL was not stored: a platform that is not told otherwise sends
    it again. Raises redis.exceptions.RedisError; then the whole may be taken in again.
    """
    for person in received.left:
        await mailbox.left(person)
    return [await mailbox.accept(inbound, PERSON_RATE) for inbound in received.inbounds]
