"""What all stand-ins share: a server, people with their chats, updates to the bot, faults.

A platform is a subclass in a module of its own beside this one:

- `name`, `habits` (how it delivers to a webhook);
- `routes()`: its API as Starlette routes; a handler shows a message to a person by `show`;
- `say` and the other things people do: make the update and give it to `deliver`;
- `signed(body, number)`: the headers of a webhook;
- `settings()`: the environment variables with which a bot talks to it.

Everything may be called from any thread; nothing waits for the bot but `wait_for` and `settle`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.routing import BaseRoute
from starlette.types import Message, Receive, Scope, Send

from .deliveries import Attempt, Deliveries, Habits
from .faults import Fault, Faults
from .server import Server, cut

__all__ = ["Asked", "Sent", "StandIn"]


@dataclass
class Sent:
    """One message of the bot as a person sees it.

    `buttons` are pairs of title and payload. `image` is an address or a file's name, `file` the
    name of a file, `content` the bytes of either where they were uploaded. `at` is in seconds
    since the epoch. `answered`: the platform's answer reached the bot, as far as it can tell.
    """

    id: str
    text: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    image: str | None = None
    file: str | None = None
    content: bytes | None = field(default=None, repr=False)
    at: float = field(default_factory=time.time)
    answered: bool = False


@dataclass(frozen=True)
class Asked:
    """One request of the bot, whatever became of it."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float

    @property
    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)


class StandIn(ABC):
    """One platform; `hurry`: how many times shorter it waits before bringing an update again."""

    name: ClassVar[str]
    habits: ClassVar[Habits]

    def __init__(self, *, port: int = 0, hurry: float = 100.0) -> None:
        self.faults = Faults()
        self.asked: list[Asked] = []
        self.watch: Callable[[str, Sent], None] | None = None
        self.lock = threading.RLock()
        self._chats: dict[str, list[Sent]] = {}
        self._pending: list[tuple[str, dict[str, Any]]] = []
        self._numbers = 0
        self._arrived = asyncio.Event()
        self._app = Starlette(routes=self.routes())
        self._server = Server(self._serve, port)
        self._deliveries = Deliveries(self.habits, self.signed, hurry)

    # What a platform brings

    @abstractmethod
    def routes(self) -> list[BaseRoute]:
        """Its API."""

    @abstractmethod
    def signed(self, body: bytes, number: int) -> Mapping[str, str]:
        """The headers with which it brings `body` to a webhook for the `number`th time."""

    @abstractmethod
    def settings(self) -> dict[str, str]:
        """The environment of a bot that polls, or where that is impossible, has a webhook."""

    @abstractmethod
    def say(self, user: str, text: str) -> str:
        """The person writes; returns the platform's id of the message."""

    def press(self, user: str, choice: str) -> str:
        """The person chooses by a button's title or number, or by typing it where there is none.

        Returns the id of the update. Raises LookupError where nothing of that name is offered.
        """
        for sent in reversed(self.chat(user)):
            for number, (title, payload) in enumerate(sent.buttons, 1):
                if choice in (title, str(number)) or title.startswith(f"{choice}. "):
                    return self.pressed(user, sent, title, payload)
            lines = [line for line in sent.text.splitlines() if line[:1].isdigit()]
            if any(line == choice or line.startswith(f"{choice}. ") for line in lines):
                return self.say(user, choice)
            for line in lines:
                number_, _, words = line.partition(". ")
                if words == choice:
                    return self.say(user, number_)
        raise LookupError(f"{self.name}: nothing offered to {user} is called {choice!r}")

    def pressed(self, user: str, sent: Sent, title: str, payload: str) -> str:
        """The person presses a button of `sent`; for platforms that have buttons."""
        raise NotImplementedError

    def method_of(self, path: str) -> str:
        """The name of what is asked for, for faults and `asked`: the path's last part."""
        return path.rstrip("/").rpartition("/")[2]

    # Running

    @property
    def url(self) -> str:
        """Its address, without a slash at its end."""
        return self._server.url

    def start(self) -> None:
        """Returns when it answers."""
        self._server.start()

    def stop(self) -> None:
        """Ends everything; a stand-in starts only once."""
        self._server.run(self._deliveries.close())
        self._server.stop()

    def __enter__(self) -> StandIn:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def away(self) -> contextlib.AbstractContextManager[None]:
        """Refuses connections meanwhile; open ones are cut."""
        return self._server.away()

    def unreachable(self, seconds: float) -> None:
        """Refuses connections from now on, for this long; open ones are cut."""
        self._server.unreachable(seconds)

    # To the bot

    def deliver_to(self, url: str | None) -> None:
        """Updates go to this webhook from now on, those that wait first; None: they are polled."""
        with self.lock:
            self._deliveries.url = url
            waiting, self._pending = (self._pending, []) if url else ([], self._pending)
            for user, update in waiting:
                self.deliver(user, update)

    def deliver(self, user: str, update: dict[str, Any]) -> None:
        """Brings an update of the person to the bot, or keeps it until it is polled."""
        with self.lock:
            if self._deliveries.url is None:
                self._pending.append((user, update))
                self._server.soon(self._arrived.set)
                return
            body = json.dumps(update, ensure_ascii=False).encode()
            self._server.soon(lambda: self._deliveries.bring(user, body))

    def duplicate(self, count: int) -> None:
        """The next `count` updates are brought to the webhook twice."""
        with self.lock:
            self._deliveries.twice = count

    @contextlib.contextmanager
    def reordered(self) -> Iterator[None]:
        """What people do meanwhile is brought afterwards, the last first."""
        self._server.soon(self._deliveries.hold)
        try:
            yield
        finally:
            self._server.soon(self._deliveries.release)

    @property
    def webhook(self) -> str | None:
        """Where updates go, None where they are polled."""
        return self._deliveries.url

    @property
    def pending(self) -> list[tuple[str, dict[str, Any]]]:
        """The updates to be polled, each with its person; a handler changes it under `lock`."""
        return self._pending

    async def arrival(self, seconds: float) -> bool:
        """Waits at most so long; whether something is to be polled."""
        self._arrived.clear()
        if not self._pending:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._arrived.wait(), seconds)
        return bool(self._pending)

    @property
    def attempts(self) -> list[Attempt]:
        """Every attempt to bring an update to the webhook."""
        return list(self._deliveries.attempts)

    @property
    def given_up(self) -> list[bytes]:
        """The updates that the platform has ceased to bring."""
        return list(self._deliveries.given_up)

    def settle(self, seconds: float = 10.0) -> None:
        """Waits until no update is under way to the webhook; raises TimeoutError."""
        self._server.run(asyncio.sleep(0))  # what was said before is under way then
        _until(lambda: not self._deliveries.under_way, seconds, "updates are still under way")

    # From the bot

    def chat(self, user: str) -> list[Sent]:
        """What the person sees of the bot, in order."""
        with self.lock:
            return list(self._chats.get(user, ()))

    def wait_for(self, user: str, count: int, seconds: float = 10.0) -> list[Sent]:
        """The person's chat once `count` messages are in it; raises TimeoutError."""
        _until(
            lambda: len(self.chat(user)) >= count,
            seconds,
            lambda: f"{self.name}: {len(self.chat(user))} of {count} messages came to {user}",
        )
        return self.chat(user)

    def show(self, request: Request, user: str, sent: Sent) -> None:
        """For a handler: the person sees this."""
        with self.lock:
            self._chats.setdefault(user, []).append(sent)
        request.scope["shown"].append(sent)
        if self.watch:
            self.watch(user, sent)

    def number(self) -> int:
        """The next of the numbers that ids are made of, from 1."""
        with self.lock:
            self._numbers += 1
            return self._numbers

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await Request(scope, receive).body()
        except ClientDisconnect:
            return
        method = self.method_of(scope["path"])
        asked = Asked(method, scope["path"], Headers(scope=scope), body, time.time())
        with self.lock:
            self.asked.append(asked)
        fault = self.faults.take(method) or Fault()
        if fault.status is None:
            status, headers, content, shown = await self._handled(scope, body)
        else:
            status, headers, content, shown = *_failed(fault), []
        await asyncio.sleep(fault.delay)
        if fault.cut:
            await cut(scope)
            return
        await send({"type": "http.response.start", "status": status, "headers": headers})
        if fault.truncated:
            half = {"body": content[: len(content) // 2], "more_body": True}
            await send({"type": "http.response.body", **half})
            await asyncio.sleep(0.01)
            await cut(scope)
            return
        for sent in shown:
            sent.answered = not scope["transport"].is_closing()
        await send({"type": "http.response.body", "body": content})

    async def _handled(
        self, scope: Scope, body: bytes
    ) -> tuple[int, list[tuple[bytes, bytes]], bytes, list[Sent]]:
        """What the platform's own handler answers, and what it showed."""
        scope = {**scope, "shown": []}
        parts: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(part: Message) -> None:
            parts.append(part)

        await self._app(scope, receive, send)
        content = b"".join(part.get("body", b"") for part in parts[1:])
        return parts[0]["status"], parts[0]["headers"], content, scope["shown"]


def _failed(fault: Fault) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    assert fault.status is not None
    headers = dict(fault.headers)
    body = fault.body
    if isinstance(body, Mapping):
        body = json.dumps(body)
        headers.setdefault("content-type", "application/json")
    content = body.encode() if isinstance(body, str) else body
    headers.setdefault("content-length", str(len(content)))
    encoded = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    return fault.status, encoded, content


def _until(done: Callable[[], bool], seconds: float, problem: str | Callable[[], str]) -> None:
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            raise TimeoutError(problem if isinstance(problem, str) else problem())
        time.sleep(0.005)
