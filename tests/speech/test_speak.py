"""Spoken texts: what is made, how long it lasts, what is kept."""

from __future__ import annotations

import io
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from bot.settings import ROOT
from bot.speech.cache import SoundCache
from bot.speech.ear import Ear
from bot.speech.espeak import Espeak
from bot.speech.readings import read_readings
from bot.speech.speak import Speaker
from bot.speech.voice import Utterance, Voice

EAR = Ear(read_readings(ROOT / "knowledge" / "language" / "spoken_abbreviations.yml"))
HOUR = 3600.0
LESSON = (
    "Dạ, VNeID là ứng dụng của Bộ Công an, giống chiếc ví giấy tờ nằm trong điện thoại. Trong ví "
    "có căn cước, thêm được thẻ bảo hiểm y tế. Chưa rõ, bác gọi 1900.0368 ạ."
)


class Counted(Espeak):
    """Counts how often it really speaks."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, words: str, voice: Voice) -> NDArray[np.int16]:
        self.said.append(words)
        return super().say(words, voice)


def speaker_in(folder: Path, voice: Espeak, most_bytes: int = 10_000_000) -> Speaker:
    return Speaker(voice, EAR, SoundCache(folder / "cache", most_bytes, HOUR))


def seconds(file: bytes) -> float:
    with av.open(io.BytesIO(file)) as container:
        stream = container.streams.audio[0]
        return sum(frame.samples for frame in container.decode(stream)) / stream.rate


def test_says_the_words_for_the_ear(tmp_path: Path) -> None:
    voice = Counted()
    speaker_in(tmp_path, voice).speak(Utterance("Gọi 113.\n\nMở VNeID 😀", Voice()), "ogg")
    assert voice.said == ["Gọi một một ba.", "Mở vê nê i đê."]


def test_bubbles_have_a_pause_between_them(tmp_path: Path) -> None:
    speaker = speaker_in(tmp_path, Espeak())
    one = seconds(speaker.speak(Utterance("Một. Hai.", Voice()), "ogg"))
    two = seconds(speaker.speak(Utterance("Một.\n\nHai.", Voice()), "ogg"))
    assert two > one + 0.2


def test_emptiness_is_a_short_silence(tmp_path: Path) -> None:
    assert 0 < seconds(speaker_in(tmp_path, Espeak()).speak(Utterance("😀", Voice()), "ogg")) < 1


def test_slow_is_longer(tmp_path: Path) -> None:
    speaker = speaker_in(tmp_path, Espeak())
    voice = Voice()
    usual = seconds(speaker.speak(Utterance(LESSON, voice), "ogg"))
    slow = seconds(speaker.speak(Utterance(LESSON, voice.slower()), "ogg"))
    assert slow > 1.1 * usual


def test_is_kept_by_text_voice_and_format(tmp_path: Path) -> None:
    voice = Counted()
    speaker = speaker_in(tmp_path, voice)
    first = speaker.speak(Utterance(LESSON, Voice()), "ogg")
    assert speaker.speak(Utterance(LESSON, Voice()), "ogg") == first
    assert len(voice.said) == 1
    for other in (Voice("south"), Voice(speed=130)):
        assert speaker.speak(Utterance(LESSON, other), "ogg") != first
    speaker.speak(Utterance(LESSON, Voice()), "aac")
    speaker.speak(Utterance(LESSON + " Dạ.", Voice()), "ogg")
    assert len(voice.said) == 5


def test_another_process_finds_what_one_made(tmp_path: Path) -> None:
    speaker_in(tmp_path, Espeak()).speak(Utterance(LESSON, Voice()), "ogg")
    voice = Counted()
    speaker_in(tmp_path, voice).speak(Utterance(LESSON, Voice()), "ogg")
    assert voice.said == []


def test_many_who_ask_at_once_wait_for_one(tmp_path: Path) -> None:
    voice = Counted()
    speaker = speaker_in(tmp_path, voice)
    with ThreadPoolExecutor(8) as threads:
        made = set(
            threads.map(lambda _: speaker.speak(Utterance(LESSON, Voice()), "ogg"), range(8))
        )
    assert len(made) == 1
    assert len(voice.said) == 1


def test_speaking_takes_a_fraction_of_listening(tmp_path: Path) -> None:
    began = time.monotonic()
    file = speaker_in(tmp_path, Espeak()).speak(Utterance(LESSON * 3, Voice()), "ogg")
    took = time.monotonic() - began
    assert seconds(file) > 30
    assert took < seconds(file) / 4
    assert len(file) < 5000 * seconds(file)


@pytest.fixture(name="cache")
def _cache(tmp_path: Path) -> SoundCache:
    return SoundCache(tmp_path / "cache", 1000, HOUR)


def aged(cache: SoundCache, name: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(cache.folder / name, (then, then))


def test_the_cache_gives_back_what_it_got(cache: SoundCache) -> None:
    assert cache.get("a.ogg") is None
    cache.put("a.ogg", b"sound")
    assert cache.get("a.ogg") == b"sound"
    assert [path.name for path in cache.folder.iterdir()] == ["a.ogg"]


def test_the_cache_lets_go_of_what_was_unused_longest(cache: SoundCache) -> None:
    for age, name in enumerate(("c", "b", "a")):
        cache.put(name, b"x" * 300)
        aged(cache, name, 100 - age)
    assert cache.get("c") is not None
    cache.put("d", b"x" * 300)
    assert sorted(path.name for path in cache.folder.iterdir()) == ["a", "c", "d"]


def test_the_cache_keeps_nothing_for_ever(cache: SoundCache) -> None:
    cache.put("old", b"x")
    cache.put("young", b"x")
    aged(cache, "old", HOUR + 1)
    aged(cache, "young", HOUR - 60)
    assert cache.get("old") is None
    cache.sweep()
    assert [path.name for path in cache.folder.iterdir()] == ["young"]


def test_what_is_too_large_is_not_kept(cache: SoundCache) -> None:
    cache.put("large", b"x" * 1001)
    assert cache.get("large") is None


def test_sweeping_needs_no_folder(cache: SoundCache) -> None:
    cache.sweep()
    assert not cache.folder.exists()
