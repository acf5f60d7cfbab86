"""The lexicon as the model has it."""

from __future__ import annotations

import yaml

from bot.settings import ROOT
from bot.vietnamese.diacritics import nfc

_FILE = yaml.safe_load((ROOT / "knowledge/language/chat.yml").read_text(encoding="utf-8"))
ABBREVIATIONS = {nfc(form): nfc(meaning) for form, meaning in _FILE["abbreviations"].items()}
TERMS = sorted((nfc(term).lower().replace("-", " - ") for term in _FILE["terms"]), key=len)[::-1]
