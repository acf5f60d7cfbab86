"""Checks a text that a language model has written before anybody reads it.

Nothing but the passage, and facts that the text speaks of, is evidence; the question is none, for
what stands in it may be wrong or meant to mislead. Words for a machine, wherever they stand, are
passed over. In doubt a text is refused: the passage itself is said then, which is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.answers.guarding.addressing import address_faults
from bot.answers.guarding.belonging import belonging_faults
from bot.answers.guarding.circumstances import circumstance_faults
from bot.answers.guarding.claims import stands
from bot.answers.guarding.denials import denial_faults
from bot.answers.guarding.faults import Fault
from bot.answers.guarding.instructions import talks_of_instructions, without_instructions
from bot.answers.guarding.language import language_faults
from bot.answers.guarding.names import name_faults
from bot.answers.guarding.order import order_faults
from bot.answers.guarding.polarity import polarity_faults
from bot.answers.guarding.promises import promise_faults
from bot.answers.guarding.secrecy import secret_faults
from bot.answers.guarding.support import support_faults
from bot.answers.guarding.texts import Text, read_text
from bot.knowledge.address import AddressForm
from bot.knowledge.facts import Fact

__all__ = ["Verdict", "check"]

MOST_CHARACTERS = 1_000
"""A longer text is refused unread: answers are short."""

ABOUT = 0.5
"""A text speaks of a fact if it has this share of the words of the fact's statement."""


@dataclass(frozen=True)
class Verdict:
    """Whether the text may be sent, and if not, why."""

    holds: bool
    faults: tuple[Fault, ...]


def check(
    generated: str, passage: str, question: str, facts: Mapping[str, Fact], form: AddressForm
) -> Verdict:
    """Whether `generated` says nothing but what `passage` says, as one talks to this person.

    `passage` is the text as the person would read it, its placeholders filled. Takes time in
    proportion to the lengths of the texts.
    """
    if len(generated) > MOST_CHARACTERS:
        return Verdict(False, (Fault("unsupported", "too long"),))
    faults = tuple(dict.fromkeys(_faults(generated, passage, question, facts, form)))
    return Verdict(not faults, faults)


def _faults(
    generated: str, passage: str, question: str, facts: Mapping[str, Fact], form: AddressForm
) -> Iterator[Fault]:
    text, source = read_text(generated), read_text(without_instructions(passage))
    yield from language_faults(text)
    yield from secret_faults(generated, passage, question, form)
    if told := talks_of_instructions(text.plain):
        yield Fault("instruction", told)
    spoken_of = [*_facts_of(text, facts)]
    evidence = [source, *spoken_of]
    claims = [claim for each in evidence for claim in each.claims]
    for claim in text.claims:
        if not stands(claim, claims):
            yield Fault(claim.kind, claim.said)
    named = [source, *(each for each in spoken_of if _is_told(each, text))]
    yield from name_faults(text, named, frozenset(f"{form.ban} {form.toi}".lower().split()))
    yield from address_faults(text, source, form)
    yield from promise_faults(text, source, form.toi)
    yield from polarity_faults(text, source)
    yield from circumstance_faults(text, source)
    yield from belonging_faults(text, source)
    yield from denial_faults(text, source)
    yield from order_faults(text, source)
    yield from support_faults(text, source)


def _facts_of(text: Text, facts: Mapping[str, Fact]) -> Iterator[Text]:
    """The facts that the text speaks of."""
    for fact in facts.values():
        words, read = _fact(fact.statement, fact.value)
        if not words.isdisjoint(text.words) and len(words & text.words) >= ABOUT * len(words):
            yield read


def _is_told(fact: Text, text: Text) -> bool:
    """Whether `text` says the value of the fact; a button with a name of one word is any word."""
    first = [each for each in fact.clauses if each.sentence == 0]
    value = frozenset(form for clause in first for form in clause.forms)
    telling = len(value) > 1 or any(":" in form for form in value)
    return telling and value <= text.forms


@lru_cache(maxsize=1 << 11)
def _fact(statement: str, value: str) -> tuple[frozenset[str], Text]:
    return read_text(statement).words, read_text(f"{value}. {statement}")
