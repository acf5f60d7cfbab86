"""One message being answered, on real services and rasa_sdk's own tracker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.services import Services, open_services
from actions.turn import Choice, Turn
from bot.settings import Settings

SLOTS = ("consent", "address_form", "activity", "pending", "awaiting", "offer", "session_record")
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)


@pytest.fixture(scope="module", name="services")
def _services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    held = open_services(Settings(data_dir=tmp_path_factory.mktemp("data")))
    yield held
    held.learners.engine.dispose()


@pytest.fixture(name="dispatcher")
def _dispatcher() -> CollectingDispatcher:
    return CollectingDispatcher()


def tracker(
    person: str = "rest:a",
    intent: str = "greet",
    message_id: str = "m1",
    latest_action: str = "action_listen",
    **slots: Any,
) -> Tracker:
    """A conversation with these slots, in which a message has just come in."""
    parsed = {"intent": {"name": intent}, "text": "xin chào", "entities": []}
    user = {
        "event": "user",
        "timestamp": NOW.timestamp(),
        "message_id": message_id,
        "metadata": {"refused": None, "masked": []},
    }
    held = {**dict.fromkeys((*SLOTS, "forgotten")), **slots}
    return Tracker(person, held, parsed, [user], False, None, {}, latest_action)


def changes(events: list[dict[str, Any]]) -> dict[str, Any]:
    """What the events set."""
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def test_only_what_changed_becomes_an_event(
    services: Services, dispatcher: CollectingDispatcher
) -> None:
    turn = Turn(services, dispatcher, tracker(consent="no", address_form="bac"))
    turn["address_form"] = "bac"
    turn["awaiting"] = "name"
    set_now = changes(turn.events())
    assert set_now.keys() == {"awaiting", "session_record"}
    assert turn["awaiting"] == "name"


def test_texts_are_filled_for_the_person(
    services: Services, dispatcher: CollectingDispatcher
) -> None:
    turn = Turn(services, dispatcher, tracker(consent="no", address_form="co"))
    turn.tell("{Ban} ơi, {toi} đây. Gọi {fact_police_emergency}.")
    turn.say("utter_ask_name")
    assert dispatcher.messages[0]["text"] == "Cô ơi, cháu đây. Gọi 113."
    assert dispatcher.messages[1]["response"] == "utter_ask_name"
    assert dispatcher.messages[1]["ban"] == "cô"


def test_the_last_choices_are_what_is_offered(
    services: Services, dispatcher: CollectingDispatcher
) -> None:
    turn = Turn(services, dispatcher, tracker(consent="no", address_form="bac"))
    turn.tell("Một", [Choice("Tiếp", "next", place="M01-L1.0")])
    turn.ask(
        "Hai?",
        [Choice("Gọi {ban}", "answer", "1", "Q.0"), Choice("Không", "answer", "2")],
        [Choice("Gợi ý", "hint")],
    )
    titles = [button["title"] for button in dispatcher.messages[1]["buttons"]]
    assert titles == ["1. Gọi bác", "2. Không", "Gợi ý"]
    assert changes(turn.events())["offer"] == [["Gọi bác", "#answer:1@Q.0"], ["Không", "#answer:2"]]


def test_without_choices_nothing_is_offered_any_more(
    services: Services, dispatcher: CollectingDispatcher
) -> None:
    turn = Turn(services, dispatcher, tracker(consent="no", offer=[["Tiếp", "#next"]]))
    turn.tell("Chào.")
    assert changes(turn.events())["offer"] is None


def test_a_person_whose_conversation_is_gone_is_recalled_paused(
    services: Services, dispatcher: CollectingDispatcher
) -> None:
    learners = services.learners
    learners.enrol("rest:back", "2026-11", NOW)
    learners.set_address_form("rest:back", "ong")
    place = {"kind": "lesson", "lesson": "M01-L1", "bubble": 2}
    learners.save_activity("rest:back", place, NOW)
    turn = Turn(services, dispatcher, tracker("rest:back"))
    assert turn.consented
    assert turn.form.ban == "ông"
    assert turn["activity"] == {**place, "paused": True}
    stranger = Turn(services, dispatcher, tracker("rest:stranger"))
    assert not stranger.consented
    assert stranger["activity"] is None


def test_where_a_person_is_goes_to_the_store_only_with_consent(
    services: Services, dispatcher: CollectingDispatcher
) -> None:
    services.learners.enrol("rest:yes", "2026-11", NOW)
    for person, consent in (("rest:yes", "yes"), ("rest:no", "no")):
        turn = Turn(services, dispatcher, tracker(person, consent=consent))
        turn["activity"] = {"kind": "lesson", "lesson": "M01-L1", "bubble": 0}
        turn.events()
    kept = services.learners.find("rest:yes")
    assert kept is not None
    assert kept.activity == {"kind": "lesson", "lesson": "M01-L1", "bubble": 0}
    assert services.learners.find("rest:no") is None


def test_forgetting_empties_every_slot(
    services: Services, dispatcher: CollectingDispatcher
) -> None:
    held: dict[str, Any] = {
        "consent": "yes",
        "address_form": "bac",
        "activity": {"kind": "lesson_end"},
    }
    turn = Turn(services, dispatcher, tracker("rest:gone", offer=[["a", "#next"]], **held))
    turn.forget()
    set_now = changes(turn.events())
    assert set_now.pop("forgotten") is True
    assert set_now == dict.fromkeys(("consent", "address_form", "activity", "offer"))


async def test_the_same_actions_work_behind_rasas_action_server(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`rasa run actions` hands the whole conversation over as JSON and calls the executor."""
    import actions.services

    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path))
    actions.services.services.cache_clear()
    executor = ActionExecutor()
    executor.register_package("actions")
    call = {
        "next_action": "action_greet",
        "sender_id": "somebody",
        "tracker": {
            "sender_id": "somebody",
            "slots": dict.fromkeys((*SLOTS, "forgotten")),
            "latest_message": {"intent": {"name": "greet"}, "text": "xin chào", "entities": []},
            "events": [{"event": "user", "timestamp": NOW.timestamp(), "message_id": "m1"}],
            "paused": False,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": "action_listen",
        },
        "domain": {},
    }
    try:
        result = await executor.run(call)
    finally:
        actions.services.services.cache_clear()
    assert [r["response"] for r in result["responses"]] == ["utter_welcome", "utter_ask_consent"]
    assert {"event": "slot", "timestamp": None, "name": "pending"}.items() <= next(
        event.items() for event in result["events"] if event.get("name") == "pending"
    )
    assert services.learners.find("somebody") is None
