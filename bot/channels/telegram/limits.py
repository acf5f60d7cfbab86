"""What the Bot API allows; https://core.telegram.org/bots/api unless another page is named.

The values above the line are documented there; those below it are experience or guesses.
"""

from __future__ import annotations

from bot.channels.channel import Rate

__all__ = [
    "ALL_CHATS",
    "BUTTONS_IN_ROW",
    "CALLBACK_DATA_BYTES",
    "ONE_CHAT",
    "PHOTO_BYTES",
    "PHOTO_TYPES",
    "POLL_SECONDS",
    "ROW_CHARACTERS",
    "TEXT_CHARACTERS",
]

TEXT_CHARACTERS = 4096
"""Longest `text` of sendMessage: https://core.telegram.org/bots/api#sendmessage"""

CALLBACK_DATA_BYTES = 64
"""Longest `callback_data`: https://core.telegram.org/bots/api#inlinekeyboardbutton"""

PHOTO_BYTES = 10 * 1024 * 1024
"""Largest picture of sendPhoto: https://core.telegram.org/bots/api#sending-files"""

ALL_CHATS = Rate(30, 1.0, burst=30)
"""Messages in all chats: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this"""

ONE_CHAT = Rate(1, 1.0, burst=3)
"""Messages in one chat; “short bursts” are allowed by the same page, how short it does not say."""

# ---------------------------------------------------------------------------------------------

BUTTONS_IN_ROW = 8
"""More in one row are refused or cut off by some apps."""

ROW_CHARACTERS = 34
"""Letters that a narrow phone shows on a row of buttons; the rest of a title is cut off there."""

PHOTO_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
"""Pictures that sendPhoto shows; others are sent as files."""

POLL_SECONDS = 25
"""How long getUpdates waits for something new: less than what proxies on the way bear with."""
