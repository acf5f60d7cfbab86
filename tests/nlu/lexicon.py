"""The language data as the model has it."""

from __future__ import annotations

import yaml

from bot.nlu.syllables import Language
from bot.settings import ROOT
from bot.vietnamese.diacritics import nfc

_FOLDER = ROOT / "knowledge" / "language"
_DATA = {
    name: yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    for name in ("abbreviations", "dialect", "protected", "terms")
}
LANGUAGE = Language.from_data(_DATA)
TERMS = sorted((nfc(term).lower().replace("-", " - ") for term in _DATA["terms"]["terms"]), key=len)
TERMS.reverse()
