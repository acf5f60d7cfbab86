"""Piper voices: a network of the same shape, run by the real ONNX Runtime."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tiny_onnx import tiny_voice

from bot.speech.espeak import SpeechError
from bot.speech.piper import Piper, phoneme_ids
from bot.speech.voice import Voice

IDS = {sign: [number] for number, sign in enumerate("_^$ ,.?!aeiouˈːbcdnhmtɗɔo6ɜ2")}
CONFIG: dict[str, Any] = {
    "audio": {"sample_rate": 16000},
    "espeak": {"voice": "vi"},
    "inference": {"noise_scale": 0.6, "length_scale": 1, "noise_w": 0.8},
    "num_speakers": 1,
    "phoneme_id_map": IDS,
}


def voice_in(folder: Path, **changed: Any) -> Path:
    path = folder / "tiny.onnx"
    path.write_bytes(tiny_voice())
    path.with_name("tiny.onnx.json").write_text(json.dumps(CONFIG | changed), encoding="utf-8")
    return path


def test_says_words(tmp_path: Path) -> None:
    piper = Piper(voice_in(tmp_path))
    sound = piper.say("Ba, a.", Voice(speed=200))
    said = piper.say("Ba", Voice(speed=200))
    assert piper.rate() == 16000
    assert sound.dtype == np.int16
    # b, a, ː, stress, each between pads, the start and the end; the pause behind.
    pause = 16000 * 4 // 10
    assert not sound[-pause:].any()
    assert sound[-pause - 1]
    assert len(said) < len(sound)
    assert (len(said) - pause) % 100 == 0


def test_speaks_slowly_for_who_wants_it(tmp_path: Path) -> None:
    piper = Piper(voice_in(tmp_path))
    usual = piper.say("ba", Voice(speed=200))
    slow = piper.say("ba", Voice(speed=100))
    assert len(slow) == 2 * len(usual)


def test_says_nothing_for_no_words(tmp_path: Path) -> None:
    assert len(Piper(voice_in(tmp_path)).say(" \n ", Voice())) == 0


def test_takes_the_first_of_several_speakers(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="sid"):
        # The tiny network has no input for a speaker: it must have been asked for one.
        Piper(voice_in(tmp_path, num_speakers=3)).say("ba", Voice())


def test_numbers_of_phonemes() -> None:
    ids = {"^": [1], "_": [0], "$": [2], "a": [7], "̃": [8], "b": [9, 10]}
    assert phoneme_ids("abã?", ids) == [1, 0, 7, 0, 9, 10, 0, 7, 0, 8, 0, 2]


def test_other_settings_are_another_voice(tmp_path: Path) -> None:
    first = Piper(voice_in(tmp_path)).name
    second = Piper(voice_in(tmp_path, inference={"length_scale": 1.2})).name
    assert first.startswith("piper tiny.onnx ")
    assert first != second


def test_says_what_is_wrong_with_a_voice(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match=r"tiny.onnx.json: no such Piper voice"):
        Piper(tmp_path / "tiny.onnx")
    path = voice_in(tmp_path, audio={})
    with pytest.raises(SpeechError, match="not the description of a Piper voice"):
        Piper(path)
    path = voice_in(tmp_path)
    path.write_bytes(b"no network")
    with pytest.raises(SpeechError, match="not a Piper voice that can be loaded"):
        Piper(path)
    path.unlink()
    with pytest.raises(SpeechError, match=r"tiny.onnx: not a Piper voice"):
        Piper(path)


def test_a_voice_of_another_language_is_asked_of_espeak(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="no voice xx-none"):
        Piper(voice_in(tmp_path, espeak={"voice": "xx-none"})).say("ba", Voice())
