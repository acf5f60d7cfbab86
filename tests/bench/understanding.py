"""Intent accuracy on sentences that are in nobody's training data."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import yaml

from .results import Understanding, percentile

__all__ = ["FALLBACK", "best_intent", "read_sentences", "understand"]

FALLBACK = "nlu_fallback"


@dataclass
class _Marks:
    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    best_right: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


def read_sentences(file: Path, step: int = 1) -> list[dict[str, str]]:
    """Every `step`-th sentence of a file of labelled ones: `text`, `intent`, `kind`."""
    sentences: list[dict[str, str]] = yaml.safe_load(file.read_text(encoding="utf-8"))["sentences"]
    return sentences[::step]


def best_intent(parsed: Mapping[str, Any]) -> str:
    """The intent of a parse result that is most likely, sure enough or not."""
    ranked = [entry["name"] for entry in parsed.get("intent_ranking") or [parsed["intent"]]]
    return next((name for name in ranked if name != FALLBACK), FALLBACK)


async def understand(
    sides: Mapping[str, httpx.AsyncClient], sentences: Sequence[Mapping[str, str]]
) -> dict[str, Understanding]:
    """Asks all sides for the intent of each sentence, one side after the other."""
    marks = {name: _Marks() for name in sides}
    for sentence in sentences:
        for name, side in sides.items():
            began = time.perf_counter()
            response = await side.post("/model/parse", json={"text": sentence["text"]})
            marks[name].seconds.append(time.perf_counter() - began)
            parsed = response.raise_for_status().json()
            writing, meant = sentence["kind"], sentence["intent"]
            marks[name].asked[writing] += 1
            marks[name].right[writing] += parsed["intent"]["name"] == meant
            marks[name].best_right[writing] += best_intent(parsed) == meant
    return {
        name: Understanding(m.asked, m.right, m.best_right, 1000 * percentile(m.seconds, 50))
        for name, m in marks.items()
    }
