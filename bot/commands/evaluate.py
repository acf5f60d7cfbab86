"""`bot evaluate`: how well sentences are understood that the model has not seen."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console

from bot.commands.failures import one_sentence
from bot.commands.logs import set_up_logs
from bot.dialogue.training import DIALOGUE
from bot.evaluation.configurations import CONFIGURATIONS, OURS
from bot.evaluation.page import page
from bot.evaluation.print_table import print_table
from bot.evaluation.rasa_training import ONE_THREAD
from bot.evaluation.sentences import Sentence, intents_of, read_sentences
from bot.evaluation.tables import Run, behind, comparison, tables_of
from bot.knowledge.problem import KnowledgeError
from bot.settings import ROOT, Settings

__all__ = ["evaluate_nlu"]

_FILES = tuple(
    ROOT / "tests" / "evaluation" / name
    for name in ("understanding.yml", "composed.yml", "blind.yml")
)


def evaluate_nlu(
    settings: Settings, files: Sequence[Path], html: Path | None, compared: Sequence[str]
) -> int:
    """Prints how well our model understands the sentences of these files, or of our own.

    With `html` a page with all of it and pictures is written there; `compared` are names of
    `CONFIGURATIONS` that are measured as well and put beside ours.
    """
    set_up_logs(settings.log_level)
    os.environ.update(ONE_THREAD)
    files = files or [file for file in _FILES if file.is_file()]
    sentences = _read(files)
    names = list(dict.fromkeys([OURS, *compared]))
    if unknown := [name for name in names if name not in CONFIGURATIONS]:
        known = ", ".join(CONFIGURATIONS)
        sys.exit(f"bot: unknown configurations: {', '.join(unknown)} (known: {known})")
    if html and html.is_dir():
        sys.exit(f"bot: {html} cannot be written: a folder")
    if html and not html.parent.is_dir():
        sys.exit(f"bot: {html} cannot be written: there is no folder {html.parent}")
    console = Console(highlight=False, markup=False, emoji=False)

    def tell(what: str) -> None:
        console.print(f"… {what}", style="dim")

    with one_sentence():
        models = {name: CONFIGURATIONS[name](settings.model, tell) for name in names}
        runs = [_run(name, model, sentences, tell) for name, model in models.items()]
    for table in tables_of(runs[0]):
        print_table(console, table)
    if len(runs) > 1:
        print_table(console, comparison(runs))
        for sentence in behind(runs[0], runs[1:]):
            console.print(sentence)
    if html:
        _write(html, page(runs, [file.name for file in files], date.today()))
        console.print(f"The page: {html}")
    return 0


def _read(files: Sequence[Path]) -> list[Sentence]:
    if not files:
        sys.exit(f"bot: there are no labelled sentences in {_FILES[0].parent}; name a file")
    try:
        return read_sentences(files, intents_of(DIALOGUE / "domain"))
    except KnowledgeError as error:
        if len(error.problems) == 1:
            sys.exit(f"bot: {error}")
        print(error, file=sys.stderr)
        sys.exit(f"bot: {len(error.problems)} mistakes in the labelled sentences; see above")


def _run(name: str, model: Path, sentences: Sequence[Sentence], tell: Callable[[str], None]) -> Run:
    """The answers of one configuration, whose model is no longer held afterwards."""
    from bot.dialogue.engine import load_agent
    from bot.evaluation.measuring import measure

    tell(f"{name}: {len(sentences)} sentences")
    return Run(name, asyncio.run(measure(load_agent(model), sentences)))


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        sys.exit(f"bot: {file} cannot be written: {error.strerror}")
