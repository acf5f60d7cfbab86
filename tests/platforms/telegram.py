"""Telegram's Bot API as documented: https://core.telegram.org/bots/api"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from . import telegram_rules as rules
from .deliveries import Habits
from .forms import Upload, posted
from .stand_in import Sent, StandIn

__all__ = ["BOT_ID", "TOKEN", "Telegram"]

BOT_ID = 1234567890
TOKEN = f"{BOT_ID}:stand-in-token"

SAMPLE_VOICE = b"OggS" + bytes(60)
MOST_FETCHED = 20 * 1024 * 1024
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


class Telegram(StandIn):
    """One bot, and people by any name; people named by a number have that id.

    `strict`: a bot that writes faster than Telegram allows is told to wait. `press_seconds`: how
    long the press of a button can be answered. `poll_seconds`: the longest a poll waits.
    """

    name = "telegram"
    habits = Habits(patience=30.0, retries=(1, 2, 4, 8, 16, 32, 64, *[120] * 700), in_order=True)

    def __init__(self, *, port: int = 0, hurry: float = 100.0, poll_seconds: float = 50.0) -> None:
        super().__init__(port=port, hurry=hurry)
        self.poll_seconds = poll_seconds
        self.strict = True
        self.press_seconds = 15.0
        self.typing: list[str] = []
        self.answered_presses: list[str] = []
        self.left_groups: list[int] = []
        self._secret = ""
        self._allowed: tuple[str, ...] = UPDATES
        self._people: dict[str, int] = {}
        self._known: set[int] = set()
        self._blocked: dict[int, str] = {}
        self._presses: dict[str, float] = {}
        self._messages: dict[int, dict[str, Any]] = {}
        self._files: dict[str, tuple[str, bytes]] = {}
        self._polls = 0
        self._flood = _Flood()

    def settings(self) -> dict[str, str]:
        return {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": self.url}

    def signed(self, body: bytes, number: int) -> Mapping[str, str]:
        del body, number
        return {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}

    def id_of(self, user: str) -> int:
        """The id of the person, which is also that of their chat with the bot."""
        with self.lock:
            known = int(user) if user.isdecimal() else 7_000_000_001 + len(self._people)
            return self._people.setdefault(user, known)

    # What people do. Each returns the id of the update, as `Inbound.id` has it.

    def say(self, user: str, text: str) -> str:
        command = text.split()[0] if text.startswith("/") else ""
        entity = {"type": "bot_command", "offset": 0, "length": len(command)}
        return self._message(user, text=text, **({"entities": [entity]} if command else {}))

    def begin(self, user: str, param: str = "") -> str:
        """The person opens the bot, by a link with a parameter where one is given."""
        return self.say(user, f"/start {param}".strip())

    def voice(self, user: str, content: bytes = SAMPLE_VOICE, seconds: int = 3) -> str:
        """The person speaks; `content` is OGG/Opus."""
        file = self._file("voice", "oga", content)
        return self._message(user, voice={**file, "duration": seconds, "mime_type": "audio/ogg"})

    def photo(self, user: str, caption: str | None = None, album: str | None = None) -> str:
        """The person sends a picture; those of one `album` are sent together."""
        sizes = [
            {**self._file("photos", "jpg", b"\xff\xd8\xff" + bytes(n)), "width": n, "height": n}
            for n in (90, 320)
        ]
        more = {"caption": caption, "media_group_id": album}
        return self._message(user, photo=sizes, **{k: v for k, v in more.items() if v})

    def document(self, user: str, name: str, mime: str, content: bytes = b"%PDF-1.4") -> str:
        """The person sends a file."""
        file = {**self._file("documents", name.rpartition(".")[2], content), "file_name": name}
        return self._message(user, document={**file, "mime_type": mime})

    def location(self, user: str) -> str:
        """The person sends where they are."""
        return self._message(user, location={"latitude": 21.0278, "longitude": 105.8342})

    def sticker(self, user: str) -> str:
        """The person sends a sticker."""
        file = self._file("stickers", "webp", b"RIFF")
        return self._message(user, sticker={**file, "type": "regular", "emoji": "👍"})

    def edit(self, user: str, text: str) -> str:
        """The person changes the last message they wrote."""
        mine = self.id_of(user)
        with self.lock:
            last = max(n for n, said in self._messages.items() if said["from"]["id"] == mine)
            changed = {**self._messages[last], "text": text, "edit_date": int(time.time())}
            return self._bring(user, edited_message=changed)

    def pressed(self, user: str, sent: Sent, title: str, payload: str) -> str:
        del title
        press = f"{self.id_of(user)}{self.number():010}"
        with self.lock:
            self._presses[press] = time.monotonic()
            query = {
                "id": press,
                "from": self._person(user),
                "message": self._messages[int(sent.id)],
                "chat_instance": str(self.id_of(user)),
                "data": payload,
            }
            return self._bring(user, callback_query=query)

    def block(self, user: str, reason: str = "bot was blocked by the user") -> str:
        """The person blocks the bot; `reason` is what it is told when it writes nevertheless."""
        self._blocked[self.id_of(user)] = reason
        return self._membership(user, "kicked")

    def unblock(self, user: str) -> str:
        """The person lets the bot write again."""
        del self._blocked[self.id_of(user)]
        return self._membership(user, "member")

    def say_in_group(self, user: str, text: str, group: int = -1001) -> str:
        """The person writes in a group that the bot is in."""
        chat = {"id": group, "type": "supergroup", "title": "Tổ dân phố"}
        return self._message(user, chat=chat, text=text)

    def _message(self, user: str, **content: Any) -> str:
        number = self.number()
        said = {"message_id": number, "from": self._person(user), "chat": self._chat(user)}
        said = {**said, "date": int(time.time()), **content}
        with self.lock:
            self._messages[number] = said
            self._known.add(self.id_of(user))
            return self._bring(user, message=said)

    def _membership(self, user: str, status: str) -> str:
        bot = {"id": BOT_ID, "is_bot": True, "first_name": "Bạn Học Số"}
        before = "member" if status == "kicked" else "kicked"
        changed = {
            "chat": self._chat(user),
            "from": self._person(user),
            "date": int(time.time()),
            "old_chat_member": {"user": bot, "status": before},
            "new_chat_member": {"user": bot, "status": status, "until_date": 0},
        }
        return self._bring(user, my_chat_member=changed)

    def _bring(self, user: str, **content: Any) -> str:
        update_id = self.number()
        if content.keys() <= set(self._allowed):
            self.deliver(user, {"update_id": update_id, **content})
        return str(update_id)

    def _person(self, user: str) -> dict[str, Any]:
        return {"id": self.id_of(user), "is_bot": False, "first_name": user, "language_code": "vi"}

    def _chat(self, user: str) -> dict[str, Any]:
        return {"id": self.id_of(user), "first_name": user, "type": "private"}

    def _file(self, folder: str, ending: str, content: bytes) -> dict[str, Any]:
        number = self.number()
        self._files[f"file-{number}"] = (f"{folder}/file_{number}.{ending}", content)
        size = {"file_size": len(content)}
        return {"file_id": f"file-{number}", "file_unique_id": f"u{number}", **size}

    # What it answers

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._download),
        ]

    async def _call(self, request: Request) -> Response:
        token = request.path_params["token"]
        if token != TOKEN:
            malformed = not token.partition(":")[0].isdecimal()
            return _error(404, "Not Found") if malformed else _error(401, "Unauthorized")
        content_type = request.headers.get("content-type", "")
        fields = {**request.query_params, **posted(content_type, await request.body())}
        match request.path_params["method"]:
            case "getMe":
                return _result({"id": BOT_ID, "is_bot": True, "first_name": "Bạn Học Số"})
            case "getUpdates":
                return await self._updates(fields)
            case "setWebhook":
                return self._set_webhook(fields)
            case "deleteWebhook":
                self.deliver_to(None)
                return _result(True)
            case "getWebhookInfo":
                return _result({"url": self.webhook or "", "pending_update_count": 0})
            case "sendMessage":
                return self._send(request, fields, rules.text(fields), text=fields.get("text"))
            case "sendPhoto" | "sendDocument" | "sendVoice" as method:
                return self._send_file(request, fields, method.removeprefix("send").lower())
            case "sendChatAction":
                return self._act(fields)
            case "answerCallbackQuery":
                return self._answer(fields)
            case "leaveChat":
                self.left_groups.append(int(fields["chat_id"]))
                return _result(True)
            case "getFile":
                return self._get_file(fields)
        return _error(404, "Not Found")

    async def _updates(self, fields: dict[str, Any]) -> Response:
        if self.webhook:
            return _error(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self._polls += 1
        mine = self._polls
        self._allowed = tuple(rules.as_json(fields.get("allowed_updates")) or self._allowed)
        self._confirm(int(fields.get("offset", 0)))
        until = time.monotonic() + min(int(fields.get("timeout", 0)), self.poll_seconds)
        while not await self.arrival(min(0.1, max(0.0, until - time.monotonic()))):
            if self._polls != mine:
                return _error(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
            if time.monotonic() >= until:
                break
        with self.lock:
            found = [update for _, update in self.pending]
        return _result(found[: max(1, min(int(fields.get("limit", 100)), 100))])

    def _confirm(self, offset: int) -> None:
        """Forgets the updates before `offset`; a negative one counts from the end."""
        with self.lock:
            kept = self.pending[offset:] if offset < 0 else self.pending
            self.pending[:] = [each for each in kept if each[1]["update_id"] >= offset]

    def _set_webhook(self, fields: dict[str, Any]) -> Response:
        problem = rules.webhook(fields)
        if problem:
            return _error(400, f"Bad Request: {problem}")
        self._secret = fields.get("secret_token", "")
        self._allowed = tuple(rules.as_json(fields.get("allowed_updates")) or self._allowed)
        self.deliver_to(fields.get("url") or None)
        return _result(True)

    def _send_file(self, request: Request, fields: dict[str, Any], kind: str) -> Response:
        file = fields.get(kind)
        if isinstance(file, str) and file.startswith("attach://"):
            file = fields.get(file.removeprefix("attach://"))
        problem = rules.media(kind, file) or rules.caption(fields)
        if not isinstance(file, Upload):
            return self._send(request, fields, problem)
        shown = {"image" if kind == "photo" else "file": file.name, "content": file.content}
        return self._send(request, fields, problem, text=fields.get("caption", ""), **shown)

    def _send(
        self, request: Request, fields: dict[str, Any], problem: str | None, **shown: Any
    ) -> Response:
        chat = str(fields.get("chat_id", ""))
        user = next((name for name, number in self._people.items() if str(number) == chat), None)
        if user is None or int(chat) not in self._known:
            return _error(400, "Bad Request: chat not found")
        if int(chat) in self._blocked:
            return _error(403, f"Forbidden: {self._blocked[int(chat)]}")
        markup = rules.as_json(fields.get("reply_markup", '{"inline_keyboard": []}'))
        problem = problem or rules.keyboard(markup)
        if problem:
            return _error(400, f"Bad Request: {problem}")
        wait = self._flood.wait(chat) if self.strict else 0
        if wait:
            parameters = {"parameters": {"retry_after": wait}}
            return _error(429, f"Too Many Requests: retry after {wait}", **parameters)
        number = self.number()
        buttons = [button for row in markup["inline_keyboard"] for button in row]
        titles = tuple((button["text"], button.get("callback_data", "")) for button in buttons)
        bot = {"id": BOT_ID, "is_bot": True, "first_name": "Bạn Học Số"}
        message = {"message_id": number, "from": bot, "chat": self._chat(user)}
        message |= {"date": int(time.time()), "text": shown.get("text") or ""}
        self._messages[number] = message | ({"reply_markup": markup} if buttons else {})
        self.show(request, user, Sent(str(number), buttons=titles, **shown))
        return _result(self._messages[number])

    def _act(self, fields: dict[str, Any]) -> Response:
        if fields.get("action") != "typing":
            return _error(400, "Bad Request: wrong parameter action in request")
        if int(fields["chat_id"]) in self._blocked:
            return _error(403, "Forbidden: bot was blocked by the user")
        self.typing.append(fields["chat_id"])
        return _result(True)

    def _answer(self, fields: dict[str, Any]) -> Response:
        pressed = self._presses.get(fields.get("callback_query_id", ""))
        if pressed is None or time.monotonic() > pressed + self.press_seconds:
            return _error(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        self.answered_presses.append(fields["callback_query_id"])
        return _result(True)

    def _get_file(self, fields: dict[str, Any]) -> Response:
        known = self._files.get(fields.get("file_id", ""))
        if known is None:
            return _error(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        path, content = known
        if len(content) > MOST_FETCHED:
            return _error(400, "Bad Request: file is too big")
        described = {"file_id": fields["file_id"], "file_unique_id": path}
        return _result({**described, "file_size": len(content), "file_path": path})

    async def _download(self, request: Request) -> Response:
        files = dict(self._files.values())
        content = files.get(request.path_params["path"])
        if request.path_params["token"] != TOKEN or content is None:
            return _error(404, "Not Found")
        return Response(content, media_type="application/octet-stream")


class _Flood:
    """30 messages a second in all and one a second in a chat, with some patience for bursts."""

    def __init__(self) -> None:
        self._sent: dict[str, deque[float]] = {}

    def wait(self, chat: str) -> int:
        """Seconds until one more may be sent, 0: now, which counts."""
        now = time.monotonic()
        limits = {"": (90, 2.0), chat: (15, 10.0)}
        for name, (most, seconds) in limits.items():
            sent = self._sent.setdefault(name, deque())
            while sent and sent[0] < now - seconds:
                sent.popleft()
            if len(sent) >= most:
                return int(sent[0] + seconds - now) + 1
        for name in limits:
            self._sent[name].append(now)
        return 0


def _result(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result})


def _error(code: int, description: str, **more: Any) -> Response:
    answer = {"ok": False, "error_code": code, "description": description, **more}
    return JSONResponse(answer, status_code=code)
