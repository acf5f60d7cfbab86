"""A model at a server, which may become another one at any time: looked at again and again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from bot.answers.models.choosing import Chosen
from bot.answers.models.language_model import (
    Heard,
    LanguageModel,
    ModelError,
    ModelErrorKind,
    Prompt,
)

__all__ = ["CheckedModel"]

_CHECK_SECONDS = 600.0


class CheckedModel:
    """A `LanguageModel`: the one that `choose` finds, as long as it is `admitted`.

    It is looked up at first and every ten minutes: where the server has another one by then, no
    more is asked of it.
    `clock` counts seconds.
    """

    at_once = 4
    """Servers work on several requests side by side."""

    def __init__(
        self,
        choose: Callable[[], Awaitable[Chosen]],
        admitted: Callable[[Chosen], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._choose = choose
        self._admitted = admitted
        self._clock = clock
        self._model: LanguageModel | None = None
        self._until = 0.0
        self._looking = asyncio.Lock()

    async def word(self, prompt: Prompt, heard: Heard) -> str:
        """See `LanguageModel`."""
        return await (await self.current()).word(prompt, heard)

    async def close(self) -> None:
        """See `LanguageModel`."""
        model, self._model = self._model, None
        if model:
            await model.close()

    async def current(self) -> LanguageModel:
        """The model as it is there now; raises ModelError, UNADMITTED where it may not be used."""
        async with self._looking:
            if self._model and self._clock() < self._until:
                return self._model
            chosen = await self._choose()
            if not self._admitted(chosen):
                await self.close()
                raise ModelError(ModelErrorKind.UNADMITTED, chosen.name)
            self._model = self._model or chosen.open()
            self._until = self._clock() + _CHECK_SECONDS
            return self._model
