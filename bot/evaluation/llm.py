"""`bot evaluate llm`: whether a language model may word answers for citizens."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.answers.admission import Admissions, Admitted, Identity
from bot.answers.models.choosing import choose
from bot.answers.models.language_model import ModelError
from bot.answers.prompting import read_prompting
from bot.evaluation.llm_questions import Trial, read_trials
from bot.evaluation.llm_tables import tables_of_llm
from bot.evaluation.llm_trials import Outcome, figures_of, outcomes_of
from bot.evaluation.print_table import print_table
from bot.knowledge.problem import KnowledgeError
from bot.learning.library import Library, load_library
from bot.models import ModelFileError
from bot.settings import Settings

__all__ = ["evaluate_llm"]


def evaluate_llm(
    settings: Settings, named: str, adapter: Path | None, trials: int | None, show_failures: bool
) -> int:
    """Tries the model `named` (as in BOT_LLM) and records it where it passes: 0; else 1.

    With fewer than all our questions as `trials` it is measured only. With `show_failures` what it
    wrote wrongly is printed. A model that cannot be used ends the program with one sentence.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    try:
        library = load_library(settings.knowledge_dir)
        asked = read_trials(library, trials)
        tried, outcomes = asyncio.run(_tried(settings, named, adapter, library, asked, console))
    except (KnowledgeError, ModelFileError) as error:
        sys.exit(f"bot: {error}")
    except ModelError as error:
        sys.exit(f"bot: the language model {named} cannot be asked: {error}")
    for table in tables_of_llm(outcomes):
        print_table(console, table)
    if show_failures:
        for each in outcomes:
            if fault := _fault(each):
                console.print(fault, soft_wrap=True)
    if late := sum(each.seconds > settings.llm_seconds for each in outcomes):
        console.print(f"{late} answers took longer than BOT_LLM_SECONDS and would not be said.")
    for missed in tried.figures.missed():
        console.print(f"Missed: {missed}")
    admissions = Admissions(settings.data_dir)
    if trials is not None and trials < len(read_trials(library)):
        console.print("Nothing is recorded: not all questions were asked.")
        return int(any(tried.figures.missed()))
    passed = admissions.record(tried)
    console.print(
        f"{tried.name} may word answers." if passed else f"{tried.name} may not word answers."
    )
    return int(not passed)


async def _tried(
    settings: Settings,
    named: str,
    adapter: Path | None,
    library: Library,
    trials: Sequence[Trial],
    console: Console,
) -> tuple[Admitted, list[Outcome]]:
    key = settings.llm_key.get_secret_value() if settings.llm_key else None
    chosen = await choose(named, adapter, key, settings.language_models_dir)
    prompting = read_prompting(taught=chosen.adapter is not None)
    console.print(f"… {chosen.name}, {chosen.sha256}", style="dim")
    model = await asyncio.to_thread(chosen.open)
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("trials", total=len(trials))
        try:
            outcomes = await outcomes_of(
                model, prompting, trials, library.facts, lambda _: progress.advance(task)
            )
        finally:
            await model.close()
    identity = Identity.of(chosen, prompting)
    return Admitted(chosen.name, identity, date.today(), figures_of(outcomes)), outcomes


def _fault(outcome: Outcome) -> str | None:
    trial = outcome.trial
    if trial.sort == "given" and outcome.right and not outcome.unsupported:
        return None
    if trial.sort == "absent" and outcome.silent:
        return None
    if trial.sort == "traps" and not outcome.unsupported:
        return None
    faults = f" [{', '.join(outcome.faults)}]" if outcome.faults else ""
    said = outcome.text or ("(silent)" if outcome.silent else "(nothing)")
    return f"{trial.sort} {trial.passage_id}: {trial.question}\n    {said}{faults}"
