"""Real people speaking, for tests: recordings of the package vieneu, and commands cut from them.

`.ci/prepare dev` puts the package into .cache/clips; nothing of it is copied into the repository.
As a program this lays out the folder that `bot evaluate speech` takes::

    .venv/bin/python tests/speech/clips.py FOLDER

The commands are real words, but cut out of sentences read aloud, some of several people: they try
the way from sound to intent. They do not tell how well elders, dialects, or telephones in the
street are understood: there are no such recordings. Where each word lies was found by asking the
recogniser, so words that it never hears are not among them.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.speech_sounds import wav
from bot.settings import ROOT
from bot.speech.decoding import RATE, decode

__all__ = ["COMMANDS", "command", "joined", "lay_out", "pcm_of", "recordings"]

_CLIPS = ROOT / ".cache" / "clips"

_WORDS = {
    "hai": ("example", 0.42, 1.03),
    "một": ("Bình", 1.45, 1.72),
    "có thể": ("Ly", 0.46, 0.80),
    "không": ("Đoan", 2.03, 2.34),
    "bắt đầu": ("example_2", 2.65, 3.04),
    "học": ("example_ngoc_huyen", 1.63, 1.90),
    "dự thi": ("example_ngoc_huyen", 0.51, 0.82),
    "ví dụ": ("example", 0.0, 0.46),
    "chúng ta": ("Ly", 0.0, 0.45),
}
"""Where words lie in the recordings: from second to second."""

COMMANDS = {
    "bắt đầu": "start_learning",
    "bắt đầu|học": "start_learning",
    "chúng ta|bắt đầu|học": "start_learning",
    "dự thi": "take_exam",
    "bắt đầu|dự thi": "take_exam",
    "hai": "answer",
    "một": "answer",
    "có thể": "affirm",
    "không": "deny",
    "không|có thể": "deny",
    "ví dụ": "explain_simpler",
    "một|ví dụ": "explain_simpler",
}
"""Words put together, and what they ask for."""


@lru_cache
def recordings() -> dict[str, tuple[Path, str]]:
    """The eleven recordings by the name of the speaker or file: where, and what is said."""
    if not _CLIPS.is_dir():
        raise FileNotFoundError(f"{_CLIPS} is missing: run .ci/prepare dev")
    found = {}
    for sound in sorted((_CLIPS / "vieneu" / "assets" / "samples").glob("*.wav")):
        said = sound.with_suffix(".txt").read_text(encoding="utf-8")
        found[sound.stem.split(" (")[0]] = (sound, said.strip())
    for name, said in _examples().items():
        found[name] = (_CLIPS / "examples" / "audio_ref" / f"{name}.wav", said)
    return found


def _examples() -> dict[str, str]:
    """What is said in the other recordings stands in the programs that use them."""
    page = (_CLIPS / "apps" / "gradio_xpu.py").read_text(encoding="utf-8")
    said = dict(re.findall(r'"(example\w*)\.wav"\), "([^"]+)"', page))
    program = (_CLIPS / "examples" / "main.py").read_text(encoding="utf-8")
    (name,) = re.findall(r'ref_audio = ".*/(\w+)\.wav"', program)
    (words,) = re.findall(r'ref_text = "([^"]+)"', program)
    return said | {name: words}


@lru_cache
def pcm_of(name: str) -> NDArray[np.int16]:
    """The samples of a recording, 16,000 a second."""
    return decode(recordings()[name][0].read_bytes(), 60).pcm


def joined(*words: str) -> NDArray[np.int16]:
    """Words of `_WORDS` as one sound, as loud as each other, with the hush of a room around."""
    hush = np.random.default_rng(0).normal(size=RATE // 4) * 8
    pieces = [hush]
    for word in words:
        name, start, end = _WORDS[word]
        piece = pcm_of(name)[int(start * RATE) : int(end * RATE)].astype(np.float64)
        pieces.append(piece / np.sqrt(np.mean(np.square(piece))) * 4000)
    return np.rint(np.clip(np.concatenate([*pieces, hush]), -32768, 32767)).astype(np.int16)


def command(words: str) -> bytes:
    """A command of `COMMANDS` as a WAV file."""
    return wav(joined(*words.split("|")))


def lay_out(folder: Path) -> None:
    """Writes the recordings with their words and the commands into `folder`, made if needed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (sound, said) in recordings().items():
        (folder / f"{name}.wav").write_bytes(sound.read_bytes())
        (folder / f"{name}.txt").write_text(said + "\n", encoding="utf-8")
    lines = ["commands:"]
    for words, intent in COMMANDS.items():
        file = f"{words.replace('|', ' ')} (lệnh).wav"
        (folder / file).write_bytes(command(words))
        lines.append(f'  - {{file: "{file}", intent: {intent}}}')
    (folder / "commands.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    lay_out(Path(sys.argv[1]))
