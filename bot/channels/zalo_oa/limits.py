"""The limits of Zalo's Official Accounts (OpenAPI v3) and where they are documented.

Taken on trust, not verified by a test against the platform; what sources disagree about or only
imply says “uncertain”.
"""

from __future__ import annotations

from datetime import timedelta

from bot.channels.channel import Rate

__all__ = [
    "ACCESS_SECONDS",
    "CLOCK_SKEW",
    "FILE_BYTES",
    "FILE_TYPES",
    "MOST_BUTTONS",
    "OVERLOAD_PAUSE",
    "PACE",
    "PAYLOAD_LIMIT",
    "REFRESH_LIFE",
    "REPLAY_WINDOW",
    "TEXT_LIMIT",
    "TITLE_LIMIT",
    "UPLOAD_LIFE",
    "WINDOW",
]

TEXT_LIMIT = 2000
"""Characters of one text.

https://developers.zalo.me/docs/official-account/tin-nhan/tin-tu-van/gui-tin-tu-van-dang-van-ban
"""

MOST_BUTTONS = 5
TITLE_LIMIT = 100
PAYLOAD_LIMIT = 1000
"""Buttons under one text, characters on one and in what it sends back.

https://developers.zalo.me/docs/official-account/tin-nhan/tin-tu-van
"""

FILE_BYTES = 5 * 1024 * 1024
"""Of one uploaded file; whether mega- or mebibytes are meant is uncertain."""

FILE_TYPES = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".csv": "text/csv",
}
"""What can be uploaded as a file, by its ending; CSV is uncertain: not all sources name it."""

UPLOAD_LIFE = timedelta(days=7)
"""How long an uploaded file can be sent; 5,000 uploads a month are allowed."""

WINDOW = timedelta(hours=48)
"""How long after a person's last message answers are free and unlimited (since 2026-01-01).

Later ones are billed, and refused after seven days.
https://developers.zalo.me/docs/official-account/tin-nhan/tin-tu-van
"""

PACE = Rate(3800, 60.0, burst=100)
"""Requests of one application: 4,000 a minute, more are answered with error −32.

A file takes two, so some are spared for those and for renewals of the token.
"""

OVERLOAD_PAUSE = 10.0
"""Seconds without any request after error −32, which names none: a choice of ours."""

ACCESS_SECONDS = 25 * 3600
"""Life of an access token where the answer does not say: 25 hours.

https://developers.zalo.me/docs/official-account/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new
"""

REFRESH_LIFE = timedelta(days=90)
"""Life of a refresh token, three months; it can be used once (same page)."""

REPLAY_WINDOW = 3 * 3600.0
"""Seconds after which an event is not taken any more.

Zalo sends again 30 s, 5, 15, 30 and 60 minutes later, nearly two hours together, and whether the
event's timestamp moves with that is uncertain. The ids of messages are remembered for longer.
https://developers.zalo.me/docs/official-account/webhook/verify-webhook-origin
"""

CLOCK_SKEW = 5 * 60.0
"""Seconds an event may come from the future."""
