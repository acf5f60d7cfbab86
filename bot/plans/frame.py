"""The words of a question that say what is asked, not what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.plans import cues, document_cues, time_cues
from bot.plans.asks import ASKS
from bot.plans.wants import WANTS

__all__ = ["words_of_cues", "words_of_frame"]


def words_of_cues(bare: str) -> Iterator[str]:
    """The words that say when, how often or which part, and so nothing more of what is meant."""
    parts = (
        ASKS["result"],
        ASKS["count"],
        ASKS["reason"],
        ASKS["lateness"],
        cues.FIGURES,
        cues.WHICH,
        WANTS["source"],
    )
    rest = (
        time_cues.OVERDUE,
        time_cues.SOON,
        cues.ANY_PLAN,
        cues.IN_ALL,
        cues.PART,
        cues.EVERYWHERE,
    )
    asked = (
        cues.HOLDING,
        cues.NUMBER_OF_IT,
        cues.DEMANDS,
        cues.FILLERS,
        cues.SAME_UNIT,
        cues.WATCHED,
        time_cues.NOT_YET,
        time_cues.FIRST_DUE,
        time_cues.LAST_DUE,
        time_cues.SAME_TIME,
        cues.CORRECTING,
    )
    yield from _words_of((*time_cues.RHYTHMS.values(), *rest, *parts, *asked), bare)


def words_of_frame(bare: str) -> set[str]:
    """All words of a question that say what is asked, not what it is about."""
    framing = (
        *(WANTS["targets"], WANTS["source"], document_cues.TELLING, cues.LISTING, cues.THESE),
        *(cues.SECTION, cues.HOW_MANY, cues.CONFIRM, cues.BACK, cues.STEPPING, time_cues.SOON),
    )
    return {*words_of_cues(bare), *_words_of((*framing, *ASKS.values()), bare)}


def _words_of(patterns: Iterable[re.Pattern[str]], bare: str) -> Iterator[str]:
    for cue in patterns:
        for found in cue.finditer(bare):
            # “Báo cáo” says what is meant, also where it is a part of how it is asked.
            said = found[0].replace("bao cao", "").split()
            yield from (word for word in said if word != "bao")
