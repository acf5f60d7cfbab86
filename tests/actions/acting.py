"""Somebody who talks to the actions themselves: no model, the intents are given."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from unittest.mock import patch

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.services import Services
from bot.knowledge.placeholders import fill
from bot.payload import decode
from bot.settings import ROOT

__all__ = ["Talk"]

_DOMAIN = ROOT / "bot" / "dialogue" / "domain"
_RESPONSES: dict[str, str] = {
    name: variants[0]["text"]
    for file in sorted(_DOMAIN.glob("*.yml"))
    for name, variants in (
        yaml.safe_load(file.read_text(encoding="utf-8")).get("responses") or {}
    ).items()
}


@cache
def _actions() -> dict[str, Any]:
    """What each action of the domain calls."""
    executor = ActionExecutor()
    executor.register_package("actions")
    found: dict[str, Any] = executor.actions
    return found


@dataclass
class Talk:
    """One conversation on real services; `now` is when the next message comes in."""

    services: Services
    person: str
    now: datetime
    slots: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    count: int = 0
    said: list[str] = field(default_factory=list)
    responses: list[str] = field(default_factory=list)
    offered: list[tuple[str, str]] = field(default_factory=list)

    def later(self, **span: float) -> Talk:
        """The same person after that time."""
        self.now += timedelta(**span)
        return self

    def press(self, title: str) -> list[str]:
        """Presses the button whose title begins so (its number left out)."""
        [payload] = [
            payload
            for shown, payload in self.offered
            if shown.partition(". ")[2].startswith(title) or shown.startswith(title)
        ]
        pressed = decode(payload)
        assert pressed is not None
        return self.send(pressed.intent, payload, value=pressed.value, place=pressed.place)

    def send(self, intent: str, text: str = "", again: bool = False, **entities: Any) -> list[str]:
        """What is said to a message of that intent; `again`: the last one, handled once more."""
        self.count += not again
        named = [
            {"entity": name, "value": value}
            for name, value in entities.items()
            if value is not None
        ]
        parsed = {"intent": {"name": intent, "confidence": 1.0}, "text": text, "entities": named}
        user = {
            "event": "user",
            "timestamp": self.now.timestamp(),
            "message_id": f"m{self.count}",
            "metadata": {"refused": None, "masked": []},
        }
        events = [*self.events, user]
        self.said, self.responses, self.offered = [], [], []
        action, latest = f"action_{intent}", "action_listen"
        with patch("actions.base.services", lambda: self.services):
            for _ in range(4):
                dispatcher = CollectingDispatcher()
                tracker = Tracker(
                    self.person, dict(self.slots), parsed, events, False, None, {}, latest
                )
                changed = asyncio.run(_actions()[action](dispatcher, tracker, {}))
                self._take(dispatcher.messages)
                following = self._follow(changed)
                if following == "action_listen":
                    break
                action, latest = following, action
        spoken = {"event": "bot", "timestamp": self.now.timestamp(), "text": "", "data": {}}
        self.events = [*events, spoken]
        return self.said

    def _take(self, messages: list[dict[str, Any]]) -> None:
        for message in messages:
            response = message.get("response")
            if response:
                self.responses.append(response)
            text = fill(_RESPONSES[response], message) if response else message.get("text")
            self.said.append(text or "")
            self.offered += [(each["title"], each["payload"]) for each in message["buttons"]]

    def _follow(self, events: list[dict[str, Any]]) -> str:
        following = "action_listen"
        for event in events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "followup":
                following = event["name"]
        return following
