"""What an answer of the Zalo Bot Platform means for the replies that were to be sent.

Errors come as ``{"ok": false, "error_code": …, "description": …}``; whether with HTTP 200 or with
the code as status is uncertain, so both are read. Codes follow HTTP; no list of them is published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from bot.channels.channel import SendError, SendErrorKind

__all__ = ["NOTHING_NEW", "Answer", "connection_error", "read_answer", "send_error"]

NOTHING_NEW = 408
"""The code of getUpdates when nobody wrote."""

_KINDS = {
    401: SendErrorKind.UNAUTHORIZED,
    402: SendErrorKind.QUOTA_SPENT,
    403: SendErrorKind.UNREACHABLE,
    404: SendErrorKind.UNAUTHORIZED,  # a wrong token is an unknown address
    408: SendErrorKind.UNANSWERED,
    429: SendErrorKind.RATE_LIMITED,
    504: SendErrorKind.UNANSWERED,  # a gateway that had handed the request on
}

_NOBODY_THERE = ("chat not found", "user not found", "invalid chat_id", "blocked")
_QUOTA = "quota"
"""In descriptions; uncertain, as is that 429 says both “too fast” and “the month is spent”."""

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


@dataclass(frozen=True)
class Answer:
    """The JSON object that was answered; `code` is the error's, 0 where all went well."""

    code: int
    fields: Mapping[str, Any]


def read_answer(status: int, body: bytes) -> Answer | None:
    """What was answered, None where it is nothing that the platform says."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return Answer(_code(fields, status), fields) if isinstance(fields, dict) else None


def send_error(status: int, headers: Mapping[str, str], body: bytes) -> SendError | None:
    """Why a request was not done, None where it was; header names as httpx reads them."""
    answer = read_answer(status, body)
    if answer is None and status < 300:  # taken, but the answer arrived broken
        return SendError(SendErrorKind.UNANSWERED)
    answer = answer or Answer(status, {})
    if answer.code == 0:
        return None
    kind = _kind(answer.code, str(answer.fields.get("description", "")).lower())
    waits = kind in (SendErrorKind.RATE_LIMITED, SendErrorKind.UNAVAILABLE)
    return SendError(kind, _retry_after(headers, answer.fields) if waits else None)


def connection_error(problem: httpx.HTTPError) -> SendError:
    """What a broken connection means: whether the request may have been taken."""
    not_sent = isinstance(problem, _NOT_SENT)
    return SendError(SendErrorKind.UNAVAILABLE if not_sent else SendErrorKind.UNANSWERED)


def _kind(code: int, description: str) -> SendErrorKind:
    if code in (400, 403, 404) and any(words in description for words in _NOBODY_THERE):
        return SendErrorKind.UNREACHABLE
    if code == 429 and _QUOTA in description:
        return SendErrorKind.QUOTA_SPENT
    if code in _KINDS:
        return _KINDS[code]
    # Of the codes that nobody has explained, some may pass.
    return SendErrorKind.REJECTED if 400 <= code < 500 else SendErrorKind.UNAVAILABLE


def _code(fields: Mapping[str, Any], status: int) -> int:
    code = fields.get("error_code")
    if isinstance(code, int) and code:
        return code
    if status >= 300:
        return status
    return 0 if fields.get("ok") is True else 500


def _retry_after(headers: Mapping[str, str], fields: Mapping[str, Any]) -> float | None:
    """Seconds: of the header, or of a field as in Telegram's answers, which these resemble."""
    parameters = fields.get("parameters")
    named = parameters.get("retry_after") if isinstance(parameters, dict) else None
    given = str(headers.get("retry-after") or named or "").strip()
    return float(given[:6]) if given.isascii() and given.isdigit() else None
