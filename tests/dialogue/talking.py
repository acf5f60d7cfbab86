"""The real bot without its web server: Valkey, SQLite, the trained model, and people who talk."""

from __future__ import annotations

import itertools
import json
import logging
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import redis
import structlog

from actions.services import Services, services
from bot.channels.intake import inbound
from bot.delivery.spoken import for_the_ear
from bot.dialogue.engine import Engine
from bot.dialogue.turn import Turn
from bot.message import Inbound, MessageKind, Person, Reply, Spoken
from bot.settings import ROOT
from bot.speech.voice import Voice
from bot.store.valkey import embedded

DIALOGUE = ROOT / "bot" / "dialogue"
MODEL = ROOT / "models" / "bot.tar.gz"
HOURS = 72

# Else Rasa prints every event of every turn.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


@dataclass
class Bot:
    """An engine on stores of its own; `restart` makes a new one on the same stores."""

    data_dir: Path
    redis_url: str
    services: Services
    engine: Engine

    def restart(self) -> None:
        """As if the process had ended and begun again."""
        self.engine.stop()
        self.services = open_services_in(self.data_dir)
        self.engine = started_engine(self.redis_url)
        self.services.answers.get(None)

    @property
    def redis(self) -> redis.Redis:
        """A client of the bot's Valkey."""
        return redis.Redis.from_url(self.redis_url)


def open_services_in(data_dir: Path) -> Services:
    """What actions find from now on when they ask for their services."""
    services.cache_clear()
    with patch.dict(os.environ, {"BOT_DATA_DIR": str(data_dir)}):
        return services()


def started_engine(redis_url: str, model: Path = MODEL) -> Engine:
    """An engine that answers."""
    engine = Engine(model, redis_url, HOURS)
    engine.start()
    return engine


@contextmanager
def running_bot(data_dir: Path) -> Iterator[Bot]:
    """A bot with empty stores, taken apart at the end."""
    valkey = embedded(data_dir)
    url = valkey.start()
    bot = Bot(data_dir, url, open_services_in(data_dir), started_engine(url))
    try:
        bot.services.answers.get(None)
        yield bot
    finally:
        bot.engine.stop()
        services.cache_clear()
        valkey.stop()


_numbers = itertools.count(1)


@dataclass
class Talk:
    """One person talking with the bot on a channel; `replies` are those to the last message."""

    bot: Bot
    user: str
    channel: str = "rest"
    replies: Sequence[Reply] = ()
    earlier: list[Reply] = field(default_factory=list)
    last: Inbound | None = None
    forgotten: tuple[Person, ...] = ()
    voice: Voice | None = None
    aloud: str = ""

    @property
    def person(self) -> Person:
        """Who is talking."""
        return Person(self.channel, self.user)

    @property
    def key(self) -> str:
        """The person's name in the stores."""
        return self.person.key

    @property
    def text(self) -> str:
        """All that was said to the last message."""
        return "\n".join(reply.text for reply in self.replies)

    @property
    def titles(self) -> list[str]:
        """What stands on the buttons under the last message's replies."""
        return [button.title for reply in self.replies for button in reply.buttons]

    async def say(self, text: str, kind: MessageKind = "text") -> Turn:
        """A new message, as a channel would hand it on; of other kinds `text` is the caption."""
        message = inbound(self.person, f"m{next(_numbers)}", text, time.time(), kind)
        return await self._hand_over(message, again=False)

    async def speak(self, text: str, spoken: Spoken) -> Turn:
        """A voice note, as it comes to the dialogue once it was heard."""
        message = inbound(self.person, f"m{next(_numbers)}", text, time.time(), "voice")
        return await self._hand_over(replace(message, spoken=spoken), again=False)

    async def say_again(self) -> Turn:
        """The last message once more, as after a crash of the worker."""
        assert self.last is not None
        return await self._hand_over(self.last, again=True)

    async def press(self, title: str, *, old: bool = False) -> Turn:
        """Presses the newest button with this in its title; `old`: one that is shown no more."""
        now = [button for reply in self.replies for button in reply.buttons]
        before = [button for reply in self.earlier for button in reply.buttons]
        buttons = [button for button in before if button not in now] if old else now
        found = next((b for b in reversed(buttons) if title in b.title), None)
        assert found, f"no button “{title}” among {[b.title for b in buttons]}"
        return await self.say(found.payload)

    async def _hand_over(self, message: Inbound, again: bool) -> Turn:
        turn = await self.bot.engine.answer(message, again)
        self.earlier += self.replies
        self.replies, self.last = turn.replies, replace(message)
        self.forgotten = turn.forget
        self.voice, self.aloud = turn.voice, for_the_ear(turn.replies, turn.spoken)
        return turn

    def snapshot(self) -> dict[str, Any]:
        """What the tracker store holds of the conversation."""
        stored = self.bot.redis.get(f"tracker:{self.key}")
        assert stored is not None
        held: dict[str, Any] = json.loads(stored)
        return held

    def expire(self) -> None:
        """As if the conversation had been silent for longer than it is kept."""
        self.bot.redis.delete(f"tracker:{self.key}")
