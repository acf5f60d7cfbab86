"""A voice note becomes text, or says what is wrong with it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from clips import command, pcm_of, recordings

from bot.evaluation.speech_scores import errors_of, together
from bot.evaluation.speech_sounds import sounds_without_speech, wav
from bot.knowledge.problem import KnowledgeError
from bot.settings import ROOT
from bot.speech.decoding import RATE, Samples
from bot.speech.listen import Heard, Listener, load_listener
from bot.speech.presence import Detector

SPOKEN = ROOT / "knowledge" / "language" / "spoken.yml"
SOUNDS = sounds_without_speech()


@dataclass
class Recites:
    """Hears these texts one after the other, whatever is said."""

    texts: list[str]
    lengths: list[float] = field(default_factory=list)

    def transcribe(self, samples: Samples) -> str:
        self.lengths.append(samples.seconds)
        return self.texts.pop(0)


@pytest.fixture(name="listener", scope="module")
def _listener() -> Listener:
    return load_listener("viet-asr", SPOKEN)


def reciting(listener: Listener, *texts: str) -> Listener:
    """The same listener with a recogniser that hears these texts."""
    return Listener(Recites(list(texts)), listener.detector)


def speech(seconds: float) -> bytes:
    """Somebody speaking for so long, without pauses of more than a second."""
    pcm = np.tile(pcm_of("example_4"), int(seconds // 4) + 1)
    return wav(pcm[: int(seconds * RATE)])


def test_real_recordings_are_understood(listener: Listener) -> None:
    errors = together(
        errors_of(said, listener.recogniser.transcribe(Samples(pcm_of(name))))
        for name, (_, said) in recordings().items()
    )
    assert errors.of_words == 150
    assert errors.words <= 0.08 * errors.of_words


def test_a_recording_is_understood_and_sure(listener: Listener) -> None:
    sound, said = recordings()["example_2"]
    heard = listener.listen(sound.read_bytes())
    assert errors_of(said, heard.text).words == 0
    assert (heard.problem, heard.sure) == (None, 1.0)
    assert heard.seconds == pytest.approx(3.6, abs=0.1)


@pytest.mark.parametrize("word", ["hai", "một", "không", "ví dụ", "không|có thể"])
def test_single_words_are_understood(listener: Listener, word: str) -> None:
    heard = listener.listen(command(word))
    assert heard.text == word.replace("|", " ")
    assert heard.problem is None


def test_quiet_speech_is_understood(listener: Listener) -> None:
    quiet = np.rint(pcm_of("example_ngoc_huyen") * 10**-1.5).astype(np.int16)
    heard = listener.listen(wav(quiet))
    assert errors_of(recordings()["example_ngoc_huyen"][1], heard.text).words == 0


@pytest.mark.parametrize("name", SOUNDS)
def test_nothing_is_written_where_nobody_speaks(listener: Listener, name: str) -> None:
    heard = listener.listen(SOUNDS[name])
    assert heard.text == ""
    assert heard.problem in ("too_quiet", "noise")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "too_short"),
        (wav(pcm_of("example_3")[: RATE // 5]), "too_short"),
        (random.Random(0).randbytes(1000), "broken"),
        (wav(np.zeros(121 * RATE, np.int16)), "too_long"),
        (bytes(20 * 1024 * 1024 + 1), "too_large"),
    ],
    ids=["empty", "short", "broken", "long", "large"],
)
def test_problems_of_the_file(listener: Listener, data: bytes, problem: str) -> None:
    heard = listener.listen(data)
    assert (heard.text, heard.problem, heard.sure) == ("", problem, 0.0)


def test_a_short_note_is_heard_twice_the_second_time_slower(listener: Listener) -> None:
    again = reciting(listener, "câu thứ hai", "câu thứ hay")
    heard = again.listen(speech(2.0))
    assert isinstance(again.recogniser, Recites)
    assert again.recogniser.lengths == pytest.approx([2.0, 2.0 / 0.96], abs=0.01)
    assert heard == Heard("câu thứ hai", None, pytest.approx(10 / 11), 2.0)


def test_a_long_note_is_heard_once(listener: Listener) -> None:
    text = " ".join(["từ"] * 20)
    assert reciting(listener, text).listen(speech(6.5)) == Heard(text, None, 1.0, 6.5)


def test_few_words_in_much_speech_are_not_sure(listener: Listener) -> None:
    heard = reciting(listener, "vâng tôi nghe rồi").listen(speech(8.0))
    assert heard.problem is None
    assert 0.4 < heard.sure < 0.65


@pytest.mark.parametrize(
    ("texts", "seconds"),
    [(["", ""], 2.0), (["anh đi đâu", "mệt quá xong"], 2.0), (["ừ"], 8.0), (["", "xin chào"], 2.0)],
)
def test_what_cannot_be_made_out_is_unclear(
    listener: Listener, texts: list[str], seconds: float
) -> None:
    heard = reciting(listener, *texts).listen(speech(seconds))
    assert heard.problem == "unclear"
    assert heard.text == ""


def test_the_vocabulary_corrects_before_the_hearings_are_compared(listener: Listener) -> None:
    ours = {"vi nây i đi": "VNeID", "vê nê i đê": "VNeID"}
    recites = Recites(list(ours))
    heard = Listener(recites, listener.detector, ours.__getitem__).listen(speech(1.0))
    assert (heard.text, heard.sure) == ("VNeID", 1.0)


def test_the_listener_of_the_bot_knows_its_vocabulary(listener: Listener) -> None:
    assert listener.vocabulary("cài vi nây i đi") == "cài VNeID"


def test_a_vocabulary_with_mistakes_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="Không có tệp này"):
        load_listener("viet-asr", tmp_path / "spoken.yml")


def test_noise_costs_no_recognition() -> None:
    never = Recites([])
    assert Listener(never, Detector()).listen(SOUNDS["white noise"]).problem == "noise"
    assert never.lengths == []
