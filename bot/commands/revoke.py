"""`bot revoke`: declares a certificate void."""

from __future__ import annotations

import sys
from datetime import datetime, timezone

from bot.commands.failures import one_sentence
from bot.learning.badge_list import list_path, place_in_list
from bot.settings import Settings

__all__ = ["revoke"]


def revoke(settings: Settings, code: str, reason: str) -> int:
    """Revokes the certificate `code`; `reason` stands on its page from now on.

    Its badge stands in the list of revoked ones, whose address is printed.
    """
    from actions.services import open_services

    with one_sentence():
        certificates = open_services(settings).certificates
        certificates.revoke(code, reason, datetime.now(timezone.utc))
        found = certificates.find(code)
    if found is None:
        print(f"bot: there is no certificate {code}", file=sys.stderr)
        return 1
    number, _ = place_in_list(found.slot)
    print(f"{found.code}: đã thu hồi ({found.reason})")
    print(f"{settings.base_url}{list_path(number)}")
    return 0
