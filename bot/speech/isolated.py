"""Decodes sounds of strangers in a process of its own: a damaged file can crash FFmpeg's decoders.

Seen with a broken MP3: a segmentation fault, which no exception handler of ours would survive.
"""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from bot.speech.decoding import AudioError, AudioProblem, Samples, decode

__all__ = ["decode_apart"]

LIMIT_SECONDS = 60.0
"""For one sound; the longest is decoded in a second or two."""

_PROBLEMS: dict[int, AudioProblem] = {11: "too_long", 12: "too_large", 13: "broken", 14: "empty"}
"""By the exit status of the process."""


def decode_apart(data: bytes, most_seconds: float) -> Samples:
    """As `decode`; "broken" also where the process crashed or took too long."""
    command = [sys.executable, "-m", __name__, str(most_seconds)]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LIMIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise AudioError("broken") from problem
    if done.returncode:
        raise AudioError(_PROBLEMS.get(done.returncode, "broken"))
    return Samples(np.frombuffer(done.stdout, dtype=np.int16))


def _main() -> int:
    """Reads a sound from standard input, writes its samples to standard output."""
    try:
        samples = decode(sys.stdin.buffer.read(), float(sys.argv[1]))
    except AudioError as error:
        return next(status for status, kind in _PROBLEMS.items() if kind == error.kind)
    sys.stdout.buffer.write(samples.pcm.tobytes())
    return 0


if __name__ == "__main__":
    sys.exit(_main())
