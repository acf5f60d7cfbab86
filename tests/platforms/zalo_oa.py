"""A Zalo Official Account as documented: https://developers.zalo.me/docs/official-account/"""

from __future__ import annotations

import hashlib
import json
import time
from collections import deque
from collections.abc import Mapping
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.attachments import Attachments
from bot.channels.channel import SendError, SendErrorKind
from bot.channels.zalo_oa.channel import ZaloOA as ZaloOAChannel

from .deliveries import Habits
from .forms import Upload, posted
from .stand_in import Sent, StandIn
from .zalo_oa_tokens import TokenEndpoint

__all__ = ["APP_ID", "APP_SECRET", "OA_SECRET", "SAMPLE_VOICE", "ZaloOA", "channel_at"]

APP_ID = "360846524940903967"
APP_SECRET = "stand-in-app-secret"
OA_SECRET = "stand-in-oa-secret"
OA_ID = "388613280878808645"

TEXT_LIMIT = 2000
MOST_BUTTONS = 5
TITLE_LIMIT = 100
PAYLOAD_LIMIT = 1000
REQUESTS_A_MINUTE = 4000
FREE_SECONDS = 48 * 3600
BILLED_SECONDS = 7 * 24 * 3600
UPLOAD_SECONDS = 7 * 24 * 3600
UPLOADS = {
    "image": (1024 * 1024, (".jpg", ".jpeg", ".png")),
    "file": (5 * 1024 * 1024, (".pdf", ".doc", ".docx", ".csv")),
    "gif": (5 * 1024 * 1024, (".gif",)),
}

SAMPLE_VOICE = b"\xff\xf1\x60\x40\x01\x7f\xfc" + bytes(4)
"""An ADTS frame: how a voice note begins."""

PROBLEMS = {
    -32: "Reach limit call API",
    -201: "Params is invalid",
    -210: "Message text is too long",
    -211: "Out of quota",
    -213: "User has not followed OA",
    -216: "Access token is invalid",
    -220: "Access token is expired",
    -230: "User has not interacted with the OA in the past 7 days",
    -233: "Message type not support",
    -244: "User restricts this type of message",
}


class ZaloOA(StandIn):
    """One Official Account and the application that acts for it, with its endpoint for tokens.

    `signed_with`, `timestamp_from`: how it signs. `quota` of `quota_total`: what may still be sent
    to people who wrote more than 48 hours ago. `blocked`: people who let accounts send them
    nothing.
    """

    name = "zalo_oa"
    habits = Habits(patience=2.0, retries=(30, 300, 900, 1800, 3600), in_order=False)

    def __init__(self, *, port: int = 0, hurry: float = 100.0) -> None:
        self.tokens = TokenEndpoint(APP_ID, APP_SECRET)
        super().__init__(port=port, hurry=hurry)
        self.signed_with: Literal["oa_secret", "app_secret"] = "oa_secret"
        self.timestamp_from: Literal["body", "header"] = "body"
        self.quota = self.quota_total = 500
        self.requests_a_minute = REQUESTS_A_MINUTE
        self.blocked: set[str] = set()
        self.gone: set[str] = set()
        self.media: dict[str, bytes] = {}
        self.uploads: dict[str, tuple[str, bytes, float]] = {}
        self._wrote: dict[str, float] = {}
        self._asked_at: deque[float] = deque()
        self._missigned = 0

    def settings(self) -> dict[str, str]:
        return {
            "ZALO_OA_APP_ID": APP_ID,
            "ZALO_OA_APP_SECRET": APP_SECRET,
            "ZALO_OA_SECRET": OA_SECRET,
            "ZALO_OA_REFRESH_TOKEN": self.tokens.first,
            "ZALO_OA_API_URL": self.url,
            "ZALO_OA_OAUTH_URL": self.url,
        }

    def signed(self, body: bytes, number: int) -> Mapping[str, str]:
        timestamp = str(json.loads(body)["timestamp"])
        headers = {"num_retry": str(number - 1)} if number > 1 else {}
        if self.timestamp_from == "header":
            timestamp = str(int(timestamp) + 7)  # not that of the body
            headers["X-ZEvent-Timestamp"] = timestamp
        secret = OA_SECRET if self.signed_with == "oa_secret" else APP_SECRET
        with self.lock:
            if self._missigned:
                self._missigned -= 1
                secret = "somebody else's"
        mac = hashlib.sha256(APP_ID.encode() + body + timestamp.encode() + secret.encode())
        return {**headers, "X-ZEvent-Signature": f"mac={mac.hexdigest()}"}

    def missign(self, count: int) -> None:
        """The next `count` attempts to bring an event carry the signature of somebody else."""
        with self.lock:
            self._missigned = count

    # What people do

    def say(self, user: str, text: str) -> str:
        return self._send(user, "user_send_text", {"text": text})

    def pressed(self, user: str, _sent: Sent, _title: str, payload: str) -> str:
        return self.say(user, payload)

    def voice(self, user: str, content: bytes = SAMPLE_VOICE) -> str:
        """The person speaks; `content` is raw AAC."""
        return self._attach(user, "user_send_audio", "audio", {"url": self._media("aac", content)})

    def photo(self, user: str, caption: str | None = None) -> str:
        """The person sends a picture."""
        url = self._media("jpg", b"\xff\xd8\xff")
        text = {"text": caption} if caption is not None else {}
        payload = {"url": url, "thumbnail": url}
        return self._attach(user, "user_send_image", "image", payload, text)

    def sticker(self, user: str) -> str:
        """The person sends a sticker."""
        payload = {"id": "a1", "url": f"{self.url}/media/a1.png"}
        return self._attach(user, "user_send_sticker", "sticker", payload)

    def file(self, user: str, name: str = "đơn.pdf", content: bytes = b"a") -> str:
        """The person sends a file."""
        kind = name.rpartition(".")[2]
        payload = {
            "url": self._media(kind, content),
            "size": str(len(content)),
            "name": name,
            "checksum": hashlib.md5(content).hexdigest(),
            "type": kind,
        }
        return self._attach(user, "user_send_file", "file", payload)

    def location(self, user: str, latitude: float = 21.03, longitude: float = 105.85) -> str:
        """The person says where they are."""
        place = {"latitude": str(latitude), "longitude": str(longitude)}
        return self._attach(user, "user_send_location", "location", {"coordinates": place})

    def follow(self, user: str) -> None:
        """The person follows the account."""
        self.gone.discard(user)
        self._wrote[user] = time.time()
        self._event(user, "follow", {"oa_id": OA_ID, "follower": {"id": user}})

    def unfollow(self, user: str) -> None:
        """The person follows the account no longer."""
        self.gone.add(user)
        self._event(user, "unfollow", {"oa_id": OA_ID, "follower": {"id": user}})

    def open_chat(self, user: str) -> None:
        """The person opens the conversation with “chat now”."""
        self._wrote[user] = time.time()
        self._event(user, "user_click_chatnow", {"oa_id": OA_ID, "user_id": user})

    def see(self, user: str) -> None:
        """The person reads what the account sent."""
        ids = [sent.id for sent in self.chat(user)]
        fields = {"sender": {"id": user}, "recipient": {"id": OA_ID}, "message": {"msg_ids": ids}}
        self._event(user, "user_seen_message", fields)

    def silent_for(self, user: str, seconds: float) -> None:
        """The person wrote last so long ago."""
        self._wrote[user] = time.time() - seconds

    def _media(self, kind: str, content: bytes) -> str:
        place = f"/media/{self.number()}.{kind}"
        self.media[place] = content
        return self.url + place

    def _attach(
        self,
        user: str,
        event: str,
        kind: str,
        payload: Mapping[str, Any],
        text: Mapping[str, str] | None = None,
    ) -> str:
        attachment = {"type": kind, "payload": dict(payload)}
        return self._send(user, event, {**(text or {}), "attachments": [attachment]})

    def _send(self, user: str, event: str, message: Mapping[str, Any]) -> str:
        message_id = f"{self.name}-m{self.number()}"
        self._wrote[user] = time.time()
        fields = {
            "sender": {"id": user},
            "recipient": {"id": OA_ID},
            "message": {**message, "msg_id": message_id},
        }
        self._event(user, event, fields)
        return message_id

    def _event(self, user: str, event: str, fields: Mapping[str, Any]) -> None:
        stamp = str(int(1000 * time.time()))
        same = {"app_id": APP_ID, "user_id_by_app": f"by-app-{user}", "timestamp": stamp}
        self.deliver(user, {"event_name": event, **same, **fields})

    # What it answers

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/v4/oa/access_token", self.tokens.answer, methods=["POST"]),
            Route("/v3.0/oa/message/cs", self._message, methods=["POST"]),
            Route("/v2.0/oa/upload/{kind}", self._upload, methods=["POST"]),
            Route("/media/{name}", self._show_media),
        ]

    async def _show_media(self, request: Request) -> Response:
        content = self.media.get(request.url.path)
        if content is None:
            return Response(status_code=404)
        return Response(content, media_type="application/octet-stream")

    async def _upload(self, request: Request) -> Response:
        problem = self._no_access(request) or self._too_often()
        kind = request.path_params["kind"]
        if problem or kind not in UPLOADS:
            return _problem(problem or -201)
        form = posted(request.headers["content-type"], await request.body())
        file = form.get("file")
        most, endings = UPLOADS[kind]
        if not isinstance(file, Upload) or not file.name.lower().endswith(endings):
            return _problem(-201)
        if not 0 < len(file.content) <= most:
            return _problem(-201)
        token = f"upload-{self.number()}"
        self.uploads[token] = (file.name, file.content, time.time())
        return _success({"token" if kind == "file" else "attachment_id": token})

    async def _message(self, request: Request) -> Response:
        problem = self._no_access(request) or self._too_often()
        if problem:
            return _problem(problem)
        body = await request.json()
        user = body.get("recipient", {}).get("user_id")
        sent = self._sent(body.get("message", {}))
        if isinstance(sent, int):
            return _problem(sent)
        with self.lock:
            problem = self._not_allowed(user)
            if problem:
                return _problem(problem)
            left = str(self.quota)
        self.show(request, user, sent)
        quota = {
            "quota_type": "sub_quota",
            "remain": left,
            "total": str(self.quota_total),
            "owner_type": "OA",
            "owner_id": OA_ID,
        }
        at = str(int(1000 * sent.at))
        return _success({"message_id": sent.id, "user_id": user, "sent_time": at, "quota": quota})

    def _not_allowed(self, user: object) -> int:
        """The error for whom nothing may be sent to; otherwise 0, and it is billed."""
        if user in self.gone:
            return -213
        if user in self.blocked:
            return -244
        silent = time.time() - self._wrote.get(str(user), 0.0)
        if silent > BILLED_SECONDS:
            return -230
        if silent > FREE_SECONDS:
            if self.quota <= 0:
                return -211
            self.quota -= 1
        return 0

    def _no_access(self, request: Request) -> int:
        return self.tokens.problem(request.headers.get("access_token", ""))

    def _too_often(self) -> int:
        with self.lock:
            now = time.monotonic()
            while self._asked_at and self._asked_at[0] < now - 60:
                self._asked_at.popleft()
            if len(self._asked_at) >= self.requests_a_minute:
                return -32
            self._asked_at.append(now)
            return 0

    def _sent(self, message: Mapping[str, Any]) -> Sent | int:
        """What the person would see, or the error for a message that is not allowed."""
        text, attachment = message.get("text", ""), message.get("attachment")
        if not isinstance(text, str) or (not text and not attachment):
            return -201
        if len(text) > TEXT_LIMIT:
            return -210
        sent = Sent(f"{self.name}-s{self.number()}", text)
        if attachment is None:
            return sent
        payload = attachment.get("payload", {})
        if attachment.get("type") == "file":
            name, content, at = self.uploads.get(payload.get("token"), ("", b"", 0.0))
            sent.file, sent.content = name, content
            return sent if time.time() - at < UPLOAD_SECONDS else -201
        if attachment.get("type") != "template":
            return -233
        if payload.get("template_type") == "media":
            (element,) = payload.get("elements", ()) or ({},)
            sent.image = element.get("url")
            return sent if element.get("media_type") == "image" and sent.image else -201
        buttons = payload.get("buttons", ())
        if not text or not 0 < len(buttons) <= MOST_BUTTONS:
            return -201
        sent.buttons = tuple((button["title"], button["payload"]) for button in buttons)
        fits = all(
            button["type"] == "oa.query.hide"
            and 0 < len(button["title"]) <= TITLE_LIMIT
            and 0 < len(button["payload"]) <= PAYLOAD_LIMIT
            for button in buttons
        )
        return sent if fits else -201


def _success(data: Mapping[str, Any]) -> Response:
    return JSONResponse({"data": data, "error": 0, "message": "Success"})


def _problem(number: int) -> Response:
    """Errors come with HTTP 200."""
    return JSONResponse({"error": number, "message": PROBLEMS[number]})


class _TwoTokens:
    """Access tokens that need no renewal: a first one, and one for when it is refused."""

    async def access(self) -> str:
        return "access-1"

    async def instead_of(self, refused: str) -> str:
        if refused != "access-1":
            raise SendError(SendErrorKind.UNAUTHORIZED)
        return "access-2"

    async def close(self) -> None:
        pass


def channel_at(url: str) -> ZaloOAChannel:
    """The channel for the tables of cases: the platform and our own site are at `url`."""
    fetch = Attachments(url)
    return ZaloOAChannel("app-id", secret="a-secret", tokens=_TwoTokens(), api_url=url, fetch=fetch)
