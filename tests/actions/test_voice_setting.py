"""How a wish changes the voice."""

from __future__ import annotations

import pytest

from actions.voice import USUAL, VoiceSetting, wished
from bot.speech.voice import SLOW, SPEEDS, Voice

OFF = VoiceSetting()
ON = VoiceSetting(True, Voice("north", SLOW), True)


@pytest.mark.parametrize(
    ("before", "wishes", "after"),
    [
        (OFF, [], VoiceSetting(True)),
        (OFF, ["south"], VoiceSetting(True, Voice("south", SLOW))),
        (ON, ["off"], VoiceSetting(False, ON.voice, True)),
        (ON, ["slower", "off"], VoiceSetting(False, ON.voice.slower(), True)),
        (ON, ["off", "on"], ON),
        (ON, ["slower"], VoiceSetting(True, ON.voice.slower(), True)),
        (ON, ["faster"], VoiceSetting(True, ON.voice.faster(), True)),
        (ON, ["faster", "slower"], VoiceSetting(True, ON.voice.slower(), True)),
        (ON, ["usual"], VoiceSetting(True, Voice("north", USUAL), True)),
        (
            ON,
            ["centre", "slower"],
            VoiceSetting(True, Voice("centre", ON.voice.slower().speed), True),
        ),
        (ON, ["nonsense"], ON),
    ],
)
def test_a_wish(before: VoiceSetting, wishes: list[str], after: VoiceSetting) -> None:
    assert wished(before, wishes) == after


def test_there_is_a_slowest_and_a_fastest() -> None:
    slowest = wished(wished(wished(ON, ["slower"]), ["slower"]), ["slower"])
    assert slowest.voice.speed == SPEEDS[0]
    assert (
        wished(VoiceSetting(True, Voice("north", SPEEDS[-1])), ["faster"]).voice.speed == SPEEDS[-1]
    )


@pytest.mark.parametrize("setting", [OFF, ON, VoiceSetting(False, Voice("centre", 220), True)])
def test_a_setting_goes_through_the_store(setting: VoiceSetting) -> None:
    assert VoiceSetting.from_dict(setting.to_dict()) == setting


def test_nothing_chosen_is_off() -> None:
    assert VoiceSetting.from_dict(None) == OFF
