"""One message being answered: who writes, where they are, what is said, what changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timezone
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.choices import BESIDE, Choice, Offer, buttons, more_after, options_of
from actions.record import Record, SessionRecord, StoredRecord
from actions.services import Services
from actions.utterances import custom, said_last, told_at
from actions.voice import MOST_OPTIONS, OPTIONS_AT_ONCE, VoiceSetting
from bot.knowledge.address import AddressForm
from bot.knowledge.placeholders import fill
from bot.learning.identities import Linked
from bot.learning.shared_place import TakenOver, marked, place_of, taken_over

__all__ = ["CONFIRMED", "MEANT", "Choice", "Turn"]

MEANT = "meant"
"""The place of a button that says what an unclear message meant."""

CONFIRMED = "confirmed"
"""The kind of `pending` between two actions of a turn: what was heard is indeed what was said."""

_PLACE = ("activity", "route")
_NOBODY_ASKED = "action_listen"


class Turn:
    """The state of a conversation during one action.

    Slots are read and written as items (``turn["activity"]``); what was written becomes the
    action's events. `sender` is who writes, `person` the learner they are, which differ where
    somebody linked several platforms; this is looked up when it is first needed, so that what
    needs no store is answered without one. `intent`, `value`, `place` and `text` are what the
    person means to say now; after onboarding they are what the person had asked for before it,
    and after an unclear message was made clear, `text` is that message. `confidence` is how sure
    the intent is, 1 where the person said so. `named` are all things that the message names, as
    pairs of their kind and value. `meanings` are the intents that an
    unclear message may have, the likeliest first. `module`, `route` and `wished_form` are the ids
    of a module, a route and a form of address that were named; `tells_of_self`: an age, a group
    or a province was. `voice_wishes` are what is wished of the voice. `confirmed`: the person was
    asked whether they were heard rightly, and they were. `now` is when the message is handled,
    `arrived` when it came in, which is the same however often it is handled; `told_at` is when the
    bot said something last before it, if it is known.
    """

    def __init__(
        self, services: Services, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> None:
        self.services = services
        self.library = services.library
        self.plans = services.plans
        self.sender: str = tracker.sender_id
        self._dispatcher = dispatcher
        self._slots: dict[str, Any] = dict(tracker.slots)
        self._changes: dict[str, Any] = {}
        self._follow_up = "action_listen"
        self._offer: Offer | None = None
        self._urgent = False
        self._is_first = tracker.latest_action_name in (None, _NOBODY_ASKED)
        self._caught_up = False
        self._before: TakenOver | None = None

        events: list[dict[str, Any]] = tracker.events or []
        latest = max((n for n, e in enumerate(events) if e["event"] == "user"), default=-1)
        user: dict[str, Any] = events[latest] if latest >= 0 else {}
        self._said_before = said_last(events[: max(latest, 0)])
        self.told_at = told_at(events[: max(latest, 0)])
        self._message: str = user.get("message_id") or ""
        self.now = datetime.fromtimestamp(user.get("timestamp") or 0.0, timezone.utc)
        self.metadata: dict[str, Any] = user.get("metadata") or {}
        arrived = self.metadata.get("arrived")
        self.arrived = datetime.fromtimestamp(arrived, timezone.utc) if arrived else self.now
        message = tracker.latest_message or {}
        self.intent: str = (message.get("intent") or {}).get("name") or ""
        self.confidence: float = (message.get("intent") or {}).get("confidence") or 0.0
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
        self.voice_wishes: list[str] = [e["value"] for e in named if e["entity"] == "voice"]
        self.confirmed = False
        self.tells_of_self = not entities.keys().isdisjoint(("age", "group", "province"))
        self.value: str | None = entities.get("value")
        self.place: str | None = entities.get("place")
        if self.place == MEANT:
            self.place, self.text = None, self["unclear"] or ""
            self.confidence = 1.0
        self["unclear"] = None

        # Not while consent is being asked: the answer may be handled again after it was stored.
        if self["consent"] is None and self["pending"] is None:
            self._recall()
        if self.pending in ("wish", CONFIRMED):
            self.confirmed = self.pending == CONFIRMED
            wish, self["pending"] = self["pending"]["wish"], self["pending"].get("before")
            self.intent, self.value, self.text = wish["intent"], wish["value"], wish["text"]
            self.place = wish.get("place")
            self.confidence = 1.0

    def __getitem__(self, slot: str) -> Any:
        if slot in _PLACE:
            self._catch_up()
        return self._changes.get(slot, self._slots.get(slot))

    def __setitem__(self, slot: str, value: Any) -> None:
        if slot in _PLACE:
            self._catch_up()
        self._changes[slot] = value

    @property
    def person(self) -> str:
        """The name by which the learner is known in the store."""
        return self._linked.person if self._linked else self.sender

    @property
    def message_id(self) -> str:
        """The id of the message; with its sender's name where the learner has another one."""
        return self._message if self.person == self.sender else self.said_by_sender(self._message)

    @cached_property
    def record(self) -> Record:
        """What the person has read and answered."""
        if self.consented:
            return StoredRecord(self.services, self.person)
        return SessionRecord.from_dict(self["session_record"])

    def said_by_sender(self, message_id: str) -> str:
        """A message's id that differs from those of the learner's other platforms."""
        return f"{self.sender}/{message_id}"

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

    @property
    def voice(self) -> VoiceSetting:
        """Whether the person is answered aloud, and in whose voice."""
        return VoiceSetting.from_dict(self["voice"])

    def keep_voice(self, setting: VoiceSetting) -> None:
        """Answers in this way from now on; of people who agreed to it, it is stored."""
        self["voice"] = setting.to_dict()
        if self.consented:
            self.services.learners.set_voice(self.person, self["voice"])

    def say(
        self,
        response: str,
        choices: Sequence[Choice] = (),
        numbered: bool = False,
        attachment: str | None = None,
        passing: bool = False,
        **details: Any,
    ) -> None:
        """Says a response of the domain, its placeholders filled.

        `passing`: it is about the talk itself, and is left out where the last is said again.
        """
        words = {**self.words, **{name: str(value) for name, value in details.items()}}
        self._dispatcher.utter_message(
            response=response,
            buttons=self._buttons(choices, numbered),
            attachment=attachment,
            json_message=self._custom(passing=passing),
            **words,
        )

    def tell(
        self,
        text: str,
        choices: Sequence[Choice] = (),
        numbered: bool = False,
        spoken: str | None = None,
        image: str | None = None,
        wording: dict[str, Any] | None = None,
    ) -> None:
        """Says a text of the knowledge, its placeholders filled.

        `spoken` is the same aloud; `image` the address of a picture that shows the same;
        `wording` what a language model may word in its place (see `actions.asking`).
        """
        buttons = self._buttons(choices, numbered)
        aloud = fill(spoken, self.words) if spoken else None
        self._utter(text, buttons, image, spoken=aloud, wording=wording)

    def ask(
        self,
        text: str,
        options: Sequence[Choice],
        aids: Sequence[Choice] = (),
        beside: Sequence[Choice] = (),
    ) -> None:
        """Puts a question with numbered options; `aids` and what is `beside` it have no numbers.

        What is `beside` it is known by its words only while it is offered.
        """
        numbered = self._buttons(options, numbered=True)
        others = [[fill(each.title, self.words), each.payload] for each in (*aids, *beside)]
        self._utter(text, numbered + buttons(others))
        self._offer = [*(self._offer or []), *([*each, BESIDE] for each in others[len(aids) :])]

    def ask_beside(self, response: str, choices: Sequence[Choice], **details: Any) -> None:
        """Says a response with choices beside those offered before, which stay open."""
        open_before: Offer = self["offer"] or []
        self.say(response, choices, **details)
        self._offer = [*open_before, *([[each.title, each.payload] for each in choices])]

    def say_again(self) -> bool:
        """Says once more what was said last but of the talk itself; False where nothing was."""
        for event in self._said_before:
            data = event.get("data") or {}
            self._dispatcher.utter_message(
                text=event.get("text"),
                buttons=data.get("buttons") or [],
                attachment=data.get("attachment"),
                image=data.get("image"),
                json_message=self._custom(spoken=(data.get("custom") or {}).get("spoken")),
            )
        if self._said_before:
            self._offer = self["offer"]
        return bool(self._said_before)

    def offer_more(self, start: int) -> bool:
        """Offers the options from `start` on of those offered last; False where there are none."""
        options = options_of(self["offer"] or [])
        if not 0 < start < len(options):
            return False
        more = more_after(len(options), start)
        self._dispatcher.utter_message(
            response="utter_more_options",
            buttons=buttons(options[start : start + OPTIONS_AT_ONCE], start + 1) + buttons(more),
            json_message=self._custom(),
            **self.words,
        )
        self._offer = options + more
        return True

    def hurry(self) -> None:
        """What is said to this message is sent before what other people wait for."""
        self._urgent = True

    def keep_activity(self) -> None:
        """Writes where the person is to the store, with the route they follow."""
        activity = self["activity"]
        if activity and self["route"]:
            activity = {**activity, "route": self["route"]}
        if self._linked:
            activity = marked(activity, self.sender, self._message, self._before)
        self.services.learners.save_activity(self.person, activity, self.now)

    def follow(self, action: str) -> None:
        """Lets another action go on within this turn."""
        self._follow_up = action

    def start_over(self) -> None:
        """Puts the conversation back to where nothing was asked yet."""
        self._changes = dict.fromkeys(self._slots)

    def forget(self, others: Sequence[str] = ()) -> None:
        """Empties the conversation of everything that is known about the person.

        `others` are names of theirs whose conversations are to be forgotten as well.
        """
        self.start_over()
        self["forgotten"] = True
        self["forgotten_too"] = list(others) or None

    def become_learner(self) -> None:
        """Goes on as the learner to whom the sender has just been linked.

        What this conversation held back for want of consent goes along.
        """
        session = self.record
        self.__dict__.pop("_linked", None)
        del self.record
        self._before = None
        self["consent"] = "yes"
        if isinstance(session, SessionRecord):
            answers = {self.said_by_sender(id): each for id, each in session.answers.items()}
            self.services.learners.adopt(self.person, session.read_at, answers)
            self["session_record"] = None
        self["pending"] = self["awaiting"] = None
        self._recall()
        self["activity"] = self["activity"]  # an own one, where there is no other, is kept now

    def events(self) -> list[EventType]:
        """What this action changed, for Rasa; writes where the person is to the store."""
        if not self["forgotten"]:
            self["offer"] = self._offer
        if self["consent"] == "no" and isinstance(self.record, SessionRecord):
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

    def _utter(
        self,
        text: str,
        buttons: list[dict[str, str]],
        image: str | None = None,
        **beside: Any,
    ) -> None:
        self._dispatcher.utter_message(
            text=fill(text, self.words),
            image=image,
            buttons=buttons,
            json_message=self._custom(**beside),
        )

    def _custom(self, **beside: Any) -> dict[str, Any] | None:
        setting = self.voice
        voice = asdict(setting.voice) if setting.on else None
        return custom(urgent=self._urgent, voice=voice, **beside)

    def _buttons(self, choices: Sequence[Choice], numbered: bool) -> list[dict[str, str]]:
        if not choices:
            return []
        offer = [[fill(choice.title, self.words), choice.payload] for choice in choices]
        many = numbered and self.voice.on and len(offer) > MOST_OPTIONS
        more = more_after(len(offer)) if many else []
        self._offer = offer + more
        return buttons(offer, 1 if numbered else None) + buttons(more)

    @cached_property
    def _linked(self) -> Linked | None:
        # Who did not agree to anything being kept was linked to nobody.
        return None if self["consent"] == "no" else self.services.identities.resolve(self.sender)

    def _recall(self) -> None:
        """Takes up what is stored about a person whose conversation has gone."""
        self._caught_up = True
        learner = self.services.learners.find(self.person)
        if learner:
            self["consent"] = "yes"
            self["address_form"] = learner.address_form or self["address_form"] or "default"
            self["voice"] = learner.voice or self["voice"]
            self["wishes"] = learner.wishes or self["wishes"]
            place = place_of(learner.activity)
            if place:
                self._go_to({**place, "paused": True})

    def _catch_up(self) -> None:
        """Goes to where another conversation of the same person went meanwhile."""
        if self._caught_up or not self.consented:
            return
        self._caught_up = True
        if self._linked is None:
            return
        activity, owner = self._linked.activity, self._linked.person
        self._before = taken_over(activity, owner, self.sender, self._message)
        # A later action of the same message goes on from where the earlier one came to.
        if self._before and (self._is_first or not self._before.again):
            self._go_to(self._before.place)

    def _go_to(self, stored: dict[str, Any] | None) -> None:
        place = dict(stored or {})
        self["route"] = place.pop("route", None)
        self["activity"] = place or None
