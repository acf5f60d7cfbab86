"""How much of a document an import got right, and what it missed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from bot.evaluation.plan_expected import Expected, ExpectedTarget, ExpectedTask
from bot.evaluation.plan_matching import LIKE, likeness, match, units
from bot.evaluation.scores import Share
from bot.plans.files import DeadlineEntry
from bot.plans.importing.drafts import Draft, DraftTarget, DraftTask, Placed

__all__ = ["FIGURES", "Miss", "Score", "score", "together"]

FIGURES = (
    "tasks found",
    "lead right",
    "deadline right",
    "coordinating right",
    "result right",
    "reporting rules found",
    "their deadline right",
    "escalation found",
    "targets right",
    "document fields right",
)
"""What is counted. All but what is found is counted over what was found."""

_REPORTING = ("reporting", "escalation")
_ALIKE = 0.5
"""Likeness of a target's wording: the same figure is required as well."""


@dataclass(frozen=True)
class Miss:
    """Something that was not found, or not as it is; `expected` or `drafted` may be empty."""

    file: str
    section: str
    what: str
    expected: str
    drafted: str


@dataclass(frozen=True)
class Score:
    """The shares of `FIGURES`, the number of tasks nobody asked for, and everything missed."""

    file: str
    shares: dict[str, Share]
    spurious: int
    misses: tuple[Miss, ...]


def score(expected: Expected, draft: Draft, meaning: Callable[[str], DeadlineEntry]) -> Score:
    """Compares a draft with the expected register; `meaning` reads the words of a deadline."""
    asked = (*expected.tasks, *expected.reporting)
    drafted = (*draft.tasks, *draft.reporting)
    pairs = match(asked, drafted)
    checks = [
        *_found(asked, pairs),
        *(
            check
            for wanted, found in pairs.items()
            for check in _fields(asked[wanted], drafted[found], meaning)
        ),
        *_targets(expected.targets, draft.targets),
        *_document(expected, draft),
    ]
    spurious = [task for place, task in enumerate(drafted) if place not in pairs.values()]
    misses = [
        Miss(expected.file, check.section, check.miss or check.figure, check.wanted, check.got)
        for check in checks
        if not check.right
    ]
    misses += [
        Miss(expected.file, _value(task.section), "spurious", "", task.name.value)
        for task in spurious
    ]
    shares = {name: _share([check for check in checks if check.figure == name]) for name in FIGURES}
    return Score(expected.file, shares, len(spurious), tuple(misses))


def together(scores: Sequence[Score]) -> Score:
    """All documents taken as one."""
    shares = {
        name: reduce(_plus, (score.shares[name] for score in scores), Share(0, 0))
        for name in FIGURES
    }
    misses = tuple(miss for score in scores for miss in score.misses)
    return Score("all", shares, sum(score.spurious for score in scores), misses)


@dataclass(frozen=True)
class _Check:
    figure: str
    section: str
    right: bool
    wanted: str = ""
    got: str = ""
    miss: str = ""


def _found(asked: Sequence[ExpectedTask], pairs: dict[int, int]) -> Iterator[_Check]:
    for place, task in enumerate(asked):
        yield _Check(_figure(task), task.section, place in pairs, task.name)


def _figure(task: ExpectedTask) -> str:
    if task.kind == "escalation":
        return "escalation found"
    return "reporting rules found" if task.kind == "reporting" else "tasks found"


def _fields(
    task: ExpectedTask, draft: DraftTask, meaning: Callable[[str], DeadlineEntry]
) -> Iterator[_Check]:
    if task.kind == "escalation":
        return
    deadline = _deadline(task, draft, meaning)
    if task.kind == "reporting":
        yield deadline("their deadline right")
        return
    lead, coordinating = _value(draft.lead), _value(draft.coordinating)
    yield deadline("deadline right")
    yield _units("lead right", task, task.lead_written, lead)
    yield _units("coordinating right", task, task.coordinating_written, coordinating)
    result = _value(draft.result)
    right = likeness(task.result, result) >= LIKE if task.result else not result
    yield _Check("result right", task.section, right, task.result or "", result)


def _units(figure: str, task: ExpectedTask, written: str | None, got: str) -> _Check:
    right = units(written) == units(got)
    return _Check(figure, task.section, right, written or "", got)


def _deadline(
    task: ExpectedTask, draft: DraftTask, meaning: Callable[[str], DeadlineEntry]
) -> Callable[[str], _Check]:
    """The check, still without its figure; a miss says whether words or their meaning are wrong."""
    got = _value(draft.deadline)
    entry = meaning(got)
    right = task.deadline.allows(entry)
    written = task.deadline.written or ""
    same_words = likeness(written, got) >= LIKE
    read = " ".join(str(each) for each in (entry.kind, entry.start, entry.end, *entry.days) if each)
    miss = "deadline read wrongly" if same_words else "deadline's words wrong"
    return lambda figure: _Check(figure, task.section, right, written, f"{got} ({read})", miss)


def _targets(
    expected: Sequence[ExpectedTarget], drafted: Sequence[DraftTarget]
) -> Iterator[_Check]:
    left = list(drafted)
    for target in expected:
        same = [each for each in left if (each.value, each.unit) == (target.value, target.unit)]
        best = max(same, key=lambda each: likeness(target.text, _words(each)), default=None)
        if best and likeness(target.text, _words(best)) >= _ALIKE:
            left.remove(best)
            right = best.operator == target.operator
            got = f"{best.operator} {best.value} {best.unit}"
        else:
            right, got = False, ""
        yield _Check("targets right", target.section, right, target.text, got)


def _words(target: DraftTarget) -> str:
    return f"{target.group} {target.metric.value}"


def _document(expected: Expected, draft: Draft) -> Iterator[_Check]:
    got = {
        name: _value(getattr(draft, name))
        for name in ("number", "issuer", "issued", "type", "title")
    }
    day, written = expected.issued, [int(number) for number in re.findall(r"\d+", got["issued"])]
    right = {
        "number": got["number"].replace(" ", "") == expected.number,
        "issuer": units(got["issuer"]) == units(expected.issuer),
        "issued": sorted(written) == sorted((day.day, day.month, day.year)),
        "type": got["type"].casefold() == expected.type.casefold(),
        "title": likeness(got["title"], expected.title) >= LIKE,
    }
    for name, value in got.items():
        wanted = str(getattr(expected, name))
        yield _Check("document fields right", name, right[name], wanted, value)


def _value(placed: Placed | None) -> str:
    return placed.value if placed else ""


def _share(checks: Sequence[_Check]) -> Share:
    return Share(sum(check.right for check in checks), len(checks))


def _plus(one: Share, other: Share) -> Share:
    return Share(one.count + other.count, one.of + other.of)
