"""The line before a language model: how many wait, for how long, how often, and when not at all.

A model is slow and may fail; an answer never waits for it beyond `seconds`, for the passage itself
is an answer as well.
"""

from __future__ import annotations

import asyncio
import time
from enum import Enum

from bot.answers.breaker import Breaker
from bot.answers.models.language_model import (
    Heard,
    LanguageModel,
    ModelError,
    Prompt,
)
from bot.answers.rate import Rate

__all__ = ["Line", "Refusal", "Refused"]

_PAUSE = 0.5
"""Seconds before what failed is tried again, where the server does not say how long."""


class Refusal(Enum):
    """Why a request was not answered although nothing is wrong with it."""

    FULL = "full"
    """As many as may are in line already."""
    TOO_OFTEN = "too_often"
    """This person has asked often enough."""
    RESTING = "resting"
    """The model has failed several times in a row."""
    TOO_SLOW = "too_slow"
    """The time was over before its turn came, or before the text was whole."""


class Refused(Exception):
    """The model gives no text for this request."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class Line:
    """At most `most` requests at `model`, those it works on included, each for `seconds` at most.

    Used on one event loop.
    """

    def __init__(
        self,
        model: LanguageModel,
        *,
        most: int = 8,
        seconds: float = 20.0,
        breaker: Breaker | None = None,
        rate: Rate | None = None,
    ) -> None:
        self._model = model
        self._most = most
        self._seconds = seconds
        self._breaker = breaker or Breaker()
        self._rate = rate or Rate()
        self._turns = asyncio.Semaphore(model.at_once)
        self._inside = 0

    async def word(self, prompt: Prompt, person: str, heard: Heard) -> str:
        """What the model writes; `person` is any key of who asked. Raises Refused, ModelError."""
        if self._breaker.rests:
            raise Refused(Refusal.RESTING)
        if self._inside >= self._most:
            raise Refused(Refusal.FULL)
        if not self._rate.allows(person):
            raise Refused(Refusal.TOO_OFTEN)
        self._inside += 1
        try:
            return await self._in_turn(prompt, heard, time.monotonic() + self._seconds)
        finally:
            self._inside -= 1

    async def close(self) -> None:
        """Lets go of the model once nobody is in line."""
        await self._model.close()

    async def _in_turn(self, prompt: Prompt, heard: Heard, until: float) -> str:
        """Waits for a turn at most half of the time: with less than that left none is begun."""
        try:
            await asyncio.wait_for(self._turns.acquire(), self._seconds / 2)
        except asyncio.TimeoutError:
            raise Refused(Refusal.TOO_SLOW) from None
        try:
            if not self._breaker.admits():
                raise Refused(Refusal.RESTING)
            return await self._watched(prompt, heard, until)
        finally:
            self._turns.release()

    async def _watched(self, prompt: Prompt, heard: Heard, until: float) -> str:
        """Has the model write, and tells the breaker how that ended."""
        try:
            text = await asyncio.wait_for(
                self._tried(prompt, heard, until), until - time.monotonic()
            )
        except asyncio.TimeoutError:
            self._breaker.failed()
            raise Refused(Refusal.TOO_SLOW) from None
        except ModelError as error:
            if error.kind.of_request:
                self._breaker.worked()
            else:
                self._breaker.failed(error.retry_after or 0.0)
            raise
        except asyncio.CancelledError:
            self._breaker.given_up()
            raise
        self._breaker.worked()
        return text

    async def _tried(self, prompt: Prompt, heard: Heard, until: float) -> str:
        """A second time where the first failed for what may have passed already."""
        try:
            return await self._model.word(prompt, heard)
        except ModelError as error:
            pause = error.retry_after or _PAUSE
            if not error.kind.passes or time.monotonic() + pause >= until:
                raise
        await asyncio.sleep(pause)
        return await self._model.word(prompt, heard)
