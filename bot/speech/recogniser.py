"""What turns speech into text, and which one a setting names."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from bot.speech.decoding import Samples

__all__ = ["ENGINES", "Recogniser", "load_recogniser"]

ENGINES = ("viet-asr", "whisper")
"""The names of the engines whose models come with their packages, the default first."""


class Recogniser(Protocol):
    """Turns speech into text. Used by one thread at a time."""

    def transcribe(self, samples: Samples) -> str:
        """The words heard, "" for none, with or without capitals and punctuation."""
        ...


def load_recogniser(engine: str) -> Recogniser:
    """The engine of that name, or Whisper with the CTranslate2 model in the folder of that name.

    Takes a second or so; raises ModelFileError. Imports only what that engine needs.
    """
    if engine == "viet-asr":
        from bot.speech.vietasr_engine import VietAsr

        return VietAsr()
    from bot.speech.whisper_engine import Whisper

    return Whisper(None if engine == "whisper" else Path(engine))
