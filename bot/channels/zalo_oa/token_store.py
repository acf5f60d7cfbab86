"""The tokens of an Official Account in the database: each refresh token can be used once."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.zalo_oa.limits import REFRESH_LIFE
from bot.message import TryLater
from bot.store.database import from_utc, insert_once, reading, to_utc, writing
from bot.store.tables import channel_token

__all__ = ["Pair", "TokenStore", "TokenStoreError"]

_CHANNEL = "zalo_oa"


class TokenStoreError(Exception):
    """The tokens cannot be read or written just now; the text has none of them."""


@dataclass(frozen=True)
class Pair:
    """An access token and the refresh token that the next one is got with.

    `access` is None before the first renewal. Times are in seconds since the epoch; `tried_at` is
    when a renewal was begun that was not finished, None where there is none.
    """

    refresh: str = field(repr=False)
    access: str | None = field(default=None, repr=False)
    expires_at: float = 0.0
    renewed_at: float = 0.0
    tried_at: float | None = None

    def lasts(self, seconds: float) -> bool:
        """Whether the access token can be used for `seconds` from now on."""
        return self.access is not None and self.expires_at - time.time() >= seconds


class TokenStore:
    """The pairs that began with the refresh token `first` of the application `app_id`.

    Every first token has a row of its own: a process that was started with an older one does not
    touch what a newer one led to. All methods raise TokenStoreError.
    """

    def __init__(self, engine: Engine, app_id: str, first: str) -> None:
        self._engine = engine
        self._first = first
        self._began_with = hashlib.sha256(f"{app_id}\n{first}".encode()).hexdigest()

    def read(self) -> Pair:
        """The pair in force."""
        with _without_secrets(), reading(self._engine) as connection:
            row = connection.execute(
                select(
                    channel_token.c.refresh_token,
                    channel_token.c.access_token,
                    channel_token.c.expires_at,
                    channel_token.c.renewed_at,
                    channel_token.c.tried_at,
                ).where(*self._mine())
            ).one_or_none()
        if row is None:
            return Pair(self._first)
        refresh, access, expires_at, renewed_at, tried_at = row
        return Pair(
            refresh, access, _seconds(expires_at), _seconds(renewed_at), _seconds(tried_at) or None
        )

    def begin(self, pair: Pair) -> bool:
        """Notes that `pair` is being renewed; False where it is no longer the one in force.

        A refresh token is spent only after this: where nothing can be stored, a new pair would be
        lost.
        """
        with _without_secrets(), writing(self._engine) as connection:
            insert_once(
                connection,
                channel_token,
                {
                    "channel": _CHANNEL,
                    "began_with": self._began_with,
                    "refresh_token": self._first,
                    "changed_at": _now(),
                },
            )
            return self._change(connection, pair, {"tried_at": _now(), "changed_at": _now()})

    def replace(self, old: Pair, new: Pair) -> bool:
        """Stores `new` in place of `old`; False where another pair stands there already.

        Forgets what is so old that no token of it can be used.
        """
        with _without_secrets(), writing(self._engine) as connection:
            stored = self._change(
                connection,
                old,
                {
                    "refresh_token": new.refresh,
                    "access_token": new.access,
                    "expires_at": _moment(new.expires_at),
                    "renewed_at": _moment(new.renewed_at),
                    "tried_at": None,
                    "changed_at": _now(),
                },
            )
            outdated = to_utc(datetime.now(timezone.utc) - REFRESH_LIFE)
            connection.execute(
                delete(channel_token).where(
                    channel_token.c.channel == _CHANNEL, channel_token.c.changed_at < outdated
                )
            )
            return stored

    def _change(self, connection: Connection, old: Pair, values: dict[str, object]) -> bool:
        statement = update(channel_token).where(
            *self._mine(), channel_token.c.refresh_token == old.refresh
        )
        changed: int = connection.execute(statement.values(**values)).rowcount
        return changed == 1

    def _mine(self) -> tuple[object, ...]:
        return (
            channel_token.c.channel == _CHANNEL,
            channel_token.c.began_with == self._began_with,
        )


@contextmanager
def _without_secrets() -> Iterator[None]:
    """The database's own errors quote the values of a statement."""
    try:
        yield
    except TryLater as error:
        raise TokenStoreError(str(error)) from None
    except SQLAlchemyError as error:
        reason = type(getattr(error, "orig", None) or error).__name__
        raise TokenStoreError(f"the database refuses: {reason}") from None


def _now() -> datetime:
    return to_utc(datetime.now(timezone.utc))


def _moment(seconds: float) -> datetime:
    return to_utc(datetime.fromtimestamp(seconds, timezone.utc))


def _seconds(moment: datetime | None) -> float:
    return from_utc(moment).timestamp() if moment else 0.0
