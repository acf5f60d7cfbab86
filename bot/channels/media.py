"""What people send, fetched from the hosts of their platform and from nowhere else."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from urllib.parse import urljoin

import httpx

from bot.channels.channel import FetchError, FetchErrorKind
from bot.channels.trust import authorities

__all__ = ["MOST_BYTES", "ZALO_HOSTS", "Downloads"]

MOST_BYTES = 20 * 1024 * 1024
"""Larger things are not fetched; so much a bot may fetch from Telegram."""

ZALO_HOSTS = ("zdn.vn", "zadn.vn", "zalo.me")
"""The domains where Zalo keeps what people send."""

_TIMEOUT = httpx.Timeout(10.0, connect=5.0)
_MOST_SECONDS = 30.0
_MOST_REDIRECTS = 3
_NOT_NOW = frozenset({408, 425, 429})


class Downloads:
    """Fetches by https from `domains` and what is below them, and from the server at `api_url`.

    That one is the platform too, or what stands in for it. Redirects are followed only there.
    """

    def __init__(self, domains: Collection[str], api_url: str) -> None:
        self._domains = tuple(domains)
        self._api = _origin(httpx.URL(api_url))

    async def fetch(self, url: str) -> bytes:
        """What lies at `url`, of at most MOST_BYTES, within half a minute; raises FetchError."""
        try:
            return await asyncio.wait_for(self._fetch(url), _MOST_SECONDS)
        except (httpx.HTTPError, asyncio.TimeoutError) as problem:
            raise FetchError(FetchErrorKind.UNAVAILABLE) from problem

    def allows(self, url: str) -> bool:
        """Whether anything is fetched from there."""
        try:
            parsed = httpx.URL(url)
        except (httpx.InvalidURL, ValueError):
            return False
        if parsed.userinfo:
            return False
        if _origin(parsed) == self._api:
            return True
        below = any(f".{parsed.host}".endswith(f".{domain}") for domain in self._domains)
        return parsed.scheme == "https" and parsed.port is None and below

    async def _fetch(self, url: str) -> bytes:
        async with httpx.AsyncClient(timeout=_TIMEOUT, verify=authorities()) as client:
            for _ in range(1 + _MOST_REDIRECTS):
                if not self.allows(url):
                    raise FetchError(FetchErrorKind.GONE)
                async with client.stream("GET", url) as response:
                    if not response.has_redirect_location:
                        return await _content(response)
                    url = urljoin(url, response.headers["location"])
        raise FetchError(FetchErrorKind.GONE)


async def _content(response: httpx.Response) -> bytes:
    if response.status_code >= 500 or response.status_code in _NOT_NOW:
        raise FetchError(FetchErrorKind.UNAVAILABLE)
    if response.status_code != 200:
        raise FetchError(FetchErrorKind.GONE)
    content = bytearray()
    async for piece in response.aiter_bytes():
        content += piece
        if len(content) > MOST_BYTES:
            raise FetchError(FetchErrorKind.TOO_LARGE)
    return bytes(content)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
