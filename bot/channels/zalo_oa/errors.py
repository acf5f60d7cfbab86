"""What Zalo's answers mean for delivery; errors arrive with HTTP 200 and a negative number.

https://developers.zalo.me/docs/official-account/phu-luc/ma-loi
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timezone
from email.utils import parsedate_to_datetime

import httpx

from bot.channels.channel import SendError, SendErrorKind
from bot.channels.zalo_oa.limits import OVERLOAD_PAUSE

__all__ = ["answer_problem", "connection_problem", "error_number"]

_BY_NUMBER = {
    -32: SendErrorKind.RATE_LIMITED,
    -211: SendErrorKind.QUOTA_SPENT,
    -213: SendErrorKind.UNREACHABLE,  # does not follow the account
    -216: SendErrorKind.UNAUTHORIZED,  # access token invalid
    -218: SendErrorKind.QUOTA_SPENT,
    -220: SendErrorKind.UNAUTHORIZED,  # access token expired
    -227: SendErrorKind.UNREACHABLE,  # banned, or not seen for long
    -230: SendErrorKind.WINDOW_CLOSED,
    -232: SendErrorKind.WINDOW_CLOSED,
    -233: SendErrorKind.REJECTED,  # not a type of message that may be sent
    # At night the platform takes no messages but answers, so this person's window was closed too.
    -234: SendErrorKind.WINDOW_CLOSED,
    -244: SendErrorKind.UNREACHABLE,  # restricts what accounts send them
}

_MAYBE_TAKEN = frozenset({502, 504})
"""A gateway that lost its connection to what stands behind it, which may have taken the message."""

_NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)

_LONGEST_PAUSE = 24 * 3600.0


def error_number(answer: object) -> int | None:
    """The `error` of an answer in JSON: 0 where all is well, None where it is no answer of Zalo."""
    number = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(number, str) and number.lstrip("-").isdecimal() and len(number) < 10:
        number = int(number)
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def answer_problem(
    status: int, headers: Mapping[str, str], answer: object, now: float
) -> SendError | None:
    """Why a request was not done, None where it was.

    `headers` by names in any case httpx allows, `answer` is the body's JSON (None where there is
    none), `now` in seconds since the epoch.
    """
    if status == 429:
        return SendError(SendErrorKind.RATE_LIMITED, _retry_after(headers, now))
    if status in _MAYBE_TAKEN:
        return SendError(SendErrorKind.UNANSWERED)
    if status >= 500:
        return SendError(SendErrorKind.UNAVAILABLE, _retry_after(headers, now))
    if status in (401, 403):
        return SendError(SendErrorKind.UNAUTHORIZED)
    if not 200 <= status < 300:
        return SendError(SendErrorKind.REJECTED)
    number = error_number(answer)
    if number is None:  # taken, perhaps: an answer was on its way and got lost
        return SendError(SendErrorKind.UNANSWERED)
    if number == 0:
        return None
    kind = _BY_NUMBER.get(number, SendErrorKind.REJECTED)
    return SendError(kind, OVERLOAD_PAUSE if kind is SendErrorKind.RATE_LIMITED else None)


def connection_problem(problem: httpx.HTTPError) -> SendError:
    """What a broken connection means: whether the platform may have taken the request."""
    nothing_sent = isinstance(problem, _NOTHING_SENT)
    return SendError(SendErrorKind.UNAVAILABLE if nothing_sent else SendErrorKind.UNANSWERED)


def _retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """The header Retry-After in seconds: a number or a date."""
    given = headers.get("retry-after", "").strip()
    if given.isascii() and given.isdigit():
        seconds = float(given[:9])
    else:
        try:
            moment = parsedate_to_datetime(given)
        except (TypeError, ValueError):
            return None
        seconds = moment.replace(tzinfo=moment.tzinfo or timezone.utc).timestamp() - now
    return min(max(seconds, 0.0), _LONGEST_PAUSE)
