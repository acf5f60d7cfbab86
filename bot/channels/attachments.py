"""Files of our own web server (a certificate, the data of a person), fetched to be sent on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx

from bot.channels.channel import SendError, SendErrorKind
from bot.channels.trust import authorities

__all__ = ["MOST_BYTES", "Attachment", "Attachments"]

MOST_BYTES = 20 * 1024 * 1024
"""Larger files are not sent."""

_TIMEOUT = httpx.Timeout(20.0, connect=5.0)
_MOST_SECONDS = 60.0


@dataclass(frozen=True)
class Attachment:
    """A file: what it is called, its type (“application/pdf”) and what is in it."""

    name: str
    mime: str
    content: bytes


class Attachments:
    """Fetches what lies below `base_url`, our own public address, and nothing else."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")

    async def fetch(self, url: str) -> Attachment:
        """The file at `url`, of at most MOST_BYTES; redirects are not followed.

        Raises SendError: UNAVAILABLE where our server does not answer, REJECTED where it does not
        have the file or the address is not one of ours.
        """
        if not self._is_ours(url):
            raise SendError(SendErrorKind.REJECTED)
        try:
            return await asyncio.wait_for(_fetch(url), _MOST_SECONDS)
        except (httpx.HTTPError, asyncio.TimeoutError) as problem:
            raise SendError(SendErrorKind.UNAVAILABLE) from problem

    def _is_ours(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
            normal = httpx.URL(url)
        except (ValueError, httpx.InvalidURL):
            return False
        steps = unquote(parts.path).replace("\\", "/").split("/")
        return str(normal).startswith(f"{self.base_url}/") and ".." not in steps


async def _fetch(url: str) -> Attachment:
    async with (
        httpx.AsyncClient(timeout=_TIMEOUT, verify=authorities()) as client,
        client.stream("GET", url) as response,
    ):
        if response.status_code >= 500:
            raise SendError(SendErrorKind.UNAVAILABLE)
        if response.status_code != 200:
            raise SendError(SendErrorKind.REJECTED)
        content = bytearray()
        async for piece in response.aiter_bytes():
            content += piece
            if len(content) > MOST_BYTES:
                raise SendError(SendErrorKind.REJECTED)
        return Attachment(_name(response), _mime(response), bytes(content))


def _name(response: httpx.Response) -> str:
    header = Message()
    header["Content-Disposition"] = response.headers.get("content-disposition", "inline")
    named = header.get_filename() or unquote(response.url.path)
    return PurePosixPath(named).name or "tep"


def _mime(response: httpx.Response) -> str:
    stated = response.headers.get("content-type", "application/octet-stream")
    return str(stated).partition(";")[0].strip().lower()
