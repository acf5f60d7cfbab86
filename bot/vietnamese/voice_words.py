"""How a person wishes to be spoken to: aloud or not, slower, faster, with which accent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.vietnamese.mentions import Mention

__all__ = ["PASSED", "find_voice_wishes"]

KIND = "voice"

PASSED = "passed"
"""The wish of phrases that are none: “giọng Bắc nghe không quen” does not ask for that accent."""


def find_voice_wishes(
    words: Sequence[str], said: Iterable[tuple[str, Sequence[str]]]
) -> list[Mention]:
    """The wishes in a message in its order, none twice; `said` are wishes and how each may be said.

    Of phrases that lie over each other the longest counts: “chậm quá” is a wish for more speed
    although “chậm” is one for less. “…” in a phrase stands for up to three words.
    """
    phrases = sorted(
        ((phrase.split(), wish) for wish, phrases in said for phrase in phrases),
        key=lambda each: -len(each[0]),
    )
    taken = [False] * len(words)
    found: list[Mention] = []
    for phrase, wish in phrases:
        for start in range(len(words)):
            end = _end(words, start, phrase)
            if end is not None and not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                found.append(Mention(KIND, wish, start, end))
    wishes = {each.value: each for each in sorted(found, key=lambda each: -each.start)}
    wishes.pop(PASSED, None)
    return sorted(wishes.values(), key=lambda each: each.start)


_GAP = "…"
_MOST_BETWEEN = 3


def _end(words: Sequence[str], start: int, phrase: Sequence[str]) -> int | None:
    """Where the phrase that begins at `start` ends; None where none does."""
    if not phrase:
        return start
    if phrase[0] == _GAP:
        gaps = range(_MOST_BETWEEN + 1)
        ends = (_end(words, start + gap, phrase[1:]) for gap in gaps if start + gap < len(words))
        return next((end for end in ends if end is not None), None)
    if start >= len(words) or words[start] != phrase[0]:
        return None
    return _end(words, start + 1, phrase[1:])
