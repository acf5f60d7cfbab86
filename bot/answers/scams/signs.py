"""The signs of swindle in a line of words: what is said, and what is only warned of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.answers.scams.files import NegationEntry, SignsFile
from bot.vietnamese.phrase_patterns import Phrases, compiled, either

__all__ = ["Reading", "Sign", "Signs"]


@dataclass(frozen=True)
class Sign:
    """One sign as people are told of it: its name and what to do about it, with placeholders."""

    id: str
    title: str
    act: str


@dataclass(frozen=True)
class Reading:
    """What a line says: how often each sign and each calm is there, and each form is hinted at.

    `denied` counts signs that are only spoken of to be denied or warned of (“không hỏi mã OTP”).
    `headed`: the name of an authority or firm stands at its head.
    """

    signs: Mapping[str, int]
    denied: int
    calm: Mapping[str, int]
    forms: Mapping[str, int]
    headed: bool


@dataclass(frozen=True)
class _Family:
    phrases: tuple[Phrases, ...]
    negatable: bool = False


class Signs:
    """The patterns of ``knowledge/safety/signs.yml``, ready to be looked for."""

    def __init__(self, file: SignsFile) -> None:
        def family(patterns: list[str], negatable: bool = False) -> _Family:
            each = tuple(compiled([pattern], file.groups) for pattern in patterns)
            return _Family(each, negatable)

        self.all: dict[str, Sign] = {
            sign.id: Sign(sign.id, sign.title, sign.act) for sign in file.signs
        }
        self._signs = {sign.id: family(list(sign.patterns), sign.negatable) for sign in file.signs}
        self._calm = {calm.id: family(list(calm.patterns)) for calm in file.calm}
        self._forms = {form: family(list(patterns)) for form, patterns in file.forms.items()}
        self._heading = family(list(file.heading.patterns))
        self._negated = (_turns_round(file.negation), _turns_round(file.warned_of))

    def read(self, line: str) -> Reading:
        """What the line says; `line` is as `bot.nlu.message_line` makes it."""
        signs: dict[str, int] = {}
        denied = 0
        for id, family in self._signs.items():
            said, negated = self._hits(family, line)
            signs[id] = said
            denied += bool(negated and not said)
        return Reading(
            signs=signs,
            denied=denied,
            calm={id: self._hits(family, line)[0] for id, family in self._calm.items()},
            forms={id: _mentions(family, line) for id, family in self._forms.items()},
            headed=_mentions(self._heading, line) > 0,
        )

    def _is_negated(self, before: str) -> bool:
        return any(turned.search(before) for turned in self._negated)

    def _hits(self, family: _Family, line: str) -> tuple[int, int]:
        """How many patterns are there, and how many are there only in the negative."""
        said = negated = 0
        for phrases in family.phrases:
            places = [found.start() for found in phrases.finditer(line)]
            if not places:
                continue
            if family.negatable and all(self._is_negated(line[:at]) for at in places):
                negated += 1
            else:
                said += 1
        return said, negated


def _mentions(family: _Family, line: str) -> int:
    return sum(len(phrases.findall(line)) for phrases in family.phrases)


def _turns_round(entry: NegationEntry) -> re.Pattern[str]:
    """Finds, at the end of what stands before a phrase, a word that turns the phrase round."""
    cut = rf"(?!{either(entry.cut_by)})" if entry.cut_by else ""
    step = rf"(?![|{',' if entry.cut_by else ''}] ){cut}\S+ "
    not_if = r"(?<!nếu )(?<!neu )"  # “nếu không thì …” denies nothing
    return re.compile(rf"(?<!\S){not_if}{either(entry.words)}(?:{step}){{0,{entry.reach}}}\Z")
