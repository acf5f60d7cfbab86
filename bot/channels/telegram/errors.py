"""What an error of the Bot API means for what was to be sent or fetched."""

from __future__ import annotations

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.channels.channel import FetchError, FetchErrorKind, SendError, SendErrorKind

__all__ = ["fetch_error", "send_error"]

_NOBODY_THERE = ("chat not found", "user not found", "peer_id_invalid", "user_deactivated")
"""In the descriptions of “400 Bad Request” where the person is meant; those of 403 always are."""

_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
"""Of the errors of a connection those after which nothing can have been taken."""


def send_error(problem: TelegramError) -> SendError:
    """The same error in our own words.

    Descriptions are looked at because the Bot API has no other sign for some of its errors:
    https://core.telegram.org/bots/api#making-requests
    """
    if isinstance(problem, RetryAfter):
        wait = problem.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        return SendError(SendErrorKind.RATE_LIMITED, seconds)
    return SendError(_kind(problem))


def fetch_error(problem: TelegramError) -> FetchError:
    """What an error means for a file that was to be fetched."""
    if "too big" in problem.message.lower():
        return FetchError(FetchErrorKind.TOO_LARGE)
    same = send_error(problem)
    if same.kind.passes:
        return FetchError(FetchErrorKind.UNAVAILABLE, same.retry_after)
    return FetchError(FetchErrorKind.GONE)


def _kind(problem: TelegramError) -> SendErrorKind:
    cause = problem.__cause__
    if isinstance(cause, httpx.HTTPError):
        not_sent = isinstance(cause, _NOT_SENT)
        return SendErrorKind.UNAVAILABLE if not_sent else SendErrorKind.UNANSWERED
    if isinstance(cause, UnicodeError):  # half a surrogate pair cannot be sent
        return SendErrorKind.REJECTED
    if isinstance(cause, TelegramError):  # not the Bot API: a page of something on the way
        return SendErrorKind.UNAVAILABLE
    match problem:
        case InvalidToken():
            return SendErrorKind.UNAUTHORIZED
        case Forbidden() | ChatMigrated():
            return SendErrorKind.UNREACHABLE
        case BadRequest():
            gone = any(words in problem.message.lower() for words in _NOBODY_THERE)
            return SendErrorKind.UNREACHABLE if gone else SendErrorKind.REJECTED
        case Conflict():
            return SendErrorKind.UNAVAILABLE
    if type(problem) is TelegramError:  # taken, but the answer arrived broken
        return SendErrorKind.UNANSWERED
    return _kind_by_words(problem.message.lower())


def _kind_by_words(description: str) -> SendErrorKind:
    """The answers that python-telegram-bot has no class for."""
    if description.startswith("too many requests"):
        return SendErrorKind.RATE_LIMITED
    if description.startswith("request entity too large"):
        return SendErrorKind.REJECTED
    return SendErrorKind.UNAVAILABLE
