"""The language model of the settings, opened only if it may word answers for citizens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import date

from bot.answers.admission import Admissions, Identity
from bot.answers.line import Line
from bot.answers.models.checked import CheckedModel
from bot.answers.models.choosing import Chosen, choose, is_server
from bot.answers.models.language_model import LanguageModel, ModelError, ModelErrorKind
from bot.answers.prompting import read_prompting
from bot.answers.wording import Worder
from bot.learning.library import Library
from bot.settings import Settings

__all__ = ["open_worder"]

logger = logging.getLogger(__name__)


async def open_worder(
    settings: Settings, library: Callable[[], Library], today: Callable[[], date]
) -> Worder | None:
    """What words passages; None where no model is set, or it has not passed, which is logged.

    `today` is asked again for a server's model, which must pass every so many days. Takes a second
    or two; to be closed by its line. Raises ModelFileError, and ModelError where a server cannot
    be asked now.
    """
    if settings.llm is None:
        return None
    prompting = read_prompting(taught=settings.llm_adapter is not None)
    admissions = Admissions(settings.data_dir)

    def admitted(chosen: Chosen) -> bool:
        return admissions.find(Identity.of(chosen, prompting), today()) is not None

    model = await _model(settings, settings.llm, admitted)
    if model is None:
        adapter = f" --adapter {settings.llm_adapter}" if settings.llm_adapter else ""
        logger.error(
            "the language model %s is refused: exactly this one has not passed "
            "“bot evaluate llm %s%s”; passages are said as they stand",
            settings.llm,
            settings.llm,
            adapter,
        )
        return None
    line = Line(model, most=settings.llm_line, seconds=settings.llm_seconds)
    return Worder(line, prompting, library)


async def _model(
    settings: Settings, named: str, admitted: Callable[[Chosen], bool]
) -> LanguageModel | None:
    """The model, ready; None where it is not admitted."""
    key = settings.llm_key.get_secret_value() if settings.llm_key else None

    async def chosen() -> Chosen:
        return await choose(named, settings.llm_adapter, key, settings.language_models_dir)

    if not is_server(named):
        found = await chosen()
        return await asyncio.to_thread(found.open) if admitted(found) else None
    server = CheckedModel(chosen, admitted)
    try:
        await server.current()
    except ModelError as error:
        if error.kind is ModelErrorKind.UNADMITTED:
            return None
        raise
    return server
