"""Voices and utterances."""

from __future__ import annotations

from bot.speech.voice import SLOW, SPEEDS, Utterance, Voice


def test_the_usual_voice_is_slow() -> None:
    assert Voice().speed == SLOW < 200


def test_goes_through_all_speeds_and_stops_at_the_ends() -> None:
    voice, heard = Voice("south", SPEEDS[-1]), []
    while not heard or heard[-1] != voice.speed:
        heard.append(voice.speed)
        voice = voice.slower()
    assert heard == sorted(SPEEDS, reverse=True)
    assert voice.region == "south"
    assert voice.slower() == voice
    assert voice.faster().slower() == voice
    assert Voice(speed=SPEEDS[-1]).faster() == Voice(speed=SPEEDS[-1])


def test_survives_json() -> None:
    utterance = Utterance("Dạ “chào”\n\nbác", Voice("centre", 190))
    assert Utterance.from_json(utterance.to_json()) == utterance
