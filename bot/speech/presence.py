"""Whether somebody speaks at all, asked before a recogniser that would make up words of a tune."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from bot.models import model_files
from bot.speech.decoding import RATE, Samples
from bot.speech.loudness import loudness, raised

__all__ = ["Absence", "Detector", "Presence"]

Absence = Literal["too_quiet", "too_short", "noise"]

FRAME = 512
"""Samples that Silero's model judges at a time: 32 ms."""

CONTEXT = 64
"""Samples before each frame that it wants to see again."""

AT_ONCE = 300
"""Frames that are judged in one go: two minutes at once would take 45 MB more."""

SPEECH = 0.5
"""From this probability on a frame is speech (the model's own default)."""

LEAST_RUN = 0.16
"""Seconds of unbroken speech there must be: a short “ừ” has 0.2, the most that tunes of five
timbres were ever taken for is 0.13."""

LEAST_NOTE = 0.4
"""Seconds; a shorter note is a button let go too early."""

QUIET = -50.0
"""Decibels below full scale: where the loudest fifth of a second has less, nobody spoke to the
telephone, though somebody may have spoken in the next room."""


@dataclass(frozen=True)
class Presence:
    """`absence` is why there is nothing to recognise, None where somebody speaks.

    `speech` is for how many seconds in all.
    """

    absence: Absence | None
    speech: float


class Detector:
    """Tells speech from noise, tones and music with Silero's voice-activity model."""

    def __init__(self) -> None:
        """Loads the model; raises ModelFileError."""
        (file,) = model_files("silero-vad")
        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self._model = onnxruntime.InferenceSession(
            str(file), options, providers=["CPUExecutionProvider"]
        )

    def presence(self, samples: Samples) -> Presence:
        """What is in this sound, which may be of any length."""
        if samples.seconds < LEAST_NOTE:
            return Presence("too_short", 0.0)
        if loudness(samples.pcm) < QUIET:
            return Presence("too_quiet", 0.0)
        spoken = self._probabilities(raised(samples).pcm) >= SPEECH
        seconds = FRAME / RATE
        heard = _longest_run(spoken) * seconds >= LEAST_RUN
        return Presence(None if heard else "noise", float(spoken.sum()) * seconds)

    def _probabilities(self, pcm: NDArray[np.int16]) -> NDArray[np.float32]:
        """How likely each frame is speech."""
        sound = pcm.astype(np.float32) / 32768
        frames = np.pad(sound, (0, -len(sound) % FRAME)).reshape(-1, FRAME)
        before = np.zeros((len(frames), CONTEXT), np.float32)
        before[1:] = frames[:-1, -CONTEXT:]
        short = cell = np.zeros((1, 1, 128), np.float32)
        found = []
        for start in range(0, len(frames), AT_ONCE):
            piece = slice(start, start + AT_ONCE)
            inputs = {"input": np.hstack([before[piece], frames[piece]]), "h": short, "c": cell}
            probabilities, short, cell = self._model.run(None, inputs)
            found.append(probabilities.ravel())
        return np.concatenate(found)


def _longest_run(flags: NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return int(max(edges[1::2] - edges[::2], default=0))
