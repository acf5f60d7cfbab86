"""Grounded question–passage–answer triples, made by rule from our own knowledge.

Every passage is shown with several questions: some that it answers, some that it does not. An
answer is made of sentences of the passage, never of anything else.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answers.passage import Passage
from bot.knowledge.address import AddressForm
from bot.learning.ids import module_id_of
from bot.learning.library import Library
from training.absence import Asked, holding, missing, near
from training.asking import asked_of, written
from training.sentences import content, matching, polite, sentences_of, worded

__all__ = ["HELD_OUT", "Group", "Triple", "groups_of"]

HELD_OUT = frozenset({"M10", "M11", "M12"})
"""Modules that are never trained with: they show what was learnt, not what was remembered."""

ROUNDS: Mapping[str, int] = {"faq": 12, "scam": 5, "lesson": 4, "fact": 2}
"""How often a passage of each kind is shown, each time to another person with other questions."""

HELD_OUT_ROUNDS = 1
ANSWERED = 3
UNANSWERED = 3

Part = Literal["train", "held_out"]


@dataclass(frozen=True)
class Triple:
    """A question about a passage, both as shown; `answer` is None where the passage has none."""

    question: str
    answer: str | None


@dataclass(frozen=True)
class Group:
    """A passage as the person with `form` reads it, and what is asked about it."""

    part: Part
    passage_id: str
    passage: str
    form: AddressForm
    triples: tuple[Triple, ...]


def groups_of(
    library: Library, passages: Sequence[Passage], foreign: Sequence[str], luck: random.Random
) -> Iterator[Group]:
    """Every passage of ROUNDS with its triples; `foreign` are questions that nothing answers."""
    used = [each for each in passages if each.kind in ROUNDS]
    asked = _asked(library, used)
    for passage in used:
        part = _part(passage)
        others = [
            each
            for id, many in asked.items()
            for each in many
            if _of_module(each.subject, id) == part and id != passage.id
        ]
        rounds = ROUNDS[passage.kind] if part == "train" else HELD_OUT_ROUNDS
        for _ in range(rounds):
            form = luck.choice((*library.address_forms.all, library.address_forms.default))
            text = library.fill(passage.text, form)
            own = [each.said_to(library, form) for each in asked[passage.id]]
            triples = (
                *_answered(own, text, form, luck),
                *_unanswered(library, passage, others, foreign, form, luck),
            )
            if triples:
                yield Group(part, passage.id, text, form, triples)


def _answered(
    asked: Sequence[Asked], passage: str, form: AddressForm, luck: random.Random
) -> Iterator[Triple]:
    for each in luck.sample(asked, min(ANSWERED, len(asked))):
        yield Triple(written(each.question, form, luck), _answer(each, passage, form))


def _unanswered(
    library: Library,
    passage: Passage,
    others: Sequence[Asked],
    foreign: Sequence[str],
    form: AddressForm,
    luck: random.Random,
) -> Iterator[Triple]:
    """Of its own subject (45 %), a near one (30 %), another (15 %), and none of ours (10 %)."""
    text, title = library.fill(passage.text, form), library.fill(passage.title, form)
    subject = passage.lesson or passage.id
    for _ in range(UNANSWERED):
        sort = luck.random()
        if sort < 0.45:
            question = missing(title, text, luck)
        elif sort < 0.75:
            question = near(passage.text, subject, luck.sample(others, min(150, len(others))), luck)
        elif sort < 0.9 and others:
            question = luck.choice([each for each in others if each.subject != subject]).question
        else:
            question = luck.choice(foreign)
        if question:
            yield Triple(written(library.fill(question, form), form, luck), None)


def _answer(asked: Asked, passage: str, form: AddressForm) -> str:
    """Sentences of the passage: those that `asked.answer` names, or those that matter."""
    sentences = sentences_of(passage)
    chosen = matching(asked.answer, sentences) if asked.answer else []
    return polite(chosen or worded(asked.question, sentences), form.toi)


def _asked(library: Library, passages: Sequence[Passage]) -> dict[str, list[Asked]]:
    """What is asked about each passage, by its id; an empty answer means all that matters."""
    found: dict[str, list[Asked]] = defaultdict(list)
    luck = random.Random(0)
    for passage in passages:
        subject = passage.lesson or passage.id
        if passage.kind in {"faq", "fact", "scam"}:
            titles = (passage.title, *passage.asked)
            found[passage.id] += [Asked(title, subject, "") for title in titles]
        for sentence in sentences_of(passage.text):
            if question := asked_of(sentence, luck):
                found[passage.id].append(Asked(question, subject, sentence))
        for question, sentence in holding(
            passage.title, sentences_of(library.fill(passage.text, library.address_forms.default))
        ):
            found[passage.id].append(Asked(question, subject, sentence))
    for passage_id, asked in _quizzed(library, passages):
        found[passage_id].append(asked)
    return found


def _quizzed(library: Library, passages: Sequence[Passage]) -> Iterator[tuple[str, Asked]]:
    """Questions of the lessons, with the bubble whose sentences say what the feedback says."""
    bubbles: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.kind == "lesson":
            bubbles[passage.subject].append(passage)
    for lesson in library.curriculum.lessons:
        for question in lesson.questions:
            said = f"{question.key.text} {question.key.feedback}"
            candidates = [
                (each, matching(said, sentences_of(each.text))) for each in bubbles[lesson.id]
            ]
            fitting = [(each, chosen) for each, chosen in candidates if chosen]
            if fitting:
                best, chosen = max(fitting, key=lambda pair: _shared(said, pair[1]))
                yield best.id, Asked(question.stem, lesson.id, " ".join(chosen))


def _shared(said: str, chosen: Sequence[str]) -> int:
    return len(content(said) & content(" ".join(chosen)))


def _part(passage: Passage) -> Part:
    return _of_module(passage.lesson or passage.id, passage.id)


def _of_module(subject: str, id: str) -> Part:
    modules = {module_id_of(each) for each in (subject, id) if each[:1] == "M"}
    return "held_out" if modules & HELD_OUT else "train"
