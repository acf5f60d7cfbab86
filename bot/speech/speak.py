"""Texts as spoken messages: prepared for the ear, said, encoded, kept for the next time."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.speech.cache import SoundCache
from bot.speech.ear import Ear
from bot.speech.encoding import Format, encode
from bot.speech.voice import Utterance, Voice

__all__ = ["SYNTHETIC", "Speaker", "Synthesiser"]

SYNTHETIC = {
    "title": "Giọng nói do máy tính tạo – Bạn Học Số",
    "artist": "Bạn Học Số (giọng máy)",
    "comment": "Giọng nói do máy tính tạo, không phải người thật; synthetic=true",
    "synthetic": "true",
}
"""The tags of every file: what machines read to know that no human being spoke (Law on artificial
intelligence 134/2025/QH15). Where a format has no field `synthetic`, the comment says the same."""

_BETWEEN_BUBBLES = 0.9
"""Seconds of silence at 160 syllables a minute; less for those who listen faster."""
_USUAL_SPEED = 160
_BUBBLE_END = re.compile(r"\n\s*\n")


class Synthesiser(Protocol):
    """A voice: `name` tells it from others, wherever what it said is kept."""

    @property
    def name(self) -> str:
        """The engine and, where there are several, its voice."""

    def rate(self) -> int:
        """Samples a second of what `say` gives."""

    def say(self, words: str, voice: Voice) -> NDArray[np.int16]:
        """Words that went through `Ear` as mono sound; raises `SpeechError`."""


class Speaker:
    """Speaks texts of the bot; to be used from threads, for it takes its time."""

    def __init__(self, synthesiser: Synthesiser, ear: Ear, cache: SoundCache) -> None:
        self._synthesiser = synthesiser
        self._ear = ear
        self._cache = cache
        self._making = Lock()

    def speak(self, utterance: Utterance, format: Format) -> bytes:
        """The utterance as a file of this format; raises `SpeechError`.

        Empty lines of its text become pauses: it may be several bubbles.
        """
        words = self._ear.words(utterance.text, utterance.voice.region)
        name = f"{self._key(words, utterance.voice)}.{format}"
        if (sound := self._cache.get(name)) is not None:
            return sound
        # One at a time: who asks for the same meanwhile finds it made.
        with self._making:
            if (sound := self._cache.get(name)) is not None:
                return sound
            sound = encode(
                self._said(words, utterance.voice), self._synthesiser.rate(), format, SYNTHETIC
            )
            self._cache.put(name, sound)
        return sound

    def _said(self, words: str, voice: Voice) -> NDArray[np.int16]:
        seconds = _BETWEEN_BUBBLES * _USUAL_SPEED / voice.speed
        pause = np.zeros(round(seconds * self._synthesiser.rate()), np.int16)
        pieces = [pause[: len(pause) // 4]]
        for bubble in _BUBBLE_END.split(words):
            if bubble.strip():
                pieces += [self._synthesiser.say(bubble, voice), pause]
        return np.concatenate(pieces)

    def _key(self, words: str, voice: Voice) -> str:
        said = [self._synthesiser.name, words, asdict(voice)]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
