"""Rasa's message processor with actions run in process.

Rasa calls custom actions over HTTP and checks each answer with `jsonschema`, which
re-checks its own constant schema every time: 19 of 26 ms of a turn. Here the same actions
run through rasa_sdk's executor without either. `rasa run actions` serves them as well.
"""

from __future__ import annotations

from typing import Any

from rasa.core.actions.action import Action, RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator, TemplatedNaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa_sdk.executor import ActionExecutor

from bot.dialogue.events import events_from
from bot.dialogue.tracker_store import FORGOTTEN, FORGOTTEN_TOO, replies_to

__all__ = ["InProcessAgent", "TurnOutput", "executor_of"]


def executor_of(package: str) -> ActionExecutor:
    """An executor that knows every action of a package; ImportError where it cannot load."""
    executor = ActionExecutor()
    executor.register_package(package)
    return executor


class TurnOutput(CollectingOutputChannel):
    """Collects what is said in one turn, and the error of an action if there was one.

    Rasa logs an action's error and goes on as if nothing had happened, which the person
    would hear as silence and the store would keep as done.
    """

    def __init__(self) -> None:
        super().__init__()
        self.said: list[BotUttered] = []
        self.error: Exception | None = None

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Takes a message whole: one bubble, not split at blank lines."""
        fields = {key: message.get(key) for key in ("buttons", "image", "attachment", "custom")}
        self.said.append(BotUttered(message.get("text"), fields))


class _InProcessAction(RemoteAction):
    """A custom action, run by the executor in this process."""

    def __init__(self, name: str, executor: ActionExecutor) -> None:
        super().__init__(name, None)
        self._executor = executor

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """The events of the action; its error is left with the output channel as well."""
        call = {
            "next_action": self.name(),
            "sender_id": tracker.sender_id,
            "tracker": {
                **tracker.current_state(EventVerbosity.NONE),
                "events": _last_exchange(tracker),
            },
            "domain": {},
        }
        try:
            result = await self._executor.run(call)
            said = await self._utter_responses(result["responses"], output_channel, nlg, tracker)
            for event in said:
                # Rasa keeps an image as the attachment as well: said again, it would come twice.
                if event.data["attachment"] == event.data["image"]:
                    event.data["attachment"] = None
        except Exception as error:
            if isinstance(output_channel, TurnOutput):
                output_channel.error = error
            raise
        return [*said, *events_from(result["events"])]


def _last_exchange(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    """What was said to the message before the latest, and the latest; all an action looks at."""
    exchange: list[Event] = []
    messages = 0
    for event in reversed(tracker.events):
        messages += isinstance(event, UserUttered)
        if messages == 2:
            break
        if isinstance(event, UserUttered) or (messages and isinstance(event, BotUttered)):
            exchange.insert(0, event)
    return [event.as_dict() for event in exchange]


class _InProcessProcessor(MessageProcessor):
    """A processor whose custom actions are `_InProcessAction`s."""

    def __init__(self, executor: ActionExecutor, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._actions = {
            name: _InProcessAction(name, executor)
            for name in self.domain.user_actions
            if name in executor.actions
        }

    def predict_next_with_tracker_if_should(
        self, tracker: DialogueStateTracker
    ) -> tuple[Action, PolicyPrediction]:
        """What Rasa predicts, with our way of running it where it is one of our actions."""
        action, prediction = super().predict_next_with_tracker_if_should(tracker)
        return self._actions.get(action.name(), action), prediction

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Rasa's parse result; within a conversation only what is worth keeping with it."""
        parsed: dict[str, Any] = await super().parse_message(
            message, tracker, only_output_properties
        )
        if tracker is None:
            return parsed
        return {key: parsed[key] for key in ("text", "intent", "entities")}

    async def handle_turn(self, message: UserMessage, again: bool) -> DialogueStateTracker:
        """Handles a message and saves the conversation; its output channel is a TurnOutput.

        With `again`, a message whose turn was already saved is answered from what was said
        then. Raises the action's error, and then saves nothing.
        """
        output: TurnOutput = message.output_channel
        if again:
            tracker = await self.get_tracker(message.sender_id)
            said = replies_to(tracker, message.message_id)
            if said is not None:
                output.said = said
                return tracker
        tracker = await self.log_message(message, should_save_tracker=False)
        for name in (FORGOTTEN, FORGOTTEN_TOO):
            if name in tracker.slots and tracker.get_slot(name):
                tracker.update(SlotSet(name, None))
        tracker = await self.run_action_extract_slots(output, tracker)
        await self._run_prediction_loop(output, tracker)
        if output.error:
            raise output.error
        await self.save_tracker(tracker)
        return tracker


class InProcessAgent(Agent):
    """Rasa's agent over that processor."""

    def __init__(self, executor: ActionExecutor, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._executor = executor

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        """The store itself: behind Rasa's fail-safe wrapper a store that is away for a moment
        is replaced by memory, the turn counts as saved, and what it changed is lost.
        """
        return InMemoryTrackerStore(domain) if store is None else store

    def load_model(self, model_path: Any, fingerprint: str | None = None) -> None:
        """Loads a trained model; raises rasa's ModelNotFound where there is none."""
        self.processor = _InProcessProcessor(
            self._executor,
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            generator=self.nlg,
        )
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        if isinstance(self.nlg, TemplatedNaturalLanguageGenerator):
            self.nlg.responses = self.domain.responses

    async def handle_turn(self, message: UserMessage, again: bool) -> DialogueStateTracker:
        """One turn, one at a time per conversation; see the processor's `handle_turn`."""
        async with self.lock_store.lock(message.sender_id):
            tracker: DialogueStateTracker = await self.processor.handle_turn(message, again)
            return tracker
