"""The words of all passages, counted and spelled once and kept for the next start."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from os import getpid
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answers.passage import Passage
from bot.answers.reading import Reader, reader_for
from bot.answers.words import Words, words_of
from bot.knowledge.placeholders import fill

__all__ = ["Prepared", "prepared"]

_HERE = Path(__file__).parent
_SOURCES = (
    *(_HERE / f"{name}.py" for name in ("prepared", "passage", "reading", "words")),
    *sorted((_HERE.parent / "vietnamese").glob("*.py")),
    _HERE.parent / "nlu" / "syllables.py",
    _HERE.parent / "nlu" / "dictionary.py",
)
"""The code that makes it: where that changed, what was kept is of no use."""


@dataclass(frozen=True)
class Prepared:
    """What is made of the words of passages.

    `whole` are all words of a passage, `asked` those of each way of asking, one passage's after
    the other, and `asked_worth` what these are worth. `asks` are ways of asking as they
    are embedded.
    """

    reader: Reader
    whole: Words
    asked: Words
    asked_worth: NDArray[np.float64]
    asks: tuple[tuple[str, ...], ...]


def prepared(
    passages: Sequence[Passage], values: Mapping[str, str], cache: Path, language: Path
) -> Prepared:
    """The words of `passages`; parameters and errors are those of `build_index`."""
    path, made_of = cache / "words.pickle", _fingerprint(passages, values, language)
    # A file that is missing, damaged or made by another version is made again.
    with suppress(Exception):
        kept_of, kept = pickle.loads(path.read_bytes())
        if kept_of == made_of and isinstance(kept, Prepared):
            return kept
    made = _made(passages, values, language)
    # A folder that cannot be written costs the next start a second, no more.
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        written = path.with_suffix(f".{getpid()}")
        written.write_bytes(pickle.dumps((made_of, made), pickle.HIGHEST_PROTOCOL))
        written.replace(path)
    return made


def _made(passages: Sequence[Passage], values: Mapping[str, str], language: Path) -> Prepared:
    ways = [(each.title, *each.asked) for each in passages]
    rests = [
        [fill(text, values) for text in (each.text, *each.steps, *each.beside)] for each in passages
    ]
    reader = reader_for((text for each in (*ways, *rests) for text in each), language)
    asks = [[reader.ours(way) for way in each] for each in ways]
    # Ways of asking count twice: they are what questions are like.
    wholes = [
        [term for text in (*ask, *ask, *map(reader.ours, rest)) for term in text.terms]
        for ask, rest in zip(asks, rests, strict=True)
    ]
    every = [ask for each in asks for ask in each]
    asked = words_of([sorted({*ask.bare}) for ask in every])
    return Prepared(
        reader=reader,
        whole=words_of(wholes),
        asked=asked,
        asked_worth=np.array([asked.weigh(ask.bare) for ask in every]),
        asks=tuple(tuple(ask.text for ask in each) for each in asks),
    )


def _fingerprint(passages: Sequence[Passage], values: Mapping[str, str], language: Path) -> str:
    """What it was made of: it changes with the passages, the files of the language, the code."""
    summed = sha256(repr((list(passages), sorted(values.items()))).encode())
    for path in (*sorted(language.glob("*.yml")), *_SOURCES):
        summed.update(path.read_bytes())
    return summed.hexdigest()
