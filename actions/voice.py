"""How a person is answered aloud: whether at all, in whose voice, how many options at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from bot.speech.options import MOST_OPTIONS, OPTIONS_AT_ONCE
from bot.speech.voice import SPEEDS, Region, Voice

__all__ = ["MOST_OPTIONS", "OPTIONS_AT_ONCE", "USUAL", "VoiceSetting", "wished"]

USUAL = SPEEDS[2]
"""Syllables a minute of people who are in no hurry."""


_REGIONS: tuple[Region, ...] = get_args(Region)
_AT_FIRST = Voice()


@dataclass(frozen=True)
class VoiceSetting:
    """`on`: answered aloud as well; `told`: the person knows that the voice is a computer's."""

    on: bool = False
    voice: Voice = _AT_FIRST
    told: bool = False

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any] | None) -> VoiceSetting:
        """The inverse of `to_dict`; off where nothing was chosen."""
        if not stored:
            return cls()
        return cls(stored["on"], Voice(stored["region"], stored["speed"]), stored["told"])

    def to_dict(self) -> dict[str, Any]:
        """JSON values."""
        return {
            "on": self.on,
            "region": self.voice.region,
            "speed": self.voice.speed,
            "told": self.told,
        }


def wished(setting: VoiceSetting, wishes: Sequence[str]) -> VoiceSetting:
    """The setting after what was wished of the voice; of wishes for the speed the last counts.

    Whoever wishes anything but silence wants to hear something, and so does who names nothing.
    """
    changed = replace(setting, on="off" not in wishes[-1:])
    voice = changed.voice
    for region in _REGIONS:
        if region in wishes:
            voice = replace(voice, region=region)
    speed = [wish for wish in wishes if wish in ("slower", "faster", "usual")][-1:]
    if speed == ["slower"]:
        voice = voice.slower()
    elif speed == ["faster"]:
        voice = voice.faster()
    elif speed == ["usual"]:
        voice = replace(voice, speed=USUAL)
    return replace(changed, voice=voice)
