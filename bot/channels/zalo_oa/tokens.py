"""The access token of an Official Account, renewed by one process at a time and ahead of its end.

A refresh token can be used once, so all processes renew one after another (`Lock`), and the new
pair is stored before anybody uses it.
https://developers.zalo.me/docs/official-account/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from datetime import datetime, timezone
from typing import TypeVar

import httpx
from redis.exceptions import RedisError

from bot.channels.channel import SendError, SendErrorKind
from bot.channels.trust import authorities
from bot.channels.zalo_oa.limits import ACCESS_SECONDS
from bot.channels.zalo_oa.lock import Lock
from bot.channels.zalo_oa.token_store import Pair, TokenStore, TokenStoreError

__all__ = ["RENEW_AHEAD", "Tokens"]

logger = logging.getLogger(__name__)

RENEW_AHEAD = 3600.0
"""Seconds before its end at which an access token is renewed while it is still used."""

_SPARE = 60.0
"""An access token with fewer seconds left counts as ended: a request takes its time, too."""

_LEASE_SECONDS = 60.0
_TIMEOUT = httpx.Timeout(20.0, connect=5.0)
_REQUEST_SECONDS = 25.0
"""The renewal's own limit, well within the lease."""

_PATIENCE = 30.0
"""Seconds a message waits for a renewal before it is tried again later."""

_PAUSE = 5.0
"""Seconds between two renewals that failed because somebody was away."""

_CLOSE_SECONDS = 8.0

_LOOK_SECONDS = 0.1
_LATE_LOOKS = 5
"""How often, and how many times, it is looked whether another process has stored a new pair."""

_Result = TypeVar("_Result")


class Tokens:
    """The access token in force, for all that one process sends.

    In seconds: a refresh token that Zalo refused is tried again after `refused_rest`; an access
    token that Zalo refuses within `issued_rest` after it was issued is not renewed, which would
    not help.
    """

    def __init__(
        self,
        store: TokenStore,
        lock: Lock,
        *,
        app_id: str,
        app_secret: str,
        oauth_url: str,
        refused_rest: float = 300.0,
        issued_rest: float = 10.0,
    ) -> None:
        self._store = store
        self._lock = lock
        self._app_id = app_id
        self._app_secret = app_secret
        self._url = f"{oauth_url.rstrip('/')}/v4/oa/access_token"
        self._refused_rest = refused_rest
        self._issued_rest = issued_rest
        self._pair: Pair | None = None
        self._renewing: asyncio.Task[Pair] | None = None
        self._failed: SendErrorKind | None = None
        self._not_before = 0.0
        self._complained_of: str | None = None

    async def access(self) -> str:
        """The access token to use now; raises SendError where there is none."""
        pair = self._pair
        if pair is None or not pair.access or not _usable(pair, None):
            return await self._after_renewal(None)
        if not pair.lasts(RENEW_AHEAD):
            self._renew_soon(None)  # nobody has to wait for it
        return pair.access

    async def instead_of(self, refused: str) -> str:
        """Another access token than the one Zalo refused; raises SendError where there is none."""
        pair = self._pair
        if pair is not None and pair.access and _usable(pair, refused):
            return pair.access
        return await self._after_renewal(refused)

    async def keep_fresh(self, every: float = 60.0) -> None:
        """Renews ahead of the end even when nothing is sent, until cancelled.

        Without it a bot that nobody talks to for three months would lose its refresh token.
        """
        while True:
            with contextlib.suppress(SendError):
                await self.access()
            await asyncio.sleep(every)

    async def close(self) -> None:
        """Waits for a renewal that is under way: its answer comes only once."""
        if self._renewing and not self._renewing.done():
            await asyncio.wait({self._renewing}, timeout=_CLOSE_SECONDS)
            self._renewing.cancel()
            await asyncio.wait({self._renewing}, timeout=1.0)

    async def _after_renewal(self, refused: str | None) -> str:
        for _ in range(2):  # the first may have been begun by somebody with less to complain of
            renewing = self._renew_soon(refused)
            if renewing is None:
                raise SendError(self._failed or SendErrorKind.UNAVAILABLE)
            # Not cancelled with whoever waits: the answer to a renewal comes only once.
            await asyncio.wait({renewing}, timeout=_PATIENCE)
            if not renewing.done():
                raise SendError(SendErrorKind.UNAVAILABLE)
            if renewing.cancelled() or renewing.exception():
                raise SendError(self._failed or SendErrorKind.UNAVAILABLE)
            pair = renewing.result()
            if pair.access and _usable(pair, refused):
                return pair.access
        raise SendError(SendErrorKind.UNAUTHORIZED)

    def _renew_soon(self, refused: str | None) -> asyncio.Task[Pair] | None:
        """The renewal under way, or a new one; None so soon after one that failed."""
        if self._renewing is None or self._renewing.done():
            if time.monotonic() < self._not_before:
                return None
            self._renewing = asyncio.create_task(self._renew(refused), name="zalo_oa tokens")
            self._renewing.add_done_callback(self._note)
        return self._renewing

    def _note(self, renewing: asyncio.Task[Pair]) -> None:
        if renewing.cancelled():
            return
        problem = renewing.exception()
        if problem is None:
            self._pair, self._failed = renewing.result(), None
            return
        self._failed, pause = SendErrorKind.UNAVAILABLE, _PAUSE
        if isinstance(problem, SendError):
            self._failed, pause = problem.kind, problem.retry_after or _PAUSE
        else:
            logger.warning("zalo_oa: the access token is not renewed: %s", problem)
        self._not_before = time.monotonic() + pause

    async def _renew(self, refused: str | None) -> Pair:
        """The pair in force after one process, this or another, has renewed it where needed.

        Raises SendError, RedisError, TokenStoreError.
        """
        give_up = time.monotonic() + _LEASE_SECONDS
        while True:
            stored = await _in_thread(self._store.read)
            if self._needs_no_renewal(stored, refused):
                return stored
            if await self._lock.take(_LEASE_SECONDS):
                break
            if _usable(stored, refused):
                return stored  # what another process is renewing lasts a little longer
            if time.monotonic() > give_up:
                raise SendError(SendErrorKind.UNAVAILABLE)
            await asyncio.sleep(_LOOK_SECONDS)
        try:
            stored = await _in_thread(self._store.read)
            if self._needs_no_renewal(stored, refused):
                return stored
            return await self._exchange(stored)
        finally:
            with contextlib.suppress(RedisError):
                await self._lock.release()

    def _needs_no_renewal(self, stored: Pair, refused: str | None) -> bool:
        if refused is not None and stored.access == refused:
            if time.time() - stored.renewed_at < self._issued_rest:
                logger.error(
                    "zalo_oa: Zalo refuses an access token it has just issued: does the "
                    "application still have the right to act for the Official Account?"
                )
                raise SendError(SendErrorKind.UNAUTHORIZED, self._issued_rest)
            return False
        return stored.lasts(RENEW_AHEAD)

    async def _exchange(self, old: Pair) -> Pair:
        """Spends the refresh token of `old`, which this process alone may do now."""
        noted = await _in_thread(lambda: self._store.begin(old))
        if not noted or not await self._lock.take(_LEASE_SECONDS):
            raise SendError(SendErrorKind.UNAVAILABLE)
        answer = await self._ask(old.refresh)
        new = _pair(answer)
        if new is not None:
            return await self._keep(old, new)
        for _ in range(_LATE_LOOKS):  # a process that lost its lease unnoticed may have spent it
            stored = await _in_thread(self._store.read)
            if stored.refresh != old.refresh:
                return stored
            await asyncio.sleep(_LOOK_SECONDS)
        self._complain(old, answer)
        raise SendError(SendErrorKind.UNAUTHORIZED, self._refused_rest)

    async def _ask(self, refresh: str) -> object:
        """Zalo's answer to a renewal, None where it is empty; raises SendError."""
        form = {"refresh_token": refresh, "app_id": self._app_id, "grant_type": "refresh_token"}
        headers = {"secret_key": self._app_secret}
        try:
            async with httpx.AsyncClient(timeout=_TIMEOUT, verify=authorities()) as client:
                asking = client.post(self._url, data=form, headers=headers)
                response = await asyncio.wait_for(asking, _REQUEST_SECONDS)
        except (httpx.HTTPError, asyncio.TimeoutError) as problem:
            logger.warning("zalo_oa: no answer to a renewal: %s", type(problem).__name__)
            raise SendError(SendErrorKind.UNAVAILABLE) from None
        if response.status_code == 429 or response.status_code >= 500:
            logger.warning("zalo_oa: HTTP %s to a renewal", response.status_code)
            raise SendError(SendErrorKind.UNAVAILABLE)
        if not response.content.strip():
            return None
        try:
            found: object = response.json()
        except ValueError:
            if response.is_success:
                raise SendError(SendErrorKind.UNAVAILABLE) from None
            return {"error": response.status_code}
        return found

    async def _keep(self, old: Pair, new: Pair) -> Pair:
        """Stores the new pair, however long it takes; returns the one in force."""
        wait = 0.1
        while True:
            try:
                if await _in_thread(lambda: self._store.replace(old, new)):
                    return new
                return await _in_thread(self._store.read)
            except TokenStoreError as problem:
                logger.error("zalo_oa: the new tokens are not stored yet: %s", problem)
            with contextlib.suppress(RedisError):
                await self._lock.take(_LEASE_SECONDS)
            await asyncio.sleep(wait)
            wait = min(2 * wait, 2.0)

    def _complain(self, old: Pair, answer: object) -> None:
        """One sentence for the operator about each refresh token that Zalo refuses."""
        if self._complained_of == old.refresh:
            return
        self._complained_of = old.refresh
        unfinished = ""
        if old.tried_at is not None:
            tried = datetime.fromtimestamp(old.tried_at, timezone.utc)
            unfinished = f"; a renewal begun at {tried:%Y-%m-%d %H:%M} UTC was never answered"
        logger.error(
            "zalo_oa: Zalo refuses to renew the access token of the Official Account (%s%s): "
            "authorise the application again at https://developers.zalo.me/tools/explorer and "
            "start the bot with the new ZALO_OA_REFRESH_TOKEN.",
            _reason(answer).replace(old.refresh, "…").replace(self._app_secret, "…"),
            unfinished,
        )


def _usable(pair: Pair | None, refused: str | None) -> bool:
    return pair is not None and pair.lasts(_SPARE) and pair.access != refused


def _pair(answer: object) -> Pair | None:
    """The pair in an answer, None where it has none."""
    fields = answer if isinstance(answer, dict) else {}
    access, refresh = fields.get("access_token"), fields.get("refresh_token")
    if not (isinstance(access, str) and access and isinstance(refresh, str) and refresh):
        return None
    given = str(fields.get("expires_in", "")).strip()
    seconds = int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0
    now = time.time()
    return Pair(refresh, access, now + (seconds or ACCESS_SECONDS), now)


def _reason(answer: object) -> str:
    """What Zalo said, as far as it can stand in a log."""
    fields = answer if isinstance(answer, dict) else {}
    named = fields.get("error_name") or fields.get("message") or "no reason given"
    words = "".join(sign for sign in str(named)[:120] if sign.isprintable()).strip(" .")
    return f"{words}, error {fields['error']}" if isinstance(fields.get("error"), int) else words


async def _in_thread(step: Callable[[], _Result]) -> _Result:
    """A step of the database, which would hold up everything else."""
    return await asyncio.to_thread(step)
