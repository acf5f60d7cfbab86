"""What people are called where their platform's id must not be read: in logs, by operators."""

from __future__ import annotations

import hashlib
import hmac

from bot.message import Person

__all__ = ["masked_id"]


def masked_id(person: Person, key: bytes) -> str:
    """The channel and twelve hexadecimal digits that only who has `key` can tie to the person."""
    digest = hmac.new(key, person.key.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
    return f"{person.channel}:{digest[:12]}"
