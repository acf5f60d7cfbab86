"""The dictionary that comes with underthesea: some 74,000 Vietnamese words and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from bot.vietnamese.diacritics import nfc

__all__ = ["dictionary_words"]


def dictionary_words() -> Iterator[list[str]]:
    """The words of the dictionary, each as its syllables, lower case, NFC."""
    # By its place, because importing underthesea takes seconds and only the file is needed.
    spec = find_spec("underthesea")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("underthesea", name="underthesea")
    path = Path(spec.origin).parent / "corpus" / "data" / "Viet74K.txt"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield re.findall(r"\w+", nfc(line).lower())
