"""The recogniser viet-asr: its own model for Vietnamese, on one thread.

Its text is in lower case, without punctuation, with numbers as words.
"""

from __future__ import annotations

import os

import numpy as np

from bot.models import ModelFileError, model_files
from bot.speech.decoding import RATE, Samples

__all__ = ["VietAsr"]

_TAIL = np.zeros(int(0.3 * RATE), np.int16)
"""Silence after the sound: without it, the last word of a note that ends at once is lost."""

_WARNINGS = 3
"""The library's level of logging: below it, it writes to stderr what it loads."""

_OTHER_LIBRARY = "VIETASR_LIBRARY_PATH"


class VietAsr:
    """A `Recogniser`."""

    def __init__(self) -> None:
        """Loads the model, 0.7 s; raises ModelFileError."""
        if _OTHER_LIBRARY in os.environ:  # the package would load that instead of what is checked
            raise ModelFileError(f"{_OTHER_LIBRARY} is set, but only viet-asr's own model is known")
        model_files("viet-asr")
        import vietasr  # loads its library
        from vietasr.ffi import native

        native.lib.vietasr_set_log_level(_WARNINGS)
        self._pipeline = vietasr.Pipeline.new().add("vietasr").build()

    def transcribe(self, samples: Samples) -> str:
        """The words heard."""
        heard = self._pipeline.transcribe(np.concatenate([samples.pcm, _TAIL]), float(RATE))
        return str(heard.text)
