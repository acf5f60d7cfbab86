"""How well questions find the passage that answers them: `bot evaluate retrieval`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean, quantiles

from rich.console import Console

from bot.answers.index import Index, build_index
from bot.answers.knowing import CALIBRATION, UNJUDGED, Judge, load_judge, save_judge
from bot.answers.passages import passages_of
from bot.evaluation.plan_question_files import WRITINGS
from bot.evaluation.print_table import print_table
from bot.evaluation.retrieval_calibration import calibrated, left_out
from bot.evaluation.retrieval_files import Asked, read_asked
from bot.evaluation.retrieval_scores import WAYS, Looking, look_all
from bot.evaluation.scores import Share
from bot.evaluation.tables import Table
from bot.knowledge.problem import KnowledgeError
from bot.learning.library import load_library
from bot.plans.register import load_register
from bot.settings import ROOT, Settings

__all__ = ["evaluate_retrieval", "tables_of_retrieval"]

_FILE = ROOT / "tests" / "evaluation" / "answers" / "development.yml"
_WARM_UP = 10
"""Questions whose time does not count: what is made at its first use is made with them."""


def evaluate_retrieval(
    settings: Settings, files: Sequence[Path], show_failures: bool, calibrate: bool
) -> int:
    """Looks the questions of these files up, or of our own, and prints how right that is.

    With `show_failures` every question treated wrongly is printed. With `calibrate` the numbers of
    `bot.answers.knowing` are learnt from them first and written. A file with mistakes ends the
    program with each of them.
    """
    files = files or [_FILE]
    try:
        library = load_library(settings.knowledge_dir)
        passages = passages_of(library, load_register(settings.knowledge_dir / "plans"))
        questions = read_asked(files, {each.subject for each in passages})
    except KnowledgeError as error:
        sys.exit(f"bot: {error}")
    values = library.values(library.address_forms.default)
    judge = UNJUDGED if calibrate else load_judge()
    cache, language = ROOT / ".cache" / "answers", settings.knowledge_dir / "language"
    index = build_index(passages, values, cache, language, judge)
    console = Console(highlight=False, markup=False, emoji=False)
    if calibrate:
        index = replace(index, judge=_learnt(questions, index, files, console))
    look_all(questions[:_WARM_UP], index, values)
    looked = look_all(questions, index, values)
    for table in tables_of_retrieval(looked):
        print_table(console, table)
    if show_failures:
        for each in looked:
            if not each.right:
                console.print(_failure(each), soft_wrap=True)
    return 0


def _learnt(
    questions: Sequence[Asked], index: Index, files: Sequence[Path], console: Console
) -> Judge:
    """The judge learnt from the questions, which is written; says what is to be hoped for."""
    answered, declined = left_out(questions, index)
    judge = calibrated(questions, index)
    save_judge(judge, [file.name for file in files])
    console.print(
        f"{CALIBRATION.name} is written. Of questions left out in turn {answered:.3f} have their "
        f"passage first and are known, {declined:.3f} of those that nothing answers are declined."
    )
    return judge


def tables_of_retrieval(looked: Sequence[Looking]) -> list[Table]:
    """Rankings beside each other, what became of each question, kinds of writing, and times."""
    tables = [_rankings(looked), _outcomes(looked)]
    tables += [_recalls(looked, way) for way in WAYS]
    return [*tables, _times([each.milliseconds for each in looked])]


def _rankings(looked: Sequence[Looking]) -> Table:
    ranks = [each.ranks for each in looked if each.asked.right]
    rows = tuple((way, *_ranked([each[way] for each in ranks])) for way in WAYS)
    note = f"{len(ranks)} questions that a passage answers; RR: reciprocal rank"
    return Table("The right passage", ("ranking", "first", "in 5", "mean RR"), rows, note=note)


def _ranked(ranks: Sequence[int | None]) -> tuple[str, ...]:
    if not ranks:
        return ("–", "–", "–")
    figures = (
        mean(rank == 1 for rank in ranks),
        mean(rank is not None and rank <= 5 for rank in ranks),
        mean(1 / rank if rank else 0.0 for rank in ranks),
    )
    return tuple(f"{figure:.3f}" for figure in figures)


def _recalls(looked: Sequence[Looking], way: str) -> Table:
    """Of one ranking, by kind of writing."""
    rows = tuple(
        (writing, str(len(ranks)), *_ranked(ranks))
        for writing in WRITINGS
        if (ranks := [each.ranks[way] for each in _written(looked, writing) if each.asked.right])
    )
    columns = ("writing", "questions", "first", "in 5", "mean RR")
    return Table(f"The right passage: {way}", columns, rows)


def _outcomes(looked: Sequence[Looking]) -> Table:
    """What became of the questions, over all and by kind of writing."""
    groups = {"all": looked, **{each: _written(looked, each) for each in WRITINGS}}
    rows = []
    for name, group in groups.items():
        on = [each for each in group if each.asked.right]
        off = [each for each in group if not each.asked.right]
        declined = [not each.found.known for each in on]
        shares = (
            _share([each.right for each in on]),
            _share([each.ranks[WAYS[0]] == 1 and each.found.known for each in on]),
            _share(declined),
            _share([each.right for each in off]),
        )
        rows.append((name, *shares))
    columns = ("writing", "right", "passage", "wrongly declined", "off topic declined")
    note = "right: the right passage first, believed, and it says what was asked for"
    return Table("What became of the questions", columns, tuple(rows), note=note)


def _share(every: Sequence[bool]) -> str:
    share = Share(sum(every), len(every))
    return "–" if share.value is None else f"{share.value:.3f} ({share.count}/{share.of})"


def _written(looked: Sequence[Looking], writing: str) -> list[Looking]:
    return [each for each in looked if each.asked.writing == writing]


def _times(times: Sequence[float]) -> Table:
    cuts = quantiles([*times, times[-1]], n=100, method="inclusive")
    rows = tuple((f"p{percent}", f"{cuts[percent - 1]:.1f}") for percent in (50, 95))
    return Table("Milliseconds a question", ("percentile", "ms"), rows)


def _failure(looking: Looking) -> str:
    asked, found = looking.asked, looking.found
    best = found.hits[0].passage if found.hits else None
    got = f"{best.id} “{best.title}”" if best else "nothing"
    verdict = "known" if found.known else "declined"
    right = ", ".join(asked.right) or "nothing of ours"
    unsaid = "" if looking.said or not asked.right else "; not said: what was asked for"
    return (
        f"{asked.file}:{asked.line}: {asked.ask}\n"
        f"    {verdict} ({found.sure:.2f}): {got}; right: {right}{unsaid}"
    )
