"""The tracker store on a real Valkey."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import redis
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.utils.endpoints import read_endpoint_config
from talking import DIALOGUE

from bot.dialogue.tracker_store import (
    FORGOTTEN,
    FORGOTTEN_TOO,
    SnapshotTrackerStore,
    forgotten_too,
    replies_to,
)
from bot.store.valkey import embedded

DOMAIN = Domain.load(str(DIALOGUE / "domain"))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Valkey."""
    server = embedded(tmp_path_factory.mktemp("store"))
    yield server.start()
    server.stop()


@pytest.fixture
def store(url: str) -> SnapshotTrackerStore:
    """A store on an empty Valkey."""
    redis.Redis.from_url(url).flushall()
    return SnapshotTrackerStore(DOMAIN, url, tail=12, hours=1)


async def turn(store: TrackerStore, number: int, *slots: SlotSet) -> None:
    """One turn of “rest:a”: a message, an answer, and what it changed."""
    tracker = await store.get_or_create_tracker("rest:a")
    tracker.update(UserUttered(f"tin {number}", {"name": "next"}, message_id=f"m{number}"))
    tracker.update(ActionExecuted("action_next"))
    tracker.update(BotUttered(f"đáp {number}", {"buttons": [{"title": "t", "payload": "#next"}]}))
    for slot in slots:
        tracker.update(slot)
    tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
    await store.save(tracker)


async def test_a_slot_set_long_ago_is_remembered(store: SnapshotTrackerStore) -> None:
    await turn(store, 0, SlotSet("address_form", "bac"), SlotSet("consent", "yes"))
    for number in range(1, 60):
        await turn(store, number)
    await turn(store, 60, SlotSet("consent", None))
    tracker = await store.retrieve("rest:a")
    assert tracker is not None
    assert tracker.get_slot("address_form") == "bac"
    assert tracker.get_slot("consent") is None
    assert tracker.latest_message is not None
    assert tracker.latest_message.text == "tin 60"
    assert tracker.latest_action_name == ACTION_LISTEN_NAME


async def test_a_conversation_does_not_grow(store: SnapshotTrackerStore, url: str) -> None:
    client = redis.Redis.from_url(url)
    sizes, events = [], []
    for number in range(300):
        await turn(store, 1000 + number, SlotSet("activity", {"bubble": number}))
        sizes.append(len(client.get("tracker:rest:a") or b""))
        events.append(len((await store.retrieve("rest:a")).events))  # type: ignore[union-attr]
    assert max(sizes[20:]) <= sizes[20] + 50
    assert max(events[20:]) == events[20] < 40


async def test_a_silent_conversation_is_dropped_after_its_hours(
    store: SnapshotTrackerStore, url: str
) -> None:
    await turn(store, 0)
    seconds = redis.Redis.from_url(url).ttl("tracker:rest:a")
    assert 3500 < seconds <= 3600


async def test_an_unknown_conversation_is_none_and_deleting_it_no_error(
    store: SnapshotTrackerStore,
) -> None:
    assert await store.retrieve("rest:nobody") is None
    await store.delete("rest:nobody")
    await turn(store, 0)
    assert list(await store.keys()) == ["rest:a"]
    await store.delete("rest:a")
    assert list(await store.keys()) == []


async def test_an_active_loop_is_kept(store: SnapshotTrackerStore) -> None:
    await turn(store, 0)
    tracker = await store.get_or_create_tracker("rest:a")
    tracker.update(ActiveLoop("name_form"))
    await store.save(tracker)
    for number in range(1, 20):
        await turn(store, number)
    found = await store.retrieve("rest:a")
    assert found is not None
    assert found.active_loop_name == "name_form"


async def test_after_forgetting_only_the_last_turn_is_left(
    store: SnapshotTrackerStore, url: str
) -> None:
    await turn(store, 0, SlotSet("address_form", "bac"), SlotSet("consent", "yes"))
    await turn(store, 1, SlotSet("activity", {"lesson": "M03-L1"}))
    gone = [SlotSet(name, None) for name in ("address_form", "consent", "activity")]
    await turn(store, 2, *gone, SlotSet(FORGOTTEN, True))
    stored = (redis.Redis.from_url(url).get("tracker:rest:a") or b"").decode()
    assert json.loads(stored)["slots"] == {FORGOTTEN: True}
    for trace in ("bac", "M03-L1", "tin 1", "đáp 1"):
        assert trace not in stored
    tracker = await store.retrieve("rest:a")
    assert tracker is not None
    assert [reply.text for reply in replies_to(tracker, "m2") or []] == ["đáp 2"]


async def test_who_else_is_to_be_forgotten_is_known_until_the_next_message(
    store: SnapshotTrackerStore,
) -> None:
    await turn(store, 1, SlotSet(FORGOTTEN, True), SlotSet(FORGOTTEN_TOO, ["zalo_oa:1"]))
    tracker = await store.retrieve("rest:a")
    assert tracker is not None
    assert forgotten_too(tracker) == ["zalo_oa:1"]
    await turn(store, 2, SlotSet(FORGOTTEN, None), SlotSet(FORGOTTEN_TOO, None))
    tracker = await store.retrieve("rest:a")
    assert tracker is not None
    assert forgotten_too(tracker) == []


async def test_replies_are_those_to_the_last_message_only(store: SnapshotTrackerStore) -> None:
    await turn(store, 1)
    await turn(store, 2)
    tracker = await store.retrieve("rest:a")
    assert tracker is not None
    said = replies_to(tracker, "m2")
    assert said is not None
    assert [reply.text for reply in said] == ["đáp 2"]
    assert said[0].data["buttons"] == [{"title": "t", "payload": "#next"}]
    assert replies_to(tracker, "m1") is None
    assert replies_to(tracker, "m3") is None


async def test_rasa_itself_makes_it_from_endpoints(
    url: str, store: SnapshotTrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", url)
    endpoint = read_endpoint_config(str(DIALOGUE / "endpoints.yml"), "tracker_store")
    made = TrackerStore.create(endpoint, DOMAIN)
    assert isinstance(made, SnapshotTrackerStore)
    await turn(made, 5, SlotSet("address_form", "co"))
    tracker = await store.retrieve("rest:a")
    assert tracker is not None
    assert tracker.get_slot("address_form") == "co"


async def test_a_store_that_is_away_is_an_error() -> None:
    away = SnapshotTrackerStore(DOMAIN, "redis://127.0.0.1:1/0")
    with pytest.raises(redis.RedisError):
        await away.retrieve("rest:a")
