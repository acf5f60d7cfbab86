"""A language model on trial: what it writes for each question, and what is to be said of that."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.answers.admission import Figures
from bot.answers.guard import check
from bot.answers.guarding.faults import Kind
from bot.answers.models.language_model import LanguageModel, ModelError, Prompt
from bot.answers.prompting import Prompting, is_absent
from bot.answers.wording import LONGEST, tidied
from bot.evaluation.llm_questions import Trial, says_one_of
from bot.knowledge.facts import Fact

__all__ = ["Outcome", "figures_of", "outcomes_of"]

_UNSUPPORTED: frozenset[Kind] = frozenset(
    {"telephone", "number", "amount", "date", "document", "link", "email", "name", "promise"}
)
"""Faults of what costs people money; the guard knows others too."""

_TRIES = 5
_PAUSE = 1.0


@dataclass(frozen=True)
class Outcome:
    """What came of one trial: the text as it would be said, "" where there is none.

    `faults` are the kinds that the guard found in it. `first` and `seconds` say when the first
    piece and the whole were there.
    """

    trial: Trial
    text: str
    silent: bool
    faults: tuple[str, ...]
    first: float
    seconds: float

    @property
    def right(self) -> bool:
        """Whether it would be said, and says what the question was about."""
        said = bool(self.text) and not self.silent and len(self.text) <= LONGEST
        return (
            said
            and not self.faults
            and all(says_one_of(self.text, group) for group in self.trial.says)
        )

    @property
    def unsupported(self) -> bool:
        """Whether the model wrote something that the passage does not support."""
        return not _UNSUPPORTED.isdisjoint(self.faults) or says_one_of(self.text, self.trial.never)


async def outcomes_of(
    model: LanguageModel,
    prompting: Prompting,
    trials: Sequence[Trial],
    facts: Mapping[str, Fact],
    done: Callable[[Outcome], None],
) -> list[Outcome]:
    """The outcome of every trial in their order; `done` is told each when it is there.

    Raises ModelError where the model cannot be asked.
    """
    turns = asyncio.Semaphore(model.at_once)

    async def outcome(trial: Trial) -> Outcome:
        async with turns:
            found = await _outcome(model, prompting, trial, facts)
        done(found)
        return found

    return list(await asyncio.gather(*map(outcome, trials)))


def figures_of(outcomes: Sequence[Outcome]) -> Figures:
    """What admission asks for."""
    given = [each for each in outcomes if each.trial.sort == "given"]
    absent = [each for each in outcomes if each.trial.sort == "absent"]
    return Figures(
        given=len(given),
        right=sum(each.right for each in given),
        absent=len(absent),
        silent=sum(each.silent for each in absent),
        trials=len(outcomes),
        unsupported=sum(each.unsupported for each in outcomes),
    )


async def _outcome(
    model: LanguageModel, prompting: Prompting, trial: Trial, facts: Mapping[str, Fact]
) -> Outcome:
    prompt = prompting.prompt(trial.question, trial.passage, trial.form)
    written, first, seconds = await _written(model, prompt)
    text = tidied(written)
    if not text:
        return Outcome(trial, "", False, (), first, seconds)
    if is_absent(text):
        return Outcome(trial, "", True, (), first, seconds)
    verdict = check(text, trial.passage, trial.question, facts, trial.form)
    kinds = tuple(dict.fromkeys(fault.kind for fault in verdict.faults))
    return Outcome(trial, text, False, kinds, first, seconds)


async def _written(model: LanguageModel, prompt: Prompt) -> tuple[str, float, float]:
    """What it wrote, "" where it came to no end, and after how long the first of it and all."""
    for tries_left in reversed(range(_TRIES)):
        times = [time.monotonic()]
        try:
            written = await model.word(prompt, partial(_note, times))
        except ModelError as error:
            if error.kind.of_request:
                written = ""
            elif tries_left and error.kind.passes:
                await asyncio.sleep(error.retry_after or _PAUSE)
                continue
            else:
                raise
        ended = time.monotonic() - times[0]
        return written, times[1] - times[0] if len(times) > 1 else ended, ended
    raise AssertionError("the last try returns or raises")


def _note(times: list[float], _: str) -> None:
    times.append(time.monotonic())
