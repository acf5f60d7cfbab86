"""Links to a person's own data that work for an hour and cannot be guessed or altered."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bot.learning.signing import sign, verify

__all__ = ["LIFETIME", "download_token", "person_of"]

LIFETIME = timedelta(hours=1)


def download_token(key: Ed25519PrivateKey, person: str, now: datetime) -> str:
    """A token for the data of `person`, of characters that may stand in a URL."""
    payload = {"person": person, "until": int((now + LIFETIME).timestamp())}
    packed = base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")
    return f"{packed}.{sign(key, payload)}"


def person_of(public_key: Ed25519PublicKey, token: str, now: datetime) -> str | None:
    """Whose data the token opens; None where it is altered or too old."""
    packed, _, signature = token.partition(".")
    try:
        padded = packed + "=" * (-len(packed) % 4)
        payload: dict[str, Any] = json.loads(base64.urlsafe_b64decode(padded))
    except ValueError:
        return None
    if not isinstance(payload, dict) or not verify(public_key, payload, signature):
        return None
    # Certificates are signed with the same key: their fields are others.
    person, until = payload.get("person"), payload.get("until")
    if not isinstance(person, str) or not isinstance(until, int):
        return None
    return person if now.timestamp() < until else None
