"""The voice of eSpeak NG: what it makes of every syllable, how fast, from several threads."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from bot.nlu.dictionary import dictionary_words
from bot.speech.espeak import Espeak, SpeechError, phonemes, respelt
from bot.speech.voice import SPEEDS, Region, Voice
from bot.vietnamese.syllable import is_syllable

REGIONS: dict[Region, str] = {
    "north": "vi",
    "centre": "vi-vn-x-central",
    "south": "vi-vn-x-south",
}
SENTENCE = "bác mở điện thoại rồi chạm vào hình bánh răng để vào phần cài đặt của máy nhé"


def seconds(words: str, voice: Voice) -> float:
    espeak = Espeak()
    return len(espeak.say(words, voice)) / espeak.rate()


@pytest.mark.parametrize("region", REGIONS)
def test_says_every_syllable_of_the_dictionary_as_one(region: Region) -> None:
    """One stressed vowel each, and none in English."""
    # The library asks for signs in brackets as it did when it last spoke.
    Espeak().say("a", Voice(region))
    words = {word for words in dictionary_words() for word in words if is_syllable(word)}
    assert len(words) > 5000
    failures = {word for word in words if not _is_one(said_alone(word, region))}
    assert failures == set()


def said_alone(word: str, region: Region) -> str:
    return phonemes(respelt(word, region), REGIONS[region])


def _is_one(said: str) -> bool:
    return len(re.findall("[ˈˌ]", said)) == 1 and "(" not in said


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("region", REGIONS)
def test_speaks_as_fast_as_asked(region: Region, speed: int) -> None:
    measured = len(SENTENCE.split()) / seconds(SENTENCE, Voice(region, speed)) * 60
    assert measured == pytest.approx(speed, rel=0.1)


def test_accents_differ() -> None:
    sounds = [Espeak().say(SENTENCE, Voice(region)) for region in REGIONS]
    assert len({sound.tobytes() for sound in sounds}) == 3


def test_pauses_between_sentences_more_than_within() -> None:
    plain = seconds("một hai", Voice())
    within = seconds("một, hai", Voice())
    between = seconds("Một. Hai", Voice())
    assert plain + 0.2 < within < between - 0.1


def test_is_loud_and_not_distorted() -> None:
    sound = Espeak().say(SENTENCE, Voice()).astype(float)
    assert np.abs(sound).max() > 8000
    assert np.mean(np.abs(sound) >= 32767) < 0.001


def test_says_nothing_for_no_words() -> None:
    assert not Espeak().say("", Voice()).any()


def test_threads_do_not_disturb_each_other() -> None:
    """Each gets its own speed; the same words never last quite as long again."""
    voices = [Voice(region, speed) for speed in SPEEDS for region in REGIONS]
    alone = [seconds(SENTENCE, voice) for voice in voices]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda voice: seconds(SENTENCE, voice), voices))
    assert together == pytest.approx(alone, rel=0.03)


def test_has_no_voice_it_does_not_know() -> None:
    with pytest.raises(SpeechError, match="no voice xx-none"):
        phonemes("ba", "xx-none")
