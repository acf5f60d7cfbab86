"""What one engine hears, in a process of its own: its memory is that of the role that listens."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from bot.speech.decoding import Samples
from bot.speech.listen import Heard, Listener, load_listener
from bot.speech.recogniser import Recogniser

__all__ = ["Hearing", "Listened", "hear_apart"]


@dataclass(frozen=True)
class Listened:
    """One sound: what the listener made of it, and what its recogniser wrote at first hearing.

    `recognising` are the processor seconds of that hearing, of all threads; `listening` those of
    everything, from the file to the text.
    """

    heard: Heard
    written: str
    recognising: float
    listening: float


@dataclass(frozen=True)
class Hearing:
    """All that one engine heard; `memory` is the most it ever had, in MiB."""

    engine: str
    loading: float
    recordings: tuple[Listened, ...]
    commands: tuple[Listened, ...]
    sounds: Mapping[str, Listened]
    memory: float


def hear_apart(
    engine: str,
    spoken: Path,
    recordings: Sequence[Path],
    commands: Sequence[Path],
    sounds: Mapping[str, bytes],
) -> Hearing:
    """Listens to all of it in a new process; `spoken` is the file of the vocabulary.

    Raises what loading the engine raises: ModelFileError, KnowledgeError.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        return apart.submit(_hear, engine, spoken, recordings, commands, sounds).result()


def _hear(
    engine: str,
    spoken: Path,
    recordings: Sequence[Path],
    commands: Sequence[Path],
    sounds: Mapping[str, bytes],
) -> Hearing:
    began = time.perf_counter()
    listener = load_listener(engine, spoken)
    loading = time.perf_counter() - began
    return Hearing(
        engine,
        loading,
        tuple(_listen(listener, file.read_bytes()) for file in recordings),
        tuple(_listen(listener, file.read_bytes()) for file in commands),
        {name: _listen(listener, data) for name, data in sounds.items()},
        _most_memory(),
    )


@dataclass
class _Watched:
    """A recogniser whose texts and processor seconds are kept."""

    recogniser: Recogniser
    written: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def transcribe(self, samples: Samples) -> str:
        began = time.process_time()
        text = self.recogniser.transcribe(samples)
        self.seconds.append(time.process_time() - began)
        self.written.append(text)
        return text


def _listen(listener: Listener, data: bytes) -> Listened:
    watched = _Watched(listener.recogniser)
    began = time.process_time()
    heard = Listener(watched, listener.detector, listener.vocabulary).listen(data)
    listening = time.process_time() - began
    return Listened(
        heard,
        watched.written[0] if watched.written else "",
        watched.seconds[0] if watched.seconds else 0.0,
        listening,
    )


def _most_memory() -> float:
    """Of this process alone; resource.getrusage() would tell that of its parent if that is more."""
    lines = Path("/proc/self/status").read_text().splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(peak) / 1024
