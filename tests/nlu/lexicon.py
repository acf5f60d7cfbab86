"""The language data as the model has it."""

from __future__ import annotations

from bot.nlu.language_files import read_language
from bot.nlu.syllables import Language
from bot.settings import ROOT
from bot.vietnamese.diacritics import nfc

_DATA = read_language(ROOT / "knowledge" / "language")
LANGUAGE = Language.from_data(_DATA)
TERMS = sorted((nfc(term).lower().replace("-", " - ") for term in _DATA["terms"]["terms"]), key=len)
TERMS.reverse()
