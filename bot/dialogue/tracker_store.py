"""A tracker store whose cost does not grow with the conversation.

Kept per conversation: the slots that are set, the active loop, and the last turns' events
(at least `tail`, cut at the end of a turn; what they did to slots is in the slots already).
Rasa's own stores keep and replay every event: message 500 of a conversation then costs ten
times what message 10 does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import redis
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    FollowupAction,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.events import events_from

__all__ = ["FORGOTTEN", "FORGOTTEN_TOO", "SnapshotTrackerStore", "forgotten_too", "replies_to"]

FORGOTTEN = "forgotten"
"""A slot that, once true, makes the store keep nothing of the conversation but this turn.

It stays true until the next message, so that handling the deletion again says the same.
"""

FORGOTTEN_TOO = "forgotten_too"
"""A slot with the person's other conversations to be forgotten; it stays as long."""


class SnapshotTrackerStore(TrackerStore):
    """Rasa's tracker store over Redis or Valkey, one read and one write a turn.

    In `endpoints.yml`: ``type: bot.dialogue.tracker_store.SnapshotTrackerStore`` with
    `url` (a redis:// or unix:// address), `tail` (events, at least) and `hours` (until a
    silent conversation is dropped).
    """

    def __init__(
        self,
        domain: Domain | None,
        host: str = "redis://127.0.0.1:6379/0",
        tail: int = 4,
        hours: int = 72,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        # Rasa hands the `url` of endpoints.yml on under the name `host`.
        self._redis = redis.Redis.from_url(host)
        self._tail = tail
        self._seconds = hours * 3600

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Writes the snapshot; raises redis.RedisError where the store is away."""
        if self.event_broker:
            await self.stream_events(tracker)
        events = list(tracker.events)
        forgotten = bool(tracker.get_slot(FORGOTTEN)) if FORGOTTEN in tracker.slots else False
        slots = _slots_set(tracker)
        if forgotten:
            slots = {name: slots[name] for name in (FORGOTTEN, FORGOTTEN_TOO) if name in slots}
        snapshot = {
            "slots": slots,
            "loop": tracker.active_loop_name,
            "events": [
                event.as_dict()
                for event in _tail(events, 1 if forgotten else self._tail)
                if not isinstance(event, (SlotSet, FollowupAction))
            ],
        }
        self._redis.set(
            _key(tracker.sender_id), json.dumps(snapshot, ensure_ascii=False), ex=self._seconds
        )

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation with all its slots and its last turns, or None if unknown."""
        stored = self._redis.get(_key(sender_id))
        if stored is None:
            return None
        snapshot = json.loads(stored)
        events: list[Event] = [SlotSet(*slot) for slot in snapshot["slots"].items()]
        if snapshot["loop"]:
            events.append(ActiveLoop(snapshot["loop"]))
        events += events_from(snapshot["events"])
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots)

    async def keys(self) -> Iterable[str]:
        """The conversations held."""
        prefix = _key("")
        return [key.decode()[len(prefix) :] for key in self._redis.scan_iter(f"{prefix}*")]

    async def delete(self, sender_id: str) -> None:
        """Drops a conversation; one that is unknown is no error."""
        self._redis.delete(_key(sender_id))


def forgotten_too(tracker: DialogueStateTracker) -> list[str]:
    """The other conversations that the last message had forgotten, by their sender's ids."""
    slot = tracker.slots.get(FORGOTTEN_TOO)
    return list(slot.value or ()) if slot else []


def replies_to(tracker: DialogueStateTracker, message_id: str) -> list[BotUttered] | None:
    """What was said to a message whose turn is already saved; None if it is not the last one."""
    replies: list[BotUttered] = []
    for event in reversed(list(tracker.events)):
        if isinstance(event, BotUttered):
            replies.insert(0, event)
        elif isinstance(event, UserUttered):
            return replies if event.message_id == message_id else None
    return None


def _key(sender_id: str) -> str:
    return f"tracker:{sender_id}"


def _slots_set(tracker: DialogueStateTracker) -> dict[str, Any]:
    return {
        name: slot.value
        for name, slot in tracker.slots.items()
        if slot.has_been_set and slot.value != slot.initial_value
    }


def _tail(events: Sequence[Event], least: int) -> list[Event]:
    """The last whole turns that hold at least `least` events together."""
    listens = [
        place
        for place, event in enumerate(events)
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
    ]
    starts = [place for place in listens if len(events) - place > least]
    return list(events[starts[-1] :]) if starts else list(events)
