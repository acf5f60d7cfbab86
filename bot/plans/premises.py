"""What is only said before it is asked: “tổ do công an phụ trách, vậy kế hoạch của tổ ai lập?”."""

from __future__ import annotations

from dataclasses import replace

from bot.plans import cues
from bot.plans.reading import Said

__all__ = ["without_premise"]

_SIGNS = frozenset(",;.:?")
_JOINTS = frozenset({"vay", "the"})
_LEAST = 3
"""Words that a question has at least behind what is only said."""


def without_premise(said: Said) -> Said:
    """`said` without the units of what stands before “vậy” where a unit is asked for behind it."""
    for place, word in enumerate(said.bares):
        if word not in _JOINTS or not place or said.bares[place - 1] not in _SIGNS:
            continue
        asked = " ".join(said.bares[place + 1 :])
        own = any(each.kind == "unit" and each.start > place for each in said.mentions)
        if len(asked.split()) >= _LEAST and cues.WHO.search(asked) and not own:
            kept = (each for each in said.mentions if each.kind != "unit" or each.start > place)
            return replace(said, mentions=tuple(kept))
    return said
