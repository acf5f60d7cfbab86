"""Sounds in which nobody speaks, made here: a recogniser must write nothing for any of them."""

from __future__ import annotations

import io
import wave
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.speech.decoding import RATE

__all__ = ["sounds_without_speech", "wav"]

_Sound = NDArray[np.float64]

_SECONDS = 4.0

_TIMBRES: Mapping[str, Sequence[float]] = {
    "flute": (1, 0.2),
    "organ": (1, 0.5, 0.4, 0.3, 0.2),
    "clarinet": (1, 0, 0.6, 0, 0.4, 0, 0.2),
    "strings": tuple(1 / (place + 1) for place in range(20)),
    "voice-like": (0.3, 0.6, 1, 0.6, 0.3, 0.2, 0.4, 0.5, 0.2, 0.1),
}
"""The strength of each overtone, the fundamental first."""

_C, _D, _E, _F, _G, _A, _B = 261.6, 293.7, 329.6, 349.2, 392.0, 440.0, 493.9
_TUNE = (_C, _E, _G, _E, _A, _G, _F, _D, _C, _G)
_CHORDS = ((_C, _E, _G), (_D, _F, _A), (_D, _G, _B), (_C, _E, _G))


def sounds_without_speech() -> dict[str, bytes]:
    """WAV files of about four seconds by what they are; the same at every call."""
    chance = np.random.default_rng(0)
    white = chance.normal(size=int(_SECONDS * RATE))
    sounds = {
        "silence": np.zeros(int(_SECONDS * RATE)),
        "faint noise": 0.003 * white / np.abs(white).max(),
        "white noise": 0.3 * white / np.abs(white).max(),
        "brown noise": _peak(_without_drift(np.cumsum(white))),
        "tone": _peak(_tone(440, _SECONDS, (1,))),
        "mains hum": _peak(_tone(50, _SECONDS, _TIMBRES["strings"])),
        "clicks": _peak(_clicks(chance), 0.8),
    }
    for name, timbre in _TIMBRES.items():
        sounds[f"melody, {name}"] = _peak(_in_turn([(each,) for each in _TUNE], 0.4, timbre))
        sounds[f"chords, {name}"] = _peak(_in_turn(_CHORDS, 1.0, timbre))
    return {name: wav(np.rint(sound * 32767).astype(np.int16)) for name, sound in sounds.items()}


def wav(pcm: NDArray[np.int16]) -> bytes:
    """A WAV file of one channel, `RATE` samples a second."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(pcm.tobytes())
    return file.getvalue()


def _peak(sound: _Sound, peak: float = 0.3) -> _Sound:
    peaked: _Sound = sound / np.abs(sound).max() * peak
    return peaked


def _tone(pitch: float, seconds: float, timbre: Sequence[float]) -> _Sound:
    phase = 2 * np.pi * pitch * np.arange(int(seconds * RATE)) / RATE
    sound = np.zeros(len(phase))
    for place, strength in enumerate(timbre, start=1):
        sound += strength * np.sin(place * phase)
    return sound


def _in_turn(chords: Sequence[Sequence[float]], seconds: float, timbre: Sequence[float]) -> _Sound:
    """Chords one after the other, each struck and dying away."""
    time = np.arange(int(seconds * RATE)) / RATE
    struck = np.minimum(1, time / 0.02) * np.exp(-2 * time / seconds)
    tune = [
        struck * np.sum([_tone(each, seconds, timbre) for each in chord], 0) for chord in chords
    ]
    return np.concatenate(tune)


def _clicks(chance: np.random.Generator) -> _Sound:
    """Three a second, as of keys."""
    clicks = np.zeros(int(_SECONDS * RATE))
    clicks[:: RATE // 3] = 1
    return np.convolve(clicks, np.exp(-np.arange(200) / 20) * chance.normal(size=200), "same")


def _without_drift(sound: _Sound) -> _Sound:
    window = RATE // 20
    return sound - np.convolve(sound, np.ones(window) / window, "same")
