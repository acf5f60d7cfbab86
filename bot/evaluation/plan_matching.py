"""Which task of a draft is which of the expected ones, and when two wordings are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.evaluation.plan_expected import ExpectedTask
from bot.plans.importing.drafts import DraftTask
from bot.vietnamese.diacritics import nfc, strip_diacritics
from bot.vietnamese.tones import place_tones

__all__ = ["LIKE", "likeness", "match", "units"]

LIKE = 0.8
"""Likeness from which two wordings are taken for the same."""

_COVERED = 0.5
"""Share of an expected name that a draft's name under the same section must hold."""

_NUMBERED = re.compile(r"[\s.)]+$")


def likeness(one: str, other: str) -> float:
    """0 to 1: how far two texts have the same syllables in the same order, marks aside."""
    return SequenceMatcher(None, _bare(one), _bare(other), autojunk=False).ratio()


def units(written: str | None) -> frozenset[str]:
    """The units of a text in one spelling: case, spaces, tone places, “UBND” make no difference."""
    if not written:
        return frozenset()
    text = re.sub(r"[–—−]", "-", nfc(written).casefold())
    text = re.sub(r"\bubnd\b", "ủy ban nhân dân", text)
    text = re.sub(r"\w+", lambda word: place_tones(word.group()), text)
    pieces = (" ".join(piece.split()).strip(" .:") for piece in re.split(r"[,;]", text))
    return frozenset(piece for piece in pieces if piece)


def match(expected: Sequence[ExpectedTask], drafts: Sequence[DraftTask]) -> dict[int, int]:
    """Indexes of `expected` to those of `drafts`, one to one, the likest names first.

    A pair has names at least `LIKE` alike; of what is left, the same section and half of the
    expected name within the draft's (a whole sentence may stand for a name), or both are of kind
    escalation.
    """
    pairs: dict[int, int] = {}
    for candidates in (_by_name(expected, drafts), _by_section(expected, drafts)):
        for _, wanted, found in sorted(candidates, key=lambda pair: (-pair[0], *pair[1:])):
            if wanted not in pairs and found not in pairs.values():
                pairs[wanted] = found
    return pairs


def _by_name(
    expected: Sequence[ExpectedTask], drafts: Sequence[DraftTask]
) -> Iterator[tuple[float, int, int]]:
    for wanted, task in enumerate(expected):
        for found, draft in enumerate(drafts):
            like = likeness(task.name, draft.name.value)
            if like >= LIKE:
                yield like + _same_section(task, draft), wanted, found


def _by_section(
    expected: Sequence[ExpectedTask], drafts: Sequence[DraftTask]
) -> Iterator[tuple[float, int, int]]:
    for wanted, task in enumerate(expected):
        for found, draft in enumerate(drafts):
            if task.kind == draft.kind == "escalation":
                yield 1.0, wanted, found
            elif _same_section(task, draft):
                covered = _covered(task.name, draft.name.value)
                if covered >= _COVERED:
                    yield covered, wanted, found


def _same_section(task: ExpectedTask, draft: DraftTask) -> bool:
    """A draft may have the number of its place alone (“1.3” for “III.1.3”)."""
    if draft.section is None:
        return False
    section = _NUMBERED.sub("", draft.section.value).replace(")", "").casefold()
    wanted = task.section.casefold()
    return bool(section) and (wanted == section or wanted.endswith("." + section))


def _covered(name: str, text: str) -> float:
    wanted = _bare(name)
    blocks = SequenceMatcher(None, wanted, _bare(text), autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted)


def _bare(text: str) -> list[str]:
    plain = strip_diacritics(unicodedata.normalize("NFC", text)).casefold()
    return re.findall(r"\w+", plain)
