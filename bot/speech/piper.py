"""A Piper voice from a file: eSpeak NG gives its phonemes, ONNX Runtime runs its network.

Format of voices: https://github.com/rhasspy/piper, `TRAINING.md`; a voice is `name.onnx` and
`name.onnx.json` beside it.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions

from bot.speech.espeak import SpeechError, phonemes
from bot.speech.voice import Voice

__all__ = ["Piper", "phoneme_ids"]

_START, _PAD, _END = "^", "_", "$"
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]?")
_CLAUSE = re.compile(r"[^,;:.?!]+|[,;:.?!]")
_LANGUAGE = re.compile(r"\([a-z-]+\)")
_SYLLABLES_A_MINUTE = 200
"""How fast a voice speaks that is not told otherwise, about."""
_BETWEEN_SENTENCES = 0.4
_NOISE, _NOISE_OF_LENGTHS = 0.667, 0.8
"""Used where the voice names no values of its own; those Piper was trained with."""


class Piper:
    """Says Vietnamese words with one voice, whatever the region asked for."""

    def __init__(self, model: Path) -> None:
        """Loads the voice; raises `SpeechError` where there is none that can be used."""
        described = model.with_name(f"{model.name}.json")
        try:
            settings = described.read_bytes()
            config: dict[str, Any] = json.loads(settings)
            self._rate = int(config["audio"]["sample_rate"])
            self._espeak_voice = str(config["espeak"]["voice"])
            self._ids: Mapping[str, Sequence[int]] = config["phoneme_id_map"]
            self._speakers = int(config.get("num_speakers", 1))
            self._inference: Mapping[str, float] = config.get("inference", {})
            options = SessionOptions()
            options.intra_op_num_threads = 1
            self._session = InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
        except OSError as error:
            raise SpeechError(f"{error.filename}: no such Piper voice.") from error
        except (KeyError, TypeError, ValueError) as error:
            raise SpeechError(f"{described}: not the description of a Piper voice.") from error
        except Exception as error:  # ONNX Runtime's own have no class in common
            raise SpeechError(f"{model}: not a Piper voice that can be loaded.") from error
        self.name = f"piper {model.name} {hashlib.sha256(settings).hexdigest()[:16]}"

    def rate(self) -> int:
        """Samples a second of what `say` gives."""
        return self._rate

    def say(self, words: str, voice: Voice) -> NDArray[np.int16]:
        """These words (see `Ear`) as mono sound, each sentence with a pause behind it."""
        pause = np.zeros(
            round(_BETWEEN_SENTENCES * _SYLLABLES_A_MINUTE / voice.speed * self._rate), np.int16
        )
        pieces = [np.zeros(0, np.int16)]
        for sentence in _SENTENCE.findall(words):
            if sentence.strip():
                pieces += [self._sentence(sentence.strip(), voice.speed), pause]
        return np.concatenate(pieces)

    def _sentence(self, sentence: str, speed: int) -> NDArray[np.int16]:
        said = "".join(_spoken(sentence, self._espeak_voice))
        ids = np.array([phoneme_ids(said, self._ids)], np.int64)
        scales = [
            self._inference.get("noise_scale", _NOISE),
            self._inference.get("length_scale", 1.0) * _SYLLABLES_A_MINUTE / speed,
            self._inference.get("noise_w", _NOISE_OF_LENGTHS),
        ]
        inputs = {
            "input": ids,
            "input_lengths": np.array([ids.shape[1]], np.int64),
            "scales": np.array(scales, np.float32),
        }
        if self._speakers > 1:
            inputs["sid"] = np.zeros(1, np.int64)
        wave = np.asarray(self._session.run(None, inputs)[0]).reshape(-1)
        return np.asarray(np.clip(wave, -1, 1) * 32767, np.int16)


def phoneme_ids(said: str, ids: Mapping[str, Sequence[int]]) -> list[int]:
    """The numbers of these phonemes, padded as the network expects; unknown ones are left out."""
    numbers = [*ids[_START], *ids[_PAD]]
    for sign in unicodedata.normalize("NFD", said):
        if sign in ids:
            numbers += [*ids[sign], *ids[_PAD]]
    return [*numbers, *ids[_END]]


def _spoken(sentence: str, espeak_voice: str) -> Iterator[str]:
    """The phonemes clause by clause, each mark of a pause behind its clause."""
    for piece in _CLAUSE.findall(sentence):
        if piece in ",;:":
            yield f"{piece} "
        elif piece in ".?!":
            yield piece
        else:
            yield _LANGUAGE.sub("", phonemes(piece.strip(), espeak_voice))
