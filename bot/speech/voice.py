"""Whose voice is heard: an accent and a speed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

__all__ = ["SLOW", "SPEEDS", "Region", "Utterance", "Voice"]

Region = Literal["north", "centre", "south"]

SPEEDS = (130, 160, 190, 220, 260)
"""Syllables a minute to choose from. People read the news aloud at about 220."""

SLOW = 160
"""The speed until somebody wishes another one: most listeners are old."""


@dataclass(frozen=True)
class Voice:
    """An accent, and how many syllables are said in a minute without pauses."""

    region: Region = "north"
    speed: int = SLOW

    def slower(self) -> Voice:
        """The next slower voice; the slowest stays."""
        return Voice(self.region, max((s for s in SPEEDS if s < self.speed), default=SPEEDS[0]))

    def faster(self) -> Voice:
        """The next faster voice; the fastest stays."""
        return Voice(self.region, min((s for s in SPEEDS if s > self.speed), default=SPEEDS[-1]))


@dataclass(frozen=True)
class Utterance:
    """A text and the voice that is to say it; empty lines in it are longer pauses."""

    text: str
    voice: Voice

    def to_json(self) -> str:
        """This utterance as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str | bytes) -> Utterance:
        """The inverse of `to_json`."""
        fields = json.loads(line)
        return cls(fields["text"], Voice(**fields["voice"]))
