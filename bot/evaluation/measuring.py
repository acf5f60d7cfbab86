"""Has a model understand labelled sentences, and takes the time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.dialogue.processor import InProcessAgent
from bot.evaluation.answer import Answer, answer_of
from bot.evaluation.sentences import Sentence

__all__ = ["measure"]

_WARM_UP = 20
"""Sentences whose time does not count: what is made at its first use is made with them."""


async def measure(agent: InProcessAgent, sentences: Sequence[Sentence]) -> list[Answer]:
    """The answers of a loaded model, one after the other, outside any conversation."""
    for sentence in sentences[:_WARM_UP]:
        await _parse(agent, sentence)
    answers = []
    for sentence in sentences:
        began = time.perf_counter()
        parsed = await _parse(agent, sentence)
        milliseconds = 1000 * (time.perf_counter() - began)
        answers.append(answer_of(sentence, parsed, milliseconds))
    return answers


async def _parse(agent: InProcessAgent, sentence: Sentence) -> dict[str, Any]:
    day = {"day": sentence.today.isoformat()} if sentence.today else {}
    message = UserMessage(sentence.text, metadata=day)
    parsed: dict[str, Any] = await agent.processor.parse_message(message)
    return parsed
