"""Real people are heard; silence, noise, tones and music are not taken for them."""

from __future__ import annotations

import numpy as np
import pytest
from clips import COMMANDS, joined, pcm_of, recordings

from bot.evaluation.speech_sounds import sounds_without_speech
from bot.speech.decoding import RATE, Samples, decode
from bot.speech.loudness import loudness
from bot.speech.presence import Detector

SOUNDS = sounds_without_speech()


@pytest.fixture(name="detector", scope="module")
def _detector() -> Detector:
    return Detector()


def at_level(pcm: np.ndarray, level: float) -> Samples:
    """The same sound with this loudness in decibels below full scale."""
    return Samples(np.rint(pcm * 10 ** ((level - loudness(pcm)) / 20)).astype(np.int16))


@pytest.mark.parametrize("name", recordings())
def test_people_are_heard(detector: Detector, name: str) -> None:
    samples = Samples(pcm_of(name))
    presence = detector.presence(samples)
    assert presence.absence is None
    assert 0.5 * samples.seconds < presence.speech <= samples.seconds


@pytest.mark.parametrize("words", COMMANDS)
def test_single_words_are_heard(detector: Detector, words: str) -> None:
    assert detector.presence(Samples(joined(*words.split("|")))).absence is None


@pytest.mark.parametrize("name", recordings())
def test_quiet_people_are_heard_but_not_those_in_the_next_room(
    detector: Detector, name: str
) -> None:
    assert detector.presence(at_level(pcm_of(name), -45)).absence is None
    assert detector.presence(at_level(pcm_of(name), -52)).absence == "too_quiet"


@pytest.mark.parametrize("name", SOUNDS)
def test_what_is_not_speech(detector: Detector, name: str) -> None:
    samples = decode(SOUNDS[name], 10)
    expected = "too_quiet" if name in ("silence", "faint noise") else "noise"
    assert detector.presence(samples).absence == expected


def test_speech_in_noise_is_heard(detector: Detector) -> None:
    pcm = pcm_of("example_2").astype(np.float64)
    noise = np.random.default_rng(0).normal(size=len(pcm)) * np.sqrt(np.mean(pcm**2)) / 10**0.5
    loud = np.clip(pcm + noise, -32768, 32767).astype(np.int16)
    assert detector.presence(Samples(loud)).absence is None


@pytest.mark.parametrize("length", [0, 1, RATE // 10, int(0.39 * RATE)])
def test_a_button_let_go_too_early(detector: Detector, length: int) -> None:
    assert detector.presence(Samples(pcm_of("example_3")[:length])).absence == "too_short"


def test_speech_after_a_long_silence_is_found(detector: Detector) -> None:
    long = np.concatenate([np.zeros(60 * RATE, np.int16), pcm_of("example_3")])
    presence = detector.presence(Samples(long))
    assert presence.absence is None
    assert presence.speech < 1.2
