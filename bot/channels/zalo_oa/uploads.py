"""Files at Zalo: uploaded once, then sent by the token they were given.

https://developers.zalo.me/docs/official-account/quan-ly/quan-ly-thong-tin-oa/upload-file
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace

from bot.channels.attachments import Attachment
from bot.channels.channel import SendError, SendErrorKind
from bot.channels.zalo_oa.api import Api
from bot.channels.zalo_oa.limits import FILE_BYTES, UPLOAD_LIFE

__all__ = ["Uploads"]

_PATH = "/v2.0/oa/upload/file"

_KEPT_SECONDS = UPLOAD_LIFE.total_seconds() - 24 * 3600
"""A day to spare, so that what waits in the outbox for long can still be sent."""

_MOST_KEPT = 1000


class Uploads:
    """The files this process has uploaded, as long as they can be sent."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._kept: dict[str, tuple[str, float]] = {}

    async def token(self, file: Attachment, mime: str) -> str:
        """What `file`, of the type `mime`, can be sent with; the same content is uploaded once.

        Raises SendError: REJECTED where Zalo does not take the file. Nobody has seen anything of
        an upload that was not answered, so that is UNAVAILABLE.
        """
        if not 0 < len(file.content) <= FILE_BYTES:
            raise SendError(SendErrorKind.REJECTED)
        digest = _digest(file)
        token, until = self._kept.get(digest, ("", 0.0))
        if token and time.time() < until:
            return token
        try:
            data = await self._api.post(_PATH, file=replace(file, mime=mime))
        except SendError as problem:
            if problem.kind is SendErrorKind.UNANSWERED:
                raise SendError(SendErrorKind.UNAVAILABLE) from problem
            raise
        given = data.get("token")
        if not isinstance(given, str) or not given:
            raise SendError(SendErrorKind.REJECTED)
        self._kept.pop(digest, None)
        self._kept[digest] = (given, time.time() + _KEPT_SECONDS)
        while len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return given

    def forget(self, token: str) -> None:
        """Zalo does not know this token: its file is to be uploaded again."""
        self._kept = {digest: kept for digest, kept in self._kept.items() if kept[0] != token}


def _digest(file: Attachment) -> str:
    return hashlib.sha256(f"{file.name}\n".encode() + file.content).hexdigest()
