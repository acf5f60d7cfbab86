"""Figures of understood intents: shares of right ones, precision and recall, what is confused."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import quantiles

from bot.evaluation.answer import Answer

__all__ = [
    "Marks",
    "Share",
    "accuracy",
    "accuracy_by",
    "confusions",
    "intent_marks",
    "likeliest_accuracy",
    "milliseconds",
    "out_of_scope_recall",
    "recall",
    "refused_in_scope",
]

_Z = 1.96  # of the normal distribution, for 95 %


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None where there is nothing to have a share of."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the share lies with 95 % confidence (Wilson 1927), for few sentences wide."""
        if not self.of:
            return None
        share, n, z2 = self.count / self.of, self.of, _Z * _Z
        middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        reach = _Z / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
        return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(frozen=True)
class Marks:
    """How often something was meant, found, and both; what has no value is None."""

    hits: int
    meant: int
    found: int

    @property
    def precision(self) -> float | None:
        """The share of what was found that was meant."""
        return self.hits / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what was meant that was found."""
        return self.hits / self.meant if self.meant else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        total = self.meant + self.found
        return 2 * self.hits / total if total else None

    def __add__(self, other: Marks) -> Marks:
        """The marks of two sets of things taken as one."""
        return Marks(self.hits + other.hits, self.meant + other.meant, self.found + other.found)


def accuracy(answers: Iterable[Answer]) -> Share:
    """How many were understood as meant; a refusal of `nlu_fallback` never was."""
    return _share(answer.right for answer in answers)


def likeliest_accuracy(answers: Iterable[Answer]) -> Share:
    """How often the likeliest intent was the one meant, sure enough to be taken or not."""
    return _share(answer.guesses[0].intent == answer.sentence.intent for answer in answers)


def accuracy_by(
    answers: Iterable[Answer], group_of: Callable[[Answer], str], order: Iterable[str] = ()
) -> dict[str, Share]:
    """The accuracy of each group that occurs; those in `order` come first."""
    groups: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[group_of(answer)].append(answer)
    first = [name for name in order if name in groups]
    names = [*first, *sorted(groups.keys() - set(first))]
    return {name: accuracy(groups[name]) for name in names}


def intent_marks(answers: Sequence[Answer]) -> dict[str, Marks]:
    """The marks of every intent that was meant or understood, by name."""
    meant = Counter(answer.sentence.intent for answer in answers)
    found = Counter(answer.intent for answer in answers)
    hits = Counter(answer.intent for answer in answers if answer.right)
    return {
        name: Marks(hits[name], meant[name], found[name])
        for name in sorted(meant.keys() | found.keys())
    }


def confusions(answers: Iterable[Answer]) -> Counter[tuple[str, str]]:
    """How often (meant, understood) happened, the two being different."""
    return Counter((a.sentence.intent, a.intent) for a in answers if not a.right)


def refused_in_scope(answers: Iterable[Answer]) -> Share:
    """How many of the sentences the bot is there for would not have been acted on."""
    return _share(a.refused for a in answers if a.sentence.intent != "out_of_scope")


def out_of_scope_recall(answers: Iterable[Answer]) -> Share:
    """How many of the sentences it is not there for were refused, in either way."""
    return _share(a.refused for a in answers if a.sentence.intent == "out_of_scope")


def recall(answers: Iterable[Answer], intent: str) -> Share:
    """How many of the sentences with this intent were understood."""
    return _share(answer.right for answer in answers if answer.sentence.intent == intent)


def milliseconds(answers: Sequence[Answer], percent: int) -> float:
    """The time below which so many percent (1 to 99) of the answers came."""
    times = [answer.milliseconds for answer in answers]
    return times[0] if len(times) == 1 else quantiles(times, n=100, method="inclusive")[percent - 1]


def _share(marks: Iterable[bool]) -> Share:
    every = list(marks)
    return Share(sum(every), len(every))
