"""`bot revoke`: declares a certificate void."""

from __future__ import annotations

import sys
from datetime import datetime, timezone

from bot.commands.failures import one_sentence
from bot.settings import Settings

__all__ = ["revoke"]


def revoke(settings: Settings, code: str, reason: str) -> int:
    """Revokes the certificate `code`; `reason` stands on its page from now on."""
    from actions.services import open_services

    with one_sentence():
        known = open_services(settings).certificates.revoke(
            code, reason, datetime.now(timezone.utc)
        )
    if not known:
        print(f"bot: there is no certificate {code}", file=sys.stderr)
        return 1
    print(f"{code}: đã thu hồi")
    return 0
