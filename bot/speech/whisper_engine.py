"""The recogniser Whisper on CTranslate2, on one thread: the base model, or another by its path.

Its text has capitals, punctuation and figures.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from faster_whisper import WhisperModel

from bot.models import ModelFileError, model_files
from bot.speech.decoding import Samples

__all__ = ["Whisper"]

_NEEDED = ("model.bin", "config.json", "tokenizer.json")


class Whisper:
    """A `Recogniser`."""

    def __init__(self, folder: Path | None = None) -> None:
        """Loads the base model, 2 s, or an operator's own from a folder, which is not checked.

        Raises ModelFileError.
        """
        self._model = _base() if folder is None else _loaded(folder)

    def transcribe(self, samples: Samples) -> str:
        """The words heard where somebody speaks: of silence it would make up some."""
        segments, _ = self._model.transcribe(
            samples.pcm.astype(np.float32) / 32768,
            language="vi",
            beam_size=1,  # wider ones hear nothing better
            temperature=0.0,
            condition_on_previous_text=False,
            without_timestamps=True,
            vad_filter=True,
        )
        return " ".join(segment.text.strip() for segment in segments)


def _base() -> WhisperModel:
    """From a folder that lasts as long as loading takes: the weights come cut in two.

    Put together in memory they would be there twice, 280 MB more.
    """
    first, second, *others = model_files("whisper")
    with TemporaryDirectory(prefix="whisper-") as name:
        folder = Path(name)
        with (folder / "model.bin").open("wb") as whole:
            for part in (first, second):
                with part.open("rb") as stream:
                    shutil.copyfileobj(stream, whole)
        for other in others:
            (folder / other.name).symlink_to(other)
        return _loaded(folder)


def _loaded(folder: Path) -> WhisperModel:
    for name in _NEEDED:  # faster_whisper would download what is missing
        if not (folder / name).is_file():
            raise ModelFileError(f"{folder} is no Whisper model of CTranslate2: it has no {name}")
    try:
        return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
    except (RuntimeError, ValueError, OSError) as error:
        raise ModelFileError(f"the Whisper model in {folder} cannot be used: {error}") from error
