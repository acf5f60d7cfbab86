"""What engines heard, as tables, and the goals they miss."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.evaluation.speech_files import Folder
from bot.evaluation.speech_hearing import Hearing, Listened
from bot.evaluation.speech_scores import Errors, errors_of, together
from bot.evaluation.tables import Table

__all__ = ["MOST_FACTOR", "MOST_MEMORY", "MOST_WER", "goals_missed", "tables_of_speech"]

MOST_WER = 0.08

MOST_FACTOR = 0.25
"""Of hearing once: processor seconds, of all threads, for a second of sound."""

MOST_MEMORY = 400
"""MiB of the process that listens."""


def tables_of_speech(
    files: Folder, hearings: Sequence[Hearing], understood: Mapping[str, Sequence[str]]
) -> list[Table]:
    """The figures of each engine and what it wrote; none is empty.

    `understood` has the intents of the commands by engine, "" where nothing was heard; it is
    empty where they were not tried.
    """
    engines = [each.engine for each in hearings]
    tables = [
        Table(
            "Recognisers",
            ("engine", "WER", "CER", "real-time factor", "in all", "loads in s", "MiB"),
            tuple(_figures(files, each) for each in hearings),
            note="Real-time factor: processor seconds for a second of sound, heard once. In all: "
            "with decoding, the check for speech and the second hearing of notes up to 6 s.",
        ),
        Table(
            "Heard wrongly",
            ("file", "engine", "errors", "sure", "said", "written"),
            tuple(_heard_wrongly(files, hearings)),
            words=6,
        ),
        Table(
            "Commands",
            ("file", "meant", *engines),
            tuple(_commands(files, hearings, understood)),
            words=2 + len(engines),
        ),
        Table(
            "Sounds without speech",
            ("sound", *engines),
            tuple(
                (sound, *(_outcome(each.sounds[sound]) for each in hearings))
                for sound in hearings[0].sounds
            ),
            words=1 + len(engines),
        ),
    ]
    return [table for table in tables if table.rows]


def goals_missed(files: Folder, hearing: Hearing) -> list[str]:
    """The goals that this engine does not reach, each with what it reaches."""
    missed = []
    wer, factor = _errors(files, hearing).wer, _factor(hearing, _recognising)
    if wer is not None and wer > MOST_WER:
        missed.append(f"WER {wer:.3f} > {MOST_WER}")
    if factor is not None and factor > MOST_FACTOR:
        missed.append(f"real-time factor {factor:.2f} > {MOST_FACTOR}")
    if hearing.memory > MOST_MEMORY:
        missed.append(f"{hearing.memory:.0f} MiB > {MOST_MEMORY}")
    for sound, each in hearing.sounds.items():
        if each.heard.text:
            missed.append(f"{sound} became “{each.heard.text}”")
    return missed


def _errors(files: Folder, hearing: Hearing) -> Errors:
    pairs = zip(files.recordings, hearing.recordings, strict=True)
    return together(errors_of(said.text, heard.written) for said, heard in pairs)


def _factor(hearing: Hearing, spent: Callable[[Listened], float]) -> float | None:
    recognised = [each for each in (*hearing.recordings, *hearing.commands) if each.recognising]
    seconds = sum(each.heard.seconds for each in recognised)
    return sum(map(spent, recognised)) / seconds if seconds else None


def _recognising(listened: Listened) -> float:
    return listened.recognising


def _listening(listened: Listened) -> float:
    return listened.listening


def _figures(files: Folder, hearing: Hearing) -> tuple[str, ...]:
    errors = _errors(files, hearing)
    factors = (_factor(hearing, _recognising), _factor(hearing, _listening))
    return (
        hearing.engine,
        *("–" if each is None else f"{each:.3f}" for each in (errors.wer, errors.cer, *factors)),
        f"{hearing.loading:.1f}",
        f"{hearing.memory:.0f}",
    )


def _heard_wrongly(files: Folder, hearings: Sequence[Hearing]) -> Iterator[tuple[str, ...]]:
    for place, said in enumerate(files.recordings):
        for hearing in hearings:
            listened = hearing.recordings[place]
            errors = errors_of(said.text, listened.written)
            if errors.words:
                counted = f"{errors.words}/{errors.of_words}"
                sure = f"{listened.heard.sure:.2f}"
                yield said.file.name, hearing.engine, counted, sure, said.text, listened.written


def _commands(
    files: Folder, hearings: Sequence[Hearing], understood: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, ...]]:
    for place, command in enumerate(files.commands):
        cells = []
        for hearing in hearings:
            outcome = _outcome(hearing.commands[place])
            intent = understood[hearing.engine][place] if understood else ""
            cells.append(f"{outcome} → {intent}" if intent else outcome)
        yield command.file.name, command.intent, *cells
    if understood:
        meant = [each.intent for each in files.commands]
        yield "understood", "", *(_right(meant, understood[each.engine]) for each in hearings)


def _right(meant: Sequence[str], understood: Sequence[str]) -> str:
    right = sum(one == other for one, other in zip(meant, understood, strict=True))
    return f"{right}/{len(meant)}"


def _outcome(listened: Listened) -> str:
    heard = listened.heard
    return f"({heard.problem})" if heard.problem else f"“{heard.text}”, {heard.sure:.2f}"
