"""Rasa in this process, on a thread and an event loop of its own.

On the web server's loop every other request would wait for whole turns of dialogue
(measured: a status request took 386 ms beside eight talkers, 7 ms with a thread).
"""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import re
import threading
from collections.abc import Coroutine, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import redis
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered

from bot.dialogue.processor import InProcessAgent, TurnOutput, executor_of
from bot.dialogue.screening import MAX_CHARACTERS, refusal, refusal_of_kind
from bot.dialogue.tracker_store import FORGOTTEN, SnapshotTrackerStore, forgotten_too
from bot.dialogue.turn import ModelError, Turn
from bot.message import Button, Inbound, Person, Reply, TryLater
from bot.nlu.context import pressed
from bot.payload import decode
from bot.speech.voice import Voice
from bot.store.database import VIETNAM_TIME

__all__ = ["Engine", "load_agent"]

logger = logging.getLogger(__name__)
_T = TypeVar("_T")

_COMMAND = re.compile(r"(\s*/[^{]*)\{.*", re.DOTALL)


def load_agent(model: Path, store: SnapshotTrackerStore | None = None) -> InProcessAgent:
    """Rasa's agent over the trained model; raises ModelError where it is missing or damaged."""
    if not model.is_file():
        raise ModelError(f"{model}: there is no trained model; make one: bot train")
    agent = InProcessAgent(executor_of("actions"), tracker_store=store)
    try:
        _read_through(model)
        agent.load_model(model)
    except Exception as error:  # damage shows in whichever part is read first
        raise ModelError(
            f"{model}: the trained model is damaged ({error}); train it again: bot train"
        ) from error
    return agent


def _read_through(model: Path) -> None:
    """Reads the archive to its end, where its checksum is; unpacking alone stops before it."""
    with gzip.open(model) as archive:
        while archive.read(1 << 20):
            pass


class Engine:
    """Answers messages. Start it once, ask it from any event loop, stop it at the end."""

    def __init__(self, model: Path, redis_url: str, conversation_hours: int) -> None:
        self._model = model
        self._redis_url = redis_url
        self._hours = conversation_hours
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="dialogue", daemon=True)
        self._agent: InProcessAgent | None = None

    def start(self) -> None:
        """Loads the model (seconds) and starts the thread; raises ModelError."""
        store = SnapshotTrackerStore(None, self._redis_url, hours=self._hours)
        self._agent = load_agent(self._model, store)
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread; what is being answered is finished first."""
        if self._thread.is_alive():
            asyncio.run_coroutine_threadsafe(_others_done(), self._loop).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()

    async def answer(self, inbound: Inbound, again: bool) -> Turn:
        """The replies to a message; `again` if it may have been handled before.

        Raises TryLater when a store is away, and whatever else an action raises.
        """
        return await self._on_thread(self._answer(inbound, again))

    async def parse(self, text: str) -> dict[str, Any]:
        """Rasa's parse result of a text outside any conversation."""
        return await self._on_thread(self._parse(text))

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    async def _on_thread(self, work: Coroutine[Any, Any, _T]) -> _T:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def _parse(self, text: str) -> dict[str, Any]:
        assert self._agent is not None
        reason = refusal(text)
        if reason:
            return _reading(text[:MAX_CHARACTERS], "out_of_scope")
        parsed: dict[str, Any] = await self._agent.parse_message(_unslashed(text))
        return parsed

    async def _answer(self, inbound: Inbound, again: bool) -> Turn:
        assert self._agent is not None
        output = TurnOutput()
        reason = refusal_of_kind(inbound) or refusal(inbound.text)
        payload = None if reason else decode(inbound.text)
        parse_data = None
        if payload:
            parse_data = {"text": inbound.text, **pressed(payload)}
        elif reason:
            parse_data = _reading(inbound.text[:MAX_CHARACTERS], "out_of_scope")
        message = UserMessage(
            _unslashed(inbound.text[:MAX_CHARACTERS]),
            output,
            inbound.person.key,
            parse_data=parse_data,
            input_channel=inbound.person.channel,
            message_id=inbound.id,
            metadata={
                "refused": reason,
                "masked": list(inbound.masked),
                "spoken": asdict(inbound.spoken) if inbound.spoken else None,
                "day": datetime.fromtimestamp(inbound.received_at, VIETNAM_TIME).date().isoformat(),
                "arrived": inbound.received_at,
            },
        )
        try:
            tracker = await self._agent.handle_turn(message, again)
            others = forgotten_too(tracker)
            for other in others:
                await self._agent.tracker_store.delete(other)
        except redis.RedisError as error:
            raise TryLater("the conversation store is away") from error
        forget = (inbound.person, *map(Person.from_key, others))
        customs = [event.data.get("custom") or {} for event in output.said]
        voice = customs[-1].get("voice") if customs else None
        return Turn(
            _replies(output.said),
            forget if tracker.get_slot(FORGOTTEN) else (),
            Voice(**voice) if voice else None,
            tuple(custom.get("spoken") for custom in customs),
        )


async def _others_done() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)


def _reading(text: str, intent: str) -> dict[str, Any]:
    return {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": []}


def _unslashed(text: str) -> str:
    """The text without what Rasa would take for a command: only buttons give commands.

    Of ``/deny{"consent": "yes"}`` remains “deny”, because its “yes” is nobody's consent.
    """
    command = _COMMAND.fullmatch(text)
    return (command[1] if command else text).lstrip("/ ") or "?"


def _replies(said: Sequence[BotUttered]) -> list[Reply]:
    """One message's replies go out together: all are urgent where one is."""
    urgent = any((event.data.get("custom") or {}).get("urgent") for event in said)
    return [
        Reply(
            event.text or "",
            tuple(Button(b["title"], b["payload"]) for b in event.data.get("buttons") or ()),
            event.data.get("image"),
            event.data.get("attachment"),
            urgent,
            wording=_wording(event),
        )
        for event in said
    ]


def _wording(event: BotUttered) -> str | None:
    """What a language model is to word in place of this reply, as the action gave it."""
    wording = (event.data.get("custom") or {}).get("wording")
    return json.dumps(wording, ensure_ascii=False) if wording else None
