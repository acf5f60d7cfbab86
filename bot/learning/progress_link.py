"""Addresses of pictures of progress: all that is drawn stands in them, signed, and nobody's name.

So nothing is stored for a picture, and it shows what was true when it was sent.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bot.learning.mastery import Overview
from bot.learning.signing import sign, verify

__all__ = ["Drawn", "drawn_of", "progress_token"]


@dataclass(frozen=True)
class Drawn:
    """What a picture shows: the day, and by module id how many lessons were read and mastered."""

    day: date
    modules: Mapping[str, tuple[int, int]]


def progress_token(key: Ed25519PrivateKey, overview: Overview, day: date) -> str:
    """A token for the picture of this progress, of characters that may stand in a URL."""
    payload = {
        "progress": day.isoformat(),
        "modules": [[each.module.id, each.read, each.mastered] for each in overview.modules],
    }
    packed = base64.urlsafe_b64encode(json.dumps(payload, separators=(",", ":")).encode())
    return f"{packed.decode().rstrip('=')}.{sign(key, payload)}"


def drawn_of(public_key: Ed25519PublicKey, token: str) -> Drawn | None:
    """What the token stands for; None where it is altered or none of ours."""
    packed, _, signature = token.partition(".")
    try:
        payload: Any = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
        if not verify(public_key, payload, signature):
            return None
        # Other things are signed with the same key: their fields are others.
        return Drawn(date.fromisoformat(payload["progress"]), dict(_modules(payload["modules"])))
    except (ValueError, TypeError, KeyError):
        return None


def _modules(rows: Iterable[Any]) -> Iterable[tuple[str, tuple[int, int]]]:
    return ((str(id), (int(read), int(mastered))) for id, read, mastered in rows)
