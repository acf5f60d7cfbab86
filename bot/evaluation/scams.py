"""How well swindles are told from honest messages: `bot evaluate scams`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from rich.console import Console

from bot.answers.scams.judging import Judgement, ScamCheck, load_scam_check
from bot.answers.scams.weights import WEIGHTS_FILE, UnfitWeightsError
from bot.evaluation.print_table import print_table
from bot.evaluation.scam_calibration import calibrate, left_out, written
from bot.evaluation.scam_files import KINDS, WRITINGS, ScamMessage, read_messages
from bot.evaluation.scores import Share
from bot.evaluation.tables import Table
from bot.knowledge.problem import KnowledgeError
from bot.settings import ROOT, Settings

__all__ = ["LEAST_FLAGGED", "MOST_WRONGLY_CLEAR", "Judged", "evaluate_scams", "goals_missed"]

LEAST_FLAGGED = 0.95
"""Of the swindles, called clear or suspicious."""

MOST_WRONGLY_CLEAR = 0.10
"""Of the legitimate messages that look like one, called a clear swindle."""

_FOLDER = ROOT / "tests" / "evaluation" / "scams"


@dataclass(frozen=True)
class Judged:
    """A message and what was said of it, in so many milliseconds."""

    message: ScamMessage
    judgement: Judgement
    milliseconds: float

    @property
    def flagged(self) -> bool:
        """Whether the person was warned at all."""
        return self.judgement.level != "none"

    @property
    def clear(self) -> bool:
        """Whether it was called a swindle without doubt."""
        return self.judgement.level == "clear"

    @property
    def right(self) -> bool:
        """A swindle that was flagged, or another message that was not called a clear one."""
        return self.flagged if self.message.kind == "scam" else not self.clear


def evaluate_scams(
    settings: Settings, files: Sequence[Path], show_failures: bool, calibrates: bool
) -> int:
    """Judges the messages of these files, or of our own, and prints how right that is.

    With `show_failures` every wrongly judged message is printed; with `calibrates` the weights are
    learnt from these messages first and written down. 1 if a goal is missed, else 0; a file with
    mistakes ends the program with each of them.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    files = files or sorted(_FOLDER.glob("*.yml"))
    folder = settings.knowledge_dir
    try:
        messages = read_messages(files)
        check = load_scam_check(folder, None if calibrates else WEIGHTS_FILE)
        if calibrates:
            weights, found = calibrate(messages, check), left_out(messages, check)
            WEIGHTS_FILE.write_text(written(weights, found, files, len(messages)), encoding="utf-8")
            check = load_scam_check(folder)
            console.print(f"{WEIGHTS_FILE}: {found}")
    except (KnowledgeError, UnfitWeightsError) as error:
        sys.exit(f"bot: {error}")
    judged = [_judged(message, check) for message in messages]
    for table in tables_of_scams(judged):
        print_table(console, table)
    if show_failures:
        for each in judged:
            if not each.right:
                console.print(_failure(each), soft_wrap=True)
    missed = goals_missed(judged)
    for name in missed:
        console.print(f"Missed: {name}")
    return int(bool(missed))


def _judged(message: ScamMessage, check: ScamCheck) -> Judged:
    begin = perf_counter()
    judgement = check.judge(message.text)
    return Judged(message, judgement, (perf_counter() - begin) * 1000)


def goals_missed(judged: Sequence[Judged]) -> list[str]:
    """The names of the goals that were not reached."""
    scams = _share(_of(judged, "scam"), lambda each: each.flagged)
    wrongly = _share(_of(judged, "legitimate"), lambda each: each.clear)
    missed = []
    if scams.value is not None and scams.value < LEAST_FLAGGED:
        missed.append("scams flagged")
    if wrongly.value is not None and wrongly.value > MOST_WRONGLY_CLEAR:
        missed.append("legitimate messages called clear scams")
    return missed


def tables_of_scams(judged: Sequence[Judged]) -> list[Table]:
    """Levels by kind, levels of scams by writing, signs, and times; none is empty."""
    tables = [_kinds(judged), _writings(judged), _signs(_of(judged, "scam")), _times(judged)]
    return [table for table in tables if table.rows]


def _kinds(judged: Sequence[Judged]) -> Table:
    goals = {"scam": f"flagged ≥ {LEAST_FLAGGED}", "legitimate": f"clear ≤ {MOST_WRONGLY_CLEAR}"}
    rows = [
        _row(kind, _of(judged, kind), goals.get(kind, "")) for kind in KINDS if _of(judged, kind)
    ]
    columns = ("kind", "messages", "flagged", "clear", "goal")
    return Table("Judgements of messages", columns, tuple(rows))


def _writings(judged: Sequence[Judged]) -> Table:
    groups = {
        (kind, writing): [each for each in _of(judged, kind) if each.message.writing == writing]
        for kind in ("scam", "legitimate")
        for writing in WRITINGS
    }
    rows = tuple(_row(f"{kind}: {name}", each) for (kind, name), each in groups.items() if each)
    return Table("By kind of writing", ("kind", "messages", "flagged", "clear", ""), rows)


def _signs(scams: Sequence[Judged]) -> Table:
    rows = []
    for sign in sorted({sign for each in scams for sign in each.message.signs}):
        meant = [each for each in scams if sign in each.message.signs]
        named = [each for each in scams if sign in _named(each)]
        found = [each for each in meant if sign in _named(each)]
        rows.append(
            (
                sign,
                str(len(meant)),
                _text(Share(len(found), len(meant))),
                _text(Share(len(found), len(named))),
            )
        )
    forms = [each for each in scams if each.message.form]
    right = _share(forms, lambda each: each.judgement.form == each.message.form)
    if forms:
        rows.append(("(form of scam)", str(right.of), _text(right), ""))
    return Table("Signs of the scams", ("sign", "meant", "found", "right"), tuple(rows))


def _named(judged: Judged) -> set[str]:
    return {sign.id for sign in judged.judgement.signs}


def _times(judged: Sequence[Judged]) -> Table:
    times = [each.milliseconds for each in judged]
    cuts = quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    rows = tuple((f"p{percent}", f"{cuts[percent - 1]:.1f}") for percent in (50, 95))
    return Table("Milliseconds a judgement", ("percentile", "ms"), rows)


def _row(name: str, judged: Sequence[Judged], *more: str) -> tuple[str, ...]:
    flagged = _share(judged, lambda each: each.flagged)
    clear = _share(judged, lambda each: each.clear)
    return (name, str(len(judged)), _text(flagged), _text(clear), *(more or ("",)))


def _of(judged: Iterable[Judged], kind: str) -> list[Judged]:
    return [each for each in judged if each.message.kind == kind]


def _share(judged: Iterable[Judged], holds: Callable[[Judged], bool]) -> Share:
    every = [holds(each) for each in judged]
    return Share(sum(every), len(every))


def _text(share: Share) -> str:
    return "–" if share.value is None else f"{share.value:.3f}"


def _failure(judged: Judged) -> str:
    message, judgement = judged.message, judged.judgement
    signs = ", ".join(sign.id for sign in judgement.signs) or "no sign"
    head = f"{message.file}:{message.line}: {message.kind}, called {judgement.level}"
    return f"{head} ({judgement.probability:.2f}: {signs})\n    > {message.text}"
