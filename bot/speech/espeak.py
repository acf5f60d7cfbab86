"""The voice of eSpeak NG, through its C library (`speak_lib.h`)."""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Mapping
from functools import cache

import espeakng_loader
import numpy as np
from numpy.typing import NDArray

from bot.speech.voice import Region, Voice

__all__ = ["Espeak", "SpeechError", "phonemes", "respelt"]


class SpeechError(Exception):
    """A voice cannot be used; says in one sentence why."""


_SYNCHRONOUS, _DO_NOT_EXIT = 2, 0x8000
_RATE = 1
_UTF8, _PHONEMES_IN_BRACKETS = 1, 0x100
_IPA = 0x02
_NAMES: Mapping[Region, str] = {
    "north": "vi",
    "centre": "vi-vn-x-central",
    "south": "vi-vn-x-south",
}
_SYLLABLES_A_WORD = 1.59
"""eSpeak counts English words a minute; measured on our lessons, alike at all speeds."""

# What eSpeak 1.52 says without a vowel or in English, as another spelling of the same sound or in
# its own signs; tests/speech/test_espeak.py listens to every syllable of the dictionary.
_RESPELT = {"gi": "di", "gin": "din", "qui": "quy", "quýu": "quíu", "veo": "[[v'Ew]]"}
_RESPELT_SOUTH = _RESPELT | {
    "veo": "[[J^'Ew]]",
    "hu": "[[h'u-]]",
    "hui": "[[h'u-j]]",
    "hum": "[[h'u-m]]",
    "hun": "[[h'u-N]]",
    "hung": "[[h'u-N]]",
}
_WORD = re.compile(r"[^\W\d_]+")

# The library has one voice and one speed for the whole process.
_LOCK = threading.Lock()
_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


class Espeak:
    """Says Vietnamese words; safe to use from several threads, which then wait for each other."""

    name = "espeak-ng"

    def rate(self) -> int:
        """Samples a second of what `say` gives."""
        return _library()[1]

    def say(self, words: str, voice: Voice) -> NDArray[np.int16]:
        """These words (see `Ear`) as mono sound; raises `SpeechError`."""
        library, _ = _library()
        pieces: list[bytes] = []

        def take(samples: ctypes._Pointer[ctypes.c_short], count: int, _: int) -> int:
            if count > 0:
                pieces.append(ctypes.string_at(samples, 2 * count))
            return 0

        callback = _Callback(take)
        text = respelt(words, voice.region).encode()
        with _LOCK:
            _choose(library, _NAMES[voice.region])
            library.espeak_SetParameter(_RATE, round(voice.speed / _SYLLABLES_A_WORD), 0)
            library.espeak_SetSynthCallback(callback)
            flags = _UTF8 | _PHONEMES_IN_BRACKETS
            if library.espeak_Synth(text, len(text) + 1, 0, 1, 0, flags, None, None):
                raise SpeechError("eSpeak NG did not take the text.")
        return np.frombuffer(b"".join(pieces), np.int16)


def phonemes(words: str, voice: str) -> str:
    """`words` in the International Phonetic Alphabet, as this voice of eSpeak NG says them.

    Raises `SpeechError` where there is no such voice.
    """
    library, _ = _library()
    place = ctypes.c_char_p(words.encode())
    said = []
    with _LOCK:
        _choose(library, voice)
        while place.value:
            clause = library.espeak_TextToPhonemes(ctypes.byref(place), _UTF8, _IPA)
            said.append(clause.decode())
    return " ".join(said)


def respelt(words: str, region: Region) -> str:
    """`words` with another spelling for those that this accent of eSpeak NG says wrongly."""
    table = _RESPELT_SOUTH if region == "south" else _RESPELT
    return _WORD.sub(lambda found: table.get(found[0].lower(), found[0]), words)


def _choose(library: ctypes.CDLL, voice: str) -> None:
    if library.espeak_SetVoiceByName(voice.encode()):
        raise SpeechError(f"eSpeak NG has no voice {voice}.")


def _library() -> tuple[ctypes.CDLL, int]:
    """The library, ready to speak, and its samples a second."""
    with _LOCK:
        return _loaded()


@cache
def _loaded() -> tuple[ctypes.CDLL, int]:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    data = espeakng_loader.get_data_path().encode()
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DO_NOT_EXIT)
    if rate <= 0:
        raise SpeechError(f"eSpeak NG cannot read its data in {data.decode()}.")
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    return library, rate
