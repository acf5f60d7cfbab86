"""One person's messages handled by the actions themselves, at moments of the test's choosing.

What they mean is said with them: nothing is classified here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import certificate, exam, lessons, modules, quiz, talk
from actions.base import BotAction
from actions.services import Services
from bot.knowledge.placeholders import fill
from bot.payload import decode
from bot.settings import ROOT

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)
DOMAIN = [
    yaml.safe_load(file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / "bot" / "dialogue" / "domain").glob("*.yml"))
]
RESPONSES = {
    name: variants[0]["text"]
    for part in DOMAIN
    for name, variants in (part.get("responses") or {}).items()
}
ACTIONS = {
    each().name(): each()
    for subject in (certificate, exam, lessons, modules, quiz, talk)
    for each in vars(subject).values()
    if isinstance(each, type) and issubclass(each, BotAction) and each is not BotAction
}
SLOTS = {name for part in DOMAIN for name in part.get("slots") or {}}


class Sitting:
    """A conversation; `now` moves on by what a message took, and by nothing else.

    `said` are the texts of the last answer, `buttons` what can be pressed: titles and payloads.
    """

    def __init__(self, services: Services, person: str) -> None:
        self.services = services
        self.person = person
        self.now = NOW
        self.slots: dict[str, Any] = dict.fromkeys(SLOTS)
        self.slots |= {"consent": "yes", "address_form": "bac"}
        self.events: list[dict[str, Any]] = []
        self.said: list[str] = []
        self.buttons: dict[str, str] = {}
        self._number = 0

    async def press(self, words: str, seconds: float = 0) -> None:
        """Presses the button whose title has these words."""
        payload = decode(next(each for title, each in self.buttons.items() if words in title))
        assert payload
        named = {"value": payload.value, "place": payload.place}
        await self.do(payload.intent, seconds, 0, **{k: v for k, v in named.items() if v})

    async def do(self, intent: str, seconds: float = 0, away: float = 0, **named: str) -> None:
        """Says something that means this, `seconds` after the last answer.

        `away`: so long the message then waited for a bot that was not there.
        """
        self._number += 1
        arrived = self.now + timedelta(seconds=seconds)
        self.now = arrived + timedelta(seconds=away)
        user = {
            "event": "user",
            "timestamp": self.now.timestamp(),
            "message_id": f"m{self._number}",
            "metadata": {"arrived": arrived.timestamp()},
        }
        entities = [{"entity": name, "value": value} for name, value in named.items()]
        parsed = {"intent": {"name": intent, "confidence": 1.0}, "text": "", "entities": entities}
        await self._handle(user, parsed)

    async def _handle(self, user: dict[str, Any], parsed: dict[str, Any]) -> None:
        before, self.said, self.buttons = self.events, [], {}
        told: list[dict[str, Any]] = []
        action, done = f"action_{parsed['intent']['name']}", "action_listen"
        while action != "action_listen":
            seen = [*before, user]
            tracker = Tracker(self.person, self.slots, parsed, seen, False, None, {}, done)
            dispatcher = CollectingDispatcher()
            events = await ACTIONS[action].run(dispatcher, tracker, {})
            self.slots |= {e["name"]: e["value"] for e in events if e["event"] == "slot"}
            told += [self._told(message) for message in dispatcher.messages]
            done = action
            action = next(e["name"] for e in events if e["event"] == "followup")
        self.events = [user, *told]

    def _told(self, message: Mapping[str, Any]) -> dict[str, Any]:
        response = message.get("response")
        details = {name: str(value) for name, value in message.items()}
        text = fill(RESPONSES[response], details) if response else str(message["text"])
        buttons = message.get("buttons") or []
        self.said.append(text)
        self.buttons |= {each["title"]: each["payload"] for each in buttons}
        return {
            "event": "bot",
            "timestamp": self.now.timestamp(),
            "text": text,
            "data": {"buttons": buttons, "custom": message.get("custom")},
        }
