"""The figures as tables of words, for the terminal and the page alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.evaluation.answer import Answer, Guess
from bot.evaluation.calibration import Bin, brier_score, calibration_error, reliability
from bot.evaluation.entity_scores import by_place, by_value, micro
from bot.evaluation.scores import (
    Marks,
    Share,
    accuracy,
    accuracy_by,
    confusions,
    intent_marks,
    likeliest_accuracy,
    milliseconds,
    out_of_scope_recall,
    recall,
    refused_in_scope,
)
from bot.evaluation.sentences import KINDS

__all__ = ["Run", "Table", "behind", "comparison", "tables_of"]


@dataclass(frozen=True)
class Run:
    """All answers of one configuration, at least one."""

    name: str
    answers: Sequence[Answer]


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first `words` columns are words, the others numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1
    note: str = ""


def tables_of(run: Run) -> list[Table]:
    """Everything about one configuration in the order in which it is read; no empty table."""
    answers = run.answers
    tables = [
        _shares("Overall", "figure", _scope(answers)),
        _costs(answers),
        _shares("By kind of writing", "kind", _kinds(answers)),
        _files(answers),
        _intents(answers),
        _confusions(answers),
        _confidence(reliability(answers)),
        _entities(answers),
        _misunderstood(answers),
    ]
    return [table for table in tables if table.rows]


def comparison(runs: Sequence[Run]) -> Table:
    """The main figures of all configurations side by side, over the same sentences."""
    columns = [dict(_main_figures(run.answers)) for run in runs]
    rows = tuple((name, *(column[name] for column in columns)) for name in columns[0])
    return Table("Configurations side by side", ("", *(run.name for run in runs)), rows)


def behind(ours: Run, others: Sequence[Run]) -> list[str]:
    """A sentence for each of the others: on which kinds, if any, ours understands less."""
    mine = _kinds(ours.answers)
    sentences = []
    for other in others:
        theirs = _kinds(other.answers)
        less = [
            f"{kind} ({_number(share.value)} against {_number(theirs[kind].value)})"
            for kind, share in mine.items()
            if share.count < theirs[kind].count
        ]
        verdict = f"less than {other.name} on {', '.join(less)}" if less else ""
        every = f"at least as much as {other.name} on every kind of writing"
        sentences.append(f"{ours.name} understands {verdict or every}.")
    return sentences


def _kinds(answers: Sequence[Answer]) -> dict[str, Share]:
    return accuracy_by(answers, lambda answer: answer.sentence.kind, KINDS)


def _scope(answers: Sequence[Answer]) -> dict[str, Share]:
    return {
        "intent accuracy": accuracy(answers),
        "likeliest intent right, sure enough or not": likeliest_accuracy(answers),
        "out_of_scope recall (nlu_fallback counts)": out_of_scope_recall(answers),
        "in-scope sentences refused": refused_in_scope(answers),
        "scam_victim recall": recall(answers, "scam_victim"),
    }


def _costs(answers: Sequence[Answer]) -> Table:
    rows = (
        ("expected calibration error", _number(calibration_error(reliability(answers)))),
        ("Brier score", _number(brier_score(answers))),
        ("ms a sentence, p50", f"{milliseconds(answers, 50):.1f}"),
        ("ms a sentence, p95", f"{milliseconds(answers, 95):.1f}"),
    )
    note = "Times are taken on one thread, after a warm-up."
    return Table("Calibration and cost", ("figure", "value"), rows, note=note)


def _main_figures(answers: Sequence[Answer]) -> Iterator[tuple[str, str]]:
    for name, share in _scope(answers).items():
        yield name, _number(share.value)
    for kind, share in _kinds(answers).items():
        yield f"accuracy: {kind}", _number(share.value)
    yield "entity F1 by value", _number(micro(by_value(answers).values()).f1)
    yield "entity F1 by place", _number(micro(by_place(answers).values()).f1)
    for name, shown in _costs(answers).rows:
        yield name, shown


def _shares(title: str, what: str, shares: Mapping[str, Share]) -> Table:
    columns = (what, "sentences", "count", "share", "95 % interval (Wilson)")
    rows = []
    for name, share in shares.items():
        between = "–".join(_number(end) for end in share.interval or ())
        rows.append((name, str(share.of), str(share.count), _number(share.value), between))
    return Table(title, columns, tuple(rows))


def _files(answers: Sequence[Answer]) -> Table:
    shares = accuracy_by(answers, lambda answer: answer.sentence.file)
    return _shares("By file", "file", shares if len(shares) > 1 else {})


def _intents(answers: Sequence[Answer]) -> Table:
    rows = tuple((name, *_cells(marks)) for name, marks in intent_marks(answers).items())
    columns = ("intent", "meant", "understood", "precision", "recall", "F1")
    return Table("By intent", columns, rows)


def _confusions(answers: Sequence[Answer]) -> Table:
    counted = sorted(confusions(answers).items(), key=lambda item: (-item[1], item[0]))
    rows = tuple((meant, found, str(count)) for (meant, found), count in counted)
    return Table("Confusions", ("meant", "understood", "sentences"), rows, words=2)


def _confidence(bins: Sequence[Bin]) -> Table:
    rows = tuple(
        (
            f"{each.low:.1f}–{each.high:.1f}",
            str(each.count),
            _number(each.confidence if each.count else None),
            _number(each.accuracy if each.count else None),
        )
        for each in bins
    )
    note = "Of the likeliest intent, before it is decided whether that is sure enough."
    columns = ("confidence", "sentences", "mean confidence", "right")
    return Table("Confidence", columns, rows, note=note)


def _entities(answers: Sequence[Answer]) -> Table:
    values, places = by_value(answers), by_place(answers)
    rows = [(name, *_cells(values[name]), *_cells(places[name])[2:]) for name in values]
    if rows:
        total = (*_cells(micro(values.values())), *_cells(micro(places.values()))[2:])
        rows.append(("all (micro)", *total))
    by = ("precision", "recall", "F1")
    columns = ("entity", "meant", "found", *by, *(f"{name} by place" for name in by))
    note = "A hit has the same value; by place: overlapping text, whatever the value."
    return Table("Entities", columns, tuple(rows), note=note)


def _misunderstood(answers: Sequence[Answer]) -> Table:
    rows = []
    for answer in answers:
        if not answer.right:
            first, *others = answer.guesses
            taken = _guess(first) if first.intent == answer.intent else answer.intent
            second = others[:1] if first.intent == answer.intent else answer.guesses[:1]
            sentence = answer.sentence
            best = _guess(second[0]) if second else "–"
            rows.append((sentence.text, sentence.kind, sentence.intent, taken, best))
    columns = ("sentence", "kind", "meant", "understood", "next guess")
    return Table("Misunderstood sentences", columns, tuple(rows), words=len(columns))


def _cells(marks: Marks) -> tuple[str, ...]:
    figures = (marks.precision, marks.recall, marks.f1)
    return (str(marks.meant), str(marks.found), *map(_number, figures))


def _guess(guess: Guess) -> str:
    return f"{guess.intent} {guess.confidence:.2f}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
