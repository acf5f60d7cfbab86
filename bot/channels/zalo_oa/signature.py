"""Whether an event was signed by Zalo: plain SHA-256 over the raw body, no HMAC.

https://developers.zalo.me/docs/official-account/webhook/verify-webhook-origin
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.channels.channel import RefusalKind, Refused
from bot.channels.zalo_oa.limits import CLOCK_SKEW, REPLAY_WINDOW

__all__ = ["SIGNATURE", "TIMESTAMP", "Signature", "TimestampFrom"]

SIGNATURE = "x-zevent-signature"
TIMESTAMP = "x-zevent-timestamp"

TimestampFrom = Literal["body", "header"]

_LONGEST_TIMESTAMP = 16


@dataclass(frozen=True)
class Signature:
    """How events of one application are signed.

    `secret` is that of the account or of the application, `timestamp_from` where the signed
    timestamp stands: sources disagree about both.
    """

    app_id: str
    secret: str = field(repr=False)
    timestamp_from: TimestampFrom = "body"

    def of(self, body: bytes, timestamp: str) -> str:
        """What stands in the header SIGNATURE of an event with this raw body."""
        signed = self.app_id.encode() + body + timestamp.encode() + self.secret.encode()
        return f"mac={hashlib.sha256(signed).hexdigest()}"

    def verify(self, headers: Mapping[str, str], body: bytes, sent: str, now: float) -> None:
        """Raises Refused where the event was not signed so, or long ago.

        Header names in lower case; `sent` is the body's own timestamp in milliseconds, `now` is
        in seconds.
        """
        timestamp = headers.get(TIMESTAMP, "") if self.timestamp_from == "header" else sent
        # Digits alone: what is signed is body and timestamp run together, and nothing of the one
        # may be passed off as the other.
        if not (timestamp.isascii() and timestamp.isdigit()):
            raise Refused(RefusalKind.FORGED)
        if len(timestamp) > _LONGEST_TIMESTAMP:
            raise Refused(RefusalKind.FORGED)
        given = headers.get(SIGNATURE, "").strip().lower().encode("utf-8", "replace")
        if not hmac.compare_digest(given, self.of(body, timestamp).encode()):
            raise Refused(RefusalKind.FORGED)
        age = now - int(timestamp) / 1000
        if not -CLOCK_SKEW <= age <= REPLAY_WINDOW:
            raise Refused(RefusalKind.STALE)
