"""How well voice notes are understood: `bot evaluate speech`."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from bot.dialogue.training import DIALOGUE
from bot.evaluation.print_table import print_table
from bot.evaluation.rasa_training import ONE_THREAD
from bot.evaluation.sentences import Sentence, intents_of
from bot.evaluation.speech_files import Folder, read_folder
from bot.evaluation.speech_hearing import Hearing, Listened, hear_apart
from bot.evaluation.speech_sounds import sounds_without_speech
from bot.evaluation.speech_tables import goals_missed, tables_of_speech
from bot.knowledge.problem import KnowledgeError
from bot.models import ModelFileError
from bot.settings import Settings
from bot.speech.recogniser import ENGINES
from bot.speech.vocabulary import read_vocabulary

__all__ = ["evaluate_speech"]


def evaluate_speech(settings: Settings, folder: Path) -> int:
    """Has both engines listen to the recordings and commands in `folder` (see `read_folder`) and
    to sounds without speech, and prints what they make of them.

    1 if the engine that is set misses a goal, else 0; mistakes in files end the program.
    """
    os.environ.update(ONE_THREAD)
    console = Console(highlight=False, markup=False, emoji=False)

    def tell(what: str) -> None:
        console.print(f"… {what}", style="dim")

    spoken = settings.knowledge_dir / "language" / "spoken.yml"
    try:
        read_vocabulary(spoken)  # a KnowledgeError does not come back from another process
        files = read_folder(folder, intents_of(DIALOGUE / "domain"))
        hearings = []
        for engine in dict.fromkeys([settings.speech_engine, *ENGINES]):
            tell(f"{engine} listens")
            hearings.append(_hear(engine, spoken, files))
    except (KnowledgeError, ModelFileError) as error:
        sys.exit(f"bot: {error}")
    understood = _understood(settings.model, hearings, tell)
    for table in tables_of_speech(files, hearings, understood):
        print_table(console, table)
    missed = goals_missed(files, hearings[0])
    for goal in missed:
        console.print(f"Missed by {hearings[0].engine}: {goal}")
    return int(bool(missed))


def _hear(engine: str, spoken: Path, files: Folder) -> Hearing:
    recordings = [each.file for each in files.recordings]
    commands = [each.file for each in files.commands]
    return hear_apart(engine, spoken, recordings, commands, sounds_without_speech())


def _understood(
    model: Path, hearings: Sequence[Hearing], tell: Callable[[str], None]
) -> dict[str, list[str]]:
    """The intent of every command by engine; empty where there is no command or no model."""
    if not hearings[0].commands:
        return {}
    if not model.is_file():
        tell(f"commands are heard, but not understood: there is no trained model {model}")
        return {}
    from bot.dialogue.engine import load_agent  # takes seconds
    from bot.evaluation.measuring import measure

    agent = load_agent(model)
    texts = dict.fromkeys(_text(each) for hearing in hearings for each in hearing.commands)
    sentences = [Sentence(text, "", "voice", None, None, "") for text in texts if text]
    answers = asyncio.run(measure(agent, sentences))
    intents = {each.sentence.text: each.intent for each in answers} | {"": ""}
    return {
        hearing.engine: [intents[_text(each)] for each in hearing.commands] for hearing in hearings
    }


def _text(listened: Listened) -> str:
    return listened.heard.text
