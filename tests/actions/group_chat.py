"""Conversations with the actions alone: what is meant is given, so no trained model is needed."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from bot.payload import decode
from bot.settings import ROOT
from bot.vietnamese.choice import match_choice

__all__ = ["Chat"]

_SLOTS = (
    *("consent", "address_form", "activity", "route", "pending", "awaiting", "offer", "topic"),
    *("session_record", "unclear", "forgotten", "forgotten_too", "voice", "plans"),
)
_numbers = itertools.count(1)


@cache
def _executor() -> ActionExecutor:
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor


@cache
def _responses() -> dict[str, str]:
    return {
        name: variants[0]["text"]
        for file in (ROOT / "bot" / "dialogue" / "domain").glob("*.yml")
        for name, variants in (
            yaml.safe_load(file.read_text(encoding="utf-8")).get("responses") or {}
        ).items()
    }


class Chat:
    """One person's conversation; `said` is what the bot said to their last message."""

    def __init__(self, person: str, now: datetime, **slots: Any) -> None:
        self.person, self.now = person, now
        self.slots: dict[str, Any] = {**dict.fromkeys(_SLOTS), **slots}
        self.said: list[dict[str, Any]] = []
        self._last: tuple[Any, ...] = ()

    @property
    def text(self) -> str:
        """All bubbles of the answer, one a line."""
        return "\n".join(each["text"] for each in self.said)

    @property
    def offered(self) -> list[str]:
        """The titles of what can be chosen."""
        return [title for title, *_ in self.slots["offer"] or []]

    def means(self, intent: str, text: str = "", **entities: str) -> str:
        """Says something that means `intent`; returns what the bot says."""
        return self._hear(intent, text, entities, f"m{next(_numbers)}")

    def press(self, title: str) -> str:
        """Presses the button with this title."""
        payloads = {name: payload for name, payload, *_ in self.slots["offer"] or []}
        assert title in payloads, (title, self.text)
        return self.sends(payloads[title])

    def sends(self, text: str) -> str:
        """Sends a payload, a code, the number of a choice, or words that were asked for."""
        payload = decode(text)
        if payload is None and not self.slots["awaiting"]:
            chosen = match_choice(text, self.offered)
            assert chosen is not None, (text, self.offered)
            payload = decode(self.slots["offer"][chosen][1])
        if payload is None:
            return self.means("answer", text)
        beside = {"value": payload.value, "place": payload.place}
        return self.means(payload.intent, text, **{k: v for k, v in beside.items() if v})

    def again(self) -> str:
        """The last message once more, as after a crash before anything of it was saved."""
        intent, text, entities, message_id, slots = self._last
        self.slots = slots
        return self._hear(intent, text, entities, message_id)

    def waits(self, **time: float) -> None:
        """Lets time pass."""
        self.now += timedelta(**time)

    def _hear(self, intent: str, text: str, entities: dict[str, str], message_id: str) -> str:
        self._last = (intent, text, entities, message_id, dict(self.slots))
        named = [{"entity": name, "value": value} for name, value in entities.items()]
        parsed = {"intent": {"name": intent, "confidence": 1.0}, "text": text, "entities": named}
        metadata = {"refused": None, "masked": [], "arrived": self.now.timestamp()}
        user = {
            **{"event": "user", "message_id": message_id, "metadata": metadata},
            "timestamp": self.now.timestamp(),
        }
        self.said = []
        action: str | None = f"action_{intent}"
        before = "action_listen"
        while action and action != "action_listen":
            dispatcher = CollectingDispatcher()
            tracker = Tracker(self.person, self.slots, parsed, [user], False, None, {}, before)
            events = asyncio.run(_executor().actions[action](dispatcher, tracker, {}))
            self.said += [_rendered(each) for each in dispatcher.messages]
            before, action = action, _follow_up(events)
            self.slots |= {each["name"]: each["value"] for each in events if "value" in each}
        return self.text


def _follow_up(events: Iterable[dict[str, Any]]) -> str | None:
    return next((each["name"] for each in events if each["event"] == "followup"), None)


def _rendered(message: dict[str, Any]) -> dict[str, Any]:
    response = message.get("response") or message.get("template")
    text = message.get("text") or ""
    if response:
        text = _responses()[response].format(**{**message, "text": ""})
    assert len(text) <= 300, text
    return {**message, "text": text}
