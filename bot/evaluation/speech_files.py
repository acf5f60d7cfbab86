"""A folder of recordings: sound files with their words beside them, and commands.

``name.wav`` (or another format) and ``name.txt`` are one recording. ``commands.yml`` lists what
is to be understood as which intent::

    commands:
      - {file: bat-dau.wav, intent: start_learning}
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Parsed, Strict, Text, read_file
from bot.knowledge.yaml_reader import read_text

__all__ = ["SUFFIXES", "Command", "Folder", "Recording", "read_folder"]

SUFFIXES = (".wav", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".aac", ".webm")
"""Of files that are taken for sound."""

_COMMANDS = "commands.yml"


@dataclass(frozen=True)
class Recording:
    """A sound file, and what is said in it."""

    file: Path
    text: str


@dataclass(frozen=True)
class Command:
    """A sound file, and the intent it must be understood as."""

    file: Path
    intent: str


@dataclass(frozen=True)
class Folder:
    """What there is to listen to; at least one recording or command."""

    recordings: tuple[Recording, ...]
    commands: tuple[Command, ...]


class CommandEntry(Strict):
    """A command as it is labelled."""

    file: Text
    intent: Text


class CommandsFile(Strict):
    """The whole file."""

    commands: list[CommandEntry] = Field(min_items=1)


def read_folder(folder: Path, intents: Collection[str]) -> Folder:
    """The recordings and commands in `folder`; each intent must be one of `intents`.

    Raises KnowledgeError with file, line and field of every mistake.
    """
    problems: list[Problem] = []
    commands: tuple[Command, ...] = ()
    if (folder / _COMMANDS).exists():
        parsed = read_file(folder / _COMMANDS, CommandsFile, problems)
        if parsed:
            problems += _problems(parsed, intents)
            entries = parsed.model.commands
            commands = tuple(Command(folder / each.file, each.intent) for each in entries)
    sounds = [file for file in sorted(folder.glob("*")) if file.suffix.lower() in SUFFIXES]
    recordings = []
    for sound in sounds:
        words = sound.with_suffix(".txt")
        if words.exists():
            recordings.append(Recording(sound, _words(words, problems)))
        elif sound not in {each.file for each in commands}:
            message = f"Thiếu tệp {words.name}: lời nói trong tệp này."
            problems.append(Problem(sound, 1, "", message))
    if not recordings and not commands:
        problems.append(Problem(folder, 1, "", "Không có tệp âm thanh nào."))
    if problems:
        raise KnowledgeError(problems)
    return Folder(tuple(recordings), commands)


def _words(file: Path, problems: list[Problem]) -> str:
    try:
        words = read_text(file).strip()
    except KnowledgeError as error:
        problems.extend(error.problems)
        return ""
    if not words:
        problems.append(Problem(file, 1, "", "Tệp không có lời nào."))
    return words


def _problems(parsed: Parsed[CommandsFile], intents: Collection[str]) -> Iterator[Problem]:
    folder = parsed.document.path.parent
    for number, entry in enumerate(parsed.model.commands):
        if not (folder / entry.file).is_file():
            message = f"Không có tệp “{entry.file}” trong thư mục."
            yield parsed.document.problem(("commands", number, "file"), message)
        if entry.intent not in intents:
            message = f"Không có ý định tên “{entry.intent}”."
            yield parsed.document.problem(("commands", number, "intent"), message)
