"""What the Zalo Bot Platform allows; https://docs.zaloplatforms.com/docs/BOT unless said otherwise.

The values above the line are documented there (read through third parties, not tried against the
platform); those below it are uncertain or our own choice.
"""

from __future__ import annotations

__all__ = [
    "CAPTION_CHARACTERS",
    "MESSAGES_A_MONTH",
    "POLL_SECONDS",
    "REPLAY_SECONDS",
    "TEXT_CHARACTERS",
]

TEXT_CHARACTERS = 2000
"""Longest `text` of sendMessage: https://docs.zaloplatforms.com/docs/BOT/apis/sendMessage"""

CAPTION_CHARACTERS = 2000
"""Longest `caption` of sendPhoto: https://docs.zaloplatforms.com/docs/BOT/apis/sendPhoto"""

MESSAGES_A_MONTH = 3000
"""What a bot may send on the free plan, to at most 50 people: https://bot.zaloplatforms.com"""

# ---------------------------------------------------------------------------------------------

POLL_SECONDS = 4
"""How long getUpdates waits for something new (30 by default).

Our choice: a bot that stops lets its last request end for five seconds before it cuts it, and what
was on its way then would be lost.
https://docs.zaloplatforms.com/docs/BOT/apis/getUpdates
"""

REPLAY_SECONDS = 24 * 3600.0
"""An update that is older was recorded and sent again by somebody else.

Uncertain: how long the platform itself tries again is not documented; for Official Accounts it is
two hours.
"""
