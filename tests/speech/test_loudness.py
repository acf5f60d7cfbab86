"""Quiet speech is made louder; what is loud enough stays as it is."""

from __future__ import annotations

import numpy as np
import pytest

from bot.speech.decoding import RATE, Samples
from bot.speech.loudness import loudness, raised


def tone(peak: float) -> np.ndarray:
    """One second of 440 Hz."""
    sound = peak * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)
    return np.rint(sound * 32767).astype(np.int16)


@pytest.mark.parametrize(("peak", "level"), [(1.0, -3.0), (0.1, -23.0), (0.01, -43.0)])
def test_loudness_in_decibels(peak: float, level: float) -> None:
    assert loudness(tone(peak)) == pytest.approx(level, abs=0.1)


def test_the_loudest_moment_counts() -> None:
    assert loudness(np.concatenate([np.zeros(10 * RATE, np.int16), tone(0.1)])) > -25


@pytest.mark.parametrize("length", [0, 1, 100, RATE])
def test_nothing_at_all(length: int) -> None:
    assert loudness(np.zeros(length, np.int16)) == -120


def test_quiet_sound_is_raised_to_the_usual_level() -> None:
    louder = raised(Samples(tone(0.01)))
    assert loudness(louder.pcm) == pytest.approx(-20, abs=0.2)
    assert louder.pcm.dtype == np.int16


def test_loud_sound_stays() -> None:
    samples = Samples(tone(0.5))
    assert raised(samples) is samples


def test_a_click_is_cut_off_and_does_not_turn_over() -> None:
    pcm = tone(0.01)
    pcm[100], pcm[200] = 30_000, -30_000
    louder = raised(Samples(pcm)).pcm
    assert louder[100] == 32767
    assert louder[200] == -32768
