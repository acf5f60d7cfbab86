"""How well questions about plans are answered: `bot evaluate plans`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import quantiles

from rich.console import Console

from bot.evaluation.plan_answers import Answering, Judged, ask_all
from bot.evaluation.plan_question_files import SORTS, WRITINGS, Conversation, read_questions
from bot.evaluation.print_table import print_table
from bot.evaluation.scores import Share
from bot.evaluation.tables import Table
from bot.knowledge.problem import KnowledgeError
from bot.plans.answering import answer
from bot.plans.register import Register, load_register
from bot.settings import ROOT, Settings

__all__ = ["GOALS", "MOST_MILLISECONDS", "evaluate_plans", "goals_missed", "tables_of_plans"]

GOALS = {"all questions": 0.95, "typed without diacritics": 0.90, "follow-ups": 0.90}
"""The least shares of right answers. Besides, no answer may hold a made-up date or share."""

MOST_MILLISECONDS = 50
"""Within so many 95 of 100 answers must come, on one core."""

_FOLDER = ROOT / "tests" / "evaluation" / "plans"
_FILES = tuple(
    _FOLDER / f"{name}.yml"
    for name in ("development", "blind", "fresh", *(f"fresh{number}" for number in range(2, 10)))
)
_WARM_UP = 20
"""Conversations whose time does not count: what is made at its first use is made with them."""


def evaluate_plans(settings: Settings, files: Sequence[Path], show_failures: bool) -> int:
    """Asks the questions of these files, or of our own, and prints how right the answers are.

    With `show_failures` every wrong answer is printed with what is wrong with it. 1 if a goal is
    missed, else 0; a file with mistakes ends the program with each of them.
    """
    try:
        register = load_register(settings.knowledge_dir / "plans")
        conversations = read_questions(files or _FILES, register)
    except KnowledgeError as error:
        sys.exit(f"bot: {error}")
    judged = _measured(conversations, register, answer)
    console = Console(highlight=False, markup=False, emoji=False)
    for table in tables_of_plans(judged):
        print_table(console, table)
    if show_failures:
        for each in judged:
            if not each.right:
                console.print(_failure(each), soft_wrap=True)
    missed = goals_missed(judged)
    for name in missed:
        console.print(f"Missed: {name}")
    return int(bool(missed))


def _measured(
    conversations: Sequence[Conversation], register: Register, answering: Answering
) -> list[Judged]:
    ask_all(conversations[:_WARM_UP], register, answering)
    return ask_all(conversations, register, answering)


def tables_of_plans(judged: Sequence[Judged]) -> list[Table]:
    """The goals, the shares by sort and by kind of writing, and the times; none is empty."""
    return [
        _goals(judged),
        _by("By sort", "sort", judged, lambda each: each.question.sort, SORTS),
        _by("By kind of writing", "writing", judged, lambda each: each.question.writing, WRITINGS),
        _by("By turn", "turn", judged, _turn, ("first", "follow-up")),
        _times([each.milliseconds for each in judged]),
    ]


def goals_missed(judged: Sequence[Judged]) -> list[str]:
    """The names of the goals that were not reached."""
    shares = _goal_shares(judged)
    missed = [name for name, goal in GOALS.items() if (shares[name].value or 0.0) < goal]
    if any(each.made_up for each in judged):
        missed.append("nothing made up")
    if _percentile([each.milliseconds for each in judged], 95) > MOST_MILLISECONDS:
        missed.append(f"{MOST_MILLISECONDS} ms")
    return missed


def _goal_shares(judged: Sequence[Judged]) -> dict[str, Share]:
    return {
        "all questions": _share(judged),
        "typed without diacritics": _share(each for each in judged if each.question.bare),
        "follow-ups": _share(each for each in judged if each.follow_up),
    }


def _goals(judged: Sequence[Judged]) -> Table:
    shares = _goal_shares(judged)
    clean = Share(sum(not each.made_up for each in judged), len(judged))
    rows = [_row(name, share, f"{GOALS[name]:.2f}") for name, share in shares.items()]
    rows.append(_row("no made-up date or share", clean, "1.00"))
    columns = ("figure", "answers", "right", "share", "95 % interval (Wilson)", "goal")
    return Table("Answers about plans", columns, tuple(rows))


def _by(
    title: str,
    what: str,
    judged: Sequence[Judged],
    group_of: Callable[[Judged], str],
    order: Iterable[str],
) -> Table:
    groups = {name: [each for each in judged if group_of(each) == name] for name in order}
    rows = tuple(_row(name, _share(group)) for name, group in groups.items() if group)
    return Table(title, (what, "answers", "right", "share", "95 % interval (Wilson)"), rows)


def _times(times: Sequence[float]) -> Table:
    rows = tuple((f"p{percent}", f"{_percentile(times, percent):.1f}") for percent in (50, 95))
    return Table("Milliseconds an answer", ("percentile", "ms"), rows)


def _row(name: str, share: Share, *more: str) -> tuple[str, ...]:
    value = "–" if share.value is None else f"{share.value:.3f}"
    interval = "–".join(f"{end:.3f}" for end in share.interval or ())
    return (name, str(share.of), str(share.count), value, interval, *more)


def _share(judged: Iterable[Judged]) -> Share:
    every = [each.right for each in judged]
    return Share(sum(every), len(every))


def _turn(judged: Judged) -> str:
    return "follow-up" if judged.follow_up else "first"


def _percentile(times: Sequence[float], percent: int) -> float:
    return times[0] if len(times) == 1 else quantiles(times, n=100, method="inclusive")[percent - 1]


def _failure(judged: Judged) -> str:
    question = judged.question
    head = f"{judged.file}:{question.line}: {question.sort}: {question.ask}"
    texts = [f"    > {line}" for text in judged.texts for line in text.splitlines()]
    return "\n".join([head, *(f"    {each}" for each in judged.wrong), *texts])
