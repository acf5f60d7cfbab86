"""One learner in two conversations: whose place, whose record, and a message handled twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.services import Services, open_services
from actions.turn import Turn
from bot.learning.learner import Attempt
from bot.message import TryLater
from bot.settings import Settings

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)
ZALO, TELEGRAM = "zalo_oa:1", "telegram:1"
SLOTS = (
    *("consent", "address_form", "activity", "route", "pending", "awaiting", "offer"),
    *("session_record", "unclear", "forgotten", "forgotten_too"),
)
ANSWER = Attempt("M01-L1-Q1", "M01-L1", "quiz", "b", True, False, None, NOW)


def bubble(number: int) -> dict[str, Any]:
    """The place of a bubble in a lesson."""
    return {"kind": "lesson", "lesson": "M01-L1", "bubble": number}


@pytest.fixture(name="services")
def _services(tmp_path: Path) -> Iterator[Services]:
    held = open_services(Settings(data_dir=tmp_path))
    held.learners.enrol(ZALO, "2026-11", NOW)
    held.learners.set_address_form(ZALO, "bac")
    yield held
    held.learners.engine.dispose()


class Chat:
    """A conversation whose slots live on from turn to turn."""

    def __init__(self, services: Services, person: str, **slots: Any) -> None:
        self.services = services
        self.person = person
        self.slots = {**dict.fromkeys(SLOTS), **slots}

    def turn(self, message_id: str, latest_action: str = "action_listen") -> Turn:
        """What an action is given at that message."""
        user = {"event": "user", "timestamp": NOW.timestamp(), "message_id": message_id}
        parsed = {"intent": {"name": "next"}, "text": "tiếp", "entities": []}
        tracker = Tracker(self.person, self.slots, parsed, [user], False, None, {}, latest_action)
        return Turn(self.services, CollectingDispatcher(), tracker)

    def save(self, turn: Turn) -> None:
        """Ends the action; what it changed stays in the conversation."""
        self.slots |= {e["name"]: e["value"] for e in turn.events() if e["event"] == "slot"}

    def step(self, message_id: str, *, saved: bool = True) -> int:
        """One bubble forward, and where that is; without `saved` as if killed before the end."""
        turn = self.turn(message_id)
        number: int = turn["activity"]["bubble"] + 1
        turn["activity"] = bubble(number)
        if saved:
            self.save(turn)
        else:
            turn.events()
        return number


def linked(services: Services) -> tuple[Chat, Chat]:
    """Two conversations of one learner, who is in Zalo's first bubble."""
    zalo = Chat(services, ZALO, consent="yes", address_form="bac")
    turn = zalo.turn("z0")
    turn["activity"] = bubble(0)
    zalo.save(turn)
    telegram = Chat(services, TELEGRAM)
    turn = telegram.turn("t0")
    services.identities.redeem(TELEGRAM, services.identities.new_code(ZALO, NOW), NOW)
    turn.become_learner()
    telegram.save(turn)
    return zalo, telegram


def test_who_links_is_known_at_once(services: Services) -> None:
    _, telegram = linked(services)
    assert telegram.slots["consent"] == "yes"
    assert telegram.slots["address_form"] == "bac"
    assert telegram.slots["activity"] == {**bubble(0), "paused": True}
    turn = telegram.turn("t1")
    assert (turn.person, turn.sender) == (ZALO, TELEGRAM)


def test_both_conversations_share_one_place(services: Services) -> None:
    zalo, telegram = linked(services)
    assert [telegram.step("t1"), telegram.step("t2")] == [1, 2]
    assert [zalo.step("z1"), zalo.step("z2")] == [3, 4]
    assert telegram.step("t3") == 5


def test_what_ended_in_one_has_ended_in_the_other(services: Services) -> None:
    zalo, telegram = linked(services)
    telegram.step("t1")
    turn = telegram.turn("t2")
    turn["activity"] = None
    telegram.save(turn)
    assert zalo.turn("z1")["activity"] is None


def test_the_route_comes_along_with_the_place(services: Services) -> None:
    zalo, telegram = linked(services)
    turn = telegram.turn("t1")
    turn["route"] = "gia_dinh_so-1"
    turn["activity"] = bubble(2)
    telegram.save(turn)
    turn = zalo.turn("z1")
    assert (turn["route"], turn["activity"]) == ("gia_dinh_so-1", bubble(2))


def test_a_message_handled_twice_goes_one_step(services: Services) -> None:
    """Killed after the store was written and before the conversation was."""
    zalo, telegram = linked(services)
    telegram.step("t1")
    telegram.step("t2")
    assert zalo.step("z1", saved=False) == 3
    assert zalo.step("z1") == 3
    assert zalo.step("z2", saved=False) == 4
    assert zalo.step("z2") == 4
    assert telegram.step("t3") == 5


def test_a_second_action_of_the_same_message_goes_on_from_the_first(services: Services) -> None:
    zalo, telegram = linked(services)
    telegram.step("t1")
    zalo.step("z1")
    turn = zalo.turn("z1", latest_action="action_next")
    assert turn["activity"] == bubble(2)
    turn["activity"] = bubble(7)
    zalo.save(turn)
    # Should this message be handled once more, it still begins where it did.
    assert zalo.turn("z1")["activity"] == bubble(1)
    assert zalo.step("z2") == 8


def test_answers_of_both_count_though_the_platforms_number_alike(services: Services) -> None:
    for chat in linked(services):
        turn = chat.turn("7")
        turn.record.add(turn.message_id, ANSWER)
        turn.record.add(chat.turn("7").message_id, ANSWER)
    assert len(services.learners.attempts(ZALO)) == 2


def test_what_was_learnt_without_consent_comes_along(services: Services) -> None:
    record = {
        "reads": {"M01-L2": NOW.isoformat()},
        "attempts": {"7": {**vars(ANSWER), "at": NOW.isoformat()}},
    }
    telegram = Chat(
        services,
        TELEGRAM,
        consent="no",
        address_form="co",
        activity=bubble(3),
        session_record=record,
    )
    code = services.identities.new_code(ZALO, NOW)
    for _ in range(2):  # the second time as after a crash
        turn = telegram.turn("t1")
        services.identities.redeem(turn.sender, code, NOW)
        turn.become_learner()
        turn.events()
    telegram.save(turn)
    assert services.learners.read_lessons(ZALO) == {"M01-L2"}
    assert services.learners.attempts(ZALO) == [ANSWER]
    assert telegram.slots["session_record"] is None
    assert telegram.slots["address_form"] == "bac"
    assert telegram.slots["activity"]["bubble"] == 3
    assert Chat(services, ZALO, consent="yes").step("z1") == 4


def test_what_needs_no_store_is_answered_without_one(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise TryLater("the database is away")

    monkeypatch.setattr("bot.learning.identities.reading", away)
    turn = Chat(services, ZALO, consent="yes", activity=bubble(1)).turn("z1")
    turn.tell("Gọi ngân hàng ngay.")
    turn.events()
    with pytest.raises(TryLater):
        _ = turn["activity"]
