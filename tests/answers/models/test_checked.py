"""A server's model is looked at again and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.models.checked import CheckedModel
from bot.answers.models.choosing import Chosen, choose
from bot.answers.models.language_model import Message, ModelError, ModelErrorKind, Prompt
from tests.answers.llm_server import LlmServer

PROMPT = Prompt((Message("user", "?"),), "", ())


async def test_another_model_under_the_same_name_is_not_asked(tmp_path: Path) -> None:
    now = 0.0
    with LlmServer() as server:

        async def chosen() -> Chosen:
            return await choose(server.url, None, None, tmp_path)

        admitted = (await chosen()).sha256
        model = CheckedModel(chosen, lambda each: each.sha256 == admitted, lambda: now)
        assert await model.word(PROMPT, lambda _: None) == "Dạ, được."
        server.models[0]["meta"] = {"size": 1}
        assert await model.word(PROMPT, lambda _: None), "for some minutes"
        now = 601.0
        with pytest.raises(ModelError) as raised:
            await model.word(PROMPT, lambda _: None)
        assert raised.value.kind is ModelErrorKind.UNADMITTED
        assert len(server.asked) == 2
        server.models[0]["meta"] = {"size": 253}
        assert await model.word(PROMPT, lambda _: None), "the one that passed is back"
        await model.close()
