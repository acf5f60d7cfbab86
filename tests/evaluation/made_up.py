"""Answers made up for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.evaluation.answer import Answer, answer_of
from bot.evaluation.sentences import Entity, Sentence


def parsed(
    *guesses: tuple[str, float], taken: str | None = None, entities: Sequence[Entity] = ()
) -> dict[str, Any]:
    """A parse result as Rasa gives it; where `taken` is another intent it stands before all."""
    ranking = [{"name": name, "confidence": confidence} for name, confidence in guesses]
    if taken == "nlu_fallback":
        ranking.insert(0, {"name": taken, "confidence": 0.25})
    intent = {"name": taken, "confidence": 0.25} if taken else ranking[0]
    found = [
        {"entity": e.entity, "value": e.value, "start": e.start, "end": e.end, "extractor": "x"}
        for e in entities
    ]
    return {"intent": intent, "intent_ranking": ranking, "entities": found}


def answer(
    meant: str,
    *guesses: tuple[str, float],
    taken: str | None = None,
    kind: str = "standard",
    meant_entities: tuple[Entity, ...] | None = None,
    entities: Sequence[Entity] = (),
    milliseconds: float = 2.0,
    text: str = "câu này",
    file: str = "a.yml",
) -> Answer:
    """An answer to a sentence with this meaning."""
    sentence = Sentence(text, meant, kind, meant_entities, None, file)
    result = parsed(*guesses, taken=taken, entities=entities)
    return answer_of(sentence, result, milliseconds)


TEN = (
    answer("greet", ("greet", 0.95), ("thank", 0.05)),
    answer("greet", ("greet", 0.85), kind="nodia"),
    answer("greet", ("thank", 0.45), ("greet", 0.35), kind="nodia"),
    answer("thank", ("thank", 0.9)),
    answer("thank", ("thank", 0.2), taken="nlu_fallback"),
    answer("scam_victim", ("scam_victim", 0.7)),
    answer("scam_victim", ("check_scam", 0.6), ("scam_victim", 0.4), kind="voice"),
    answer("out_of_scope", ("out_of_scope", 0.75)),
    answer("out_of_scope", ("greet", 0.15), taken="nlu_fallback"),
    answer("out_of_scope", ("thank", 0.55), kind="voice"),
)
"""Five of ten understood: greet 2 of 3, thank 1 of 2, scam_victim 1 of 2, out_of_scope 1 of 3."""
