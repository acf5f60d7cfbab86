"""Channels whose people fetch their replies themselves: nothing is ever sent to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.channels.channel import Capabilities

__all__ = ["ONLY_ANSWERS", "PullChannel"]


_EVERYTHING = Capabilities(pull=True, buttons=True, text_limit=100_000)

ONLY_ANSWERS = replace(_EVERYTHING, window=timedelta())
"""As much, but people see answers to what they wrote and nothing else."""


@dataclass(frozen=True)
class PullChannel:
    """A channel by its name, with everything a page of our own can show."""

    name: str
    capabilities: Capabilities = _EVERYTHING
