"""Voice notes as text, with how sure that is and what is wrong where there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from bot.speech.decoding import AudioError, Samples
from bot.speech.edits import agreement
from bot.speech.isolated import decode_apart
from bot.speech.loudness import raised
from bot.speech.presence import Detector
from bot.speech.recogniser import Recogniser, load_recogniser
from bot.speech.vocabulary import read_vocabulary

__all__ = ["MOST_SECONDS", "Heard", "Listener", "Problem", "load_listener"]

Problem = Literal["too_quiet", "too_short", "noise", "too_long", "too_large", "broken", "unclear"]

MOST_SECONDS = 120
"""Longer notes are refused: they would keep others waiting for half a minute."""

_HEARD_TWICE = 6.0
"""Seconds: shorter notes are what answers and commands are, and cheap to hear twice."""

_SLOWER = 0.96

_THIN = 1.0
"""Syllables a second of speech; people say three to six."""

_UNCLEAR = 0.3
"""Less sure than this, what was heard is no use to anybody."""


@dataclass(frozen=True)
class Heard:
    """What was heard in a note of so many seconds (0 where the sound could not be had).

    Either `text` is not empty, or `problem` says why it is; `sure` is from 0 to 1.
    """

    text: str
    problem: Problem | None
    sure: float
    seconds: float


@dataclass(frozen=True)
class Listener:
    """Listens with one recogniser; used by one thread at a time.

    `vocabulary` corrects what the recogniser makes of the words it does not know.
    """

    recogniser: Recogniser
    detector: Detector
    vocabulary: Callable[[str], str] = str.strip

    def listen(self, data: bytes) -> Heard:
        """What is said in a sound file; never raises for what is in it."""
        try:
            samples = decode_apart(data, MOST_SECONDS)
        except AudioError as error:
            problem = "too_short" if error.kind == "empty" else error.kind
            return Heard("", problem, 0.0, 0.0)
        presence = self.detector.presence(samples)
        if presence.absence:
            return Heard("", presence.absence, 0.0, samples.seconds)
        samples = raised(samples)
        text = self._text(samples)
        sure = min(1.0, len(text.split()) / presence.speech / _THIN)
        if samples.seconds <= _HEARD_TWICE:
            sure = min(sure, agreement(text, self._text(_slower(samples))))
        if sure < _UNCLEAR:
            return Heard("", "unclear", sure, samples.seconds)
        return Heard(text, None, sure, samples.seconds)

    def _text(self, samples: Samples) -> str:
        return self.vocabulary(self.recogniser.transcribe(samples))


def load_listener(engine: str, spoken: Path) -> Listener:
    """A listener with that engine (see `load_recogniser`) and the vocabulary in the file `spoken`.

    Takes one to three seconds; raises ModelFileError and KnowledgeError.
    """
    vocabulary = read_vocabulary(spoken)
    return Listener(load_recogniser(engine), Detector(), vocabulary.correct)


def _slower(samples: Samples) -> Samples:
    """The same four percent slower, and lower by as much."""
    places = np.arange(0, len(samples.pcm) - 1, _SLOWER)
    stretched = np.interp(places, np.arange(len(samples.pcm)), samples.pcm)
    return Samples(stretched.astype(np.int16))
