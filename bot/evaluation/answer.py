"""What a model made of a labelled sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.evaluation.sentences import Entity, Sentence

__all__ = ["FALLBACK", "REFUSALS", "Answer", "Guess", "answer_of"]

FALLBACK = "nlu_fallback"
"""What Rasa's FallbackClassifier puts in place of an intent that is not sure enough."""

REFUSALS = frozenset({"out_of_scope", FALLBACK})
"""Understood as one of these, a sentence is not acted on."""


@dataclass(frozen=True)
class Guess:
    """An intent and how likely it is, from 0 to 1."""

    intent: str
    confidence: float


@dataclass(frozen=True)
class Answer:
    """`intent` is what the bot would act on; `guesses` are the intents from the likeliest down.

    They differ where the likeliest was not sure enough, or where a component knew better than
    the classifier. There is at least one guess.
    """

    sentence: Sentence
    intent: str
    guesses: tuple[Guess, ...]
    entities: tuple[Entity, ...]
    milliseconds: float

    @property
    def right(self) -> bool:
        """Whether it was understood as it was meant."""
        return self.intent == self.sentence.intent

    @property
    def refused(self) -> bool:
        """Whether it would not have been acted on."""
        return self.intent in REFUSALS


def answer_of(sentence: Sentence, parsed: Mapping[str, Any], milliseconds: float) -> Answer:
    """The answer in one of Rasa's parse results that took so many milliseconds."""
    intent = parsed["intent"]
    ranked = [each for each in parsed.get("intent_ranking") or () if each["name"] != FALLBACK]
    return Answer(
        sentence,
        intent["name"],
        tuple(Guess(each["name"], float(each["confidence"])) for each in ranked or [intent]),
        tuple(
            Entity(found["entity"], str(found["value"]), found["start"], found["end"])
            for found in parsed.get("entities") or ()
        ),
        milliseconds,
    )
