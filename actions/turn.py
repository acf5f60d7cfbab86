"""One message being answered: who writes, where they are, what is said, what changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.record import Record, SessionRecord, StoredRecord
from actions.services import Services
from bot.knowledge.address import AddressForm
from bot.knowledge.placeholders import fill
from bot.payload import encode

__all__ = ["MEANT", "Choice", "Turn"]

MEANT = "meant"
"""The place of a button that says what an unclear message meant."""


@dataclass(frozen=True)
class Choice:
    """Something the person can do next: what stands on the button, and what it means."""

    title: str
    intent: str
    value: str | None = None
    place: str | None = None

    @property
    def payload(self) -> str:
        """What the button sends back."""
        return encode(self.intent, self.value, self.place)


class Turn:
    """The state of a conversation during one action.

    Slots are read and written as items (``turn["activity"]``); what was written becomes the
    action's events. `intent`, `value`, `place` and `text` are what the person means to say
    now; after onboarding they are what the person had asked for before it, and after an unclear
    message was made clear, `text` is that message. `named` are all things that the message names,
    as pairs of their kind and value. `meanings` are the intents that an unclear
    message may have, the likeliest first. `module`, `route` and `wished_form` are the ids of a
    module, a route and a form of address that were named; `tells_of_self`: an age,
    a group or a province was.
    """

    def __init__(
        self, services: Services, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> None:
        self.services = services
        self.library = services.library
        self.plans = services.plans
        self.person: str = tracker.sender_id
        self._dispatcher = dispatcher
        self._slots: dict[str, Any] = dict(tracker.slots)
        self._changes: dict[str, Any] = {}
        self._follow_up = "action_listen"
        self._offer: list[list[str]] | None = None

        user: dict[str, Any] = next(
            (e for e in reversed(tracker.events or []) if e["event"] == "user"), {}
        )
        self.message_id: str = user.get("message_id") or ""
        self.now = datetime.fromtimestamp(user.get("timestamp") or 0.0, timezone.utc)
        self.metadata: dict[str, Any] = user.get("metadata") or {}
        message = tracker.latest_message or {}
        self.intent: str = (message.get("intent") or {}).get("name") or ""
        self.text: str = message.get("text") or ""
        named = message.get("entities") or []
        entities = {each["entity"]: each["value"] for each in named}
        self.named: tuple[tuple[str, str], ...] = tuple(
            (each["entity"], each["value"]) for each in named
        )
        self.meanings: list[str] = [e["value"] for e in named if e["entity"] == "meaning"]
        self.module: str | None = entities.get("module")
        self.route: str | None = entities.get("route")
        self.wished_form: str | None = entities.get("address_form")
        self.tells_of_self = not entities.keys().isdisjoint(("age", "group", "province"))
        self.value: str | None = entities.get("value")
        self.place: str | None = entities.get("place")
        if self.place == MEANT:
            self.place, self.text = None, self["unclear"] or ""
        self["unclear"] = None

        # Not while consent is being asked: the answer may be handled again after it was stored.
        if self["consent"] is None and self["pending"] is None:
            self._recall()
        if self.pending == "wish":
            wish, self["pending"] = self["pending"]["wish"], None
            self.intent, self.value, self.text = wish["intent"], wish["value"], wish["text"]
            self.place = None
        self.record: Record = (
            StoredRecord(services.learners, self.person)
            if self.consented
            else SessionRecord.from_dict(self["session_record"])
        )

    def __getitem__(self, slot: str) -> Any:
        return self._changes.get(slot, self._slots.get(slot))

    def __setitem__(self, slot: str, value: Any) -> None:
        self._changes[slot] = value

    @property
    def pending(self) -> str | None:
        """What the bot asked and waits for: "consent", "address", "name", "delete", …"""
        return (self["pending"] or {}).get("kind")

    @property
    def consented(self) -> bool:
        """Whether anything may be stored beyond the conversation."""
        return bool(self["consent"] == "yes")

    @property
    def form(self) -> AddressForm:
        """How to address the person; the neutral form until they chose."""
        return self.library.address_forms.get(self["address_form"])

    @property
    def words(self) -> dict[str, str]:
        """What stands for the placeholders in every text."""
        return self.library.values(self.form)

    def say(
        self,
        response: str,
        choices: Sequence[Choice] = (),
        numbered: bool = False,
        attachment: str | None = None,
        **details: Any,
    ) -> None:
        """Says a response of the domain, its placeholders filled."""
        words = {**self.words, **{name: str(value) for name, value in details.items()}}
        buttons = self._buttons(choices, numbered)
        self._dispatcher.utter_message(
            response=response, buttons=buttons, attachment=attachment, **words
        )

    def tell(self, text: str, choices: Sequence[Choice] = (), numbered: bool = False) -> None:
        """Says a text of the knowledge, its placeholders filled."""
        buttons = self._buttons(choices, numbered)
        self._dispatcher.utter_message(text=fill(text, self.words), buttons=buttons)

    def ask(self, text: str, options: Sequence[Choice], aids: Sequence[Choice] = ()) -> None:
        """Puts a question with numbered options; `aids` are further buttons without numbers."""
        buttons = self._buttons(options, numbered=True)
        buttons += [{"title": aid.title, "payload": aid.payload} for aid in aids]
        self._dispatcher.utter_message(text=fill(text, self.words), buttons=buttons)

    def keep_activity(self) -> None:
        """Writes where the person is to the store, with the route they follow."""
        activity = self["activity"]
        if activity and self["route"]:
            activity = {**activity, "route": self["route"]}
        self.services.learners.save_activity(self.person, activity, self.now)

    def follow(self, action: str) -> None:
        """Lets another action go on within this turn."""
        self._follow_up = action

    def start_over(self) -> None:
        """Puts the conversation back to where nothing was asked yet."""
        self._changes = dict.fromkeys(self._slots)

    def forget(self) -> None:
        """Empties the conversation of everything that is known about the person."""
        self.start_over()
        self["forgotten"] = True

    def events(self) -> list[EventType]:
        """What this action changed, for Rasa; writes where the person is to the store."""
        if not self["forgotten"]:
            self["offer"] = self._offer
        if isinstance(self.record, SessionRecord) and self["consent"] == "no":
            self["session_record"] = self.record.to_dict()
        if self.consented and "activity" in self._changes:
            self.keep_activity()
        events: list[EventType] = [
            SlotSet(slot, value)
            for slot, value in self._changes.items()
            if value != self._slots.get(slot)
        ]
        # Said outright, because no rule knows what follows an action that followed another.
        events.append(FollowupAction(self._follow_up))
        return events

    def _buttons(self, choices: Sequence[Choice], numbered: bool) -> list[dict[str, str]]:
        if not choices:
            return []
        titles = [fill(choice.title, self.words) for choice in choices]
        self._offer = [[title, c.payload] for title, c in zip(titles, choices, strict=True)]
        return [
            {"title": f"{i}. {title}" if numbered else title, "payload": choice.payload}
            for i, (title, choice) in enumerate(zip(titles, choices, strict=True), 1)
        ]

    def _recall(self) -> None:
        """Takes up what is stored about a person whose conversation has gone."""
        learner = self.services.learners.find(self.person)
        if learner:
            self["consent"] = "yes"
            self["address_form"] = learner.address_form or "default"
            if learner.activity:
                activity = dict(learner.activity)
                self["route"] = activity.pop("route", None)
                self["activity"] = {**activity, "paused": True}
