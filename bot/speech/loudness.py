"""How loud sound is, and quiet speech made as loud as other speech."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.speech.decoding import RATE, Samples

__all__ = ["loudness", "raised"]

_WINDOW = RATE // 5
_FULL = 32768

_USUAL = -20.0
"""Decibels below full scale: speech near a telephone has more; quieter is misheard more often."""


def loudness(pcm: NDArray[np.int16]) -> float:
    """The level of the loudest fifth of a second in decibels below full scale, -120 at least."""
    sound = np.pad(pcm, (0, -len(pcm) % _WINDOW)).reshape(-1, _WINDOW)
    power = np.square(sound.astype(np.float32) / _FULL).mean(axis=1)
    return float(10 * np.log10(max(power.max(initial=0.0), 1e-12)))


def raised(samples: Samples) -> Samples:
    """The same sound with the loudness of usual speech, if it has less."""
    lacking = _USUAL - loudness(samples.pcm)
    if lacking <= 0:
        return samples
    louder = samples.pcm * np.float32(10 ** (lacking / 20))
    return Samples(np.clip(np.rint(louder), -_FULL, _FULL - 1).astype(np.int16))
