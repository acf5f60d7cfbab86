"""A question answered from a passage of our knowledge, or honestly not answered.

What is said is the passage itself, filled in and short, with its source. Nothing is made up: where
no passage answers surely enough, the answer is that it is not known, and what is nearest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.contradictions import contradicting
from bot.answers.index import Hit, Index
from bot.answers.passage import Passage
from bot.answers.shortening import in_bubbles, shortened
from bot.answers.sourcing import source_line
from bot.knowledge.address import AddressForm
from bot.learning.library import Library

__all__ = ["LONGEST", "Answer", "Other", "answer", "answer_from", "wants_steps"]

LONGEST = 300
"""Characters of a direct answer, source and day apart."""

MOST_NEAREST = 3
NEAR = 0.01
"""How likely a passage must answer to be offered as a topic that is near: of questions about
things we know nothing of few have one, of questions declined wrongly most have the right one."""

_HOW = re.compile(
    r"\b(?:cach|kieu (?:gi|nao|chi)|the nao|nhu the nao|ra sao|lam sao|lam rang|man rang|nhu nao"
    r"|bang cach|huong dan|(?:chi|bay|giup) (?:\w+ )?(?:cach|tung buoc|lam|voi)|tung buoc|cac buoc"
    r"|(?:lam|man) (?:gi|chi|viec gi|the nao)|lan luot|bam (?:vao )?(?:dau|nut|cho)|may buoc)\b"
)
"""Bare words by which people ask how to do something, not whether or what."""


@dataclass(frozen=True)
class Other:
    """A passage that says something else about the same; `later` is whether it is the newer one.

    None where their days do not tell.
    """

    passage: Passage
    text: str
    source: str
    later: bool | None

    @property
    def said(self) -> str:
        """Both are told apart by their days; which is right, an office must say."""
        age = {True: " Bản này kiểm tra sau.", False: " Bản này kiểm tra trước.", None: ""}
        asking = "Hai chỗ chưa khớp nhau nên xin hỏi lại cơ quan có trách nhiệm cho chắc."
        return f"Chỗ khác lại ghi: {self.text}\n{self.source}{age[self.later]}\n{asking}"


@dataclass(frozen=True)
class Answer:
    """What is said to a question; all texts are filled in for one person.

    `passage` holds the answer, None where it is not known; then `nearest` are topics to choose
    from, the likeliest first. `text` has at most `LONGEST` characters, `source` is the short line
    below it. `also` is a second text, as long at most, where the answer has two parts.
    `asked_how`: the steps are to be said at once. `sure` is how likely it is right.
    """

    passage: Passage | None
    text: str = ""
    also: str = ""
    steps: tuple[str, ...] = ()
    source: str = ""
    asked_how: bool = False
    contradiction: Other | None = None
    nearest: tuple[Passage, ...] = ()
    sure: float = 0.0

    @property
    def known(self) -> bool:
        """Whether there is an answer."""
        return self.passage is not None

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is said: the answer with its source, what contradicts it, the steps."""
        parts = [part for part in (self.text, self.also) if part]
        said = [*parts[:-1], f"{parts[-1]}\n{self.source}"] if self.known else []
        if self.contradiction:
            said.append(self.contradiction.said)
        if self.asked_how:
            said += self.step_texts
        return tuple(said)

    @property
    def step_texts(self) -> list[str]:
        """The steps, put together into texts of at most `LONGEST` characters."""
        numbered = (f"Bước {number}: {step}" for number, step in enumerate(self.steps, start=1))
        return in_bubbles(numbered, LONGEST)

    @property
    def lesson(self) -> str | None:
        """The id of the lesson that teaches it."""
        return self.passage.lesson if self.passage else None


def answer(question: str, index: Index, library: Library, form: AddressForm) -> Answer:
    """The answer to `question`, as somebody typed it, for a person addressed as in `form`."""
    found = index.search(question)
    if not found.known:
        return Answer(None, nearest=_nearest(found.hits), sure=found.sure)
    best = found.hits[0].passage
    rivals = [hit.passage for hit in found.hits[1:]]
    other = contradicting(best, rivals, index, library.facts)
    return replace(
        answer_from(best, library, form),
        also=_text(found.also, library, form) if found.also else "",
        asked_how=wants_steps(question, index),
        contradiction=_other(best, other, library, form) if other else None,
        sure=found.sure,
    )


def answer_from(passage: Passage, library: Library, form: AddressForm) -> Answer:
    """The answer that `passage` holds."""
    steps = tuple(library.fill(step, form) for step in passage.steps)
    text, source = _text(passage, library, form), source_line(passage, library.facts)
    return Answer(passage, text, steps=steps, source=source)


def wants_steps(question: str, index: Index) -> bool:
    """Whether it is asked how something is done, however it is typed."""
    return bool(_HOW.search(" ".join(index.reader.question(question).bare)))


def _text(passage: Passage, library: Library, form: AddressForm) -> str:
    text = library.fill(passage.text, form)
    if passage.kind != "scam" or not passage.steps:
        return shortened(text, LONGEST)
    # What it looks like helps nobody without what to do about it.
    act = library.fill(passage.steps[0], form)
    return f"{shortened(text, LONGEST - len(act) - 1)} {act}"


def _other(best: Passage, other: Passage, library: Library, form: AddressForm) -> Other:
    later = None
    if best.checked and other.checked and best.checked != other.checked:
        later = other.checked > best.checked
    return Other(other, _text(other, library, form), source_line(other, library.facts), later)


def _nearest(hits: Sequence[Hit]) -> tuple[Passage, ...]:
    near = [hit.passage for hit in hits if hit.score >= NEAR]
    return tuple(near[:MOST_NEAREST])
