"""Reading Rasa's parse results."""

from __future__ import annotations

from made_up import answer, parsed

from bot.evaluation.answer import Guess, answer_of
from bot.evaluation.sentences import Entity, Sentence

SENTENCE = Sentence("chào", "greet", "standard", None, None, "a.yml")


def test_a_fallback_is_what_was_understood_but_no_guess() -> None:
    unsure = answer("greet", ("greet", 0.2), ("thank", 0.1), taken="nlu_fallback")
    assert unsure.intent == "nlu_fallback"
    assert unsure.refused
    assert not unsure.right
    assert unsure.guesses == (Guess("greet", 0.2), Guess("thank", 0.1))


def test_without_a_ranking_the_intent_is_the_only_guess() -> None:
    result = {"intent": {"name": "greet", "confidence": 1}}
    sure = answer_of(SENTENCE, result, 1.0)
    assert sure.right
    assert sure.guesses == (Guess("greet", 1.0),)
    assert sure.entities == ()


def test_entities_have_type_value_and_place() -> None:
    age = Entity("age", "70", 3, 10)
    assert answer_of(SENTENCE, parsed(("greet", 1.0), entities=[age]), 1.0).entities == (age,)
