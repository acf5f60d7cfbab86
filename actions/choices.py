"""Choices under a reply: what stands on the buttons, and what the person may answer with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.voice import OPTIONS_AT_ONCE
from bot.payload import encode

__all__ = ["BESIDE", "Choice", "Offer", "buttons", "more_after", "options_of"]

Offer = list[list[str]]
"""What was offered, as the slot holds it: a title and a payload each.

A third part, `BESIDE`, marks a choice without a number: it is chosen by its words only.
"""

BESIDE = "beside"

_MORE = "Nghe thêm"


@dataclass(frozen=True)
class Choice:
    """Something the person can do next: what stands on the button, and what it means."""

    title: str
    intent: str
    value: str | None = None
    place: str | None = None

    @property
    def payload(self) -> str:
        """What the button sends back."""
        return encode(self.intent, self.value, self.place)


def buttons(offer: Sequence[list[str]], first: int | None = None) -> list[dict[str, str]]:
    """A button for each choice of an offer, numbered from `first` on where that is given."""
    return [
        {"title": title if first is None else f"{first + place}. {title}", "payload": payload}
        for place, (title, payload) in enumerate(offer)
    ]


def more_after(size: int, start: int = 0) -> Offer:
    """The choice to hear the options after those that are read out from `start` on, if any."""
    after = start + OPTIONS_AT_ONCE
    return [[_MORE, encode("repeat", str(after))]] if after < size else []


def options_of(offer: Offer) -> Offer:
    """The offer without the choice to hear more, and without those that have no number."""
    return [each for each in offer if each[0] != _MORE and each[2:] != [BESIDE]]
